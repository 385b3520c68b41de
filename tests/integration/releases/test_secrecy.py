"""The whole gate on a small town: what is hidden with a small number, and what the audit finds."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import Job, Region
from region_files.loading import load
from region_files.reading import read_region_file
from releases.audit_reports import audit_all
from releases.models import AuditReport, CurrentPack, HidingPattern, PublishedFact
from releases.pack_format import decode
from releases.tasks import audit, publish
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

# 2 of 100 is too few; the town's 142 of 1000 and the others' shares would give it away
VALUES = """nr;jahr;kinder;arm
1;2023;400;100
2;2023;200;10
3;2023;100;2
4;2023;300;30
"""
CORRECTED = VALUES.replace("1;2023;400;100", "1;2023;400;101")


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    found.spec["checks"] = {"totals": []}
    found.values = VALUES
    found.write()
    return found


def released(city: SmallCity) -> Job:
    city.write()
    spec, problems = read_region_file(city.file, city.folder)
    assert spec is not None, problems
    job = load(spec, city.folder, lambda text: None).job
    assert job is not None
    publish(job.id)
    job.refresh_from_db()
    return job


def statuses(level: str = "stadtteil") -> dict[str, str]:
    """What the public sees in 2023, by area: A for a number, Q for a hidden one."""
    pack = decode(bytes(CurrentPack.objects.get(audience="public", level_key=level).pack.body))
    (section,) = pack.sections
    return {code: section.series.status.get((0, at), "A") for at, code in enumerate(section.areas)}


# two Germans in district 3, both with a migration background; everybody may know that they are two
ORIGINS = """nr;jahr;pop;mb;german;german_mb;foreign
1;2023;350;150;300;100;50
2;2023;230;70;200;40;30
3;2023;62;62;2;2;60
4;2023;340;100;300;60;40
"""


def newest_report() -> AuditReport:
    return AuditReport.objects.latest("id")


def test_another_figure_is_hidden_with_the_small_one(city: SmallCity) -> None:
    assert released(city).state == "done"
    assert statuses() == {"01": "A", "02": "Q", "03": "Q", "04": "A"}
    assert statuses("stadt") == {"00": "A"}
    report = newest_report()
    assert report.occasion == "release"
    assert report.checked > 0
    assert report.findings == []
    assert report.hidden == {"exi_u15": {"stadtteile": {"2023-12-31": {"02": "S", "03": "P"}}}}


def test_nobody_is_kept_from_what_a_denominator_tells_anyway(city: SmallCity) -> None:
    """Two of two Germans: a larger rate's rule asks for up to three, but there are not as many."""
    measure, share = city.spec["measures"][0], city.spec["indicators"][0]
    keys = ("pop", "mb", "german", "german_mb", "foreign")
    city.spec["measures"] = [
        measure | {"key": key, "parts": ["german_mb", "foreign"] if key == "mb" else []}
        for key in keys
    ]
    city.spec["indicators"] = [
        share | {"key": key, "formula": {"ratio": {"numerator": [above], "denominator": [below]}}}
        for key, above, below in (("exi_u15", "mb", "pop"), ("dem_mb", "german_mb", "german"))
    ]
    city.spec["deliveries"][0]["values"] = {"columns": {key: key for key in keys}}
    city.values = ORIGINS
    job = released(city)
    assert job.state == "done", job.cause
    assert list(HidingPattern.objects.values_list("unmet", flat=True)) == [[]]
    report = newest_report()
    assert report.findings == []
    assert report.hidden["dem_mb"]["stadtteile"]["2023-12-31"]["03"] == "P"


def test_the_same_counts_hide_the_same_again(city: SmallCity) -> None:
    released(city)
    patterns = list(HidingPattern.objects.values_list("digest", "hidden"))
    job = Job.objects.create(
        region=Region.objects.get(),
        kind="publish",
        arguments={"releases": [
            {"audience": "public", "indicators": "all", "reason": {"de": "neu", "en": "new"}}
        ]},
    )  # fmt: skip
    publish(job.id)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "nichts Neues")
    assert list(HidingPattern.objects.values_list("digest", "hidden")) == patterns


def test_a_release_that_gives_a_count_away_is_held_up(
    city: SmallCity, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With secondary suppression off, while the audit takes the town for a real one."""
    settings.SECONDARY_SUPPRESSION = False
    monkeypatch.setattr("releases.audit_reports.is_left_open", lambda region: False)
    job = released(city)
    assert job.state == "failed"
    assert "poor_children in 03 (stadtteile, 2023-12-31)" in job.cause
    assert not CurrentPack.objects.exists()
    assert not PublishedFact.objects.exists()
    (finding,) = newest_report().findings
    assert (finding["lower"], finding["upper"], finding["is_new"]) == (2, 2, True)


def test_every_night_all_that_is_public_is_attacked(city: SmallCity, settings: Any) -> None:
    released(city)
    (job,) = audit_all()
    audit(job.id)
    job.refresh_from_db()
    assert job.state == "done"
    assert job.message.endswith("keine ist zu eng bekannt")
    assert newest_report().occasion == "nightly"
    assert newest_report().findings == []


def test_what_was_given_away_before_is_found_at_night_and_blocks_nothing(
    city: SmallCity, settings: Any
) -> None:
    settings.SECONDARY_SUPPRESSION = False
    released(city)
    settings.SECONDARY_SUPPRESSION = True
    (job,) = audit_all()
    audit(job.id)
    (finding,) = newest_report().findings
    assert (finding["area"], finding["lower"], finding["upper"]) == ("03", 2, 2)
    assert not finding["is_new"]
    assert released(city).state == "done"


def test_a_corrected_count_is_a_cell_of_its_own(city: SmallCity) -> None:
    """101 of 400 and 143 in all take the place of 100 and 142: both systems fit, and neither
    tells the 2."""
    released(city)
    city.values = CORRECTED
    assert released(city).state == "done"
    assert statuses() == {"01": "A", "02": "Q", "03": "Q", "04": "A"}
    (job,) = audit_all()
    audit(job.id)
    report = newest_report()
    assert report.findings == []
    assert report.checked >= 1


def test_what_was_hidden_with_a_small_count_stays_hidden_after_its_correction(
    city: SmallCity,
) -> None:
    """2 becomes 12 and nothing needs protection any more; but the 10 hidden with it did not
    change, and shown now it would give away the 2 of before. So would the 12: who has the sum
    works out the 10."""
    released(city)
    city.values = VALUES.replace("3;2023;100;2", "3;2023;100;12")
    assert released(city).state == "done"
    assert statuses() == {"01": "A", "02": "Q", "03": "Q", "04": "A"}
    assert newest_report().findings == []


def test_parts_that_are_more_than_their_whole_tell_nothing(city: SmallCity) -> None:
    """The whole was delivered by itself and one part not at all: with 300 instead of 100 the
    parts do not add up, and no count can be worked out from that."""
    whole = {**city.spec["deliveries"][0], "key": "stadtwerte", "file": "stadt.csv"}
    city.spec["deliveries"].append({**whole, "level": "stadt"})
    (city.folder / "stadt.csv").write_text("nr;jahr;kinder;arm\n0;2023;1000;120\n")
    city.values = VALUES.replace("4;2023;300;30", "4;2023;300;.")
    assert released(city).state == "done"
    shown = {"01": "A", "02": "A", "03": "Q", "04": "Q"}
    assert statuses() == shown
    city.values = city.values.replace("1;2023;400;100", "1;2023;400;300")
    assert released(city).state == "done"
    assert statuses() == shown
    assert newest_report().findings == []


def test_a_negative_count_is_refused_in_words(city: SmallCity) -> None:
    city.values = VALUES.replace("4;2023;300;30", "4;2023;300;-30")
    job = released(city)
    assert job.state == "failed"
    assert "negativ" in job.cause

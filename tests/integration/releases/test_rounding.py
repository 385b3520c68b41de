"""A town whose counts are rounded for the public: what it shows, keeps, and gives away."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Job, Region
from indicators.models import Indicator
from region_files.loading import load
from region_files.reading import read_region_file
from region_files.verifying import Verdict
from region_files.whole_rounding import rounded_figures
from releases.audit_reports import audit_all
from releases.models import AuditReport, CurrentPack, PublishedFact, RoundedCounts
from releases.pack_format import Pack, decode
from releases.public_rule import may_go_public
from releases.tasks import audit, publish
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

VALUES = """nr;jahr;kinder;arm
1;2023;403;101
2;2023;202;13
3;2023;107;2
4;2023;301;4
"""
ROUNDING = {
    "key": "gerundet",
    "rule": "rounding",
    "base": 5,
    "reason": {"de": "Zum Schutz der Kinder.", "en": "To protect the children."},
}


def count_of(measure: str, policy: str = "gerundet") -> dict[str, Any]:
    return {
        "key": f"n_{measure}",
        "name": {"de": measure, "en": measure},
        "description": {"de": measure, "en": measure},
        "topic": "soziales",
        "unit": {"de": "Personen", "en": "people"},
        "kind": "count",
        "formula": {"count": [measure]},
        "source": "amt",
        "policy": policy,
        "polarity": 0,
        "decimals": 0,
        "aggregation": "sum",
    }


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    found.spec["checks"] = {"totals": []}
    found.spec["policies"].append(ROUNDING)
    (rate,) = found.spec["indicators"]
    rate["policy"] = "gerundet"
    found.spec["indicators"] += [count_of("children"), count_of("poor_children")]
    found.values = VALUES
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


def pack_of(indicator: str, level: str = "stadtteil", audience: str = "public") -> Pack:
    found = CurrentPack.objects.get(
        audience=audience, level_key=level, indicator_key=indicator
    ).pack
    return decode(bytes(found.body))


def numbers(indicator: str, level: str = "stadtteil", audience: str = "public") -> list[int | None]:
    (section,) = pack_of(indicator, level, audience).sections
    return list(section.series.values[0])


def test_the_public_sees_multiples_that_add_up_and_shares_made_of_them(city: SmallCity) -> None:
    assert released(city).state == "done"
    children, poor = numbers("n_children"), numbers("n_poor_children")
    for shown, counted in ((children, [403, 202, 107, 301]), (poor, [101, 13, 2, 4])):
        assert all(one is not None and one % 5 == 0 for one in shown)
        assert all(abs(one - true) < 5 for one, true in zip(shown, counted, strict=True) if one)
    assert numbers("n_children", "stadt") == [sum(filter(None, children))]
    assert numbers("n_poor_children", "stadt") == [sum(filter(None, poor))]
    shares = [
        round(1000 * part / whole) for part, whole in zip(poor, children, strict=True) if whole
    ]
    assert numbers("exi_u15") == pytest.approx(shares, abs=1)
    assert pack_of("exi_u15").card["rounded_to"] == 5
    assert newest_report().findings == []
    assert newest_report().checked >= 2  # 2 and 4 are below the base


def test_nothing_of_the_counts_is_in_what_was_published(city: SmallCity) -> None:
    released(city)
    told = PublishedFact.objects.filter(indicator_key="n_poor_children", level_key="stadtteil")
    (fact,) = told
    assert fact.lower == fact.upper == numbers("n_poor_children")


def test_the_staff_see_the_counts(city: SmallCity) -> None:
    city.spec["release"].append(
        {"audience": "internal", "reason": {"de": "Intern", "en": "Internal"}}
    )
    released(city)
    assert numbers("n_poor_children", audience="internal") == [101, 13, 2, 4]
    assert "rounded_to" not in pack_of("n_poor_children", audience="internal").card


def test_a_correction_leaves_all_other_roundings_as_they_were(city: SmallCity) -> None:
    released(city)
    before = numbers("n_poor_children")
    city.values = VALUES.replace("1;2023;403;101", "1;2023;403;150")
    assert released(city).state == "done"
    after = numbers("n_poor_children")
    assert after[1:] == before[1:]
    assert after[0] is not None
    assert abs(after[0] - 150) < 10
    assert RoundedCounts.objects.count() == 2
    (job,) = audit_all()
    audit(job.id)
    assert newest_report().findings == []


def test_readers_are_told(city: SmallCity, client: Client) -> None:
    released(city)
    page = client.get("/musterdorf/map/?indicator=n_poor_children").content.decode()
    assert page.count("auf Vielfache von 5 gerundet") >= 2  # legend, and about the indicator
    shares = client.get("/en/musterdorf/indicators/exi_u15/").content.decode()
    assert "Made of counts that are rounded to multiples of 5" in shares


def test_the_same_counts_are_rounded_once(city: SmallCity) -> None:
    released(city)
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
    assert RoundedCounts.objects.count() == 1


def test_another_rule_reckons_with_the_rounded_denominator(city: SmallCity) -> None:
    """Poor children under a threshold of children who are rounded: 2 and 4 are hidden."""
    city.spec["policies"][0]["minimum_count"] = 5
    city.spec["indicators"][0]["policy"] = "sozialdaten"
    city.spec["indicators"].pop()  # poor children by themselves
    assert released(city).state == "done"
    (section,) = pack_of("exi_u15").sections
    assert {at for (_, at), letter in section.series.status.items() if letter == "Q"} >= {2, 3}
    share = 1000 * 101 / (numbers("n_children")[0] or 0)
    assert numbers("exi_u15")[0] == pytest.approx(share, abs=0.51)
    assert newest_report().findings == []


def test_an_exact_whole_of_rounded_parts_is_held_up(city: SmallCity) -> None:
    """Everybody knows that there is one child; rounded or not, one part has it."""
    city.spec["measures"].append({
        "key": "other_children", "name": {"de": "andere", "en": "others"},
        "unit": {"de": "Personen", "en": "people"}, "kind": "count",
    })  # fmt: skip
    city.spec["measures"][0]["parts"] = ["poor_children", "other_children"]
    city.spec["deliveries"][0]["values"]["columns"]["other_children"] = "andere"
    city.spec["policies"].append(
        {"key": "quelle", "rule": "published_by_source", "reason": ROUNDING["reason"]}
    )
    city.spec["indicators"] = [count_of("poor_children"), count_of("children", "quelle")]
    city.spec["region"]["default_indicator"] = "n_children"
    city.values = "nr;jahr;kinder;arm;andere\n1;2023;1;1;0\n2;2023;202;13;189\n"
    job = released(city)
    assert job.state == "failed"
    assert "poor_children in 01 (stadtteile, 2023-12-31)" in job.cause
    (finding,) = newest_report().findings
    assert finding["upper"] - finding["lower"] <= 1
    assert finding["is_new"]
    assert not RoundedCounts.objects.exists()


def test_what_its_source_has_published_is_not_rounded_for_show(city: SmallCity) -> None:
    city.spec["policies"].append(
        {"key": "quelle", "rule": "published_by_source", "reason": ROUNDING["reason"]}
    )
    city.spec["indicators"].append(count_of("children", "quelle") | {"key": "dem_u15"})
    job = released(city)
    assert job.state == "failed"
    assert "„children“" in job.cause
    assert "schützt dann niemanden" in job.cause
    assert not CurrentPack.objects.exists()


def test_an_indicator_without_personal_data_does_not_show_the_counts_either(
    city: SmallCity,
) -> None:
    city.spec["policies"].append(
        {"key": "offen", "rule": "no_personal_data", "reason": ROUNDING["reason"]}
    )
    city.spec["indicators"].append(count_of("children", "offen") | {"key": "dem_u15"})
    assert released(city).state == "done"
    assert numbers("dem_u15") == numbers("n_children")
    assert pack_of("dem_u15").card["rounded_to"] == 5


def test_people_without_an_area_are_rounded_with_their_city(city: SmallCity) -> None:
    city.spec["deliveries"].append(city.spec["deliveries"][0] | {
        "key": "stadt", "file": "stadt.csv", "level": "stadt",
        "area": {"whole": "00"},
    })  # fmt: skip
    (city.folder / "stadt.csv").write_text("jahr;kinder;arm\n2023;1020;123\n")
    assert released(city).state == "done"
    assert all(one is not None and one % 5 == 0 for one in numbers("n_children", "stadt"))
    (whole,) = numbers("n_children", "stadt")
    assert whole is not None
    assert abs(whole - 1020) < 5
    assert newest_report().findings == []


def test_two_bases_for_one_count_are_refused(city: SmallCity) -> None:
    city.spec["policies"].append(ROUNDING | {"key": "grob", "base": 10})
    city.spec["indicators"][1]["policy"] = "grob"
    job = released(city)
    assert job.state == "failed"
    assert "„children“" in job.cause
    assert "Vielfache von 5" in job.cause
    assert "Vielfache von 10" in job.cause


def test_ready_values_cannot_be_rounded(city: SmallCity) -> None:
    released(city)
    indicator = Indicator.objects.select_related("policy").get(key="n_children")
    indicator.definition["formula"] = {"value": "children"}
    assert not may_go_public(indicator)


def test_all_of_a_region_is_rounded_for_comparison(city: SmallCity) -> None:
    """As script/verify does with a whole city; nothing is kept of it."""
    released(city)
    figures = rounded_figures(Region.objects.get())
    assert all(one.holds for one in figures)
    sums = next(one for one in figures if isinstance(one, Verdict))
    assert sums.rows == 2, "children and poor children of four districts"
    assert RoundedCounts.objects.count() == 1


def test_nobody_may_change_what_was_rounded(city: SmallCity) -> None:
    released(city)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('sozialmonitor_worker', %(table)s, 'UPDATE'),"
            " has_table_privilege('sozialmonitor_public', %(table)s, 'SELECT')",
            {"table": RoundedCounts._meta.db_table},
        )
        assert cursor.fetchone() == (False, False)


def newest_report() -> AuditReport:
    return AuditReport.objects.latest("id")

"""No figure of an area where too few people live, under any rule."""

from pathlib import Path

import pytest

from accounts.models import Job, Region
from indicators.models import Policy
from releases.models import AuditReport, CurrentPack, PublishedFact
from releases.pack_format import Pack, decode
from releases.secrecy import hidden_of
from releases.tasks import publish
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

RULES = ["threshold", "published_by_source", "no_personal_data"]
VALUES = """nr;jahr;kinder;arm
1;2023;400;100
2;2023;200;10
3;2023;100;20
4;2023;300;30
1;2024;410;100
2;2024;200;10
3;2024;160;20
4;2024;290;30
"""
RESIDENTS = """nr;jahr;leute
1;2023;900
2;2023;149
4;2023;150
"""


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    found.spec["checks"] = {"totals": []}
    found.values = VALUES
    return found


def under(city: SmallCity, rule: str, population: str = "children") -> None:
    city.spec["policies"][0] |= {
        "rule": rule, "minimum_population": 150, "population": population,
    }  # fmt: skip


def count_residents(city: SmallCity, rows: str) -> None:
    """A measure of its own, delivered by itself."""
    measure = {**city.spec["measures"][0], "key": "residents"}
    city.spec["measures"].append(measure)
    register = city.spec["deliveries"][0]
    values = {"columns": {"residents": "leute"}}
    city.spec["deliveries"].append(
        {**register, "key": "leute", "file": "leute.csv", "values": values}
    )
    (city.folder / "leute.csv").write_text(rows)


def released(city: SmallCity) -> None:
    city.write()
    load_city(city)


def pack_of(audience: str = "public", level: str = "stadtteil") -> Pack:
    row = CurrentPack.objects.get(audience=audience, level_key=level, indicator_key="exi_u15")
    return decode(bytes(row.pack.body or b""))


def hidden_areas(year: int, pack: Pack) -> set[str]:
    (section,) = pack.sections
    at = next(n for n, one in enumerate(pack.periods) if one["key"].startswith(str(year)))
    return {section.areas[area] for (period, area), letter in section.series.status.items()
            if letter == "Q" and section.periods[period] == at}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_an_area_of_few_is_hidden_in_that_period_only(city: SmallCity, rule: str) -> None:
    under(city, rule)
    released(city)
    assert hidden_areas(2023, pack_of()) == {"03"}
    assert hidden_areas(2024, pack_of()) == set()
    report = AuditReport.objects.latest("id")
    assert report.findings == []
    assert report.hidden == {"exi_u15": {"stadtteile": {"2023-12-31": {"03": "P"}}}}
    (figure,) = hidden_of(Region.objects.get(), "exi_u15")
    assert (figure.code, figure.why) == ("03", "P")
    told = PublishedFact.objects.get(level_key="stadtteil", period_key="2023-12-31")
    assert told.areas == ["01", "02", "04"]


def test_who_lives_there_is_not_rounded(city: SmallCity) -> None:
    """149 would be shown as 150."""
    city.values = VALUES.replace("3;2023;100", "3;2023;149")
    city.spec["policies"][0]["base"] = 5
    under(city, "rounding")
    released(city)
    assert hidden_areas(2023, pack_of()) == {"03"}
    letters = AuditReport.objects.latest("id").hidden["exi_u15"]["stadtteile"]
    assert letters == {"2023-12-31": {"03": "P"}}


def test_the_staff_see_it(city: SmallCity) -> None:
    under(city, "no_personal_data")
    city.spec["release"] = [
        {"audience": audience, "reason": {"de": "neu", "en": "new"}}
        for audience in ("public", "internal")
    ]
    released(city)
    assert hidden_areas(2023, pack_of("internal")) == set()
    assert hidden_areas(2023, pack_of()) == {"03"}


def test_who_is_not_counted_is_unknown_and_an_earlier_count_stands_in(city: SmallCity) -> None:
    """In 2024 nobody counted, so the count of 2023 holds; it never had district 03."""
    under(city, "published_by_source", "residents")
    count_residents(city, RESIDENTS)
    released(city)
    assert hidden_areas(2023, pack_of()) == {"02", "03"}
    assert hidden_areas(2024, pack_of()) == {"02", "03"}


def test_before_anybody_counted_nothing_is_shown(city: SmallCity) -> None:
    """A later count does not stand in for 2023, not in the city as a whole either."""
    under(city, "threshold", "residents")
    count_residents(city, RESIDENTS.replace("2023", "2024"))
    released(city)
    assert hidden_areas(2023, pack_of()) == {"01", "02", "03", "04"}
    assert hidden_areas(2023, pack_of(level="stadt")) == {"00"}
    assert hidden_areas(2024, pack_of()) == {"02", "03"}


def test_a_small_count_is_protected_beside_it_as_ever(city: SmallCity) -> None:
    """2 in district 02 need another one hidden; that few live in 03 does not do that."""
    city.values = VALUES.replace("2;2023;200;10", "2;2023;200;2")
    under(city, "threshold")
    released(city)
    report = AuditReport.objects.latest("id")
    assert report.findings == []
    letters = report.hidden["exi_u15"]["stadtteile"]["2023-12-31"]
    assert {letters["02"], letters["03"]} == {"P"}
    assert hidden_areas(2023, pack_of()) >= {"02", "03"}


def test_once_more_people_live_there_the_same_counts_are_shown(city: SmallCity) -> None:
    under(city, "threshold")
    released(city)
    Policy.objects.update(minimum_population=0)
    job = Job.objects.create(
        region=Region.objects.get(), kind="publish",
        arguments={"releases": [
            {"audience": "public", "indicators": "all", "reason": {"de": "neu", "en": "new"}}
        ]},
    )  # fmt: skip
    publish(job.id)
    assert hidden_areas(2023, pack_of()) == set()
    assert AuditReport.objects.latest("id").findings == []

"""What the desk did to the catalogue survives the next load of the region file."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import AuditEntry, Region, User
from indicators.catalogue_edits import change, create, order_topics
from indicators.catalogue_rows import stored
from indicators.models import Indicator, Measure, Topic
from region_files.loading import load
from region_files.reading import read_region_file
from region_files.schema_catalogue import IndicatorSpec
from spatial_units.importing.problems import Problem
from spatial_units.importing.wording import say
from tests.integration.catalogue.conftest import exi_u15
from tests.integration.desk.conftest import staff_of
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def city(town: Region, tmp_path: Path) -> SmallCity:
    city = SmallCity(tmp_path)
    city.write()
    return city


@pytest.fixture
def kim(town: Region) -> User:
    return staff_of(town, "kim")


def load_again(city: SmallCity, **how: bool) -> list[Problem]:
    spec, _problems = read_region_file(city.file, city.folder)
    assert spec is not None
    report = load(spec, city.folder, lambda text: None, **how)
    assert not report.failed
    return [one for one in report.problems if one.code.startswith(("region_cat", "region_texts"))]


def edited(town: Region, kim: User, **fields: Any) -> None:
    full = IndicatorSpec.model_validate(exi_u15().definition).model_dump(mode="json")
    assert change(town, "indicator", full | fields, kim)


def test_nothing_edited_nothing_told(city: SmallCity) -> None:
    assert load_again(city) == []


def test_a_formula_of_the_desk_stays_and_is_named(town: Region, city: SmallCity, kim: User) -> None:
    edited(town, kim, kind="count", formula={"count": ["children"]}, aggregation="sum")
    (told,) = load_again(city)
    assert told.code == "region_catalogue_kept"
    assert told.facts["texts"] == "aggregation, formula, kind"
    assert "indicators, „exi_u15“: In der Datenpflege wurde geändert" in say(told, "de")
    found = exi_u15()
    assert (found.kind, found.definition["formula"]["count"]) == ("count", ["children"])
    assert found.state == "draft"


def test_what_belongs_to_a_formula_stays_with_it(town: Region, city: SmallCity, kim: User) -> None:
    """The file makes it a count; the desk's formula was a ratio. Half of each would be neither."""
    ratio = {"numerator": ["children"], "denominator": ["children"], "factor": 1000}
    edited(town, kim, formula={"ratio": ratio, "count": None, "value": None})
    city.spec["indicators"][0] |= {
        "kind": "count", "formula": {"count": ["children"]}, "aggregation": "sum",
    }  # fmt: skip
    city.write()
    load_again(city)
    definition = exi_u15().definition
    assert (definition["kind"], definition["aggregation"]) == ("share", "ratio")
    assert definition["formula"]["ratio"]["factor"] == 1000


def test_the_operator_may_let_the_file_win(town: Region, city: SmallCity, kim: User) -> None:
    edited(town, kim, decimals=3)
    (told,) = load_again(city, texts_from_file=True)
    assert told.code == "region_catalogue_replaced"
    assert exi_u15().decimals == exi_u15().definition["decimals"] == 1
    assert load_again(city) == []


def test_an_indicator_of_the_desk_stays(town: Region, city: SmallCity, kim: User) -> None:
    full = IndicatorSpec.model_validate(exi_u15().definition).model_dump(mode="json")
    create(town, "indicator", full | {"key": "exi_neu"}, kim)
    assert load_again(city) == []
    assert Indicator.objects.get(key="exi_neu").state == "draft"


def test_an_indicator_the_file_forgets_goes(town: Region, city: SmallCity) -> None:
    other = city.spec["indicators"][0] | {"key": "exi_u18"}
    city.spec["indicators"].append(other)
    city.write()
    load_again(city)
    assert Indicator.objects.count() == 2
    city.spec["indicators"].pop()
    city.write()
    load_again(city)
    assert list(Indicator.objects.values_list("key", flat=True)) == ["exi_u15"]


def test_a_state_stays(town: Region, city: SmallCity) -> None:
    Indicator.objects.update(state="retired")
    load_again(city)
    assert exi_u15().state == "retired"


def test_names_and_order_of_topics_stay(town: Region, city: SmallCity, kim: User) -> None:
    create(town, "topic", {"key": "arbeit", "name": {"de": "Arbeit", "en": "Work"}}, kim)
    change(town, "topic", {"key": "soziales", "name": {"de": "Lage", "en": "Social"}}, kim)
    order_topics(town, ["arbeit", "soziales"], kim)
    told = [one.facts["texts"] for one in load_again(city)]
    assert told == ["name"]
    found = Topic.objects.filter(region=town).values_list("key", "name_de")
    assert list(found) == [("arbeit", "Arbeit"), ("soziales", "Lage")]


def test_the_files_order_comes_back_when_it_wins(town: Region, city: SmallCity, kim: User) -> None:
    city.spec["topics"].append({"key": "arbeit", "name": {"de": "Arbeit", "en": "Work"}})
    city.write()
    load_again(city)
    order_topics(town, ["arbeit", "soziales"], kim)
    assert [one.code for one in load_again(city)] == ["region_catalogue_kept"]
    assert list(stored(town, "topic")) == ["arbeit", "soziales"]
    assert [one.code for one in load_again(city, texts_from_file=True)] == [
        "region_catalogue_replaced"
    ]
    assert list(stored(town, "topic")) == ["soziales", "arbeit"]
    assert load_again(city) == []


def test_a_measures_name_stays_and_goes_back_once_both_say_the_same(
    town: Region, city: SmallCity, kim: User
) -> None:
    declared = stored(town, "measure")["children"]
    change(town, "measure", declared | {"name": {"de": "Kinder", "en": "Children"}}, kim)
    (told,) = load_again(city)
    assert told.facts["section"] == "measures"
    assert Measure.objects.get(key="children").name_de == "Kinder"
    city.spec["measures"][0]["name"] = {"de": "Kinder", "en": "Children"}
    city.write()
    assert load_again(city) == []
    assert AuditEntry.objects.filter(action="measure-from-file").exists()
    city.spec["measures"][0]["name"] = {"de": "Später", "en": "Later"}
    city.write()
    assert load_again(city) == []
    assert Measure.objects.get(key="children").name_de == "Später"


def test_loading_twice_records_nothing(town: Region, city: SmallCity, kim: User) -> None:
    edited(town, kim, decimals=3)
    load_again(city)
    before = AuditEntry.objects.count()
    load_again(city)
    assert AuditEntry.objects.count() == before

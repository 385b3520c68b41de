"""Texts changed at the desk survive the next load of the region file; the report says which."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import AuditEntry, Region, User
from indicators.describing import describe, texts_of, version_of
from indicators.metadata import IndicatorTexts
from indicators.models import Indicator
from region_files.loading import Report, load
from region_files.reading import read_region_file
from spatial_units.importing.wording import say
from tests.integration.desk.conftest import signed_in, staff_of
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(databases="__all__")

MINE = {"de": "Was das Amt dazu sagt", "en": "What the office says"}


@pytest.fixture
def city(town: Region, tmp_path: Path) -> SmallCity:
    """The files Kleinstadt was loaded from, again."""
    city = SmallCity(tmp_path)
    city.write()
    return city


@pytest.fixture
def kim(town: Region) -> User:
    return staff_of(town, "kim")


def indicator() -> Indicator:
    return Indicator.objects.get(region__key="musterdorf", key="exi_u15")


def write_at_desk(by: User, **changed: Any) -> None:
    texts = texts_of(indicator()).model_dump() | changed
    describe(indicator(), IndicatorTexts.model_validate(texts), version_of(indicator()), by)


def declare(city: SmallCity, **changed: Any) -> None:
    (declared,) = city.spec["indicators"]
    declared.update(changed)
    city.write()


def load_again(city: SmallCity, **how: bool) -> list[str]:
    """Codes of what the report says about texts."""
    return [
        one.code for one in report_of(city, **how).problems if one.code.startswith("region_texts_")
    ]


def report_of(city: SmallCity, **how: bool) -> Report:
    spec, _problems = read_region_file(city.file, city.folder)
    assert spec is not None
    return load(spec, city.folder, lambda text: None, **how)


def test_what_the_desk_wrote_survives_and_the_rest_follows_the_file(
    city: SmallCity, kim: User
) -> None:
    write_at_desk(kim, description=MINE)
    declare(city, name={"de": "Neuer Name", "en": "New name"}, decimals=2)
    (told,) = [one for one in report_of(city).problems if one.code == "region_texts_kept"]
    assert told.facts == {"indicator": "exi_u15", "texts": "description"}
    assert "bleibt so, obwohl die Regionsdatei anderes sagt" in say(told, "de")
    found = indicator()
    assert found.definition["description"] == MINE
    assert (found.name_de, found.definition["name"]["de"]) == ("Neuer Name", "Neuer Name")
    assert found.decimals == 2


def test_a_name_from_the_desk_survives_in_its_column_too(city: SmallCity, kim: User) -> None:
    write_at_desk(kim, name=MINE)
    load_again(city)
    found = indicator()
    assert (found.name_de, found.name_en) == (MINE["de"], MINE["en"])


def test_loading_twice_says_the_same_and_records_nothing(city: SmallCity, kim: User) -> None:
    write_at_desk(kim, description=MINE)
    before = AuditEntry.objects.count()
    first, second = report_of(city), report_of(city)
    assert first.problems == second.problems
    assert AuditEntry.objects.count() == before
    assert indicator().definition["description"] == MINE


def test_without_changes_at_the_desk_nothing_is_told(city: SmallCity) -> None:
    declare(city, description=MINE)
    assert load_again(city) == []
    assert indicator().definition["description"] == MINE


def test_a_dry_run_tells_the_same_and_changes_nothing(city: SmallCity, kim: User) -> None:
    write_at_desk(kim, description=MINE)
    assert load_again(city, dry_run=True) == ["region_texts_kept"]
    assert load_again(city, dry_run=True, texts_from_file=True) == ["region_texts_replaced"]
    assert indicator().definition["description"] == MINE


def test_the_operator_may_let_the_file_win_and_the_trail_keeps_both(
    city: SmallCity, kim: User
) -> None:
    of_the_file = indicator().definition["description"]
    write_at_desk(kim, description=MINE)
    assert load_again(city, texts_from_file=True) == ["region_texts_replaced"]
    assert indicator().definition["description"] == of_the_file
    entry = AuditEntry.objects.get(action="indicator-texts-from-file")
    assert entry.user is None
    assert entry.detail == {
        "before": {"description": MINE}, "after": {"description": of_the_file},
    }  # fmt: skip
    assert load_again(city) == []
    page = signed_in(kim).get("/desk/musterdorf/log/").content.decode()
    assert "Beschreibung aus der Regionsdatei übernommen" in page
    assert "vorher · Was der Indikator aussagt · Deutsch: Was das Amt dazu sagt" in page


def test_who_writes_after_the_file_has_won_is_kept_again(city: SmallCity, kim: User) -> None:
    write_at_desk(kim, description=MINE)
    load_again(city, texts_from_file=True)
    write_at_desk(kim, description=MINE)
    assert load_again(city) == ["region_texts_kept"]


def test_a_text_copied_into_the_file_belongs_to_the_file_from_then_on(
    city: SmallCity, kim: User
) -> None:
    write_at_desk(kim, description=MINE)
    declare(city, description=MINE)
    assert load_again(city) == []
    declare(city, description={"de": "Später in der Datei", "en": "Later in the file"})
    assert load_again(city) == []
    assert indicator().definition["description"]["de"] == "Später in der Datei"


def test_blanks_at_the_end_of_a_text_are_no_change(city: SmallCity, kim: User) -> None:
    """A block of YAML ends with a line's end, which the form does not send back."""
    declare(city, method={"de": "Stichtag 31.12.\n", "en": "On 31 December\n"})
    load_again(city)
    write_at_desk(kim, description=MINE, method={"de": "Stichtag 31.12.", "en": "On 31 December"})
    entry = AuditEntry.objects.get(action="indicator-described")
    assert list(entry.detail["after"]) == ["description"]


def test_an_indicator_that_comes_back_comes_as_the_file_says(city: SmallCity, kim: User) -> None:
    of_the_file = indicator().definition["description"]
    write_at_desk(kim, description=MINE)
    indicator().delete()
    assert load_again(city) == []
    assert indicator().definition["description"] == of_the_file
    assert load_again(city) == []


def test_another_regions_trail_says_nothing(city: SmallCity, kim: User, town: Region) -> None:
    write_at_desk(kim, description=MINE)
    other = Region.objects.create(
        key="nachbarort", srid=25832, west=0, south=0, east=1, north=1,
    )  # fmt: skip
    AuditEntry.objects.update(region=other)
    assert load_again(city) == []


def test_the_command_has_the_flag(city: SmallCity, kim: User) -> None:
    write_at_desk(kim, description=MINE)
    how = {"data": city.folder, "no_wait": True, "dry_run": True}
    kept, replaced = StringIO(), StringIO()
    call_command("load_region", city.file, **how, stdout=kept)
    call_command("load_region", city.file, **how, texts_from_file=True, stdout=replaced)
    assert "In der Datenpflege wurde geändert: description." in kept.getvalue()
    assert "jetzt wieder wie in der Datei: description." in replaced.getvalue()

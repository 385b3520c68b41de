"""What is possible, yet rather a slip, is said once for the file, and never stops it."""

import pytest

from accounts.models import User
from indicators.importing.wording_uploads import WORDING_UPLOADS
from indicators.models import DataSource, Indicator, Measure, Policy, Topic, Upload
from indicators.presenters_problems import problem_rows
from spatial_units.importing.wording import add_wording
from tests.factories import City
from tests.integration.uploads.making import CODES, FIRST, committed, sheet, table, uploaded

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
add_wording(WORDING_UPLOADS)


def hints(upload: Upload) -> dict[str, str]:
    """The warnings of a checked file, by code; each kind comes once."""
    assert upload.state == "checked", upload.findings
    codes = [one["code"] for one in upload.findings if one["severity"] == "warning"]
    assert len(codes) == len(set(codes))
    rows = [row.sentence for row in problem_rows(upload) if row.severity == "warning"]
    return dict(zip(codes, rows, strict=True))


@pytest.fixture
def persons(city: City) -> City:
    """Inhabitants are women and men, and a share of them is young."""
    region = city.region
    for key, name in (("women", "Frauen"), ("men", "Männer"), ("young", "Junge")):
        Measure.objects.create(
            region=region, key=key, name_de=name, name_en=key, unit_de="", unit_en="", kind="count"
        )
    Measure.objects.filter(region=region, key="pop").update(parts=["women", "men"])
    Indicator.objects.create(
        region=region, key="young_share", name_de="Anteil Junger", name_en="young", kind="share",
        topic=Topic.objects.create(region=region, key="t", name_de="T", name_en="T", position=9),
        source=DataSource.objects.get(region=region, key="amt"),
        policy=Policy.objects.create(
            region=region, key="p", rule="threshold", reason_de="x", reason_en="x"
        ),
        decimals=1, polarity=0, position=99,
        definition={"formula": {"ratio": {
            "numerator": ["young"], "denominator": ["pop"], "factor": 100}}},
    )  # fmt: skip
    return city


def people(*rows: tuple[str, object, object, object, object]) -> bytes:
    head = ["Schlüssel", "Stichtag", "Einwohner", "Frauen", "Männer", "Junge"]
    return sheet(head, *([code, "31.12.2020", *rest] for code, *rest in rows))


def test_a_value_far_outside_the_series_of_its_area_is_said(city: City, clerk: User) -> None:
    for year in (2020, 2021, 2022):
        committed(city, clerk, table({c: n * 10 + year for c, n in FIRST.items()}, day=f"{year}"))
    usual = {code: n * 10 + 2023 for code, n in FIRST.items()}
    assert hints(uploaded(city, clerk, table(usual, day="2023"))) == {}
    found = hints(uploaded(city, clerk, table(usual | {"02": 21, "05": 9000}, day="2023")))
    assert found == {
        "upload_outside_range": "2 Werte liegen weit außerhalb dessen, was für das Gebiet bisher"
        " galt, zum Beispiel „Einwohner“ in 02 Brühl, 2023: 21; bisher 2.220 bis 2.222. Bitte"
        " prüfen."
    }
    other_kind = hints(uploaded(city, clerk, table(usual | {"02": 21}, day="31.12.2023")))
    assert set(other_kind) == {"upload_other_kind_of_period"}


def test_two_earlier_values_are_no_series(city: City, clerk: User) -> None:
    for year in (2021, 2022):
        committed(city, clerk, table(FIRST, day=f"{year}"))
    assert hints(uploaded(city, clerk, table({"02": 900}, day="2023"))) == {}


def test_a_share_above_the_whole_is_said_where_none_ever_was(city: City, clerk: User) -> None:
    assert hints(uploaded(city, clerk, table({"02": 107}, measure="Quote"))) == {}
    Measure.objects.filter(region=city.region, key="rate").update(unit_de="%")
    upload = uploaded(city, clerk, table({"01": 12, "02": 107}, measure="Quote"))
    assert hints(upload) == {
        "upload_above_the_whole": "1 Wert liegt über 100\u202f%, zum Beispiel „Quote“ in 02 Brühl,"
        " 31.12.2020: 107; so hohe gab es bisher nicht. Bitte prüfen."
    }
    committed(city, clerk, table({"02": 107}, measure="Quote"))
    assert hints(uploaded(city, clerk, table({"02": 108}, measure="Quote", day="2019"))) == {}


def test_a_part_larger_than_its_whole_is_said(persons: City, clerk: User) -> None:
    upload = uploaded(
        persons, clerk, people(("01", 20, 12, 8, 5), ("02", 20, 12, 8, 21), ("03", 9, 4, 5, 10))
    )
    assert hints(upload) == {
        "upload_more_than_whole": "In 2 Fällen ist der Teil größer als das Ganze, zum Beispiel"
        " bei „Anteil Junger“ in 02 Brühl, 31.12.2020: 21 von 20. Bitte prüfen."
    }


def test_the_whole_may_have_been_delivered_before(persons: City, clerk: User) -> None:
    committed(persons, clerk, table(FIRST))
    only_young = uploaded(persons, clerk, table({"01": 11, "02": 19}, "Junge"))
    assert set(hints(only_young)) == {"upload_more_than_whole"}
    committed(persons, clerk, table({"01": 30}), mode="patch")
    assert hints(uploaded(persons, clerk, table({"01": 11, "02": 19}, "Junge"))) == {}


def test_parts_that_miss_their_sum_are_said_beyond_rounding(persons: City, clerk: User) -> None:
    good = [(code, 21, 12, 9, None) for code in CODES]
    assert hints(uploaded(persons, clerk, people(*good))) == {}
    found = hints(uploaded(persons, clerk, people(*good[1:], ("01", 20, 12, 9, None))))
    assert found == {
        "upload_parts_differ": "In 1 Fall ergeben die Teile nicht die Summe, zum Beispiel bei"
        " „Einwohner“ in 01 Altstadt, 31.12.2020: Die Teile ergeben 21, angegeben ist 20. Bitte"
        " prüfen."
    }
    rounded = people(("01", 20, 15, 10, None), ("02", 35, 20, 10, None))
    assert hints(uploaded(persons, clerk, rounded)) == {}, "each is rounded to fives"
    assert set(hints(uploaded(persons, clerk, people(("01", 40, 15, 10, None))))) == {
        "upload_parts_differ"
    }
    gap = people(("01", 40, 15, None, None))
    assert hints(uploaded(persons, clerk, gap)) == {}, "what lacks may make the difference"


def test_a_period_to_come_is_said_until_it_has_values(city: City, clerk: User) -> None:
    ahead = table({"01": 5}, day="2090")
    found = hints(uploaded(city, clerk, ahead))
    assert found == {
        "upload_in_the_future": "1 Zeitraum liegt in der Zukunft, und Werte dafür gibt es noch"
        " nicht: 2090. Bitte prüfen, ob eine Vorausberechnung gemeint ist."
    }
    committed(city, clerk, ahead)
    assert hints(uploaded(city, clerk, table({"02": 5}, day="2090"))) == {}


def test_a_fall_to_zero_is_a_leap_unless_few_were_there(city: City, clerk: User) -> None:
    committed(city, clerk, table(FIRST | {"01": 10}))
    assert hints(uploaded(city, clerk, table({"01": 0}), mode="patch")) == {}
    found = hints(uploaded(city, clerk, table({"02": 0}), mode="patch"))
    assert set(found) == {"upload_leaps"}


def test_areas_that_a_file_leaves_out_are_not_its_fault(persons: City, clerk: User) -> None:
    committed(persons, clerk, people(("01", 20, 12, 9, 5), ("02", 20, 12, 8, 5)))
    good = table({"02": 20})
    assert hints(uploaded(persons, clerk, good, mode="patch")) == {}

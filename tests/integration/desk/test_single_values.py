"""One value by hand: checked in German, confirmed with old and new, written once."""

import html
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEntry, Region
from indicators.models import Delivery, Measure, MeasureValue, Slice
from indicators.queries import Reading, counting_value
from spatial_units.models import Area
from tests.integration.desk.conftest import signed_in, staff_of

pytestmark = pytest.mark.django_db(databases="__all__")

URL = "/desk/musterdorf/value/"
ENTRY = {
    "level": "stadtteil",
    "measure": "poor_children",
    "area": "02",
    "period": "31.12.2024",
    "value": "25",
    "reason": "",
    "remark": "nachgemeldet",
}


def check(client: Client, **changed: str) -> Any:
    return client.post(URL, ENTRY | {"step": "check"} | changed)


def commit(client: Client, **changed: str) -> Any:
    """What the browser sends from the confirmation page."""
    checked = check(client, **changed)
    assert checked.status_code == 200, checked.context["form"].errors
    stamp = checked.context["entry"].stamp
    return client.post(URL, ENTRY | {"step": "commit", "stamp": stamp} | changed, follow=True)


def counts(town: Region, area: str, period: str = "2024-12-31") -> Reading | None:
    measure = Measure.objects.get(region=town, key="poor_children")
    place = Area.objects.get(region=town, code=area)
    found = counting_value(town, measure.id, place.boundary_set_id, period, place.id)
    return found and found[0]


def test_old_and_new_are_shown_before_anything_is_written(clerk: Client, town: Region) -> None:
    page = check(clerk)
    assert page.context["entry"].now == Reading(10.0, "A")
    assert page.context["entry"].new == Reading(25.0, "A")
    assert "Brückenviertel" in page.content.decode()
    assert Delivery.objects.filter(region=town).count() == 1


def test_it_lies_on_top_and_leaves_the_others(clerk: Client, town: Region) -> None:
    page = commit(clerk).content.decode()
    assert "Der Wert ist gespeichert." in page
    assert counts(town, "02") == Reading(25.0, "A")
    assert counts(town, "01") == Reading(120.0, "A")
    delivery = Delivery.objects.filter(region=town).latest("id")
    assert (delivery.key, delivery.origin) == ("form-1", "form")
    assert delivery.received_by is not None
    assert delivery.received_by.username == "kim"
    assert not Slice.objects.get(delivery=delivery).is_complete
    assert MeasureValue.objects.filter(slice_id__in=delivery.slice_set.values("id")).count() == 1


def test_the_trail_knows_old_new_and_why(clerk: Client, town: Region) -> None:
    commit(clerk)
    entry = AuditEntry.objects.get(region=town, action="value-entered")
    assert entry.detail["old"] == {"value": 10.0, "status": "A"}
    assert entry.detail["new"] == {"value": 25.0, "status": "A"}
    assert entry.detail["remark"] == "nachgemeldet"


def test_a_reason_instead_of_a_value(clerk: Client, town: Region) -> None:
    commit(clerk, value="", reason="Q")
    assert counts(town, "02") == Reading(None, "Q")


def test_a_true_zero_is_a_value(clerk: Client, town: Region) -> None:
    commit(clerk, value="0")
    assert counts(town, "02") == Reading(0.0, "A")


def test_a_second_value_is_a_delivery_of_its_own(clerk: Client, town: Region) -> None:
    commit(clerk)
    commit(clerk, area="01", value="99")
    keys = Delivery.objects.filter(region=town, origin="form").order_by("id")
    assert list(keys.values_list("key", flat=True)) == ["form-1", "form-2"]
    assert counts(town, "02") == Reading(25.0, "A")
    assert counts(town, "01") == Reading(99.0, "A")


def test_a_new_period_may_begin(clerk: Client, town: Region) -> None:
    page = check(clerk, period="31.12.2025")
    assert page.context["entry"].now is None
    assert "nichts geliefert" in page.content.decode()
    commit(clerk, period="31.12.2025")
    assert counts(town, "02", "2025-12-31") == Reading(25.0, "A")


def test_a_double_click_writes_once(clerk: Client, town: Region) -> None:
    stamp = check(clerk).context["entry"].stamp
    sent = ENTRY | {"step": "commit", "stamp": stamp}
    first, second = clerk.post(URL, sent), clerk.post(URL, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Delivery.objects.filter(region=town, origin="form").count() == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("kim", "Sie selbst haben diesen Wert inzwischen geändert."),
        ("robin", "inzwischen von jemand anderem geändert"),
    ],
)
def test_what_was_changed_meanwhile_is_shown_again(
    clerk: Client, town: Region, other: str, said: str
) -> None:
    stale = check(clerk, value="30").context["entry"].stamp
    commit(clerk if other == "kim" else signed_in(staff_of(town, other)), value="27")
    page = clerk.post(URL, ENTRY | {"value": "30", "step": "commit", "stamp": stale})
    assert said in page.content.decode()
    assert page.context["entry"].now == Reading(27.0, "A")
    assert counts(town, "02") == Reading(27.0, "A")


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"value": "1.234"}, "value", "kann zwei Zahlen bedeuten"),
        ({"value": "zwölf"}, "value", "ist keine Zahl"),
        ({"value": "12 %"}, "value", "ohne Prozentzeichen"),
        ({"value": "NaN"}, "value", "ist keine Zahl"),
        ({"value": "1e999"}, "value", "ist keine Zahl"),
        ({"value": "1e5"}, "value", "Bitte schreiben Sie „1e5“ aus"),
        ({"value": "9" * 26}, "value", "Die größte erlaubte Zahl ist 900.719.925.474.099."),
        ({"value": "2,5"}, "value", "eine ganze Zahl"),
        ({"value": "-1"}, "value", "nicht negativ"),
        ({"value": ""}, "value", "warum es keinen gibt"),
        ({"reason": "O"}, "reason", "nicht beides"),
        ({"value": "10"}, "value", "gilt schon"),
        ({"period": "irgendwann"}, "period", "kein Stichtag"),
        ({"period": "31.02.2024"}, "period", "kein Stichtag"),
        ({"period": "31.12.2999"}, "period", "„31.12.2999“ liegt in der Zukunft"),
        ({"period": "31.12.2150"}, "period", "„31.12.2150“ liegt in der Zukunft"),
        ({"period": "31.02.2999"}, "period", "kein Stichtag"),
        ({"period": "31.12.1900"}, "period", "keine Gebietsgrenzen"),
        ({"area": "99"}, "area", ""),
        ({"measure": "nichts"}, "measure", ""),
        ({"remark": ""}, "remark", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    clerk: Client, town: Region, changed: dict[str, str], field: str, said: str
) -> None:
    page = check(clerk, **changed)
    assert page.status_code == 400
    (told,) = page.context["form"].errors[field]
    assert said in told
    assert Delivery.objects.filter(region=town).count() == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [("1234", 1234.0), ("12.345.678", 12345678.0), ("1 234", 1234.0), ("25,0", 25.0)],
)
def test_german_numbers_are_understood(clerk: Client, written: str, value: float) -> None:
    assert check(clerk, value=written).context["entry"].new == Reading(value, "A")


@pytest.mark.parametrize("period", ["31.12.2024", "2024-12-31", "31. Dezember 2024"])
def test_german_dates_are_understood(clerk: Client, period: str) -> None:
    assert check(clerk, period=period).context["entry"].period.key == "2024-12-31"


def test_all_problems_are_told_at_once(clerk: Client) -> None:
    page = check(clerk, value="x", period="y", remark="")
    assert set(page.context["form"].errors) == {"value", "period", "remark"}
    assert "3 Felder sind noch nicht richtig" in page.content.decode()


def test_an_unknown_level_gives_the_usual_one(clerk: Client) -> None:
    page = clerk.get(URL, {"level": "mond"})
    assert page.context["form"].level.key == "stadtteil"


def test_what_was_filled_in_comes_back_for_changing(clerk: Client) -> None:
    page = clerk.post(URL, ENTRY | {"step": "fill"})
    assert page.status_code == 200
    assert 'value="31.12.2024"' in page.content.decode()


def test_a_year_where_all_lies_on_a_day_needs_a_second_yes(clerk: Client, town: Region) -> None:
    page = check(clerk, period="2024")
    assert page.status_code == 400
    assert "Meinten Sie 31.12.2024?" in page.content.decode()
    assert "Ja, 2024 ist ein neuer Zeitraum" in page.content.decode()
    commit(clerk, period="2024", new_period="on")
    assert counts(town, "02", "2024") == Reading(25.0, "A")
    assert check(clerk, period="2024", value="26").status_code == 200


def hints_shown(page: Any) -> list[str]:
    """The hints of the page that asks whether all is right; each must be there to read."""
    found: list[str] = page.context["hints"]
    text = html.unescape(page.content.decode())
    assert all(hint in text for hint in found)
    return found


def test_a_usual_value_is_asked_about_without_a_hint(clerk: Client) -> None:
    assert hints_shown(check(clerk)) == []


def test_a_part_above_its_whole_is_said_before_it_counts(clerk: Client, town: Region) -> None:
    (told,) = hints_shown(check(clerk, area="01", value="500"))
    assert told == ("Bei „SGB-II-Quote unter 15“ wäre der Teil größer als das Ganze: 500 von 410.")


def test_a_value_that_falls_to_zero_or_leaps_is_said(clerk: Client) -> None:
    (told,) = hints_shown(check(clerk, area="01", value="0"))
    assert told.startswith("Der neue Wert ist mehr als 10-mal so groß oder so klein wie bisher")
    assert "bisher 120, neu 0" in told


def test_a_year_to_come_is_said_to_lie_ahead(clerk: Client) -> None:
    told = hints_shown(check(clerk, period="2090"))
    assert any("Der Zeitraum 2090 liegt in der Zukunft" in hint for hint in told)

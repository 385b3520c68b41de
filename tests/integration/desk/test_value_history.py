"""Where does this number come from: who brought it, what counts, and who may see raw cells."""

from pathlib import Path

import pytest
from django.test import Client

from accounts.models import AuditEntry, Jurisdiction, Organisation, Region, Right, User
from accounts.roles import Role
from indicators import withdrawing
from indicators.history import chain_of
from indicators.models import Delivery, Measure, ReferencePeriod
from spatial_units.models import Area
from tests.factories import make_city
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(databases="__all__")

VALUE = f"{DESK}values/exi_u15/stadtteil/01/?period=2024-12-31"
RAW = ("410", "200", "120")  # the children of Altstadt, and the poor ones of two deliveries


@pytest.fixture
def second(town: Region, tmp_path: Path) -> Delivery:
    """The same file again: Altstadt has 200 poor children instead of 120."""
    city = SmallCity(tmp_path)
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;200")
    city.write()
    load_city(city, publish_too=False)
    return Delivery.objects.filter(region=town).latest("id")


def chain(
    town: Region, code: str = "01", measure: str = "poor_children"
) -> list[tuple[str, object]]:
    steps = chain_of(
        Measure.objects.get(region=town, key="poor_children"),
        Area.objects.get(region=town, boundary_set__key="stadtteile", code=code),
        ReferencePeriod.objects.get(region=town, key="2024-12-31"),
    )
    return [(step.state, step.reading and step.reading.value) for step in steps]


def enter(client: Client, value: str) -> None:
    """A single value for Altstadt, by the form."""
    said = {
        "level": "stadtteil", "measure": "poor_children", "area": "01", "period": "31.12.2024",
        "value": value, "remark": "Nachmeldung",
    }  # fmt: skip
    page = client.post(f"{DESK}value/", said | {"step": "check"}).content.decode()
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    client.post(f"{DESK}value/", said | {"step": "commit", "stamp": stamp})


def test_the_newest_delivery_counts_and_the_one_before_was_replaced(
    town: Region, second: Delivery
) -> None:
    assert chain(town) == [("counts", 200.0), ("replaced", 120.0)]


def test_a_correction_lies_on_top_of_what_was_delivered(
    town: Region, second: Delivery, clerk: Client
) -> None:
    enter(clerk, "150")
    assert chain(town) == [("counts", 150.0), ("patched", 200.0), ("replaced", 120.0)]
    assert [state for state, _ in chain(town, "02")] == ["silent", "counts", "replaced"]


def test_what_was_taken_back_names_who_and_lets_the_one_before_count(
    town: Region, second: Delivery, clerk: Client
) -> None:
    kim = User.objects.get(username="kim")
    withdrawing.turn(second, withdrawn=True, seen=withdrawing.stamp_of(town), by=kim)
    assert chain(town) == [("withdrawn", 200.0), ("counts", 120.0)]
    page = clerk.get(VALUE).content.decode()
    assert "zurückgenommen" in page
    assert page.count("kim") >= 1


def test_a_date_taken_back_stands_in_front_of_what_was_delivered(
    town: Region, second: Delivery, clerk: Client
) -> None:
    said = {"reason": "Falsch", "stamp": withdrawing.stamp_of(town)}
    clerk.post(f"{DESK}dates/poor_children/stadtteil/?period=2024-12-31", said)
    assert [state for state, _ in chain(town)] == ["empties", "replaced", "replaced"]
    assert "nimmt den Stichtag zurück" in clerk.get(VALUE).content.decode()


def test_the_page_shows_what_is_released_and_no_raw_number(second: Delivery, clerk: Client) -> None:
    page = clerk.get(VALUE).content.decode()
    assert "Woher kommt diese Zahl?" in page
    assert "29,3\u202f%" in page, "120 of 410, as it was released"
    assert "werte.csv" in page
    assert f"{DESK}deliveries/{second.id}/" in page
    assert not [number for number in RAW if f">{number}<" in page]
    assert not AuditEntry.objects.filter(action="raw-cells-seen").exists()


def test_who_may_sees_the_delivered_numbers_and_it_is_written_down(
    town: Region, second: Delivery
) -> None:
    office = signed_in(staff_of(town, "amt", [Role.STATISTICS]))
    assert "Gelieferte Zahlen zeigen" in office.get(VALUE).content.decode()
    page = office.post(VALUE).content.decode()
    assert [number for number in RAW if f">{number}<" in page] == list(RAW)
    assert "Vertraulich." in page
    entry = AuditEntry.objects.get(action="raw-cells-seen")
    assert entry.user
    assert entry.user.username == "amt"
    assert entry.subject == "exi_u15, Altstadt, 2024-12-31"


@pytest.mark.parametrize("role", [Role.PLANNER, Role.PUBLISHER])
def test_others_see_who_delivered_but_never_the_numbers(
    town: Region, second: Delivery, role: Role
) -> None:
    client = signed_in(staff_of(town, "ohne", [role]))
    page = client.get(VALUE).content.decode()
    assert "werte.csv" in page
    assert "Gelieferte Zahlen zeigen" not in page
    refused = client.post(VALUE)
    assert refused.status_code == 403
    assert not [number for number in RAW if f">{number}<" in refused.content.decode()]
    assert not AuditEntry.objects.filter(action="raw-cells-seen").exists()


def test_who_may_see_own_areas_only_sees_no_raw_cell_of_others(town: Region) -> None:
    steward = staff_of(town, "gemeinde", [Role.STATISTICS])
    hall = Organisation.objects.create(region=town, key="altstadt", name="Altstadt", sees_all=False)
    Jurisdiction.objects.create(
        organisation=hall, level_key="stadtteil", boundary_set_key="stadtteile", code="01"
    )
    Right.objects.create(organisation=hall, indicator_key="exi_u15")
    steward.organisation = hall
    steward.save()
    client = signed_in(steward)
    assert client.post(VALUE).status_code == 200
    assert client.post(VALUE.replace("/01/", "/02/")).status_code == 403


def test_the_city_is_made_of_its_districts(clerk: Client) -> None:
    page = clerk.get(f"{DESK}values/exi_u15/stadt/00/?period=2024-12-31").content.decode()
    assert "Für diese Ebene wurde nichts geliefert." in page
    assert f"{DESK}values/exi_u15/stadtteil/03/?period=2024-12-31" in page
    assert "Gründorf" in page


@pytest.mark.parametrize("period", ["1999", "%00", "x" * 500])
def test_an_unknown_date_gives_the_newest_in_words(clerk: Client, period: str) -> None:
    answer = clerk.get(VALUE.replace("2024-12-31", period))
    assert answer.status_code == 200
    assert "gezeigt wird der neueste Stichtag" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong", ["nichts/stadtteil/01", "exi_u15/nichts/01", "exi_u15/stadtteil/99"]
)
def test_what_is_not_there_is_said(clerk: Client, wrong: str) -> None:
    assert clerk.get(f"{DESK}values/{wrong}/").status_code == 404


def test_staff_of_elsewhere_find_nothing(town: Region) -> None:
    stranger = signed_in(staff_of(make_city("andernorts").region, "fremd"))
    assert stranger.get(VALUE).status_code == 404
    assert stranger.post(VALUE).status_code == 404


def test_a_derived_value_names_its_expression_and_the_dates_that_go_in(
    tmp_path: Path, transactional_db: None
) -> None:
    city = SmallCity(tmp_path)
    share = city.spec["indicators"][0]
    city.spec["indicators"].append({
        **share, "key": "change", "kind": "rate", "aggregation": "none",
        "unit": {"de": "Prozentpunkte", "en": "percentage points"},
        "formula": {"derived": "change_pp(exi_u15, 1)"},
    })  # fmt: skip
    city.write()
    load_city(city)
    client = signed_in(staff_of(Region.objects.get(), "amt"))
    page = client.get(f"{DESK}values/change/stadtteil/01/?period=2024-12-31").content.decode()
    assert "<code>change_pp(exi_u15, 1)</code>" in page
    assert "31.12.2024, 31.12.2023" in " ".join(page.split())
    assert "values/exi_u15/stadtteil/01/?period=2024-12-31" in page

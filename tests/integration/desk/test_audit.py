"""The audit trail: who, when, what; newest first; by person and by action."""

import pytest
from django.test import Client

from accounts.actions import record
from accounts.models import Region, User

pytestmark = pytest.mark.django_db(databases="__all__")

URL = "/desk/musterdorf/log/"


@pytest.fixture
def trail(town: Region, clerk: Client) -> None:
    kim = User.objects.get(username="kim")
    alex = User.objects.create_user("alex")
    record(
        "value-entered", "Kinder, Altstadt", town, kim, old=None, new={"value": 3, "status": "A"}
    )
    for number in range(60):
        record("released", f"Freigabe {number}", town, alex, indicators=["exi_u15", "dem_pop"])


def shown(client: Client, **query: str) -> list[str]:
    return [entry.subject for entry in client.get(URL, query).context["paging"]]


def test_the_newest_comes_first_fifty_at_a_time(clerk: Client, trail: None) -> None:
    assert shown(clerk)[:2] == ["Freigabe 59", "Freigabe 58"]
    assert len(shown(clerk)) == 50
    assert shown(clerk, page="2")[-1] == "Kinder, Altstadt"


def test_one_person_or_one_action_can_be_chosen(clerk: Client, trail: None) -> None:
    assert shown(clerk, person="kim") == ["Kinder, Altstadt"]
    assert shown(clerk, action="value-entered") == ["Kinder, Altstadt"]
    assert shown(clerk, person="kim", action="released") == []
    assert len(shown(clerk, person="niemand", action="nichts")) == 50


def test_actions_and_details_are_in_words(clerk: Client, trail: None) -> None:
    page = clerk.get(URL, {"person": "kim"}).content.decode()
    assert "Einzelwert eingetragen" in page
    assert "neu · Wert: 3" in page


def test_keys_states_and_moments_are_in_words(clerk: Client, town: Region) -> None:
    kim = User.objects.get(username="kim")
    record(
        "release-planned", "Jahresende", town, kim,
        audience="public", indicators=["exi_u15"], plan=3, publish_at="2026-12-24T10:00:00+01:00",
    )  # fmt: skip
    record(
        "indicator-changed", "exi_u15", town, kim,
        before={"headline": False, "state": "draft"}, after={"headline": True, "state": "approved"},
    )  # fmt: skip
    record("delivery-committed", "upload-18", town, kim, file="kinder.xlsx", values=4)
    record("value-entered", "Kinder, Altstadt, 2024-12-31", town, kim, remark="2024-99-99",
           new={"value": 1234.5, "status": "A"})  # fmt: skip
    page = clerk.get(URL).content.decode()
    for said in (
        "nicht vor: 24.12.2026 10:00",
        "Indikatoren: SGB-II-Quote unter 15",
        "Sichtbarkeit: öffentlich",
        "vorher · Gehört zu den Kernindikatoren: nein",
        "nachher · Stand: abgenommen",
        "kinder.xlsx",
        "Kinder, Altstadt, 31.12.2024",
        "2024-99-99",
        "neu · Wert: 1.234,5",
    ):
        assert said in page, said
    for raw in ("publish_at", "headline", "upload-18", "False", "exi_u15"):
        assert raw not in page, raw


def test_the_choice_stays_when_paging(clerk: Client, trail: None) -> None:
    page = clerk.get(URL, {"action": "released"}).content.decode()
    assert "?person=&amp;action=released&amp;page=2" in page

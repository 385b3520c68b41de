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


def test_the_choice_stays_when_paging(clerk: Client, trail: None) -> None:
    page = clerk.get(URL, {"action": "released"}).content.decode()
    assert "?person=&amp;action=released&amp;page=2" in page

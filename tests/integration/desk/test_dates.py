"""Taking one date back: it is gone everywhere after the next release, and comes back."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.actions import create_job
from accounts.models import AuditEntry, Region
from indicators import withdrawing, withdrawing_dates
from indicators.models import CompositeIndex, Delivery, Measure, MeasureValue
from releases.tasks import publish
from spatial_units.models import SpatialLevel
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(databases="__all__")

TAKE_BACK = f"{DESK}dates/poor_children/stadtteil/?period=2024-12-31"


def held(town: Region, period: str = "2024-12-31") -> list[withdrawing_dates.HeldDate]:
    return withdrawing_dates.date_on(
        Measure.objects.select_related("region").get(region=town, key="poor_children"),
        SpatialLevel.objects.get(region=town, key="stadtteil"),
        period,
    )


def publish_all(town: Region) -> None:
    """What a release of everything to the public does, in this process."""
    wish = {"audience": "public", "indicators": "all", "reason": {"de": "Neu", "en": "New"}}
    job = create_job("publish", town, {"releases": [wish]})
    publish(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause


def take_back(client: Client, town: Region, **said: str) -> Any:
    fields = {"reason": "Falscher Monat", "stamp": withdrawing.stamp_of(town)} | said
    return client.post(TAKE_BACK, fields, follow=True)


def test_the_page_says_what_would_disappear_and_where(town: Region, clerk: Client) -> None:
    page = clerk.get(TAKE_BACK).content.decode()
    assert "4 Werte gelten dann nicht mehr" in page
    assert "SGB-II-Quote unter 15" in page
    assert "öffentlich" in page
    assert "aus kleineren Gebieten berechnet" not in page, "the city's rate is secret"


def test_a_date_is_taken_back_without_deleting_anything(town: Region, clerk: Client) -> None:
    raw, before = MeasureValue.objects.count(), held(town, "2023-12-31")
    page = take_back(clerk, town).content.decode()
    assert "Der Stichtag ist zurückgenommen." in page
    assert "Falscher Monat" in page
    assert held(town) == []
    assert held(town, "2023-12-31") == before, "the other date stays"
    assert MeasureValue.objects.count() == raw
    entry = AuditEntry.objects.get(action="date-taken-back")
    assert entry.user
    assert entry.user.username == "kim"
    assert entry.detail["values"] == 4


def test_taking_it_back_is_undone_by_taking_the_empty_delivery_back(
    town: Region, clerk: Client
) -> None:
    before = held(town)
    take_back(clerk, town)
    empty = Delivery.objects.filter(region=town).latest("id")
    page = clerk.get(f"{DESK}deliveries/{empty.id}/withdraw/").content.decode()
    assert "4 Werte kommen hinzu." in page
    assert "Stichtag wiederherstellen?" in page
    said = {"stamp": withdrawing.stamp_of(town)}
    clerk.post(f"{DESK}deliveries/{empty.id}/withdraw/", said)
    assert held(town) == before


def test_without_a_reason_nothing_happens(town: Region, clerk: Client) -> None:
    assert take_back(clerk, town, reason=" ").status_code == 400
    assert held(town)


def test_a_double_click_takes_back_once(town: Region, clerk: Client) -> None:
    stamp = withdrawing.stamp_of(town)
    take_back(clerk, town, stamp=stamp)
    page = take_back(clerk, town, stamp=stamp).content.decode()
    assert "Zu diesem Stichtag gilt zurzeit nichts" in page
    assert AuditEntry.objects.filter(action="date-taken-back").count() == 1


def test_data_that_changed_meanwhile_is_shown_again(town: Region, clerk: Client) -> None:
    page = take_back(clerk, town, stamp="stale").content.decode()
    assert "Die Daten haben sich inzwischen geändert." in page
    assert held(town)


def test_a_date_that_an_index_needs_stays(town: Region, clerk: Client) -> None:
    CompositeIndex.objects.create(
        region=town,
        key="lage",
        name_de="Soziale Lage",
        name_en="Social situation",
        recipe={
            "boundary_set": "stadtteile",
            "period": "2024-12-31",
            "components": [{"measure": "poor_children"}],
            "score": "a",
            "class_measure": "b",
        },
    )
    assert "Der Index „Soziale Lage“" in clerk.get(TAKE_BACK).content.decode()
    take_back(clerk, town)
    assert held(town)
    assert not AuditEntry.objects.filter(action="date-taken-back").exists()


@pytest.mark.parametrize("query", ["", "?period=", "?period=1999", "?period=%00"])
def test_a_date_that_is_not_there_leads_to_the_list(clerk: Client, query: str) -> None:
    answer = clerk.get(f"{DESK}dates/poor_children/stadtteil/{query}")
    assert answer.headers["Location"] == f"{DESK}dates/?measure=poor_children"


@pytest.mark.parametrize("wrong", ["nichts/stadtteil", "poor_children/nichts"])
def test_an_unknown_measure_or_level_is_not_there(clerk: Client, wrong: str) -> None:
    assert clerk.get(f"{DESK}dates/{wrong}/?period=2024-12-31").status_code == 404


def test_the_list_names_every_date_of_a_measure(clerk: Client) -> None:
    page = clerk.get(f"{DESK}dates/?measure=poor_children").content.decode()
    assert "31.12.2023" in page
    assert "31.12.2024" in page
    wrong = clerk.get(f"{DESK}dates/?measure=nichts").content.decode()
    assert "„nichts“" in wrong


class TestForReal:
    """With connections of their own."""

    pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

    def test_after_a_release_the_date_is_gone_everywhere_and_comes_back(
        self, released_town: Region
    ) -> None:
        town, visitor = released_town, Client()
        clerk = signed_in(staff_of(town, "kim"))
        assert "2024-12-31" in seen_by(visitor)
        take_back(clerk, town)
        assert "2024-12-31" in seen_by(visitor), "until the next release"
        publish_all(town)
        assert "2024-12-31" not in seen_by(visitor)
        assert "2023-12-31" in seen_by(visitor)
        empty = Delivery.objects.filter(region=town).latest("id")
        clerk.post(f"{DESK}deliveries/{empty.id}/withdraw/", {"stamp": withdrawing.stamp_of(town)})
        publish_all(town)
        assert "2024-12-31" in seen_by(visitor)

    def test_the_city_that_is_added_up_from_a_date_is_named_too(
        self, released_town: Region, tmp_path: Path
    ) -> None:
        city = SmallCity(tmp_path)
        city.values = city.values.replace("3;2024;;20", "3;2024;300;20")
        city.write()
        load_city(city)
        page = signed_in(staff_of(released_town, "kim")).get(TAKE_BACK).content.decode()
        assert "aus kleineren Gebieten berechnet" in page


def seen_by(visitor: Client) -> str:
    """Map, interface and file of the indicator, in one text."""
    addresses = (
        "/musterdorf/map/?indicator=exi_u15&level=stadtteil",
        "/api/v1/regions/musterdorf/indicators/exi_u15/values/?level=stadtteil",
        "/musterdorf/data/exi_u15.csv?level=stadtteil",
    )
    texts = []
    for address in addresses:
        answer = visitor.get(address)
        body = answer.getvalue()
        texts.append(body.decode())
    together = "\n".join(texts)
    shown = {text.count("2024-12-31") > 0 for text in texts}
    assert len(shown) == 1, "all of them or none"
    return together

"""Taking a delivery back: what it would change is said first, then it happens once."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from accounts.models import AuditEntry, Region, User
from indicators import withdrawing
from indicators.models import Delivery, MeasureValue
from releases.models import CurrentPack
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def first(town: Region) -> Delivery:
    return Delivery.objects.get(region=town)


@pytest.fixture
def second(town: Region, first: Delivery, tmp_path: Any) -> Delivery:
    """The same file again: 120 children became 200, one district lost its number."""
    city = SmallCity(tmp_path)
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;200").replace(
        "4;2024;290;30", "4;2024;;30"
    )
    city.write()
    load_city(city, publish_too=False)
    return Delivery.objects.filter(region=town).latest("id")


def test_what_would_count_instead_is_said_value_by_value(second: Delivery) -> None:
    effects = withdrawing.effects_of_turning(second)
    assert (effects.changed, effects.gone, effects.back) == (2, 0, 0)
    said = {
        (one.measure.key, one.area.code): (one.now and one.now.value, one.then and one.then.value)
        for one in effects.examples
    }
    assert said == {("poor_children", "01"): (200.0, 120.0), ("children", "04"): (None, 290.0)}
    assert effects.forerunner is not None
    assert effects.forerunner.id < second.id


def test_without_a_forerunner_values_are_gone(first: Delivery) -> None:
    effects = withdrawing.effects_of_turning(first)
    assert (effects.changed, effects.gone, effects.back) == (0, 16, 0)
    assert effects.forerunner is None


def test_a_delivery_that_was_replaced_changes_nothing(first: Delivery, second: Delivery) -> None:
    assert withdrawing.effects_of_turning(first).total == 0


def test_the_page_says_old_and_new_in_german(clerk: Client, second: Delivery) -> None:
    page = clerk.get(f"{DESK}deliveries/{second.id}/withdraw/").content.decode()
    assert "2 Werte ändern sich." in page
    assert "Stattdessen gilt dann die Lieferung vom" in page
    assert "keine Daten" in page, "the number that is missing now"


def turn(client: Client, delivery: Delivery, what: str, stamp: str | None = None) -> Any:
    stamp = withdrawing.stamp_of(delivery.region) if stamp is None else stamp
    return client.post(f"{DESK}deliveries/{delivery.id}/{what}/", {"stamp": stamp}, follow=True)


def test_it_is_taken_back_and_nothing_is_deleted(clerk: Client, second: Delivery) -> None:
    raw = MeasureValue.objects.count()
    page = turn(clerk, second, "withdraw").content.decode()
    assert "Die Lieferung ist zurückgenommen." in page
    assert "zurückgenommen</span>" in page
    second.refresh_from_db()
    assert second.withdrawn_at is not None
    assert MeasureValue.objects.count() == raw
    entry = AuditEntry.objects.get(action="delivery-withdrawn")
    assert (entry.user and entry.user.username, entry.detail["delivery"]) == ("kim", second.id)


def test_taking_back_is_undone(clerk: Client, second: Delivery) -> None:
    before = withdrawing.effects_of_turning(second)
    turn(clerk, second, "withdraw")
    second.refresh_from_db()
    back = withdrawing.effects_of_turning(second)
    assert [(one.now, one.then) for one in back.examples] == [
        (one.then, one.now) for one in before.examples
    ]
    assert "Die Lieferung gilt wieder." in turn(clerk, second, "restore").content.decode()
    second.refresh_from_db()
    assert second.withdrawn_at is None
    assert withdrawing.effects_of_turning(second) == before


def test_a_double_click_takes_back_once(clerk: Client, second: Delivery) -> None:
    turn(clerk, second, "withdraw")
    second.refresh_from_db()
    since = second.withdrawn_at
    assert turn(clerk, second, "withdraw").status_code == 200
    second.refresh_from_db()
    assert second.withdrawn_at == since
    assert AuditEntry.objects.filter(action="delivery-withdrawn").count() == 1


def test_consequences_that_are_others_by_now_are_shown_again(
    clerk: Client, first: Delivery, second: Delivery
) -> None:
    stale = withdrawing.stamp_of(second.region)
    turn(clerk, first, "withdraw")
    page = turn(clerk, second, "withdraw", stale).content.decode()
    assert "Die Daten haben sich inzwischen geändert." in page
    second.refresh_from_db()
    assert second.withdrawn_at is None


def test_a_delivery_list_names_states(clerk: Client, first: Delivery, second: Delivery) -> None:
    page = clerk.get(f"{DESK}deliveries/").content.decode()
    assert "durch eine neuere ersetzt" in page
    assert page.index(f"deliveries/{second.id}/") < page.index(f"deliveries/{first.id}/")


@pytest.mark.parametrize("page", ["0", "99", "abc", "-1"])
def test_a_page_that_does_not_exist_gives_the_nearest(
    clerk: Client, first: Delivery, page: str
) -> None:
    assert clerk.get(f"{DESK}deliveries/?page={page}").status_code == 200


class TestForReal:
    """With connections of their own."""

    pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

    def test_two_people_at_once_take_back_once(self, released_town: Region) -> None:
        delivery = Delivery.objects.get(region=released_town)
        people = [staff_of(released_town, name) for name in ("kim", "alex")]
        stamp, start = withdrawing.stamp_of(released_town), Barrier(2)
        done: list[bool] = []

        def take_back(by: User) -> None:
            start.wait()
            done.append(withdrawing.turn(delivery, withdrawn=True, seen=stamp, by=by))
            connections.close_all()

        threads = [Thread(target=take_back, args=(one,)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == [False, True]
        assert AuditEntry.objects.filter(action="delivery-withdrawn").count() == 1

    def test_the_map_follows_only_after_a_release(self, released_town: Region) -> None:
        delivery = Delivery.objects.get(region=released_town)
        packs = set(CurrentPack.objects.values_list("pack__hash", flat=True))
        clerk = signed_in(staff_of(released_town, "kim"))
        turn(clerk, delivery, "withdraw")
        assert set(CurrentPack.objects.values_list("pack__hash", flat=True)) == packs
        page = clerk.get(DESK).content.decode()
        assert "SGB-II-Quote unter 15" in page
        assert "Gespeichert, aber noch nicht freigegeben" in page

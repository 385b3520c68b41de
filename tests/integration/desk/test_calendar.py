"""The delivery calendar: due by the newest period, the source's rhythm and its usual delay."""

import datetime

import pytest
from django.test import Client

from accounts.models import AuditEntry, Region
from indicators.calendar import due_rows, months_later
from indicators.models import DataSource, Delivery, Slice, SourceSchedule
from tests.integration.desk.conftest import DESK
from tests.integration.desk.test_dates import take_back

pytestmark = pytest.mark.django_db(databases="__all__")
Day = datetime.date


@pytest.fixture
def source(town: Region) -> DataSource:
    """A yearly source, its newest figures those of the end of 2024."""
    found = DataSource.objects.filter(region=town, delivery__slice__isnull=False).first()
    assert found
    DataSource.objects.filter(pk=found.pk).update(update_interval="yearly")
    return found


def state_on(town: Region, source: DataSource, day: Day) -> tuple[Day | None, str]:
    (row,) = [one for one in due_rows(town, day) if one.source == source]
    return row.due, row.state


def test_the_last_of_a_month_stays_the_last() -> None:
    assert months_later(Day(2023, 12, 31), 14) == Day(2025, 2, 28)
    assert months_later(Day(2025, 2, 28), 1) == Day(2025, 3, 31)
    assert months_later(Day(2024, 5, 15), 12) == Day(2025, 5, 15)


def test_a_source_is_due_a_year_and_three_months_after_its_newest_period(
    town: Region, source: DataSource
) -> None:
    newest = max(
        Delivery.objects.filter(source=source).values_list("slice__period__end", flat=True)
    )
    due = months_later(newest, 15)
    month = datetime.timedelta(days=31)
    day = datetime.timedelta(days=1)
    assert state_on(town, source, due + day) == (due, "late")
    assert state_on(town, source, due - day) == (due, "soon")
    assert state_on(town, source, due - month) == (due, "later")
    SourceSchedule.objects.create(source=source, months_after=6)
    assert state_on(town, source, due)[0] == months_later(newest, 18)


def test_what_was_taken_back_is_due_again(town: Region, source: DataSource) -> None:
    before, _state = state_on(town, source, Day(2026, 1, 1))
    period = Delivery.objects.filter(source=source).latest("slice__period__end")
    Delivery.objects.filter(pk=period.pk).update(withdrawn_at=datetime.datetime.now(datetime.UTC))
    after, _state = state_on(town, source, Day(2026, 1, 1))
    assert before
    assert after is None or after <= before


def test_a_date_taken_back_is_due_again_until_it_comes_back(
    town: Region, clerk: Client, source: DataSource
) -> None:
    def newest() -> Day | None:
        (row,) = [one for one in due_rows(town, Day(2026, 1, 1)) if one.source == source]
        return row.newest

    Slice.objects.filter(
        region=town, delivery__source=source, period__end=Day(2024, 12, 31)
    ).exclude(measure__key="poor_children").delete()
    assert newest() == Day(2024, 12, 31)
    take_back(clerk, town)
    assert newest() == Day(2023, 12, 31)
    taking_back = Delivery.objects.filter(region=town).latest("id")
    Delivery.objects.filter(pk=taking_back.pk).update(
        withdrawn_at=datetime.datetime.now(datetime.UTC)
    )
    assert newest() == Day(2024, 12, 31)


@pytest.mark.parametrize("interval", ["irregular", "once"])
def test_what_comes_irregularly_has_no_date(
    town: Region, source: DataSource, interval: str
) -> None:
    DataSource.objects.filter(pk=source.pk).update(update_interval=interval)
    assert state_on(town, source, Day(2040, 1, 1)) == (None, "open")


def test_who_is_asked_is_kept_shown_and_recorded(
    town: Region, source: DataSource, clerk: Client
) -> None:
    said = {"contact": "Meldebehörde, Frau Öztürk", "months_after": "2"}
    assert clerk.post(f"{DESK}calendar/{source.key}/", said).status_code == 302
    assert "Frau Öztürk" in clerk.get(f"{DESK}calendar/").content.decode()
    assert AuditEntry.objects.get(action="schedule-changed").detail["months_after"] == 2


def test_months_that_cannot_be_are_refused(source: DataSource, clerk: Client) -> None:
    answer = clerk.post(f"{DESK}calendar/{source.key}/", {"months_after": "61"})
    assert answer.status_code == 400
    assert not SourceSchedule.objects.exists()

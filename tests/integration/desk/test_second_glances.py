"""What a publisher is told before it is too late, and who is told what."""

import datetime
import json
import logging
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format
from rest_framework.exceptions import ParseError, ValidationError

from accounts.models import AuditEntry, Job, Jurisdiction, Organisation, Region, Right, User
from accounts.problem_details import answer
from accounts.queries import tasks_in
from accounts.roles import Task
from indicators.models import Indicator
from releases import planning
from releases.asking import ask_for_release
from releases.models import Pack, Release
from sozialmonitor.log_lines import NoTraceOfRefusals
from tests.integration.desk.conftest import DESK, give_second_factor, signed_in, staff_of
from tests.integration.desk.test_releasing import URL, WISH
from tests.integration.desk.test_single_values import commit
from tests.integration.releases.test_releases import plan

pytestmark = pytest.mark.django_db(databases="__all__")


def narrow_publisher(town: Region) -> User:
    """Somebody of a municipality that sees its own areas only."""
    hall = Organisation.objects.create(
        region=town, key="rathaus", name="Rathaus", kind="municipality", sees_all=False
    )
    Right.objects.create(organisation=hall, indicator_key="exi_u15")
    user = User.objects.create_user("rat", organisation=hall, roles=["publisher"])
    give_second_factor(user)
    return user


def checked(client: Client) -> str:
    return str(client.post(URL, WISH | {"step": "check"}).content.decode())


SEES_A_PART = "Ihre Organisation sieht nur einen Teil der Region."


def test_who_sees_a_part_of_the_region_does_not_release_for_all(
    clerk: Client, town: Region
) -> None:
    commit(clerk)
    assert "geheim gehalten → 2" in checked(clerk)
    narrow = signed_in(narrow_publisher(town))
    for address in (URL, f"{DESK}releases/"):
        answer = narrow.get(address)
        assert answer.status_code == 403
        assert SEES_A_PART in answer.content.decode()
    assert narrow.post(URL, WISH | {"step": "commit", "is_published": "on"}).status_code == 403
    assert not Job.objects.filter(region=town, kind="publish", created_by__username="rat").exists()
    desk = narrow.get(DESK).content.decode()
    assert SEES_A_PART in desk
    assert "Zur Freigabe" not in desk
    assert SEES_A_PART not in clerk.get(DESK).content.decode()


def test_who_sees_a_part_neither_asks_plans_nor_approves(town: Region) -> None:
    narrow, kim = narrow_publisher(town), staff_of(town, "kim")
    reason = {"de": "an", "en": "on"}
    signed_in(kim).post(f"{DESK}releases/rules/", {"four_eyes": "on"})
    waiting = plan(town, kim)
    with pytest.raises(PermissionDenied, match="Teil der Region"):
        ask_for_release(town, "internal", ["exi_u15"], reason, narrow)
    with pytest.raises(PermissionDenied):
        plan(town, narrow)
    with pytest.raises(PermissionDenied):
        planning.approve(waiting, narrow, timezone.now())
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_a_plan_of_an_organisation_narrowed_since_is_cancelled_when_due(town: Region) -> None:
    kim = staff_of(town, "kim")
    due = plan(town, kim, publish_at=timezone.now() + datetime.timedelta(days=1))
    Organisation.objects.filter(region=town, key="statistik").update(sees_all=False)
    assert planning.publish_due(timezone.now() + datetime.timedelta(days=2)) == []
    due.refresh_from_db()
    assert due.state == "cancelled"
    assert "nur noch einen Teil der Region" in due.cause


def test_who_sees_a_part_does_not_approve_an_indicator(town: Region) -> None:
    assert Task.PUBLISH not in tasks_in(narrow_publisher(town), town)
    assert Task.PUBLISH in tasks_in(staff_of(town, "kim"), town)


def test_the_audit_trail_tells_single_values_only_to_who_may_see_all(
    clerk: Client, town: Region
) -> None:
    commit(clerk)
    assert "new" in clerk.get(f"{DESK}log/").context["paging"].object_list[0].detail
    trail = signed_in(narrow_publisher(town)).get(f"{DESK}log/")
    entry = trail.context["paging"].object_list[0]
    assert entry.action == "value-entered"
    assert "remark" in entry.detail
    assert not {"old", "new"} & set(entry.detail)


def test_withdrawing_names_what_would_bring_the_figures_back(town: Region) -> None:
    kim = staff_of(town, "kim")
    found = Release.objects.filter(region=town, audience="public").latest("id")
    address = f"{DESK}releases/{found.id}/withdraw/"
    assert "Diese geplanten Freigaben" not in signed_in(kim).get(address).content.decode()
    waiting = plan(town, kim, publish_at=timezone.now() + datetime.timedelta(days=1))
    page = signed_in(kim).get(address).content.decode()
    assert "Diese geplanten Freigaben" in page
    assert f"releases/planned/{waiting.id}/" in page


def tomorrow() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=1)


@pytest.mark.parametrize(("ticked", "state"), [({"cancels": "on"}, "cancelled"), ({}, "planned")])
def test_withdrawing_cancels_plans_of_the_same_where_the_box_is_ticked(
    town: Region, ticked: dict[str, str], state: str
) -> None:
    kim = staff_of(town, "kim")
    found = Release.objects.filter(region=town, audience="public").latest("id")
    waiting = plan(town, kim, publish_at=tomorrow())
    address = f"{DESK}releases/{found.id}/withdraw/"
    page = signed_in(kim).get(address)
    assert page.context["form"]["cancels"].value() is True
    assert 'name="cancels"' in page.content.decode()
    signed_in(kim).post(address, {"reason_de": "Zahlen falsch"} | ticked)
    waiting.refresh_from_db()
    assert waiting.state == state
    withdrawn = AuditEntry.objects.get(region=town, action="release-withdrawn")
    assert withdrawn.detail["cancelled"] == ([waiting.id] if ticked else [])
    cancelled = AuditEntry.objects.filter(region=town, action="release-cancelled")
    assert [(one.detail, one.user_id) for one in cancelled] == (
        [({"plan": waiting.id, "release": found.id}, kim.pk)] if ticked else []
    )


def test_a_public_plan_would_show_internal_figures_again_and_is_left_to_publishers(
    town: Region,
) -> None:
    waiting = plan(town, staff_of(town, "kim"), publish_at=tomorrow())
    found = Release.objects.create(region=town, audience="internal", reason="intern")
    Pack.objects.create(
        region=town, release=found, audience="internal", indicator_key="exi_u15",
        level_key="stadtteil", hash="0", body=b"", card={},
    )  # fmt: skip
    steward = signed_in(staff_of(town, "eva", ["steward"]))
    address = f"{DESK}releases/{found.id}/withdraw/"
    page = steward.get(address).content.decode()
    assert f"releases/planned/{waiting.id}/" in page
    assert 'name="cancels"' not in page
    assert "wer die Rolle „Veröffentlichung“ hat" in page
    steward.post(address, {"reason_de": "Zahlen falsch", "cancels": "on"})
    found.refresh_from_db()
    waiting.refresh_from_db()
    assert found.withdrawn_at is not None
    assert waiting.state == "planned"


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("9999", "mehr als fünf Jahre in der Zukunft"),
        ("0001", "Dieser Zeitpunkt ist vorbei"),
    ],
)
def test_a_moment_of_a_wrong_year_is_asked_back(clerk: Client, year: str, said: str) -> None:
    answer = clerk.post(URL, WISH | {"step": "check", "publish_at": f"{year}-01-01T00:00"})
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_jobs_speak_the_readers_language(clerk: Client, town: Region) -> None:
    job = Job.objects.create(
        region=town, kind="publish", state="running", percent=60, message="Kartenpaket: Quote"
    )
    address = f"{DESK}jobs/{job.id}/"
    assert "Kartenpaket: Quote" in clerk.get(address).content.decode()
    english = clerk.get(f"/en{address}").content.decode()
    assert "Map data: Quote" in english
    assert "Kartenpaket" not in english


def test_the_desk_says_what_waits_for_ones_approval(town: Region) -> None:
    kim, ute = staff_of(town, "kim"), staff_of(town, "ute", ["publisher"])
    told = "Eine Freigabe wartet auf Ihre Zustimmung"
    signed_in(kim).post(f"{DESK}releases/rules/", {"four_eyes": "on"})
    plan(town, kim)
    assert told in signed_in(ute).get(DESK).content.decode()
    assert told not in signed_in(kim).get(DESK).content.decode()
    steward = staff_of(town, "eva", ["steward"])
    assert told not in signed_in(steward).get(DESK).content.decode()


def test_a_plan_has_no_heading_without_anything_below(town: Region) -> None:
    kim = staff_of(town, "kim")
    commit(signed_in(kim), period="2025-12-31")
    waiting = plan(town, kim, publish_at=timezone.now() + datetime.timedelta(days=1))
    address = f"{DESK}releases/planned/{waiting.id}/"
    assert "noch nicht gezeigt" not in signed_in(kim).get(address).content.decode()


def test_a_draft_has_to_be_chosen_by_hand(clerk: Client, town: Region) -> None:
    commit(clerk)
    Indicator.objects.filter(region=town, key="exi_u15").update(state="draft")
    assert clerk.get(URL).context["form"].initial["indicators"] == []


def test_a_code_nobody_knows_is_told_and_nothing_added(town: Region) -> None:
    kim = staff_of(town, "kim")
    hall = Organisation.objects.create(region=town, key="rathaus", name="Rathaus")
    said = {"step": "areas", "level": "stadtteil", "codes": "01, 9999"}
    answer = signed_in(kim).post(f"{DESK}organisations/{hall.pk}/rights/", said)
    assert answer.status_code == 400
    assert "kein Gebiet diesen Schlüssel: 9999." in answer.content.decode()
    assert not Jurisdiction.objects.filter(organisation=hall).exists()


@pytest.mark.parametrize(
    ("address", "status"),
    [("value/?level=%00", 200), ("values/exi_u15/stadtteil/%00/", 404)],
)
def test_signs_the_database_does_not_know_are_no_fault_of_ours(
    clerk: Client, address: str, status: int
) -> None:
    assert clerk.get(DESK + address).status_code == status


def problem_of(fault: Exception) -> dict[str, Any]:
    with translation.override("de"):
        found = answer(fault, {})
    assert found is not None
    return dict(found.data)


def test_broken_json_is_told_in_german() -> None:
    def parsed() -> None:
        try:
            json.loads("{kaputt")
        except ValueError as fault:
            raise ParseError(f"JSON parse error - {fault}")  # noqa: B904 (as REST framework does)

    with pytest.raises(ParseError) as caught:
        parsed()
    said = problem_of(caught.value)
    assert said["detail"] == "Das ist kein gültiges JSON (Zeile 1, Spalte 2)."


def test_what_concerns_no_single_field_has_no_made_up_name() -> None:
    said = problem_of(ValidationError({"non_field_errors": ["Das passt nicht zusammen."]}))
    assert said["detail"] == "Das passt nicht zusammen."
    assert said["errors"] == [{"field": "", "detail": "Das passt nicht zusammen."}]


def test_a_refusal_is_one_line_of_the_log() -> None:
    def record(fault: Exception) -> logging.LogRecord:
        about = (type(fault), fault, None)
        return logging.LogRecord("django.request", logging.WARNING, "", 0, "", (), about)

    refused, broken = record(PermissionDenied()), record(ValueError())
    assert all(NoTraceOfRefusals().filter(one) for one in (refused, broken))
    assert refused.exc_info is None
    assert broken.exc_info is not None


def test_english_dates_name_the_month() -> None:
    with translation.override("en"):
        assert date_format(datetime.date(2026, 12, 11), "SHORT_DATE_FORMAT") == "11 Dec 2026"

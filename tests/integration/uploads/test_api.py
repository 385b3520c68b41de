"""Delivering by a program: a dry run, taking over, taking back; the same checks as by form."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models import QuerySet
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import AccessKey, AuditEntry, Job, User
from indicators.models import Delivery, MeasureValue, Upload
from tests.factories import City
from tests.integration.uploads.making import FIRST, committed, table, uploaded
from tests.integration.uploads.programs import Program

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def values_of(program: Program) -> QuerySet[MeasureValue]:
    return MeasureValue.objects.filter(region_id=program.region.pk)


@pytest.fixture
def program(city: City, clerk: User) -> Program:
    return Program(clerk, city.region)


def test_a_dry_run_shows_what_would_change_and_changes_nothing(program: Program) -> None:
    status = program.delivered(table(FIRST), query="?dry_run=true")
    assert (status["state"], status["delivery"]) == ("checked", None)
    counts = {name: status["preview"][name] for name in ("values", "new", "changed", "unchanged")}
    assert counts == {"values": 7, "new": 7, "changed": 0, "unchanged": 0}
    (line,) = status["preview"]["lines"]
    assert (line["measure"], line["period"], line["new"]) == ("Einwohner", "2020-12-31", 7)
    assert not values_of(program).exists()


def test_after_a_dry_run_it_is_taken_over_once_however_often_asked(program: Program) -> None:
    number = program.delivered(table(FIRST), query="?dry_run=true")["id"]
    answers = [program.post(number, "commit/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert Job.objects.filter(kind="commit-upload").count() == 1
    assert answers[0].headers["Retry-After"] == "2"
    assert program.settled(number)["state"] == "committed"
    assert program.post(number, "commit/").status_code == 200
    assert values_of(program).count() == 7


def test_what_is_clean_is_taken_over_at_once(program: Program) -> None:
    answer = program.send(table(FIRST))
    assert answer.status_code == 202
    assert answer.headers["Location"] == answer.json()["url"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    status = program.settled(answer.json()["id"])
    assert (status["state"], status["problems"]) == ("committed", [])
    assert status["delivery"] == {
        "id": Delivery.objects.get(region=program.region).pk, "withdrawn_at": None,
    }  # fmt: skip


def test_a_warning_holds_it_up_unless_warnings_are_accepted(program: Program) -> None:
    content = table(FIRST)
    program.delivered(content)
    again = program.delivered(content)
    assert again["state"] == "checked"
    assert [one["code"] for one in again["problems"]] == ["upload_known_content"]
    assert [one["severity"] for one in again["problems"]] == ["warning"]
    assert program.delivered(content, query="?accept_warnings=true")["state"] == "committed"


def test_an_error_is_told_with_row_column_remedy_and_setting(program: Program) -> None:
    status = program.delivered(table(FIRST | {"99": 1, "02": "n. v."}))
    assert (status["state"], status["preview"]) == ("refused", None)
    found = {one["code"]: one for one in status["problems"]}
    sign = found["unknown_sign"]
    assert (sign["severity"], sign["row"], sign["column"]) == ("error", 3, "Einwohner")
    assert sign["setting"] == "signs"
    assert "n. v." in sign["text"]
    assert not values_of(program).exists()


def test_it_is_checked_again_with_another_answer(program: Program) -> None:
    number = program.delivered(table(FIRST | {"02": "n. v."}))["id"]
    answer = program.post(number, "check/", {"signs": {"n. v.": "missing", "": "missing"}})
    assert answer.status_code == 202
    status = program.settled(number)
    assert status["state"] == "committed"
    assert status["settings"]["signs"]["n. v."] == "missing"
    assert status["settings"]["mode"] == "patch", "what is not said again stays"
    assert values_of(program).get(obs_status="O").value is None


def test_a_delivery_is_taken_back_with_a_reason(program: Program) -> None:
    number = program.delivered(table(FIRST))["id"]
    effects = program.post(number, "withdraw/?dry_run=true").json()
    assert effects == {"changed": 0, "gone": 7, "back": 0}
    assert program.post(number, "withdraw/").status_code == 400
    answer = program.post(number, "withdraw/", {"reason": "falscher Stichtag"})
    assert answer.json()["delivery"]["withdrawn_at"]
    assert Delivery.objects.get(region=program.region).withdrawn_at
    entry = AuditEntry.objects.get(action="delivery-withdrawn")
    assert entry.detail["reason"] == "falscher Stichtag"
    assert program.post(number, "withdraw/", {"reason": "noch einmal"}).status_code == 200
    assert AuditEntry.objects.filter(action="delivery-withdrawn").count() == 1


def test_undecided_files_are_discarded_taken_over_ones_not(program: Program) -> None:
    number = program.delivered(table(FIRST), query="?dry_run=true")["id"]
    assert [program.discard(number).status_code for _ in range(2)] == [204, 204]
    assert program.get(number).json()["state"] == "discarded"
    for step in ("commit/", "check/", "withdraw/"):
        assert program.post(number, step).status_code == 409, step
    taken = program.delivered(table(FIRST))["id"]
    assert program.discard(taken).status_code == 409
    assert Upload.objects.get(pk=taken).state == "committed"


def test_every_write_names_the_person_and_the_key(program: Program, clerk: User) -> None:
    number = program.delivered(table(FIRST))["id"]
    program.post(number, "withdraw/", {"reason": "Probe"})
    done = AuditEntry.objects.exclude(action="access-key-made").order_by("id")
    assert [one.action for one in done] == [
        "upload-received", "delivery-committed", "delivery-withdrawn",
    ]  # fmt: skip
    assert {one.user for one in done} == {clerk}
    assert {one.detail["through"] for one in done} == {program.key.name}


def test_by_form_nobody_acts_through_a_key(city: City, clerk: User) -> None:
    committed(city, clerk, table(FIRST))
    assert not any("through" in one.detail for one in AuditEntry.objects.all())


def test_repeated_after_a_lost_connection_it_is_delivered_once(program: Program) -> None:
    word, content = {"Idempotency-Key": "lauf-2026-11"}, table(FIRST)
    first, second = (program.send(content, headers=word) for _ in range(2))
    assert [first.status_code, second.status_code] == [202, 202]
    assert first.json()["id"] == second.json()["id"]
    assert Upload.objects.count() == Job.objects.count() == 1
    program.settled(first.json()["id"])
    assert program.send(content, headers=word).json()["state"] == "committed"
    assert Delivery.objects.filter(region=program.region).count() == 1


def test_sent_several_times_at_once_it_is_one_delivery(program: Program) -> None:
    word, content = {"Idempotency-Key": "lauf-2026-11"}, table(FIRST)

    def send(_number: int) -> int:
        try:
            return int(program.send(content, headers=word).json()["id"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as senders:
        assert len(set(senders.map(send, range(4)))) == 1
    assert Upload.objects.count() == Job.objects.count() == 1


def test_the_same_word_for_something_else_is_refused(program: Program) -> None:
    word, content = {"Idempotency-Key": "lauf-2026-11"}, table(FIRST)
    program.send(content, headers=word)
    for other in (
        program.send(table(FIRST | {"01": 11}), headers=word),
        program.send(content, headers=word, mode="complete"),
        program.send(content, headers=word, query="?dry_run=true"),
    ):
        assert other.status_code == 422
        assert other.headers["Content-Type"] == "application/problem+json"
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"level": "planet"}, "level"),
        ({"source": "nirgends"}, "source"),
        ({"mode": "vielleicht"}, "mode"),
        ({"period": "gestern"}, "period"),
        ({"notation": "latein"}, "notation"),
        ({"measure": "nichts"}, "measure"),
        ({"crosswalk": "99999"}, "crosswalk"),
        ({"signs": "kein JSON"}, "signs"),
        ({"signs": {"x": "vielleicht"}}, "signs"),
        ({"layout": {"header_row": -1}}, "layout"),
        ({"Mode": "patch"}, "Mode"),
    ],
)
def test_a_wrong_setting_is_told_and_nothing_kept(
    program: Program, said: dict[str, Any], field: str
) -> None:
    answer = program.send(table(FIRST), **said)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert [one["field"] for one in told["errors"]] == [field]
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_not_read(program: Program, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    for size in (1001, 2 * 1024**2):
        answer = program.send(b"x" * size)
        assert answer.status_code == 413
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "MB" in answer.json()["detail"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize("query", ["?dry_run=ja", "?access_token=sozm_x", "?dryrun=true"])
def test_a_wrong_parameter_starts_nothing(program: Program, query: str) -> None:
    assert program.send(table(FIRST), query=query).status_code == 400
    assert not Upload.objects.exists()


def test_answers_are_german_or_english(program: Program) -> None:
    german = program.send(table(FIRST), level="planet").json()["errors"][0]["detail"]
    client = program.client
    sent = {"level": "planet", "source": "amt", "mode": "patch", "file": io.BytesIO(b"x")}
    english = client.post(program.below, sent, headers={"Accept-Language": "en"})
    assert german == "Hier gibt es „planet“ nicht; es gibt: bezirk, stadt, stadtteil."
    assert english.json()["errors"][0]["detail"].startswith("There is no “planet” here")
    assert english.headers["Content-Language"] == "en"


def test_what_somebody_else_brought_by_form_can_be_decided_on_as_by_form(
    city: City, clerk: User, program: Program
) -> None:
    other = User.objects.create_user("ute", organisation=clerk.organisation, roles=["steward"])
    upload = uploaded(city, other, table(FIRST))
    assert program.get(upload.pk).json()["received_by"] == "ute"
    assert program.post(upload.pk, "commit/").status_code == 202
    assert program.settled(upload.pk)["state"] == "committed"


def test_a_session_does_not_write_by_the_api(city: City, clerk: User) -> None:
    browser = Client()
    browser.force_login(clerk)
    below = f"/api/v1/regions/{city.region.key}/deliveries/"
    sent = {"level": "stadtteil", "source": "amt", "mode": "patch"}
    answer = browser.post(below, sent | {"file": SimpleUploadedFile("a.csv", b"a")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert not Upload.objects.exists()


def test_no_other_site_forges_a_request_since_no_cookie_counts(program: Program) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {program.words}"})
    assert strict.get(f"{program.below}1/").status_code == 404
    answer = strict.post(f"{program.below}1/commit/")
    assert answer.status_code == 404


def test_the_words_of_a_key_are_not_in_the_database(program: Program) -> None:
    key = AccessKey.objects.get()
    assert program.words.startswith("sozm_")
    assert program.words not in str(AccessKey.objects.values().get())
    assert len(key.digest) == 64

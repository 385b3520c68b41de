"""Access keys: made and withdrawn on the desk; what each lets a program do, and what never."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from accounts import access_keys
from accounts.access_keys import GIVES
from accounts.models import AccessKey, AuditEntry, Region, Try, User
from accounts.roles import NEEDS_SECOND_FACTOR, Role, Task
from accounts.tasks import forget_old_tries
from accounts.tries import WRONG_KEYS
from indicators.models import Upload
from tests.factories import make_city
from tests.integration.desk.conftest import DESK, give_second_factor, signed_in, staff_of
from tests.integration.desk.test_rights import routes
from tests.totp import code_of

pytestmark = pytest.mark.django_db(databases="__all__")

KEYS, NEW = f"{DESK}access-keys/", f"{DESK}access-keys/new/"
API = "/api/v1/regions/musterdorf/deliveries/"
SAID = {"name": "Melderegister", "scope": "deliver", "days": "365"}
BELOW = "api/v1/regions/<slug:region_key>/deliveries/"
WRITING = {  # route below /api/v1/regions/<region>/deliveries/ → methods
    "": {"post"},
    "<int:upload_id>/": {"get", "delete"},
    "<int:upload_id>/check/": {"post"},
    "<int:upload_id>/commit/": {"post"},
    "<int:upload_id>/withdraw/": {"post"},
}
CALLS = sorted((route, method) for route, methods in WRITING.items() for method in methods)


def words_on(page: Any) -> str:
    shown = re.search(r'value="(sozm_[\w-]{43})"', page.content.decode())
    assert shown
    return shown[1]


def key_of(user: User, region: Region, scope: str = "deliver") -> tuple[AccessKey, str]:
    name = f"Schlüssel {AccessKey.objects.count()}"
    return access_keys.make(user, region, name, AccessKey.Scope(scope), 365)


def by_key(words: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {words}"})


@pytest.fixture
def kim(town: Region) -> User:
    return staff_of(town, "kim", [Role.STEWARD], second_factor=False)


@pytest.fixture
def upload(town: Region) -> Upload:
    return Upload.objects.create(
        region=town, file_name="x.csv", size=1, content_hash="x", state="refused",
        settings={"level": "stadtteil", "source": "amt", "mode": "patch"},
    )  # fmt: skip


class TestOnTheDesk:
    def test_a_key_is_shown_once_and_lets_a_program_in(self, kim: User) -> None:
        client = signed_in(kim)
        words = words_on(client.post(NEW, SAID))
        page = client.get(KEYS).content.decode()
        assert "Melderegister" in page
        assert words not in page
        assert by_key(words).post(API).status_code == 400, "nothing is said yet"
        assert AccessKey.objects.get().last_used_at
        entry = AuditEntry.objects.get(action="access-key-made")
        assert (entry.user, entry.subject, entry.detail["scope"]) == (
            kim, "Melderegister", "deliver",
        )  # fmt: skip

    def test_two_years_at_most(self, kim: User) -> None:
        signed_in(kim).post(NEW, SAID | {"days": "730"})
        signed_in(kim).post(NEW, SAID | {"name": "ewig", "days": "3650"})
        (key,) = AccessKey.objects.all()
        assert timedelta(729) < key.expires_at - timezone.now() < timedelta(731)
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessKey.objects.update(expires_at=F("created_at") + timedelta(days=800))

    def test_a_withdrawn_key_opens_nothing_any_more(self, kim: User, town: Region) -> None:
        key, words = key_of(kim, town)
        assert by_key(words).post(API).status_code == 400
        client = signed_in(kim)
        for _ in range(2):
            client.post(f"{KEYS}{key.pk}/withdraw/")
        assert by_key(words).post(API).status_code == 401
        assert AuditEntry.objects.filter(action="access-key-withdrawn").count() == 1
        assert "entzogen" in client.get(KEYS).content.decode()

    def test_two_keys_do_not_share_a_name_until_one_is_withdrawn(self, kim: User) -> None:
        client = signed_in(kim)
        client.post(NEW, SAID)
        assert client.post(NEW, SAID).status_code == 400
        client.post(f"{KEYS}{AccessKey.objects.get().pk}/withdraw/")
        assert client.post(NEW, SAID).status_code == 200

    def test_who_may_not_deliver_is_not_offered_it(self, town: Region) -> None:
        reader = signed_in(staff_of(town, "ute", [Role.READER]))
        assert 'value="deliver"' not in reader.get(NEW).content.decode()
        assert reader.post(NEW, SAID).status_code == 400
        assert reader.post(NEW, SAID | {"scope": "read"}).status_code == 200

    def test_administrators_see_and_withdraw_all_others_only_their_own(
        self, kim: User, town: Region
    ) -> None:
        key, words = key_of(kim, town)
        colleague = signed_in(staff_of(town, "ute", [Role.STEWARD]))
        assert key.name not in colleague.get(KEYS).content.decode()
        assert colleague.post(f"{KEYS}{key.pk}/withdraw/").status_code == 404
        boss = signed_in(staff_of(town, "chefin", [Role.ADMINISTRATOR]))
        page = boss.get(KEYS).content.decode()
        assert key.name in page
        assert "Neuen Schlüssel anlegen" not in page, "nothing a program could do for her"
        boss.post(f"{KEYS}{key.pk}/withdraw/")
        assert by_key(words).post(API).status_code == 401

    def test_who_publishes_shows_the_second_factor_in_this_session(self, town: Region) -> None:
        user = staff_of(town, "vera", [Role.PUBLISHER, Role.STEWARD], second_factor=False)
        client = signed_in(user)
        assert "/accounts/second-factor/?for=" in client.get(NEW).content.decode()
        secret = give_second_factor(user)
        answer = client.post(NEW, SAID)
        assert answer.headers["Location"].startswith("/accounts/again/code/?next=")
        assert not AccessKey.objects.exists()
        client.post(answer.headers["Location"], {"code": code_of(secret)})
        assert words_on(client.post(NEW, SAID))


class TestWhatAKeyLets:
    @pytest.mark.parametrize(("route", "method"), CALLS)
    def test_who_may_ask_what(
        self, kim: User, town: Region, upload: Upload, route: str, method: str
    ) -> None:
        elsewhere = make_city("andernorts").region
        address = API + route.replace("<int:upload_id>", str(upload.pk))

        def asked(words: str) -> int:
            status: int = getattr(by_key(words), method)(address).status_code
            return status

        stranger = staff_of(elsewhere, "fremd", [Role.STEWARD])
        assert getattr(Client(), method)(address).status_code == 401
        assert asked("sozm_" + "x" * 43) == 401
        assert asked(key_of(stranger, elsewhere)[1]) == 404
        assert asked(key_of(kim, town, "read")[1]) == 403
        for role in Role:
            person = staff_of(town, f"p-{role}", [role])
            status = asked(key_of(person, town)[1])
            assert (status not in (401, 403, 404)) == (role == Role.STEWARD), role
            upload.refresh_from_db()

    @pytest.mark.parametrize(("route", "method"), [one for one in CALLS if one[0]])
    def test_a_file_of_another_region_is_not_there(
        self, upload: Upload, route: str, method: str
    ) -> None:
        elsewhere = make_city("andernorts").region
        _key, words = key_of(staff_of(elsewhere, "fremd", [Role.STEWARD]), elsewhere)
        route = route.replace("<int:upload_id>", str(upload.pk))
        address = f"/api/v1/regions/andernorts/deliveries/{route}"
        assert getattr(by_key(words), method)(address).status_code == 404

    def test_every_address_that_writes_has_its_row(self) -> None:
        found = {route for route in routes(get_resolver().url_patterns) if route.startswith(BELOW)}
        assert {route.removeprefix(BELOW) for route in found} == set(WRITING)

    def test_every_other_address_of_the_api_only_reads(self, kim: User, town: Region) -> None:
        client = by_key(key_of(kim, town)[1])
        every = {route for route in routes(get_resolver().url_patterns) if route.startswith("api/")}
        for route in sorted(one for one in every if not one.startswith(BELOW)):
            address = re.sub(r"<\w+:\w+>", "x", "/" + route)
            for method in ("post", "put", "patch", "delete"):
                status = getattr(client, method)(address.replace("/x/", "/musterdorf/", 1))
                assert status.status_code == 405, (route, method)

    @pytest.mark.parametrize("method", ["put", "patch", "delete", "get"])
    def test_other_methods_are_refused(self, kim: User, town: Region, method: str) -> None:
        answer = getattr(by_key(key_of(kim, town)[1]), method)(API)
        assert answer.status_code == 405
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_an_expired_key_opens_nothing(self, kim: User, town: Region) -> None:
        key, words = key_of(kim, town)
        AccessKey.objects.filter(pk=key.pk).update(expires_at=timezone.now())
        answer = by_key(words).post(API)
        assert answer.status_code == 401
        assert "abgelaufen" in answer.json()["detail"]

    def test_a_right_taken_away_ends_with_the_next_request(self, kim: User, town: Region) -> None:
        client = by_key(key_of(kim, town)[1])
        assert client.post(API).status_code == 400
        User.objects.filter(pk=kim.pk).update(roles=[Role.READER])
        assert client.post(API).status_code == 403
        User.objects.filter(pk=kim.pk).update(roles=[])
        assert client.post(API).status_code == 404
        User.objects.filter(pk=kim.pk).update(roles=[Role.STEWARD], is_active=False)
        assert client.post(API).status_code == 401

    def test_no_key_publishes_manages_or_shows_single_cells(self) -> None:
        given = frozenset().union(*GIVES.values())
        assert not given & (NEEDS_SECOND_FACTOR | {Task.RAW, Task.RELEASE, Task.AUDIT})

    def test_a_key_opens_no_page_of_the_desk(self, kim: User, town: Region) -> None:
        answer = by_key(key_of(kim, town)[1]).get(DESK)
        assert answer.headers["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize(
        "header", ["Bearer", "Bearer ", "Basic sozm_x", "Bearer a b", "Token x", "Bearer ä" * 3,
                   "Bearer sozm_" + "x" * 5000]
    )  # fmt: skip
    def test_what_is_no_key_is_refused(self, town: Region, header: str) -> None:
        answer = Client(headers={"Authorization": header}).post(API)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


class TestManyWrongKeys:
    def test_after_many_the_address_waits_but_good_keys_open(self, kim: User, town: Region) -> None:
        wrong = by_key("sozm_" + "x" * 43)
        statuses = [wrong.post(API).status_code for _ in range(WRONG_KEYS.most + 1)]
        assert statuses == [401] * WRONG_KEYS.most + [429]
        answer = wrong.post(API)
        assert 0 < int(answer.headers["Retry-After"]) <= 900
        assert wrong.post(API, REMOTE_ADDR="192.0.2.9").status_code == 401
        assert by_key(key_of(kim, town)[1]).post(API).status_code == 400

    def test_neither_address_nor_key_is_kept_and_soon_nothing(self, town: Region) -> None:
        by_key("sozm_geheim").post(API, REMOTE_ADDR="192.0.2.77")
        kept = str(list(Try.objects.values()))
        assert "192.0.2" not in kept
        assert "geheim" not in kept
        Try.objects.update(at=F("at") - timedelta(hours=2))
        forget_old_tries()
        assert not Try.objects.exists()

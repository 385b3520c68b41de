"""Wrong passwords: slowed, refused for a while, never for good; by name, by address, by both."""

import datetime
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

import psycopg
import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db.models import F
from django.test import Client, RequestFactory

from accounts import signing_in
from accounts.models import Region, User
from accounts.signing_in import ADDRESS, MOST_WRONG, NAME, NAME_AND_ADDRESS, address_of
from accounts.tasks import forget_old_tries
from tests.conftest import Site, start_web
from tests.integration.desk.conftest import staff_of

pytestmark = pytest.mark.django_db(databases="__all__")

URL = "/accounts/login/"
PASSWORD = "ein langer Satz 26"
REFUSED = "Es gab zu viele Versuche mit falschem Passwort."


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses have a test of their own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(signing_in, "LONGEST_PAUSE", 0.0)


@pytest.fixture
def kim(town: Region, quick: None) -> User:
    user = staff_of(town, "kim", second_factor=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(
    name: str = "kim",
    password: str = "falsch",
    address: str = "192.0.2.1",
    client: Client | None = None,
    **headers: str,
) -> Any:
    sent = {"username": name, "password": password}
    return (client or Client()).post(URL, sent, REMOTE_ADDR=address, **headers)


def minutes_pass(minutes: int) -> None:
    AccessAttempt.objects.update(
        attempt_time=F("attempt_time") - datetime.timedelta(minutes=minutes)
    )


def lock_out(**who: str) -> None:
    for _ in range(MOST_WRONG[NAME_AND_ADDRESS]):
        sign_in(**who)


def test_after_five_wrong_passwords_even_the_right_one_is_refused(kim: User) -> None:
    answers = [sign_in() for _ in range(MOST_WRONG[NAME_AND_ADDRESS])]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    answer = sign_in(password=PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "sessionid" not in answer.cookies
    page = answer.content.decode()
    assert REFUSED in page
    assert "Warten Sie 15 Minuten" in page
    assert "neues geben" in page


def test_the_refusal_ends_by_itself_and_is_not_made_longer(kim: User) -> None:
    lock_out()
    minutes_pass(10)
    assert sign_in().status_code == 429
    minutes_pass(6)
    assert sign_in(password=PASSWORD).status_code == 302


def test_who_does_not_exist_is_answered_alike(kim: User) -> None:
    real = [sign_in("kim").status_code for _ in range(6)]
    nobody = [sign_in("niemand", address="192.0.2.2").status_code for _ in range(6)]
    assert real == nobody


def test_the_right_password_begins_anew(kim: User) -> None:
    for _ in range(MOST_WRONG[NAME_AND_ADDRESS] - 1):
        sign_in()
    assert sign_in(password=PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()
    assert sign_in().status_code == 200


def test_a_stranger_elsewhere_locks_nobody_out(kim: User) -> None:
    lock_out(address="203.0.113.9")
    assert sign_in(password=PASSWORD, address="192.0.2.1").status_code == 302


def test_many_names_from_one_address_are_refused(kim: User) -> None:
    tried([(f"name{number}", "192.0.2.1") for number in range(MOST_WRONG[ADDRESS] - 1)])
    assert sign_in("letzter").status_code == 429
    assert sign_in(password=PASSWORD).status_code == 429
    assert sign_in(password=PASSWORD, address="192.0.2.2").status_code == 302


def tried(who: list[tuple[str, str]]) -> None:
    """One wrong password each, by name and address, as the guard stores it."""
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=name, ip_address=address, failures_since_start=1)
        for name, address in who
    )


def wrong_from_everywhere() -> None:
    tried([("kim", f"203.0.113.{number}") for number in range(MOST_WRONG[NAME] - 1)])
    sign_in(address="203.0.113.250")


def test_one_name_from_many_addresses_is_refused(kim: User) -> None:
    wrong_from_everywhere()
    assert sign_in(password=PASSWORD).status_code == 429


def test_from_many_addresses_nobody_locks_a_known_browser_out(kim: User) -> None:
    browser = Client()
    sign_in(password=PASSWORD, client=browser)
    browser.post("/accounts/logout/")
    wrong_from_everywhere()
    assert sign_in(password=PASSWORD, client=browser).status_code == 302


def test_a_known_browser_is_known_for_its_own_person_only(kim: User, town: Region) -> None:
    ute = User.objects.create_user("ute", password=PASSWORD)
    browser = Client()
    sign_in(ute.username, PASSWORD, client=browser)
    browser.post("/accounts/logout/")
    wrong_from_everywhere()
    assert sign_in(password=PASSWORD, client=browser).status_code == 429


def test_a_known_browser_may_not_try_for_ever_either(kim: User) -> None:
    browser = Client()
    sign_in(password=PASSWORD, client=browser)
    browser.post("/accounts/logout/")
    tries = [sign_in(client=browser).status_code for _ in range(MOST_WRONG[NAME_AND_ADDRESS])]
    assert tries[-1] == 429


def test_a_forged_cookie_makes_no_known_browser(kim: User) -> None:
    browser = Client()
    browser.cookies[signing_in.KNOWN_BROWSER] = str(kim.pk)
    wrong_from_everywhere()
    assert sign_in(password=PASSWORD, client=browser).status_code == 429


def test_each_wrong_password_takes_longer_to_answer(
    kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "LONGEST_PAUSE", 1.0)
    began = time.monotonic()
    for _ in range(MOST_WRONG[NAME_AND_ADDRESS] - 1):
        sign_in()
    assert time.monotonic() - began >= 0.2 + 0.4 + 0.6 + 0.8


def test_no_more_is_stored_than_counting_needs(kim: User) -> None:
    Client().post(
        f"{URL}?next=/desk/",
        {"username": "kim", "password": "geheimes Wort", "next": "/desk/"},
        REMOTE_ADDR="2001:db8:1:2:3:4:5:6",
        HTTP_USER_AGENT="Browser von Kim",
        HTTP_ACCEPT="text/kim",
    )
    (row,) = AccessAttempt.objects.values()
    assert row["ip_address"] == "2001:db8:1:2::"
    stored = " ".join(str(value) for value in row.values())
    for word in ("geheimes", "Browser", "text/kim", "/desk/"):
        assert word not in stored
    sign_in(password=PASSWORD)
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_the_log_names_neither_person_nor_address(
    kim: User, caplog: pytest.LogCaptureFixture
) -> None:
    lock_out()
    sign_in(password=PASSWORD, address="192.0.2.2")
    assert "Locking out a client" in caplog.text
    assert "kim" not in caplog.text
    assert "192.0.2" not in caplog.text


def test_what_no_longer_counts_is_deleted_without_anybody_signing_in(kim: User) -> None:
    sign_in()
    minutes_pass(16)
    sign_in("ute", address="192.0.2.2")
    AccessAttempt.objects.filter(username="kim").update(attempt_time=F("attempt_time"))
    forget_old_tries()
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["ute"]


@pytest.mark.parametrize(
    ("behind", "direct", "told", "address"),
    [
        (False, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (True, "10.0.0.1", "198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.1", "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.1", "", "10.0.0.1"),
        (False, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (False, "", "", None),
        (True, "10.0.0.1", "nirgendwo", None),
    ],
)
def test_where_a_request_comes_from(
    settings: Any, behind: bool, direct: str, told: str, address: str | None
) -> None:
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", REMOTE_ADDR=direct)
    if told:
        request.META["HTTP_X_FORWARDED_FOR"] = told
    assert address_of(request) == address


class Visitor:
    """Somebody whose address a proxy before the server tells."""

    def __init__(self, site: str, address: str) -> None:
        self.site, self.address, self.jar = site, address, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self._ask(None)

    def sign_in(self, name: str) -> int:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        sent = {"username": name, "password": "falsch", "csrfmiddlewaretoken": token or ""}
        return self._ask(urllib.parse.urlencode(sent).encode())

    def _ask(self, body: bytes | None) -> int:
        headers = {"X-Forwarded-For": self.address}
        asked = urllib.request.Request(self.site + URL, body, headers)
        try:
            with self.opener.open(asked, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code


def test_several_processes_behind_a_proxy_count_together(running_site: Site) -> None:
    several = {"WEB_CONCURRENCY": "3", "BEHIND_PROXY": "1"}
    web, address = start_web(running_site.environment | several, running_site.state)
    try:
        visitor = Visitor(address, "198.51.100.20")
        answers = [visitor.sign_in("erfunden") for _ in range(MOST_WRONG[NAME_AND_ADDRESS])]
        assert answers == [200, 200, 200, 200, 429]
        assert Visitor(address, "198.51.100.20").sign_in("erfunden") == 429
        assert Visitor(address, "198.51.100.21").sign_in("erfunden") == 200
    finally:
        web.terminate()
        web.wait(timeout=20)
        with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
            database.execute("DELETE FROM axes_accessattempt")

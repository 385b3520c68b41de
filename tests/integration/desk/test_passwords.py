"""New passwords: by the old one, which is not guessed for ever, or by a link in a mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.db.models import F
from django.test import Client
from django.utils.translation import override

from accounts import signing_in
from accounts.actions import HeldJob
from accounts.models import Job, Region, Try, User
from accounts.password_mail import MAIL, mail_link
from accounts.people import link_for
from accounts.signing_in import MOST_WRONG, NAME_AND_ADDRESS
from accounts.tries import LINKS_ASKED_FOR, LINKS_MAILED
from tests.integration.desk.conftest import DESK, signed_in, staff_of

pytestmark = pytest.mark.django_db(databases="__all__")

CHANGE, FORGOTTEN = "/accounts/password/", "/accounts/password/forgotten/"
PASSWORD, NEW = "ein langer Satz 26", "noch ein langer Satz"
MAILED = "kim@example.org"


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr(signing_in, "LONGEST_PAUSE", 0.0)


@pytest.fixture
def kim(town: Region, quick: None) -> User:
    user = staff_of(town, "kim", second_factor=False)
    user.email = MAILED
    user.set_password(PASSWORD)
    user.save()
    return user


def change(client: Client, old: str) -> Any:
    return client.post(CHANGE, {"old_password": old, "new_password1": NEW, "new_password2": NEW})


def ask(email: str, address: str = "192.0.2.1") -> Any:
    return Client().post(FORGOTTEN, {"email": email}, REMOTE_ADDR=address)


def work() -> None:
    """What the worker does with the requests that wait."""
    for job in Job.objects.filter(kind=MAIL):
        mail_link(HeldJob(job, connections["default"]))


class TestByTheOldOne:
    def test_it_is_not_guessed_for_ever(self, kim: User) -> None:
        client = signed_in(kim)
        most = MOST_WRONG[NAME_AND_ADDRESS]
        statuses = [change(client, "falsch").status_code for _ in range(most)]
        assert statuses == [200] * (most - 1) + [429]
        assert change(client, PASSWORD).status_code == 429
        kim.refresh_from_db()
        assert kim.check_password(PASSWORD)

    def test_wrong_ones_count_with_those_of_signing_in(self, kim: User) -> None:
        client = signed_in(kim)
        for _ in range(MOST_WRONG[NAME_AND_ADDRESS] - 1):
            change(client, "falsch")
        sent = {"username": "kim", "password": "falsch"}
        assert Client().post("/accounts/login/", sent).status_code == 429

    def test_the_right_one_changes_it(self, kim: User) -> None:
        client = signed_in(kim)
        assert change(client, "falsch").status_code == 200
        assert change(client, PASSWORD).headers["Location"] == "/accounts/password/done/"
        kim.refresh_from_db()
        assert kim.check_password(NEW)
        assert client.get(DESK).status_code == 200


class TestByMail:
    def test_a_link_comes_and_strangers_learn_nothing(
        self, kim: User, mailoutbox: list[Any]
    ) -> None:
        known, unknown = ask(MAILED), ask("wer@example.org")
        assert known.headers["Location"] == unknown.headers["Location"]
        assert Job.objects.filter(kind=MAIL).count() == 2, "the same work for both"
        assert not mailoutbox, "the page does not wait for it"
        work()
        (mail,) = mailoutbox
        assert "http://testserver/accounts/password/new/" in mail.body
        assert mail.subject == "Neues Passwort für sozialmonitor"
        assert not Job.objects.filter(kind=MAIL).exists(), "addresses are not kept"

    def test_it_is_in_the_language_of_the_page(self, kim: User, mailoutbox: list[Any]) -> None:
        Client().post(f"/en{FORGOTTEN}", {"email": MAILED})
        work()
        assert mailoutbox[0].subject == "New password for sozialmonitor"
        assert "/en/accounts/password/new/" in mailoutbox[0].body

    def test_who_never_chose_one_gets_a_link_too(self, kim: User, mailoutbox: list[Any]) -> None:
        kim.set_unusable_password()
        kim.save()
        with override("de"):
            handed_over = link_for(kim)
        ask(MAILED)
        work()
        link = next(word for word in mailoutbox[0].body.split() if "/password/new/" in word)
        guest = Client()
        form = guest.get(link.removeprefix("http://testserver"))
        guest.post(form.headers["Location"], {"new_password1": NEW, "new_password2": NEW})
        kim.refresh_from_db()
        assert kim.check_password(NEW)
        assert "gilt nicht mehr" in Client().get(handed_over).content.decode()

    def test_who_may_not_sign_in_gets_none(self, kim: User, mailoutbox: list[Any]) -> None:
        User.objects.filter(pk=kim.pk).update(is_active=False)
        ask(MAILED)
        work()
        assert not mailoutbox

    def test_an_address_that_only_looks_alike_gets_none(
        self, kim: User, mailoutbox: list[Any]
    ) -> None:
        User.objects.filter(pk=kim.pk).update(email="mike@example.org")
        ask("mıke@example.org")
        work()
        assert not mailoutbox

    def test_a_mailbox_is_not_flooded_and_nobody_learns_it(
        self, kim: User, mailoutbox: list[Any]
    ) -> None:
        answers = [ask(MAILED.upper(), f"192.0.2.{n}") for n in range(LINKS_MAILED.most + 3)]
        assert {answer.status_code for answer in answers} == {302}
        work()
        assert len(mailoutbox) == LINKS_MAILED.most
        Try.objects.update(at=F("at") - timedelta(hours=1))
        ask(MAILED)
        work()
        assert len(mailoutbox) == LINKS_MAILED.most + 1

    def test_one_address_does_not_ask_for_ever(self, kim: User) -> None:
        for number in range(LINKS_ASKED_FOR.most):
            assert ask(f"wer{number}@example.org").status_code == 302
        refused = ask(MAILED)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == "3600"
        assert "Bitte warten Sie eine Stunde" in refused.content.decode()
        assert Job.objects.filter(kind=MAIL).count() == LINKS_ASKED_FOR.most
        assert ask(MAILED, "192.0.2.2").status_code == 302

    def test_without_a_mail_server_nothing_is_asked_for(self, kim: User, settings: Any) -> None:
        settings.EMAIL_HOST = ""
        ask(MAILED)
        assert not Job.objects.filter(kind=MAIL).exists()

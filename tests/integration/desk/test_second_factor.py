"""The second factor: set up, asked for, replaced by a recovery code, needed for publishing."""

import base64
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.test import Client, RequestFactory
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import AuditEntry, Region, User
from accounts.roles import Role
from accounts.second_factor import AccountAdapter, forget_second_factor, has_second_factor
from tests.integration.desk.conftest import DESK, give_second_factor, signed_in, staff_of
from tests.totp import code_of

pytestmark = pytest.mark.django_db(databases="__all__")

LOGIN, CODE, SETTING_UP = (
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/second-factor/new/",
)
PASSWORD = "ein langer Satz 26"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def kim(town: Region, quick: None) -> User:
    user = staff_of(town, "kim", second_factor=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client) -> Any:
    return client.post(LOGIN, {"username": "kim", "password": PASSWORD})


def secret_on(page: Any) -> str:
    shown = re.search(r'class="secret-key">([A-Z2-7 ]+)<', page.content.decode())
    assert shown
    return shown[1].replace(" ", "")


def test_our_reckoning_of_codes_is_the_standards() -> None:
    """RFC 6238, appendix B, the last six digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_of(secret, 59) == "287082"
    assert code_of(secret, 1111111109) == "081804"


def test_it_is_set_up_with_the_password_and_a_code_and_gives_recovery_codes(kim: User) -> None:
    client = Client()
    sign_in(client)
    asked = client.get(SETTING_UP)
    assert asked.headers["Location"].startswith("/accounts/again/")
    again = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert again.headers["Location"] == SETTING_UP
    secret = secret_on(client.get(SETTING_UP))
    wrong = client.post(SETTING_UP, {"code": "12345"})
    assert wrong.status_code == 200
    assert not has_second_factor(kim)
    done = client.post(SETTING_UP, {"code": code_of(secret)}, follow=True)
    assert len(re.findall("<code>", done.content.decode())) == 10
    assert has_second_factor(kim)
    kept = Authenticator.objects.get(user=kim, type="totp").data["secret"]
    assert secret not in kept, "in the database, and so in a backup, it is encrypted"


def test_who_has_one_is_not_in_before_the_code_is_right(kim: User) -> None:
    secret = give_second_factor(kim)
    client = Client()
    assert sign_in(client).headers["Location"].startswith(CODE)
    assert client.get(DESK).status_code == 302
    assert (
        client.post(CODE, {"code": "000000" if code_of(secret) != "000000" else "1"}).status_code
        == 200
    )
    assert client.get(DESK).status_code == 302
    assert client.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/desk/"
    assert client.get(DESK).status_code == 200


def test_where_one_wanted_to_go_is_kept_over_both_steps(kim: User) -> None:
    secret = give_second_factor(kim)
    client = Client()
    client.post(LOGIN, {"username": "kim", "password": PASSWORD, "next": f"{DESK}deliveries/"})
    answer = client.post(CODE, {"code": code_of(secret)})
    assert answer.headers["Location"] == f"{DESK}deliveries/"


def test_a_code_is_good_once(kim: User, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    secret = give_second_factor(kim)
    code = code_of(secret)
    first, second = Client(), Client()
    sign_in(first)
    assert first.post(CODE, {"code": code}).status_code == 302
    sign_in(second)
    assert second.post(CODE, {"code": code}).status_code == 200


def test_the_code_is_asked_for_behind_a_proxy_and_on_a_socket_too(kim: User, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    secret = give_second_factor(kim)
    client = Client(REMOTE_ADDR="")
    sign_in(client)
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="1.2.3.4, 192.0.2.9")
    assert AccountAdapter().get_client_ip(request) == "192.0.2.9"


def test_publishing_and_administering_need_it(town: Region, kim: User) -> None:
    client = signed_in(kim)
    assert "Öffentlich: alle" not in client.get(f"{DESK}release/").content.decode()
    assert "richten Sie bitte zuerst" in client.get(f"{DESK}release/").content.decode()
    give_second_factor(kim)
    assert "Öffentlich: alle" in client.get(f"{DESK}release/").content.decode()


def test_other_work_needs_none(town: Region, kim: User) -> None:
    kim.roles = [Role.STEWARD]
    kim.save()
    client = signed_in(kim)
    assert client.get(f"{DESK}upload/").status_code == 200
    assert "zweiten Faktor ein" not in client.get(f"{DESK}release/").content.decode()


def test_a_lost_app_is_forgotten_by_somebody_else_and_recorded(kim: User) -> None:
    give_second_factor(kim)
    boss = User.objects.create_superuser("betrieb")
    forget_second_factor(kim, boss)
    assert not has_second_factor(kim)
    assert AuditEntry.objects.filter(action="second-factor-reset", user=boss).exists()


def test_another_secret_key_lets_nobody_in(kim: User, settings: Any) -> None:
    secret = give_second_factor(kim)
    settings.SECRET_KEY = "another-key-another-key-another-key"
    client = Client()
    sign_in(client)
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 200


def link_for(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/accounts/password/new/{uid}/{default_token_generator.make_token(user)}/"


def test_a_link_sets_the_password_once(kim: User) -> None:
    client, link = Client(), link_for(kim)
    form = client.get(link)
    new = "noch ein langer Satz"
    words = {"new_password1": new, "new_password2": new}
    assert client.post(form.headers["Location"], words).headers["Location"] == LOGIN
    kim.refresh_from_db()
    assert kim.check_password(new)
    assert "gilt nicht mehr" in Client().get(link).content.decode()


def test_without_mail_one_is_sent_to_colleagues(kim: User, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    assert "keine E-Mails" in Client().get("/accounts/password/forgotten/").content.decode()

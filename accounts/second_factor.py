"""The second factor: a code from an authenticator app. django-allauth keeps and checks it."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.actions import record
from accounts.models import User
from accounts.signing_in import address_of

ISSUER = "sozialmonitor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves, and our pages say what was done in their own words."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk")

    def get_client_ip(self, request: HttpRequest) -> str:
        """For its limits; behind a proxy, and on a socket, too (signing_in.address_of)."""
        return address_of(request) or "unknown"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        pass


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie in the database, and so in backups, encrypted with the SECRET_KEY."""

    def get_totp_issuer(self) -> str:
        return ISSUER

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What another SECRET_KEY encrypted becomes a secret that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _cipher() -> Fernet:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor")
    return Fernet(base64.urlsafe_b64encode(kdf.derive(settings.SECRET_KEY.encode())))


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def forget_second_factor(user: User, by: User) -> None:
    """For somebody who lost the app and the recovery codes; they may set up a new one."""
    Authenticator.objects.filter(user=user).delete()
    region = user.organisation.region if user.organisation else None
    record("second-factor-reset", user.username, region, by)

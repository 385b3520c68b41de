"""The forms for a new password: by the old one, or by a link that comes by mail."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User


class ChosenPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """In our words: Django's German ones have a mistake in them."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password2"].help_text = _("Enter the new password once more.")


class NewPasswordForm(ChosenPasswordForm, PasswordChangeForm):
    """Wrong old passwords are counted where those of signing in are (signing_in.py)."""

    def __init__(self, user: User, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self._request = request

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self._request, username=self.user.get_username(), password=old) is None:
            raise ValidationError(
                self.error_messages["password_incorrect"], code="password_incorrect"
            )
        return old


class ForgottenForm(PasswordResetForm):
    """Also for those who never chose a password: the link handed to them may be lost."""

    def get_users(self, email: str) -> Iterator[User]:
        """Letters that only look alike are other addresses."""
        wanted = _folded(email)
        for user in User.objects.filter(email__iexact=email, is_active=True):
            if _folded(user.email) == wanted:
                yield user


def _folded(email: str) -> str:
    return unicodedata.normalize("NFKC", email).casefold()

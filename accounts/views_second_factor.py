"""Pages of the second factor, in our frame; what they do is django-allauth's."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.views_sign_in import Framed
from sozialmonitor.pages import with_import_map


class Code(Framed, base.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    template_name = "accounts/second_factor_code.html"
    title = gettext_lazy("Second factor")


class Overview(Framed, base.IndexView):  # type: ignore[misc]
    template_name = "accounts/second_factor.html"
    title = gettext_lazy("Second factor")


class Activate(Framed, totp.ActivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/second_factor_activate.html"
    title = gettext_lazy("Set up the second factor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret: str = context["form"].secret
        context["groups"] = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return context


class Deactivate(Framed, totp.DeactivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/second_factor_deactivate.html"
    title = gettext_lazy("Remove the second factor")


class RecoveryCodes(Framed, recovery_codes.ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/recovery_codes.html"
    title = gettext_lazy("Recovery codes")


class NewRecoveryCodes(Framed, recovery_codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/recovery_codes_new.html"
    title = gettext_lazy("Make new recovery codes")


class PasswordAgain(Framed, ReauthenticateView):  # type: ignore[misc]
    template_name = "accounts/again.html"
    title = gettext_lazy("Your password again")


class CodeAgain(Framed, base.ReauthenticateView):  # type: ignore[misc]
    template_name = "accounts/again.html"
    title = gettext_lazy("Your code again")


def _page(view: Any) -> Any:
    return never_cache(with_import_map(view.as_view()))


code, overview = _page(Code), _page(Overview)
activate, deactivate = _page(Activate), _page(Deactivate)
codes, new_codes = _page(RecoveryCodes), _page(NewRecoveryCodes)
password_again, code_again = _page(PasswordAgain), _page(CodeAgain)

"""Signing in with password and code, changing and resetting the password."""

import time
from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic.base import ContextMixin

from accounts.forms_passwords import ChosenPasswordForm, ForgottenForm, NewPasswordForm
from accounts.password_mail import ask_for_mail
from accounts.signing_in import address_of, pause_after, remember_browser
from accounts.tasks import send
from accounts.tries import LINKS_ASKED_FOR, is_used_up, note
from sozialmonitor.pages import plain_page, render, with_import_map


class Framed(ContextMixin):
    """A page in our frame; its fields in our looks."""

    title: str | Promise = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        context["page"] = plain_page(request, str(self.title))
        form = context.get("form")
        for field in form.fields.values() if form is not None else ():
            field.widget.attrs["class"] = "field"
            field.widget.attrs.pop("placeholder", None)
        if form is not None and "code" in form.fields:
            form["code"].label = form.fields["code"].label = _("Code from the app")
        return context


class LoginView(Framed, auth_views.LoginView):
    template_name = "accounts/login.html"
    redirect_authenticated_user = True
    next_page = "desk"
    title = gettext_lazy("Sign in")

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right; who has a second factor is asked for it next."""
        user = form.get_user()
        response: HttpResponse = perform_login(
            self.request, user, redirect_url=self.get_success_url()
        )
        remember_browser(response, user)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The more wrong passwords, the slower the answer; a refusal comes at once."""
        if not getattr(self.request, "axes_locked_out", False):
            time.sleep(pause_after(self.request))
        return super().form_invalid(form)


def refused(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Too many wrong passwords: the same words whether the name or the password was right."""
    minutes = settings.AXES_COOLOFF_TIME.total_seconds() / 60
    context = {"page": plain_page(request, _("Sign in")), "minutes": int(minutes)}
    page = render(request, "accounts/refused.html", context, status=429)
    page["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    page["Cache-Control"] = "no-store"
    return page


class PasswordView(Framed, auth_views.PasswordChangeView):
    """Wrong old passwords count as those of signing in do."""

    form_class = NewPasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("password-changed")
    title = gettext_lazy("Change the password")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}


@login_required
@never_cache
@require_safe
def password_changed(request: HttpRequest) -> HttpResponse:
    context = {"page": plain_page(request, _("The password is changed"))}
    return render(request, "accounts/password_changed.html", context)


class ForgottenView(Framed, auth_views.PasswordResetView):
    """The same answer, as fast, whether there is such an address or not; not for ever."""

    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"
    success_url = reverse_lazy("password-forgotten-sent")
    title = gettext_lazy("Password forgotten")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_mail=bool(settings.EMAIL_HOST), **kwargs)

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        address = address_of(self.request) or ""
        if is_used_up(LINKS_ASKED_FOR, address):
            return _too_many_links(self.request)
        note(LINKS_ASKED_FOR, address)
        if settings.EMAIL_HOST:
            send(ask_for_mail(form.cleaned_data["email"], self.request))
        return redirect(self.get_success_url())


def _too_many_links(request: HttpRequest) -> HttpResponse:
    context = {"page": plain_page(request, _("Password forgotten"))}
    page = render(request, "accounts/too_many_links.html", context, status=429)
    page["Retry-After"] = str(int(LINKS_ASKED_FOR.within.total_seconds()))
    return page


class ForgottenSentView(Framed, auth_views.PasswordResetDoneView):
    template_name = "accounts/forgotten_sent.html"
    title = gettext_lazy("Please look into your mail")


class NewPasswordView(Framed, auth_views.PasswordResetConfirmView):
    """Where the link of an invitation or of a forgotten password leads, once."""

    form_class = ChosenPasswordForm
    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("login")
    title = gettext_lazy("Choose your password")

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:  # type: ignore[type-arg]
        messages.success(self.request, _("Your password is set. Please sign in with it."))
        return super().form_valid(form)


login = with_import_map(LoginView.as_view())
password = never_cache(with_import_map(PasswordView.as_view()))
forgotten = never_cache(with_import_map(ForgottenView.as_view()))
forgotten_sent = with_import_map(ForgottenSentView.as_view())
new_password = with_import_map(NewPasswordView.as_view())

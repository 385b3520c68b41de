"""The staff's entrance: signing in, the regions one works for, and what there is to do."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Job, Region
from accounts.queries import regions_of
from accounts.roles import Task
from accounts.signing_in import pause_after, remember_browser
from accounts.staff import staff_may
from indicators.delivery_list import deliveries_of, rows_of
from releases.models import Audience
from releases.waiting import waiting_for
from sozialmonitor.pages import desk_page, error_page, plain_page, render, with_import_map

JOBS_SHOWN = 10
DELIVERIES_SHOWN = 5


class LoginView(auth_views.LoginView):
    template_name = "accounts/login.html"
    redirect_authenticated_user = True
    next_page = "desk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=plain_page(self.request, _("Sign in")), **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(response, form.get_user())
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


class PasswordView(auth_views.PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("password-changed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = plain_page(self.request, _("Change the password"))
        return super().get_context_data(page=page, **kwargs)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the proof that it came from a page of ours, or with an old one."""
    return error_page(
        request,
        403,
        _("The form is no longer valid"),
        _(
            "Nothing was changed. Please go back, load the page anew and send the form again. Your"
            " browser must accept this site's cookies."
        ),
    )


login = with_import_map(LoginView.as_view())
password = never_cache(with_import_map(PasswordView.as_view()))


@login_required
@never_cache
@require_safe
def password_changed(request: HttpRequest) -> HttpResponse:
    context = {"page": plain_page(request, _("The password is changed"))}
    return render(request, "accounts/password_changed.html", context)


@login_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The regions one works for; who works for one only goes there at once."""
    regions = regions_of(request.user)
    if len(regions) == 1:
        return redirect("desk-region", regions[0].key)
    context = {"page": plain_page(request, _("Staff desk")), "regions": regions}
    return render(request, "desk/home.html", context)


@require_safe
@staff_may(Task.ENTER)
def region(request: HttpRequest, region: Region) -> HttpResponse:
    """What to do for a region, what came last, what waits and what is running."""
    newest = list(deliveries_of(region)[:DELIVERIES_SHOWN])
    context = {
        "page": desk_page(request, region, _("Staff desk")),
        "is_desk": True,
        "rows": rows_of(region, newest),
        "waiting": waiting_for(region, Audience.INTERNAL),
        "jobs": Job.objects.filter(region=region).order_by("-id")[:JOBS_SHOWN],
    }
    return render(request, "desk/region.html", context)

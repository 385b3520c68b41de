"""The staff's entrance: signing in, the regions one works for, and what there is to do."""

from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Job, Region
from accounts.queries import regions_of
from accounts.staff import staff_of
from indicators.delivery_list import deliveries_of, rows_of
from releases.models import Audience
from releases.waiting import waiting_for
from sozialmonitor.pages import desk_page, plain_page, render, with_import_map

JOBS_SHOWN = 10
DELIVERIES_SHOWN = 5


class LoginView(auth_views.LoginView):
    template_name = "accounts/login.html"
    redirect_authenticated_user = True
    next_page = "desk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=plain_page(self.request, _("Sign in")), **kwargs)


class PasswordView(auth_views.PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("password-changed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = plain_page(self.request, _("Change the password"))
        return super().get_context_data(page=page, **kwargs)


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
@staff_of
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

"""The staff's entrance: signing in, and what the machine is doing for them."""

from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import Job
from sozialmonitor.pages import plain_page, render, with_import_map

JOBS_SHOWN = 50


class LoginView(auth_views.LoginView):
    template_name = "accounts/login.html"
    redirect_authenticated_user = True
    next_page = "desk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=plain_page(self.request, _("Sign in")), **kwargs)


login = with_import_map(LoginView.as_view())


@login_required
@never_cache
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    newest = Job.objects.select_related("region").order_by("-created_at", "-id")[:JOBS_SHOWN]
    context = {"page": plain_page(request, _("Staff desk")), "jobs": newest}
    return render(request, "accounts/desk.html", context)

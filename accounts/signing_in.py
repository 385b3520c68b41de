"""Wrong passwords are slowed, then refused for a while; django-axes counts them.

Three limits, each for itself: a user name from one address, an address whatever the name, a user
name whatever the address. The last one could be used to keep somebody else out, so it does not
hold for a browser in which that person has signed in before. Nothing extends a refusal: while it
lasts, tries are not counted.
"""

from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User

NAME_AND_ADDRESS, ADDRESS, NAME = ("username", "ip_address"), ("ip_address",), ("username",)
MOST_WRONG = {NAME_AND_ADDRESS: 5, ADDRESS: 30, NAME: 50}
ALL_USED_UP = 100  # per cent of a limit; settings.AXES_FAILURE_LIMIT
LONGEST_PAUSE = 2.0  # seconds, before the last wrong password that is answered at all

KNOWN_BROWSER = "known-browser"
KNOWN_FOR = timedelta(days=90)


class SignInGuard(AxesDatabaseHandler):  # type: ignore[misc]
    """What axes calls failures is here how much of a limit is used up, in per cent."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        groups = groups_of(request, credentials)
        counted = self.get_user_attempts(request, credentials)
        return max(
            _wrong(attempts) * ALL_USED_UP // MOST_WRONG[tuple(group)]
            for group, attempts in zip(groups, counted, strict=True)
        )

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **rest: Any
    ) -> None:
        """What is not needed for counting is not stored."""
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **rest)

    def user_logged_in(
        self, sender: Any, request: Any, user: AbstractBaseUser, **rest: Any
    ) -> None:
        """Who knows the password after all starts anew; other people's slips stay counted."""
        super().user_logged_in(sender, request, user, **rest)
        own = {"username": user.get_username(), "ip_address": request.axes_ip_address}
        AccessAttempt.objects.filter(**own).delete()


def _wrong(attempts: Any) -> int:
    return attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def groups_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> list[list[str]]:
    """The limits that hold for a request (settings.AXES_LOCKOUT_PARAMETERS)."""
    groups = [list(NAME_AND_ADDRESS), list(ADDRESS)]
    name = (credentials or {}).get("username") or ""
    return groups if _is_known(request, name) else [*groups, list(NAME)]


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from (settings.AXES_CLIENT_IP_CALLABLE); None where nobody says.

    Behind our own proxy it is what that proxy wrote last; otherwise nobody's word is taken for
    it. Of an IPv6 address the first half counts, since a household has the second to choose.
    """
    told: str = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or told
    try:
        address = ip_address(told)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, 64), strict=False).network_address)


def nobody_in_particular(*_client: Any) -> str:
    """How the log calls a client: without name and address (settings.AXES_CLIENT_STR_CALLABLE)."""
    return "a client"


def pause_after(request: HttpRequest) -> float:
    """Seconds to wait before a wrong password is answered; the longer the more there were."""
    used_up: int = getattr(request, "axes_failures_since_start", None) or 0
    return LONGEST_PAUSE * min(used_up, ALL_USED_UP) / ALL_USED_UP


def remember_browser(response: HttpResponse, user: AbstractBaseUser) -> None:
    """Let this browser be known as one in which the person has signed in."""
    response.set_signed_cookie(
        KNOWN_BROWSER,
        str(user.pk),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _is_known(request: HttpRequest, name: str) -> bool:
    known = request.get_signed_cookie(KNOWN_BROWSER, default=None, max_age=KNOWN_FOR)
    return known is not None and User.objects.filter(pk=int(known), username=name).exists()


def forget_old_tries() -> int:
    """Delete wrong tries, with their addresses, once they no longer count; how many."""
    old = timezone.now() - settings.AXES_COOLOFF_TIME
    deleted: tuple[int, dict[str, int]] = AccessAttempt.objects.filter(
        attempt_time__lte=old
    ).delete()
    return deleted[0]

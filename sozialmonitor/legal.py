"""Imprint, privacy and accessibility: of the installation, and of each region."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from atlas.access import access_to, keep_private
from atlas.presenters import Page
from atlas.queries import region as region_of
from sozialmonitor.legal_texts import blocks, of_installation
from sozialmonitor.pages import languages, plain_page, render

TITLES: dict[str, str | Promise] = {
    "imprint": gettext_lazy("Imprint"),
    "privacy": gettext_lazy("Privacy"),
    "accessibility": gettext_lazy("Accessibility statement"),
}


@require_safe
def installation(request: HttpRequest, kind: str) -> HttpResponse:
    """The operator's text, and what the software itself does."""
    page = plain_page(request, str(TITLES[kind]))
    context = {"page": page, "kind": kind, "blocks": blocks(of_installation(kind))}
    return render(request, "legal.html", context)


@require_safe
def region(request: HttpRequest, region_key: str, kind: str) -> HttpResponse:
    """The region's text; without one, that of the installation."""
    access = access_to(request, region_key)
    found = region_of(region_key, access)
    if found is None:
        raise Http404(_("There is no region “%(key)s” here.") % {"key": region_key})
    page = Page(
        title=f"{TITLES[kind]} – {found.name}",
        heading=str(TITLES[kind]),
        region=found,
        notice=found.text("notice"),
        languages=languages(request),
    )
    text = found.text(kind) or of_installation(kind)
    context = {"page": page, "kind": kind, "blocks": blocks(text), "access": access}
    response = render(request, "legal.html", context)
    keep_private(response, access)
    return response

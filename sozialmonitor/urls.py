"""All addresses. Pages are German without a prefix and English below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from atlas import wire
from sozialmonitor import desk
from sozialmonitor.health import health

handler400 = "sozialmonitor.pages.bad_request"
handler403 = "sozialmonitor.pages.permission_denied"
handler404 = "sozialmonitor.pages.not_found"
handler500 = "sozialmonitor.pages.server_error"

urlpatterns = [
    path("packs/<slug:content_hash>.json", wire.pack),
    path("shapes/<slug:content_hash>.json", wire.shapes),
    path("layers/<slug:content_hash>.json", wire.layer),
    path("health", health),
    path("api/", include("atlas.api_urls")),
    path("api/", include("indicators.api_urls")),
    *i18n_patterns(
        path("accounts/", include("accounts.urls_sign_in")),
        path("desk/", desk.home, name="desk"),
        path("desk/<slug:region_key>/", desk.region, name="desk-region"),
        path("desk/", include("accounts.urls")),
        path("desk/", include("indicators.urls")),
        path("desk/", include("spatial_units.urls")),
        path("desk/", include("releases.urls")),
        path("desk/", include("region_files.urls")),
        path("", include("sozialmonitor.legal_urls")),
        path("", include("reports.urls")),
        path("", include("atlas.urls")),
        prefix_default_language=False,
    ),
]

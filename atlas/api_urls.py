"""The API below /api/. Stable: more may be added, nothing renamed."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from atlas import api, api_history

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("v1/regions/", api.regions, name="api-regions"),
    path("v1/regions/<slug:region_key>/levels/", api.levels, name="api-levels"),
    path("v1/regions/<slug:region_key>/areas/", api.areas, name="api-areas"),
    path("v1/regions/<slug:region_key>/indicators/", api.indicators, name="api-indicators"),
    path(
        "v1/regions/<slug:region_key>/indicators/<slug:indicator_key>/values/",
        api.values,
        name="api-values",
    ),
    path(
        "v1/regions/<slug:region_key>/indicators/<slug:indicator_key>/values/<str:code>/history/",
        api_history.value_history,
        name="api-value-history",
    ),
]

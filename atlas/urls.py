"""Pages of numbers, below /<region>/; the same under /en/."""

from django.urls import path

from atlas import views, wire

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:region_key>/", views.region_start, name="region"),
    path("<slug:region_key>/map/", views.map_page, name="map"),
    path("<slug:region_key>/table/", views.table_page, name="table"),
    path("<slug:region_key>/map.svg", views.static_map, name="static-map"),
    path("<slug:region_key>/classes.json", views.classes_json, name="classes"),
    path("<slug:region_key>/view/", views.switch_view, name="switch-view"),
    path(
        "<slug:region_key>/internal/<slug:content_hash>.json",
        wire.internal_pack,
        name="internal-pack",
    ),
    path("<slug:region_key>/indicators/<slug:indicator_key>/", views.indicator, name="indicator"),
]

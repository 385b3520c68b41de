"""Pages of numbers, below /<region>/; the same under /en/."""

from django.urls import path

from atlas import views

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:region_key>/", views.region_start, name="region"),
    path("<slug:region_key>/map/", views.map_page, name="map"),
    path("<slug:region_key>/table/", views.table_page, name="table"),
    path("<slug:region_key>/map.svg", views.static_map, name="static-map"),
    path("<slug:region_key>/classes.json", views.classes_json, name="classes"),
    path("<slug:region_key>/indicators/<slug:indicator_key>/", views.indicator, name="indicator"),
]

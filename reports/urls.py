"""Pages about areas, below /<region>/areas/; the same under /en/."""

from django.urls import path

from reports import views

AREA = "<slug:region_key>/areas/<slug:level>/<str:code>"

urlpatterns = [
    path("<slug:region_key>/areas/<slug:level>/", views.areas, name="areas"),
    path(f"{AREA}/", views.area, name="area"),
    path(f"{AREA}/profile.csv", views.area_csv, name="area-csv"),
    path(f"{AREA}/map.svg", views.area_map, name="area-map"),
]

"""Addresses of the catalogue below /desk/, for signed-in staff of a region."""

from django.urls import path

from region_files.desk import (
    views,
    views_adopt,
    views_edit,
    views_file,
    views_kommonitor,
    views_parts,
)

BELOW = "<slug:region_key>/catalogue/"

urlpatterns = [
    path(BELOW, views.catalogue, name="catalogue"),
    path(f"{BELOW}new/", views_edit.new_indicator, name="catalogue-new"),
    path(f"{BELOW}topics/", views_parts.topics, name="catalogue-topics"),
    path(f"{BELOW}measures/", views_parts.measures, name="catalogue-measures"),
    path(f"{BELOW}catalogue.yaml", views_file.download, name="catalogue-file"),
    path(f"{BELOW}upload/", views_file.upload, name="catalogue-upload"),
    path(f"{BELOW}kommonitor/", views_kommonitor.kommonitor, name="catalogue-kommonitor"),
    path(f"{BELOW}model/", views_adopt.adopt, name="catalogue-model"),
    path(f"{BELOW}indicators/<slug:indicator_key>/", views.indicator, name="catalogue-indicator"),
    path(
        f"{BELOW}indicators/<slug:indicator_key>/edit/",
        views_edit.edit_indicator,
        name="catalogue-edit",
    ),
    path(
        f"{BELOW}indicators/<slug:indicator_key>/review/",
        views.review,
        name="catalogue-review",
    ),
]

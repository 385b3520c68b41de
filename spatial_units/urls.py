"""Addresses of boundaries, places and lines below /desk/, for signed-in staff of a region."""

from django.urls import URLPattern, path

from spatial_units import views_boundaries, views_crosswalks, views_geodata, views_layers

urlpatterns: list[URLPattern] = [
    path("<slug:region_key>/boundaries/", views_boundaries.boundaries, name="boundaries"),
    path(
        "<slug:region_key>/boundaries/upload/",
        views_boundaries.boundary_upload,
        name="boundary-upload",
    ),
    path(
        "<slug:region_key>/boundaries/<int:set_id>/take-back/",
        views_boundaries.take_back,
        name="boundaries-take-back",
    ),
    path("<slug:region_key>/crosswalks/", views_crosswalks.crosswalk_list, name="crosswalks"),
    path(
        "<slug:region_key>/crosswalks/upload/",
        views_crosswalks.crosswalk_upload,
        name="crosswalk-upload",
    ),
    path(
        "<slug:region_key>/crosswalks/<int:crosswalk_id>/take-back/",
        views_crosswalks.crosswalk_take_back,
        name="crosswalk-take-back",
    ),
    path("<slug:region_key>/layers/", views_layers.layers, name="desk-layers"),
    path("<slug:region_key>/layers/upload/", views_layers.layer_upload, name="layer-upload"),
    path(
        "<slug:region_key>/layers/<slug:layer_key>/remove/",
        views_layers.layer_remove,
        name="layer-remove",
    ),
    path("<slug:region_key>/geodata/<int:geodata_id>/", views_geodata.geodata, name="geodata"),
    path(
        "<slug:region_key>/geodata/<int:geodata_id>/check/",
        views_geodata.geodata_check,
        name="geodata-check",
    ),
    path(
        "<slug:region_key>/geodata/<int:geodata_id>/commit/",
        views_geodata.geodata_commit,
        name="geodata-commit",
    ),
    path(
        "<slug:region_key>/geodata/<int:geodata_id>/discard/",
        views_geodata.geodata_discard,
        name="geodata-discard",
    ),
]

"""Addresses of the catalogue below /desk/, for signed-in staff of a region."""

from django.urls import path

from region_files.desk import (
    views,
    views_adopt,
    views_edit,
    views_file,
    views_index,
    views_index_draft,
    views_kommonitor,
    views_parts,
)

BELOW = "<slug:region_key>/catalogue/"
INDICES = "<slug:region_key>/indices/"

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
    path(INDICES, views_index.indices, name="indices"),
    path(f"{INDICES}new/", views_index_draft.new_index, name="index-new"),
    path(f"{INDICES}drafts/<int:draft_id>/", views_index_draft.draft, name="index-draft"),
    path(
        f"{INDICES}drafts/<int:draft_id>/preview/",
        views_index_draft.preview,
        name="index-preview",
    ),
    path(f"{INDICES}drafts/<int:draft_id>/make/", views_index_draft.make_index, name="index-make"),
    path(
        f"{INDICES}drafts/<int:draft_id>/discard/",
        views_index_draft.discard,
        name="index-discard",
    ),
    path(f"{INDICES}<slug:index_key>/", views_index.index, name="desk-index"),
    path(f"{INDICES}<slug:index_key>/edit/", views_index_draft.edit_index, name="index-edit"),
]

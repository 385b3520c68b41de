"""Addresses of data maintenance below /desk/, for signed-in staff of a region."""

from django.urls import URLPattern, path

from indicators import (
    views_batches,
    views_calendar,
    views_columns,
    views_deliveries,
    views_rights,
    views_texts,
    views_uploads,
    views_values,
)

urlpatterns: list[URLPattern] = [
    path("<slug:region_key>/calendar/", views_calendar.delivery_calendar, name="delivery-calendar"),
    path(
        "<slug:region_key>/calendar/<slug:source_key>/",
        views_calendar.schedule,
        name="source-schedule",
    ),
    path(
        "<slug:region_key>/organisations/<int:organisation_id>/rights/",
        views_rights.rights,
        name="rights",
    ),
    path("<slug:region_key>/deliveries/", views_deliveries.deliveries, name="deliveries"),
    path(
        "<slug:region_key>/deliveries/<int:delivery_id>/",
        views_deliveries.delivery,
        name="delivery",
    ),
    path(
        "<slug:region_key>/deliveries/<int:delivery_id>/withdraw/",
        views_deliveries.withdraw,
        name="withdraw-delivery",
    ),
    path(
        "<slug:region_key>/deliveries/<int:delivery_id>/restore/",
        views_deliveries.restore,
        name="restore-delivery",
    ),
    path("<slug:region_key>/value/", views_values.single_value, name="single-value"),
    path("<slug:region_key>/indicators/", views_texts.indicator_list, name="indicator-texts"),
    path(
        "<slug:region_key>/indicators/<slug:indicator_key>/",
        views_texts.indicator_texts,
        name="indicator-text",
    ),
    path("<slug:region_key>/upload/", views_uploads.upload, name="upload"),
    path(
        "<slug:region_key>/upload/template.xlsx",
        views_uploads.upload_template,
        name="upload-template",
    ),
    path(
        "<slug:region_key>/upload/<int:upload_id>/",
        views_uploads.upload_preview,
        name="upload-preview",
    ),
    path(
        "<slug:region_key>/upload/<int:upload_id>/columns/",
        views_columns.upload_columns,
        name="upload-columns",
    ),
    path(
        "<slug:region_key>/upload/<int:upload_id>/check/",
        views_uploads.upload_check,
        name="upload-check",
    ),
    path(
        "<slug:region_key>/upload/<int:upload_id>/commit/",
        views_uploads.upload_commit,
        name="upload-commit",
    ),
    path(
        "<slug:region_key>/upload/<int:upload_id>/discard/",
        views_uploads.upload_discard,
        name="upload-discard",
    ),
    path(
        "<slug:region_key>/batch/<int:batch_id>/", views_batches.batch_report, name="upload-batch"
    ),
    path(
        "<slug:region_key>/batch/<int:batch_id>/report.csv",
        views_batches.batch_csv,
        name="upload-batch-csv",
    ),
    path(
        "<slug:region_key>/batch/<int:batch_id>/commit/",
        views_batches.batch_commit,
        name="upload-batch-commit",
    ),
    path(
        "<slug:region_key>/batch/<int:batch_id>/discard/",
        views_batches.batch_discard,
        name="upload-batch-discard",
    ),
    path(
        "<slug:region_key>/batch/<int:batch_id>/withdraw/",
        views_batches.batch_withdraw,
        name="upload-batch-withdraw",
    ),
    path("<slug:region_key>/jobs/<int:job_id>/", views_uploads.job, name="job"),
]

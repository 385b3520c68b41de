"""Addresses of releasing below /desk/, for signed-in staff of a region."""

from django.urls import path

from releases import (
    views,
    views_dates,
    views_history,
    views_releases,
    views_secrecy,
    views_trials,
)

urlpatterns = [
    path(
        "<slug:region_key>/values/<slug:indicator_key>/<slug:level_key>/<str:code>/",
        views_history.value,
        name="desk-value",
    ),
    path("<slug:region_key>/dates/", views_dates.dates, name="dates"),
    path(
        "<slug:region_key>/dates/<slug:measure_key>/<slug:level_key>/",
        views_dates.take_back,
        name="take-back-date",
    ),
    path("<slug:region_key>/secrecy/", views_secrecy.secrecy, name="secrecy"),
    path("<slug:region_key>/secrecy/trial/", views_trials.trial, name="try-rule"),
    path("<slug:region_key>/release/", views.release, name="release"),
    path("<slug:region_key>/releases/", views_releases.releases, name="releases"),
    path("<slug:region_key>/releases/rules/", views_releases.rules, name="release-rules"),
    path(
        "<slug:region_key>/releases/planned/<int:plan_id>/",
        views_releases.planned,
        name="planned-release",
    ),
    path(
        "<slug:region_key>/releases/<int:release_id>/",
        views_releases.one_release,
        name="one-release",
    ),
    path(
        "<slug:region_key>/releases/<int:release_id>/withdraw/",
        views_releases.withdraw,
        name="withdraw-release",
    ),
    path(
        "<slug:region_key>/releases/<int:release_id>/text/",
        views_releases.text,
        name="release-text",
    ),
]

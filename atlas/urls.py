"""Pages of numbers, below /<region>/; the same under /en/."""

from django.urls import path
from django.views.decorators.http import require_safe

from atlas import (
    views,
    views_compare,
    views_exports,
    views_history,
    views_indices,
    views_layers,
    views_news,
    views_patterns,
    wire,
)
from atlas.feeds import NewsFeed

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:region_key>/", views.region_start, name="region"),
    path("<slug:region_key>/map/", views.map_page, name="map"),
    path("<slug:region_key>/table/", views.table_page, name="table"),
    path("<slug:region_key>/compare/", views_compare.compare, name="compare"),
    path("<slug:region_key>/news/", views_news.news, name="news"),
    path("<slug:region_key>/news.atom", require_safe(NewsFeed()), name="news-feed"),
    path("<slug:region_key>/data/", views_exports.data, name="data"),
    path("<slug:region_key>/data/all.csv", views_exports.all_figures, name="all-figures"),
    path(
        "<slug:region_key>/data/boundaries/<slug:set_key>.<str:ending>",
        views_exports.boundaries,
        name="boundaries-file",
    ),
    path(
        "<slug:region_key>/data/<slug:indicator_key>.<str:ending>",
        views_exports.figures,
        name="figures-file",
    ),
    path("<slug:region_key>/map.svg", views.static_map, name="static-map"),
    path("<slug:region_key>/classes.json", views.classes_json, name="classes"),
    path("<slug:region_key>/smoothed.json", views.smoothed_json, name="smoothed"),
    path("<slug:region_key>/ranges.json", views.ranges_json, name="ranges"),
    path("<slug:region_key>/view/", views.switch_view, name="switch-view"),
    path(
        "<slug:region_key>/internal/layers/<slug:content_hash>.json",
        wire.layer,
        name="internal-layer",
    ),
    path("<slug:region_key>/layers/<slug:layer_key>/", views_layers.layer, name="layer"),
    path(
        "<slug:region_key>/internal/<slug:content_hash>.json",
        wire.pack,
        name="internal-pack",
    ),
    path("<slug:region_key>/indicators/<slug:indicator_key>/", views.indicator, name="indicator"),
    path(
        "<slug:region_key>/indicators/<slug:indicator_key>/index/",
        views_indices.index,
        name="index",
    ),
    path(
        "<slug:region_key>/indicators/<slug:indicator_key>/index.csv",
        views_indices.index_file,
        name="index-csv",
    ),
    path(
        "<slug:region_key>/indicators/<slug:indicator_key>/patterns/",
        views_patterns.patterns,
        name="patterns",
    ),
    path(
        "<slug:region_key>/indicators/<slug:indicator_key>/values/<slug:level>/<str:code>/",
        views_history.value,
        name="value",
    ),
]

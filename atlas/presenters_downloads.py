"""What can be downloaded of a view: this date, its picture, all dates, the boundaries."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from atlas.selection import MapView

Kind = Literal["view", "picture", "indicator", "boundaries"]
Words = str | Promise

TABLES: tuple[tuple[str, Words, Words], ...] = (
    ("xlsx", _("Excel (XLSX)"), _("keeps leading zeros of codes")),
    ("excel.csv", _("CSV for German Excel"), _("semicolons, decimal commas")),
    ("csv", _("CSV"), _("commas, decimal points, for programs")),
)
GEODATA: tuple[tuple[str, Words, Words], ...] = (
    ("gpkg", _("GeoPackage"), _("for QGIS and other GIS")),
    ("geojson", _("GeoJSON"), _("for the web")),
    ("shp.zip", _("Shapefile (ZIP)"), _("for older GIS")),
)
PICTURES: tuple[tuple[str, Words, Words], ...] = (
    ("png", _("Picture (PNG)"), _("for texts and slides")),
    ("svg", _("Picture (SVG)"), _("for print, any size")),
    ("html", _("Interactive map (HTML)"), _("one file, works offline")),
)
SHEET: tuple[tuple[str, Words, Words], ...] = (
    ("pdf", _("Sheet with the map (PDF)"), _("A4, with meaning, source and licence")),
)
MAP: tuple[tuple[str, Words, Words], ...] = (
    ("html", _("Interactive map (HTML)"), _("newest date, one file, works offline")),
)
CHANGE, THRESHOLD, FILTER = ("since",), ("threshold",), ("min", "max", "only", "within")
# What makes figures others than those of a date, and the classes they are divided into.
OF_FIGURES = (*CHANGE, "change", *THRESHOLD, "sides", *FILTER, "method", "k", "breaks")
LOOKS = (*OF_FIGURES, "smoothed", "palette", "area", "below", "above", "layers", "base", "overlays")


@dataclass(frozen=True)
class Download:
    """A link to a file. `hint` says whom it suits; `kind` groups the list."""

    label: str
    url: str
    kind: Kind
    hint: str


@dataclass(frozen=True)
class Contents:
    """What files hold while one of the parameters `given` stands in the address; `otherwise`:
    while none of them does. static/js/downloads.js turns sentences on and off.
    """

    text: str
    given: str
    otherwise: bool
    is_shown: bool


@dataclass(frozen=True)
class DownloadGroup:
    kind: Kind
    title: str
    contents: tuple[Contents, ...]
    links: tuple[Download, ...]


TITLES: dict[Kind, Words] = {
    "view": _("Figures as the map shows them"),
    "picture": _("The map as it is shown"),
    "indicator": _("Figures of all dates"),
    "boundaries": _("Boundaries without figures"),
}
# parameters, whether the sentence holds with or without them, the sentence
CONTENTS: dict[Kind, tuple[tuple[tuple[str, ...], bool, Words], ...]] = {
    "view": (
        ((*CHANGE, *THRESHOLD, *FILTER), False,
         _("All areas on this date: value, status and remarks.")),
        (CHANGE, True, _("The change: values on both dates, the change with its unit, the class.")),
        (THRESHOLD, True, _("The threshold: value, class and side of each area.")),
        (FILTER, True, _("Only the areas that the filter leaves. Each file says so.")),
    ),
    "picture": (((), False, _("With legend, points and lines, source and date.")),),
    "indicator": (
        ((), False, _("All areas and all dates: value, status and remarks, without a filter.")),
    ),
    "boundaries": (((), False, _("The areas that hold on this date: code, name and borders.")),),
}  # fmt: skip


def downloads(view: MapView) -> tuple[Download, ...]:
    """All files of a view, in the order of TITLES."""
    region, indicator, level = view.region, view.entry.indicator, view.entry.level
    chosen = {"level": level, "period": view.period_key}
    shown = view.parameters()
    looks = {key: text for key, text in shown.items() if key in LOOKS}
    is_view = any(key in shown for key in (*CHANGE, *THRESHOLD, *FILTER))
    figures = {key: text for key, text in shown.items() if is_view and key in OF_FIGURES}
    return (
        *_of_indicator(region, indicator, chosen | figures, "view", TABLES + GEODATA),
        *_of_indicator(region, indicator, chosen | looks, "picture", PICTURES + SHEET),
        *of_all_periods(region, indicator, level),
        *of_boundaries(region, view.section.boundary_set),
    )


def groups(view: MapView) -> tuple[DownloadGroup, ...]:
    """The list by kind, for _downloads.html."""
    found = downloads(view)
    return tuple(
        DownloadGroup(
            kind,
            str(title),
            _contents(kind, view),
            tuple(one for one in found if one.kind == kind),
        )
        for kind, title in TITLES.items()
        if kind != "view" or not view.is_smoothed  # files of figures hold the published ones
    )


def _contents(kind: Kind, view: MapView) -> tuple[Contents, ...]:
    shown = view.parameters()
    return tuple(
        Contents(
            text=str(text),
            given=" ".join(keys),
            otherwise=not holds_with,
            is_shown=any(key in shown for key in keys) == holds_with,
        )
        for keys, holds_with, text in CONTENTS[kind]
    )


def of_all_periods(region: Region, indicator: str, level: str) -> tuple[Download, ...]:
    """All dates of an indicator on a level, and its metadata sheet."""
    query = {"level": level}
    wide = (
        ("xlsx", _("Excel, a column per date"), _("a line per area")),
        ("csv", _("CSV, a column per date"), _("a line per area")),
    )
    sheet = (("pdf", _("Metadata sheet (PDF)"), _("meaning, source, licence")),)
    return (
        *_of_indicator(region, indicator, query, "indicator", TABLES),
        *_of_indicator(region, indicator, query | {"table": "wide"}, "indicator", wide),
        *_of_indicator(region, indicator, query, "indicator", GEODATA + sheet),
    )


def of_newest_map(region: Region, indicator: str, level: str) -> tuple[Download, ...]:
    """The map of the newest date in one file."""
    return _of_indicator(region, indicator, {"level": level}, "picture", MAP)


def of_boundaries(region: Region, boundary_set: str) -> tuple[Download, ...]:
    return tuple(
        Download(
            str(label),
            reverse("boundaries-file", args=[region.key, boundary_set, ending]),
            "boundaries",
            str(hint),
        )
        for ending, label, hint in GEODATA
    )


def _of_indicator(
    region: Region,
    indicator: str,
    query: dict[str, str],
    kind: Kind,
    formats: tuple[tuple[str, Words, Words], ...],
) -> tuple[Download, ...]:
    asked = urlencode(query, safe=",;:/")
    return tuple(
        Download(
            str(label),
            f"{reverse('figures-file', args=[region.key, indicator, ending])}?{asked}",
            kind,
            str(hint),
        )
        for ending, label, hint in formats
    )

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
LOOKS = ("method", "k", "palette", "breaks", "area", "since", "change", "threshold", "below",
         "above", "sides", "min", "max", "only", "within")  # fmt: skip


@dataclass(frozen=True)
class Download:
    """A link to a file. `hint` says whom it suits; `kind` groups the list."""

    label: str
    url: str
    kind: Kind
    hint: str


@dataclass(frozen=True)
class DownloadGroup:
    kind: Kind
    title: str
    links: tuple[Download, ...]


TITLES: dict[Kind, Words] = {
    "view": _("Figures of this date"),
    "picture": _("This map"),
    "indicator": _("Figures of all dates"),
    "boundaries": _("Boundaries without figures"),
}


def downloads(view: MapView) -> tuple[Download, ...]:
    """All files of a view, in the order of TITLES."""
    region, indicator, level = view.region, view.entry.indicator, view.entry.level
    chosen = {"level": level, "period": view.period_key}
    looks = {key: text for key, text in view.parameters().items() if key in LOOKS}
    return (
        *_of_indicator(region, indicator, chosen, "view", TABLES + GEODATA),
        *_of_indicator(region, indicator, chosen | looks, "picture", PICTURES),
        *of_all_periods(region, indicator, level),
        *of_boundaries(region, view.section.boundary_set),
    )


def groups(found: tuple[Download, ...]) -> tuple[DownloadGroup, ...]:
    """The list by kind, for _downloads.html."""
    return tuple(
        DownloadGroup(kind, str(title), tuple(one for one in found if one.kind == kind))
        for kind, title in TITLES.items()
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

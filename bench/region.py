"""Declares a made-up city as a region file, so that it is loaded as any other city is."""

import csv
import json
from pathlib import Path

import numpy as np
import shapely
import yaml

from bench.city import City, Figures

SHARE, COUNT = "exi_u15", "dem_pop"
LEVEL = "gebiet"
CRS = 25833
ROOM = 0.05  # degrees around the city


def key_of(n_areas: int) -> str:
    return f"bench-{n_areas}"


def write_region(city: City, figures: Figures, directory: Path) -> Path:
    """Write region file, borders and figures into an empty directory; the region file."""
    _write_borders(city, directory / "gebiete.geojson")
    _write_figures(city, figures, directory / "zahlen.csv")
    path = directory / "region.yaml"
    path.write_text(yaml.safe_dump(_declaration(city), allow_unicode=True, sort_keys=False))
    return path


def _write_borders(city: City, path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"schluessel": code, "name": name},
            "geometry": json.loads(geometry),
        }
        for code, name, geometry in zip(
            city.codes, city.names, shapely.to_geojson(city.polygons), strict=True
        )
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _write_figures(city: City, figures: Figures, path: Path) -> None:
    with path.open("w", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(["gebiet", "stichtag", "einwohner", "kinder", "kinder_leistungen"])
        for period, date in enumerate(figures.dates):
            columns = (figures.inhabitants, figures.children, figures.children_on_benefits)
            for code, *counts in zip(city.codes, *(c[period] for c in columns), strict=True):
                table.writerow([code, date, *map(_cell, counts)])


def _cell(count: float) -> str:
    return "" if np.isnan(count) else f"{count:.0f}"


def _both(text: str) -> dict[str, str]:
    return {"de": text, "en": text}


def _declaration(city: City) -> dict[str, object]:
    return {
        "format": 1,
        "region": {
            "key": key_of(len(city.codes)),
            "name": _both(f"Messstadt {len(city.codes)}"),
            "kind": _both("Stadt"),
            "srid": CRS,
            "box": _box(city),
            "default_level": LEVEL,
            "default_indicator": SHARE,
            "made_up": True,
            "notice": _both("Erfundene Stadt zum Messen."),
        },
        "sources": [_SOURCE],
        "levels": [
            {"key": LEVEL, "name": _both("Gebiet"), "plural": _both("Gebiete")},
            {"key": "bezirk", "name": _both("Bezirk"), "plural": _both("Bezirke")},
            {"key": "stadt", "name": _both("Stadt"), "plural": _both("Stadt")},
        ],
        "boundary_sets": [_areas(city), _districts(city), _WHOLE_CITY],
        "topics": [{"key": "existenz", "name": _both("Existenzsicherung")}],
        "measures": [_measure("pop"), _measure("children"), _measure("children_on_benefits")],
        "policies": [_POLICY],
        "indicators": [_SHARE, _COUNT],
        "deliveries": [_DELIVERY],
        "release": [{"audience": "public", "indicators": "all", "reason": _both("erfunden")}],
    }


def _box(city: City) -> list[float]:
    """West, south, east, north in degrees, with room for what plain trigonometry leaves out."""
    west, south, east, north = shapely.total_bounds(city.polygons)
    metres_per_degree = 111_320 * np.cos(np.radians(52.5))
    lon = [15 + (x - 500_000) / metres_per_degree for x in (west, east)]
    lat = [52.5 + (y - 5_817_250) / 111_250 for y in (south, north)]
    edges = (lon[0] - ROOM, lat[0] - ROOM, lon[1] + ROOM, lat[1] + ROOM)
    return [round(float(edge), 3) for edge in edges]


def _areas(city: City) -> dict[str, object]:
    return _SET | {
        "key": "gebiete",
        "level": LEVEL,
        "name": _both("Gebiete"),
        "source": {
            "file": "gebiete.geojson",
            "crs": CRS,
            "code": {"column": "schluessel"},
            "name": {"column": "name"},
        },
        "parents": [
            {"set": "bezirke", "by": "prefix", "length": 2},
            {"set": "stadt", "by": "location"},
        ],
        "count": len(city.codes),
    }


def _districts(city: City) -> dict[str, object]:
    numbers = sorted({code[:2] for code in city.codes})
    return _SET | {
        "key": "bezirke",
        "level": "bezirk",
        "name": _both("Bezirke"),
        "dissolve": {
            "of": "gebiete",
            "prefix": 2,
            "names": {number: f"Bezirk {number}" for number in numbers},
        },
        "parents": [{"set": "stadt", "by": "location"}],
    }


def _measure(key: str) -> dict[str, object]:
    return {"key": key, "name": _both(key), "unit": _both("Personen"), "kind": "count"}


_SOURCE = {
    "key": "statistik",
    "publisher": "Messstadt (erfunden), Statistikstelle",
    "title": _both("Einwohnerregister und Leistungsstatistik"),
    "licence": "CC0-1.0",
    "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
    "attribution": "Erzeugte Zahlen, sozialmonitor",
}
_SET: dict[str, object] = {"valid_from": "2012-01-01", "origin": "statistik"}
_WHOLE_CITY = _SET | {
    "key": "stadt",
    "level": "stadt",
    "name": _both("Stadtgebiet"),
    "dissolve": {"of": "bezirke", "whole": "00", "names": {"00": "Messstadt"}},
}
_POLICY = {
    "key": "register",
    "rule": "threshold",
    "minimum_count": 3,
    "reason": _both("Fallzahlen von 1 und 2 werden geheim gehalten."),
}
_COMMON = {"topic": "existenz", "source": "statistik", "policy": "register"}
_SHARE = _COMMON | {
    "key": SHARE,
    "name": _both("Kinder unter 15 mit Leistungen nach SGB II"),
    "description": _both("Anteil der Kinder unter 15 Jahren, die Leistungen nach SGB II beziehen."),
    "unit": _both("%"),
    "kind": "share",
    "formula": {
        "ratio": {"numerator": ["children_on_benefits"], "denominator": ["children"]},
    },
    "decimals": 1,
    "polarity": 1,
    "aggregation": "ratio",
}
_COUNT = _COMMON | {
    "key": COUNT,
    "name": _both("Einwohner"),
    "description": _both("Zahl der Menschen mit Hauptwohnung im Gebiet am 31. Dezember."),
    "unit": _both("Personen"),
    "kind": "count",
    "formula": {"count": ["pop"]},
    "decimals": 0,
    "aggregation": "sum",
}
_DELIVERY = {
    "key": "zahlen",
    "source": "statistik",
    "file": "zahlen.csv",
    "level": LEVEL,
    "area": {"key": {"column": "gebiet"}},
    "period": "{stichtag}",
    "values": {
        "columns": {
            "pop": "einwohner",
            "children": "kinder",
            "children_on_benefits": "kinder_leistungen",
        }
    },
}

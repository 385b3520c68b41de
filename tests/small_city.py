"""Kleinstadt: four square districts and two years, written as files for `load_region`."""

import copy
import json
from pathlib import Path
from typing import Any

import yaml

SIDE = 0.02
CODES = ["01", "02", "03", "04"]
NAMES = ["Altstadt", "Brückenviertel", "Gründorf", "Weiße Höhe"]

SPEC: dict[str, Any] = {
    "format": 1,
    "region": {
        "key": "musterdorf",
        "name": {"de": "Kleinstadt", "en": "Smalltown"},
        "kind": {"de": "Stadt", "en": "City"},
        "srid": 25832,
        "box": [10.0, 50.0, 10.1, 50.1],
        "default_level": "stadtteil",
        "default_indicator": "exi_u15",
        "made_up": True,
        "notice": {"de": "Erfunden.", "en": "Made up."},
    },
    "sources": [
        {
            "key": "amt",
            "publisher": "Statistikamt Kleinstadt",
            "title": {"de": "Register", "en": "Register"},
            "licence": "dl-de/by-2-0",
            "attribution": "Stadt Kleinstadt",
        }
    ],
    "levels": [
        {
            "key": "stadtteil",
            "name": {"de": "Stadtteil", "en": "District"},
            "plural": {"de": "Stadtteile", "en": "Districts"},
        },
        {
            "key": "stadt",
            "name": {"de": "Stadt", "en": "City"},
            "plural": {"de": "Städte", "en": "Cities"},
        },
    ],
    "boundary_sets": [
        {
            "key": "stadtteile",
            "level": "stadtteil",
            "name": {"de": "Stadtteile", "en": "Districts"},
            "valid_from": "2000-01-01",
            "origin": "amt",
            "count": 4,
            "source": {
                "file": "stadtteile.geojson",
                "code": {"column": "nr"},
                "name": {"column": "name"},
            },
            "parents": [{"set": "stadt", "by": "location"}],
        },
        {
            "key": "stadt",
            "level": "stadt",
            "name": {"de": "Stadtgebiet", "en": "City"},
            "valid_from": "2000-01-01",
            "origin": "amt",
            "dissolve": {"of": "stadtteile", "whole": "00", "names": {"00": "Kleinstadt"}},
        },
    ],
    "topics": [{"key": "soziales", "name": {"de": "Soziales", "en": "Social"}}],
    "measures": [
        {
            "key": key,
            "name": {"de": key, "en": key},
            "unit": {"de": "Personen", "en": "persons"},
            "kind": "count",
        }
        for key in ("children", "poor_children")
    ],
    "policies": [
        {
            "key": "sozialdaten",
            "rule": "threshold",
            "minimum_count": 3,
            "reason": {"de": "Mindestfallzahl 3", "en": "At least 3 cases"},
        }
    ],
    "indicators": [
        {
            "key": "exi_u15",
            "name": {"de": "SGB-II-Quote unter 15", "en": "SGB II rate under 15"},
            "description": {"de": "Anteil der Kinder im SGB II", "en": "Children on SGB II"},
            "topic": "soziales",
            "unit": {"de": "%", "en": "%"},
            "kind": "share",
            "formula": {"ratio": {"numerator": ["poor_children"], "denominator": ["children"]}},
            "source": "amt",
            "policy": "sozialdaten",
            "polarity": 1,
            "aggregation": "ratio",
            "classification": {"method": "equal_interval", "k": 2},
        }
    ],
    "deliveries": [
        {
            "key": "register",
            "source": "amt",
            "file": "werte.csv",
            "level": "stadtteil",
            "format": {"kind": "csv", "delimiter": ";"},
            "area": {"key": {"column": "nr", "pad": 2}},
            "period": "{jahr}-12-31",
            "values": {"columns": {"children": "kinder", "poor_children": "arm"}},
            "signs": {"": "missing", ".": "suppressed", "x": "not_applicable"},
        }
    ],
    "release": [{"audience": "public", "reason": {"de": "Erfundene Stadt", "en": "Made-up city"}}],
    "checks": {
        "totals": [
            {
                "name": "Kinder 2023",
                "measure": "children",
                "level": "stadtteil",
                "period": "2023-12-31",
                "sum": 1000,
            }
        ]
    },
}

# 2 of 100 is below three cases, 0 of 200 is a true zero, "." came secret, "" is missing
VALUES = """nr;jahr;kinder;arm
1;2023;400;100
2;2023;200;0
3;2023;100;2
4;2023;300;.
1;2024;410;120
2;2024;200;10
3;2024;;20
4;2024;290;30
"""


class SmallCity:
    """The files of Kleinstadt in a folder; change `spec` or `values` and write again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spec = copy.deepcopy(SPEC)
        self.values = VALUES
        self.names = list(NAMES)
        self.east = 0.0  # degrees by which the whole city is moved
        self.write()

    @property
    def file(self) -> Path:
        return self.folder / "region.yaml"

    def write(self) -> None:
        self.file.write_text(yaml.safe_dump(self.spec, allow_unicode=True, sort_keys=False))
        (self.folder / "werte.csv").write_text(self.values)
        (self.folder / "stadtteile.geojson").write_text(json.dumps(self._squares()))

    def _squares(self) -> dict[str, Any]:
        features = [_square(place, self.names[place], self.east) for place in range(4)]
        return {"type": "FeatureCollection", "features": features}


def _square(place: int, name: str, east_of: float) -> dict[str, Any]:
    west, south = 10.01 + east_of + SIDE * (place % 2), 50.01 + SIDE * (place // 2)
    east, north = west + SIDE, south + SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"nr": CODES[place], "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }

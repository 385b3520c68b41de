"""The town as files for `load_region`: boundaries, deliveries and the region file."""

import csv
import json
from pathlib import Path
from typing import Any

import yaml

from tests.attacker.town import AGES, BASE, CITY, COUNTS, LEVELS, PERIODS, THRESHOLD, VISITS, Town

SIDE = 0.004  # degrees
PER_ROW = 26
WEST, SOUTH = 10.0, 50.0
# Texts only the staff may read, and names of what is not published.
MARKS = ("zebrafink-datei", "zebrafink-alt", "Zebrafink Alt", "Zebrafink Spalte")
OLD, OLD_NAME = MARKS[1], MARKS[2]
LEVEL_NAMES = ("Block", "Quartier", "Schulbezirk", "Stadtbezirk", "Stadt")


def write_town(
    town: Town, key: str, folder: Path, *, is_corrected: bool, with_sum: bool = False
) -> Path:
    """Write all files; the region file. `with_sum` adds an indicator that sums two ages."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "blocks.geojson").write_text(json.dumps(_squares(town)))
    with (folder / f"{MARKS[0]}.csv").open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["nr", "day", "people", *COUNTS, "all", MARKS[3], VISITS])
        lines.writerows(_lines(town, is_corrected=is_corrected))
    region_file = folder / "region.yaml"
    spec = _spec(key, len(town.blocks), with_sum=with_sum)
    region_file.write_text(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False))
    return region_file


def _lines(town: Town, *, is_corrected: bool) -> Any:
    for block in town.blocks:
        for period in PERIODS:
            counts = [
                town.count((measure, block, period), is_corrected=is_corrected)
                for measure in COUNTS
            ]
            everybody = sum(counts[: len(AGES)])
            visits = town.count((VISITS, block, period), is_corrected=is_corrected)
            yield [block, period, town.people[block, period], *counts, everybody, "x", visits]


def _squares(town: Town) -> dict[str, Any]:
    squares = [
        _square(place, block, town.schools[block]) for place, block in enumerate(town.blocks)
    ]
    return {"type": "FeatureCollection", "features": squares}


def _square(place: int, block: str, school: str) -> dict[str, Any]:
    west, south = WEST + SIDE * (place % PER_ROW), SOUTH + SIDE * (place // PER_ROW)
    east, north = west + SIDE, south + SIDE
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"nr": block, "name": f"Block {block}", "school": school},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _both(text: str) -> dict[str, str]:
    return {"de": text, "en": text}


def _spec(key: str, blocks: int, *, with_sum: bool) -> dict[str, Any]:
    north = SOUTH + SIDE * (blocks // PER_ROW + 1)
    return {
        "format": 1,
        "region": {
            "key": key,
            "name": _both(f"Musterstadt {key}"),
            "kind": _both("Stadt"),
            "srid": 25832,
            "box": [WEST - 0.01, SOUTH - 0.01, WEST + SIDE * PER_ROW + 0.01, north + 0.01],
            "default_level": "district",
            "default_indicator": "help_all",
            "made_up": True,
            "notice": _both("Erfunden."),
        },
        "sources": [_source()],
        "levels": [
            {"key": level, "name": _both(name), "plural": _both(name)}
            for level, name in zip(LEVELS, LEVEL_NAMES, strict=True)
        ],
        "boundary_sets": _boundary_sets(blocks),
        "topics": [{"key": "soziales", "name": _both("Soziales")}],
        "measures": _measures(),
        "policies": _policies(),
        "indicators": _indicators(with_sum=with_sum),
        "deliveries": [_delivery()],
        "release": [{"audience": "public", "reason": _both("Erfunden")}],
    }


def _source() -> dict[str, Any]:
    return {
        "key": "amt",
        "publisher": "Statistikamt",
        "title": _both("Register"),
        "licence": "dl-de/by-2-0",
        "attribution": "Musterstadt",
    }


def _boundary_sets(blocks: int) -> list[dict[str, Any]]:
    in_school = {"set": "schools", "tree": "school", "by": "column", "column": "school"}
    return [
        _set("blocks", "block")
        | {
            "count": blocks,
            "source": {
                "file": "blocks.geojson",
                "code": {"column": "nr"},
                "name": {"column": "name"},
            },
            "parents": [_prefix("quarters", 5), in_school, _prefix("districts", 3), _whole()],
        },
        _set("quarters", "quarter")
        | {
            "dissolve": {"of": "blocks", "prefix": 5},
            "parents": [_prefix("districts", 3), _whole()],
        },
        _set("schools", "school")
        | {"dissolve": {"of": "blocks", "column": "school"}, "parents": [_whole()]},
        _set("districts", "district")
        | {"dissolve": {"of": "blocks", "prefix": 3}, "parents": [_whole()]},
        _set("city", "city") | {"dissolve": {"of": "blocks", "whole": CITY}},
    ]


def _set(key: str, level: str) -> dict[str, Any]:
    return {
        "key": key,
        "level": level,
        "name": _both(key),
        "valid_from": "2000-01-01",
        "origin": "amt",
    }


def _prefix(of: str, length: int) -> dict[str, Any]:
    return {"set": of, "by": "prefix", "length": length}


def _whole() -> dict[str, Any]:
    return {"set": "city", "by": "location"}


def _measures() -> list[dict[str, Any]]:
    found = [
        {"key": key, "name": _both(name), "unit": _both("Personen"), "kind": "count"}
        for key, name in {
            "people": "Einwohner",
            "young": "Jung",
            "middle": "Mittel",
            OLD: OLD_NAME,
            "seeking": "Suchende",
            VISITS: "Besuche",
            "all": "Alle",
        }.items()
    ]
    found[-1]["parts"] = ["young", "middle", OLD]
    return found


def _policies() -> list[dict[str, Any]]:
    return [
        {
            "key": "social",
            "rule": "threshold",
            "minimum_count": THRESHOLD,
            "reason": _both("Mindestfallzahl 5"),
        },
        {"key": "rounded", "rule": "rounding", "base": BASE, "reason": _both("Auf 5 gerundet")},
        {"key": "register", "rule": "no_personal_data", "reason": _both("Einwohnerzahl")},
    ]


def _indicators(*, with_sum: bool) -> list[dict[str, Any]]:
    share_of = {"denominator": ["people"]}
    found = [
        _indicator("people", "register", {"count": ["people"]}),
        _indicator("help_all", "social", {"count": ["all"]}),
        _indicator("help_young", "social", {"count": ["young"]}),
        _indicator("help_middle", "social", {"count": ["middle"]}),
        _indicator("share_young", "social", {"ratio": {"numerator": ["young"]} | share_of}),
        _indicator("share_seeking", "social", {"ratio": {"numerator": ["seeking"]} | share_of}),
    ]
    found.append(_indicator(VISITS, "rounded", {"count": [VISITS]}))
    if with_sum:
        found.append(_indicator("help_sum", "social", {"count": ["young", "middle"]}))
    return found


def _indicator(key: str, policy: str, formula: dict[str, Any]) -> dict[str, Any]:
    is_share = "ratio" in formula
    return {
        "key": key,
        "name": _both(key.replace("_", " ")),
        "description": _both(f"Beschreibung {key}"),
        "topic": "soziales",
        "unit": _both("%" if is_share else "Personen"),
        "kind": "share" if is_share else "count",
        "formula": formula,
        "decimals": 1 if is_share else 0,
        "source": "amt",
        "policy": policy,
        "aggregation": "ratio" if is_share else "sum",
        "headline": True,
    }


def _delivery() -> dict[str, Any]:
    columns = {key: key for key in ("people", "young", "middle", "seeking", "all", VISITS)} | {
        OLD: "old"
    }
    return {
        "key": "register",
        "source": "amt",
        "file": f"{MARKS[0]}.csv",
        "level": "block",
        "format": {"kind": "csv"},
        "area": {"key": {"column": "nr"}},
        "period": "{day}",
        "values": {"columns": columns},
    }

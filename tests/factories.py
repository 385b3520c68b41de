"""Kleinstadt: a small made-up city whose figures know every kind of gap, for all tests to use.

Six Stadtteile until 2019; since 2020 Weißensee is two, so seven. Two Bezirke. Squares of about
a kilometre, laid out in two rows from the south-west:

    04 Höfe     05 Südvorstadt  06 Weißensee (since 2020: 07 west, 08 east)
    01 Altstadt 02 Brühl        03 Grünau
"""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry

from accounts.models import Region
from releases.classification import classify
from releases.models import Audience, CurrentPack, Pack, Release
from releases.pack_format import Pack as Content
from releases.pack_format import Section, Series, Whole, encode
from spatial_units.models import Area, BoundarySet, Shapes, SpatialLevel
from spatial_units.shapes import make_shapes

WEST, SOUTH = 12.0, 51.0
WIDTH, HEIGHT = 0.014, 0.009
SQUARE_METRES = 980_000.0

# code → name, column, row, width in columns
OLD_AREAS = {
    "01": ("Altstadt", 0.0, 0, 1.0),
    "02": ("Brühl", 1.0, 0, 1.0),
    "03": ("Grünau", 2.0, 0, 1.0),
    "04": ("Höfe", 0.0, 1, 1.0),
    "05": ("Südvorstadt", 1.0, 1, 1.0),
    "06": ("Weißensee", 2.0, 1, 1.0),
}
NEW_AREAS = {code: area for code, area in OLD_AREAS.items() if code != "06"} | {
    "07": ("Weißensee-West", 2.0, 1, 0.5),
    "08": ("Weißensee-Ost", 2.5, 1, 0.5),
}
DISTRICTS = {"1": ("Mitte", 0.0, 0, 3.0), "2": ("Nord", 0.0, 1, 3.0)}
CITY = {"0": ("Kleinstadt", 0.0, 0, 3.0)}
SAME_AS_BEFORE = [0, 1, 2, 3, 4, None, None]

PERIODS = [
    {"key": f"{year}-12-31", "kind": "day", "start": f"{year}-12-31", "end": f"{year}-12-31"}
    for year in (2018, 2019, 2020, 2021)
]
S, M, N, X = "Q", "O", "L", "M"  # suppressed, missing, not evaluated, not applicable

# printed tenths of per cent; a letter is the status of a gap, 0 a true zero
SHARES_OLD: list[list[int | str]] = [
    [52, 120, 0, 250, S, M],
    [48, 130, 0, 262, S, 81],
]
SHARES_NEW: list[list[int | str]] = [
    [45, 128, 0, 270, S, 75, N],
    [50, 141, 12, 281, S, M, N],
]
COUNTS_OLD: list[list[int | str]] = [
    [1200, 3400, 900, 12345, 560, 2100],
    [1210, 3300, 950, 12400, 570, 2150],
]
COUNTS_NEW: list[list[int | str]] = [
    [1215, 3290, 970, 12500, 580, 1100, 1060],
    [1220, 3300, 990, 12600, S, 1120, 1075],
]


@dataclass
class City:
    """What was made: rows of the database, and packs by (indicator, level)."""

    region: Region
    levels: dict[str, SpatialLevel] = field(default_factory=dict)
    sets: dict[str, BoundarySet] = field(default_factory=dict)
    shapes: dict[str, Shapes] = field(default_factory=dict)
    release: Release | None = None
    packs: dict[tuple[str, str], Pack] = field(default_factory=dict)

    def remove(self) -> None:
        """Take everything away again, the other way round."""
        for model in (CurrentPack, Pack, Release, Shapes, Area, BoundarySet, SpatialLevel):
            model.objects.filter(region=self.region).delete()
        self.region.delete()


def make_city(key: str = "kleinstadt", *, with_packs: bool = True, is_public: bool = True) -> City:
    """Write the city into the default database."""
    city = City(_region(key, is_public))
    names = [("stadtteil", "Stadtteil", "Stadtteile"), ("bezirk", "Bezirk", "Bezirke")]
    for position, (level, name, plural) in enumerate([*names, ("stadt", "Stadt", "Städte")]):
        city.levels[level] = _level(city.region, level, name, plural, position)
    _boundary_set(city, "stadtteile_2015", "stadtteil", ("2015-01-01", "2020-01-01"), OLD_AREAS)
    _boundary_set(city, "stadtteile_2020", "stadtteil", ("2020-01-01", None), NEW_AREAS)
    _boundary_set(city, "bezirke", "bezirk", ("2015-01-01", None), DISTRICTS)
    _boundary_set(city, "stadt", "stadt", ("2015-01-01", None), CITY, rows=2)
    if with_packs:
        city.release = Release.objects.create(
            region=city.region, audience=Audience.PUBLIC, reason="made up"
        )
        for position, content in enumerate(contents(city)):
            publish(city, content, position)
    return city


def publish(city: City, content: Content, position: int = 0) -> Pack:
    """Store a pack and make it the current one of its indicator and level."""
    body = encode(content)
    indicator = content.card["key"]
    pack = Pack.objects.create(
        region=city.region,
        release=city.release,
        audience=content.audience,
        indicator_key=indicator,
        level_key=content.level,
        hash=hashlib.sha256(body).hexdigest()[:32],
        body=body,
        card=content.card,
    )
    CurrentPack.objects.update_or_create(
        region=city.region,
        audience=content.audience,
        indicator_key=indicator,
        level_key=content.level,
        defaults={"position": position, "pack": pack},
    )
    city.packs[indicator, content.level] = pack
    return pack


def contents(city: City) -> list[Content]:
    """The packs of the city: a share, a count and a class of an index; Bezirke have the share."""
    share = card("exi_u15", "SGB-II-Quote unter 15", "Quota under 15", kind="share", unit="%")
    people = card("dem_pop", "Einwohner", "Inhabitants", kind="count", unit="", decimals=0)
    people["topic"] = {"key": "dem", "name": {"de": "Bevölkerung", "en": "Population"}}
    status = card("idx_status", "Status-Index", "Status index", kind="class", unit="", decimals=0)
    status["classes"] = [
        {"value": 1, "name": {"de": "hoch", "en": "high"}, "color": "#2166ac"},
        {"value": 2, "name": {"de": "mittel", "en": "medium"}, "color": None},
        {"value": 3, "name": {"de": "niedrig", "en": "low"}, "color": None},
    ]
    classes: list[list[int | str]] = [[1, 2, 3, 2, N, 1, 1], [1, 2, 3, 3, N, 1, 2]]
    city_shares: list[list[int | str]] = [[118], [121], [119], [125]]
    city_counts: list[list[int | str]] = [[20505], [20580], [20715], [20900]]
    district_shares: list[list[int | str]] = [[60, 180], [62, 190], [59, 185], [66, 199]]
    return [
        _content(city, share, "stadtteil", [SHARES_OLD, SHARES_NEW], city_shares),
        _content(city, share, "bezirk", [district_shares], city_shares),
        _content(city, people, "stadtteil", [COUNTS_OLD, COUNTS_NEW], city_counts),
        _content(city, status, "stadtteil", [classes], [], periods=PERIODS[2:]),
    ]


def card(key: str, de: str, en: str, *, kind: str, unit: str, decimals: int = 1) -> dict[str, Any]:
    """A catalogue entry as releases.freezing.card_of writes it."""
    return {
        "key": key,
        "name": {"de": de, "en": en},
        "description": {"de": f"Was {de} aussagt.", "en": f"What {en} says."},
        "interpretation": {"de": "Hohe Werte zeigen Bedarf.", "en": "High values show need."},
        "topic": {"key": "exi", "name": {"de": "Existenzsicherung", "en": "Subsistence"}},
        "unit": {"de": unit, "en": unit},
        "kind": kind,
        "decimals": decimals,
        "polarity": 1 if kind == "share" else 0,
        "source": {
            "publisher": "Statistikstelle Kleinstadt",
            "title": {"de": "Ausgedachte Statistik", "en": "Made-up statistics"},
            "licence": "dl-de/by-2-0",
            "licence_url": "https://www.govdata.de/dl-de/by-2-0",
            "attribution": "© Kleinstadt & Söhne <2021>",
            "url": "https://example.org/statistik",
            "update_interval": "yearly",
        },
        "metadata_url": "https://example.org/metadaten",
        "policy": {"rule": "threshold", "reason": {"de": "Fälle unter 3.", "en": "Below 3."}},
        "classification": {
            "method": "quantile",
            "k": 3,
            "palette": "blue",
            "reference": None,
            "breaks": {},
        },
        "classes": [],
        "headline": key == "exi_u15",
        "tags": ["SGB II", "Kinder"] if key == "exi_u15" else [],
        "formula": {},
        "target": None,
    }


def series(rows: Sequence[Sequence[int | str]]) -> Series:
    """Rows of printed numbers, with letters for gaps, in the form of packs."""
    return Series(
        values=[[None if isinstance(cell, str) else cell for cell in row] for row in rows],
        status={
            (period, area): cell
            for period, row in enumerate(rows)
            for area, cell in enumerate(row)
            if isinstance(cell, str) and cell != M
        },
    )


def _content(
    city: City,
    entry: dict[str, Any],
    level: str,
    rows: list[list[list[int | str]]],
    whole: list[list[int | str]],
    periods: list[dict[str, str]] = PERIODS,
) -> Content:
    sets = [one for one in city.sets.values() if one.level.key == level][-len(rows) :]
    sections, first = [], 0
    for place, (boundary_set, part) in enumerate(zip(sets, rows, strict=True)):
        sections.append(_section(city, boundary_set, part, first, sets[:place]))
        first += len(part)
    values = [cell for part in rows for row in part for cell in row if not isinstance(cell, str)]
    found = classify(
        np.array(values) / 10 ** entry["decimals"], "quantile", 3, decimals=entry["decimals"]
    )
    return Content(
        region=city.region.key,
        level=level,
        audience=Audience.PUBLIC.value,
        card=entry,
        periods=periods,
        sections=sections,
        wholes=[Whole("stadt", ["0"], ["Kleinstadt"], series(whole))] if whole else [],
        classification={
            "method": found.method,
            "asked": found.asked,
            "breaks": list(found.breaks),
            "lowest": found.lowest,
            "highest": found.highest,
            "counts": list(found.counts),
            "goodness": found.goodness,
            "notes": [],
        },
    )


def _section(
    city: City,
    boundary_set: BoundarySet,
    rows: list[list[int | str]],
    first: int,
    before: list[Any],
) -> Section:
    valid = boundary_set.valid_during
    areas = sorted(Area.objects.filter(boundary_set=boundary_set).values_list("code", flat=True))
    return Section(
        boundary_set=boundary_set.key,
        name={"de": boundary_set.name_de, "en": boundary_set.name_en},
        valid=(str(valid.lower), str(valid.upper) if valid.upper else None),
        shapes=city.shapes[boundary_set.key].hash,
        areas=areas,
        periods=list(range(first, first + len(rows))),
        series=series(rows),
        deliveries=["made up"] * len(rows),
        before_set=before[-1].key if before else None,
        before=list(SAME_AS_BEFORE) if before else [],
    )


def _region(key: str, is_public: bool) -> Region:
    return Region.objects.create(
        key=key,
        name_de="Kleinstadt",
        name_en="Smallville",
        kind_de="Stadt",
        kind_en="City",
        srid=25833,
        west=WEST,
        south=SOUTH,
        east=WEST + 3 * WIDTH,
        north=SOUTH + 2 * HEIGHT,
        default_level="stadtteil",
        default_indicator="exi_u15",
        texts={"notice": {"de": "Ausgedachte Stadt", "en": "Made-up city"}},
        is_public=is_public,
    )


def _level(region: Region, key: str, name: str, plural: str, position: int) -> SpatialLevel:
    return SpatialLevel.objects.create(
        region=region,
        key=key,
        name_de=name,
        name_en=name,
        plural_de=plural,
        plural_en=plural,
        position=position,
    )


def _boundary_set(
    city: City,
    key: str,
    level: str,
    valid: tuple[str, str | None],
    areas: dict[str, tuple[str, float, int, float]],
    rows: int = 1,
) -> None:
    start, end = (datetime.date.fromisoformat(day) if day else None for day in valid)
    boundary_set = BoundarySet.objects.create(
        region=city.region,
        level=city.levels[level],
        key=key,
        name_de=f"Grenzen {key}",
        name_en=f"Boundaries {key}",
        valid_during=(start, end),
        attribution="made up",
        licence="CC0",
        source_hash=key,
    )
    codes = sorted(areas)
    squares = np.array([_square(*areas[code][1:], rows) for code in codes])
    sizes = [SQUARE_METRES * areas[code][3] for code in codes]
    Area.objects.bulk_create(
        Area(
            region=city.region,
            boundary_set=boundary_set,
            code=code,
            name=areas[code][0],
            geometry=GEOSGeometry(shapely.MultiPolygon([square]).wkt, srid=4326),
            square_metres=size,
        )
        for code, square, size in zip(codes, squares, sizes, strict=True)
    )
    made = make_shapes(squares, codes, [areas[code][0] for code in codes], sizes)
    city.sets[key] = BoundarySet.objects.select_related("level").get(pk=boundary_set.pk)
    city.shapes[key] = Shapes.objects.create(
        region=city.region,
        boundary_set=boundary_set,
        hash=f"{made.hash[:16]}-{city.region.key}"[:32],
        topojson=made.topojson,
        svg=made.svg,
    )


def _square(column: float, row: int, width: float, rows: int) -> shapely.Polygon:
    west, south = WEST + column * WIDTH, SOUTH + row * HEIGHT
    return shapely.box(west, south, west + width * WIDTH, south + rows * HEIGHT)

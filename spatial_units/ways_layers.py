"""The whole way of a file of places or lines: look, read, store, draw.

The caller holds a transaction and takes it back where this was only a check.
"""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
from django.db import connection
from django.db.models import Max

from accounts.models import Region
from spatial_units.actions_boundaries import free_key
from spatial_units.actions_geodata import Outcome
from spatial_units.desk_words import for_the_desk
from spatial_units.importing.column_guess import guess_name
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.first_look import FirstLook, look_limited
from spatial_units.importing.geodata_settings import LayerSettings
from spatial_units.importing.layer_layout import SYMBOLS, LayerKind, LayerSource
from spatial_units.importing.layers import LayerFeatures, read_layer_limited
from spatial_units.importing.problems import has_errors
from spatial_units.layers import DeclaredLayer, Drawn, store_layer
from spatial_units.models import GeodataUpload, MapLayer, Origin
from spatial_units.previewing import OUTLINE, WIDTH, drawn, frame_around

Tell = Callable[[int, str], None]
KINDS: dict[str, LayerKind] = {
    "Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line",
}  # fmt: skip
ROWS_SHOWN = 20
# As on the map (atlas.symbols); the last one is for those without a category, number -1.
COLORS = ("#0b4f8a", "#c4440a", "#007a5e", "#8f2d84", "#7a5200", "#1b1b1b", "#0b4f8a")


def go(upload: GeodataUpload, path: Path, tell: Tell) -> Outcome:
    """From the file to a stored layer, as far as it goes without an error."""
    said = LayerSettings.model_validate(upload.settings)
    looked = look_limited(path, said.layer, said.encoding, upload.file_name)
    findings = Findings("")
    settings = _with_columns(said, looked, findings)
    outcome = Outcome(
        settings, [*for_the_desk(looked.problems, said), *findings.problems()], looked.plain()
    )
    if has_errors(outcome.problems) or settings.kind is None:
        return outcome
    tell(30, "Die Orte werden gelesen.")
    read = read_layer_limited(_source(path, settings), path.parent, _kept(settings))
    outcome.problems += for_the_desk(read.problems, settings)
    outcome.look["epsg"] = read.crs
    if read.crs is not None and not has_errors(outcome.problems):
        tell(60, "Die Orte werden auf die Gebiete verteilt.")
        _store(upload, outcome, settings, read)
    return outcome


def _with_columns(said: LayerSettings, looked: FirstLook, findings: Findings) -> LayerSettings:
    """What was said, with the kind of shapes and the column of names where plain to see."""
    if not looked.columns and not looked.kinds:
        return said
    found: dict[str, Any] = {"kind": _kind(looked, findings)}
    if said.name_column not in looked.columns:
        guess = guess_name(looked.columns, "", set())
        found["name_column"] = guess.column
        if not guess.is_sure:
            findings.error("which_name_column")
    if said.category_column in looked.columns:
        count = len(_values(looked.columns[said.category_column]))
        if count > len(SYMBOLS):
            findings.error(
                "too_many_categories", name=said.category_column, count=count, most=len(SYMBOLS)
            )
    return said.model_copy(update=found)


def _kind(looked: FirstLook, findings: Findings) -> LayerKind | None:
    kinds = {KINDS[kind] for kind in looked.kinds if kind in KINDS}
    if len(kinds) != 1:
        findings.error("which_shapes", kinds=some(list(looked.kinds)) or "–")
        return None
    return kinds.pop()


def _values(cells: list[str]) -> list[str]:
    """The different values of a column, the most frequent first."""
    counted = Counter(cell.strip() for cell in cells)
    return sorted(counted, key=lambda value: (-counted[value], value))


def _source(path: Path, settings: LayerSettings) -> LayerSource:
    assert settings.kind is not None
    return LayerSource(
        kind=settings.kind,
        file=path.name,
        layer=settings.layer or None,
        encoding=settings.encoding or None,
        crs=settings.crs,
        name_column=settings.name_column,
    )


def _kept(settings: LayerSettings) -> list[str]:
    category = [settings.category_column] if settings.category_column else []
    return list(dict.fromkeys([*category, *settings.columns]))


def _store(
    upload: GeodataUpload, outcome: Outcome, settings: LayerSettings, read: LayerFeatures
) -> None:
    assert read.crs is not None
    region = upload.region
    column = settings.category_column
    values = _values([one.attributes[column] for one in read.features]) if column else []
    place = {value: number for number, value in enumerate(values)}
    features = [
        Drawn(
            one,
            place[one.attributes[column]] if column else -1,
            [one.attributes[name] for name in settings.columns],
        )
        for one in read.features
    ]
    declared = _declared(region, settings, values, upload.content_hash)
    problems = for_the_desk(store_layer(region, declared, features, read.crs, ""), settings)
    outcome.problems += problems
    if has_errors(problems):
        return
    stored = MapLayer.objects.filter(region=region, key=declared.key)
    stored.update(origin=Origin.DESK)
    outcome.made = declared.key
    outcome.preview = _preview(stored.get()) | {
        "present": settings.replaces, "name": settings.name,
        "columns": [settings.name_column, *([column] if column else []), *settings.columns],
    }  # fmt: skip


def _declared(
    region: Region, settings: LayerSettings, values: list[str], digest: str
) -> DeclaredLayer:
    assert settings.kind is not None
    layers = MapLayer.objects.filter(region=region)
    replaced = layers.filter(key=settings.replaces, origin=Origin.DESK).first()
    last = layers.aggregate(last=Max("position"))["last"]
    return DeclaredLayer(
        key=replaced.key if replaced else free_key(layers, settings.name),
        position=replaced.position if replaced else (0 if last is None else last + 1),
        name_de=settings.name,
        name_en=settings.name_en or settings.name,
        kind=settings.kind,
        categories=[
            {
                "column": settings.category_column,
                "value": value,
                "name": {"de": value or "–", "en": value or "–"},
                "symbol": symbol,
            }
            for value, symbol in zip(values, SYMBOLS, strict=False)
        ],
        columns=[{"column": name, "name": {"de": name, "en": name}} for name in settings.columns],
        attribution=settings.attribution,
        licence=settings.licence,
        as_of=settings.as_of,
        is_public=settings.is_public,
        least_zoom=0,
        source_hash=digest,
    )


def _preview(layer: MapLayer) -> dict[str, Any]:
    """The picture of a layer, and its first rows as a table."""
    features = json.loads(brotli.decompress(bytes(layer.body)))["features"]
    rows = [
        [one["properties"]["name"], *_category(layer, one), *one["properties"]["texts"]]
        for one in features[:ROWS_SHOWN]
    ]
    return {"count": layer.count, "kind": layer.kind, "first_rows": rows, "key": layer.key,
            "map": _map(layer, features)}  # fmt: skip


def _category(layer: MapLayer, feature: dict[str, Any]) -> list[str]:
    number = int(feature["properties"]["category"])
    return [str(layer.categories[number]["value"])] if number >= 0 else []


def _map(layer: MapLayer, features: list[dict[str, Any]]) -> dict[str, Any]:
    region = layer.region
    with connection.cursor() as cursor:
        frame = frame_around(cursor, OUTLINE, [region.srid, region.id], region)
        outline = drawn(
            cursor, frame, f"SELECT ST_Union(shape) FROM ({OUTLINE}) o", [region.srid, region.id]
        )
        point = frame.picture("flat", simple=False)
        cursor.execute(
            f"""
            SELECT (one ->> 'category')::int, ST_X({point}), -ST_Y({point}), ''
              FROM jsonb_array_elements(%s) AS one,
                   LATERAL ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(one -> 'shape'), 4326), %s)
                           AS flat
             WHERE ST_GeometryType(flat) = 'ST_Point'
             UNION ALL
            SELECT (one ->> 'category')::int, 0, 0, ST_AsSVG({frame.picture("flat")}, 0, 1)
              FROM jsonb_array_elements(%s) AS one,
                   LATERAL ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(one -> 'shape'), 4326), %s)
                           AS flat
             WHERE ST_GeometryType(flat) <> 'ST_Point'
            """,
            [_shapes(features), region.srid, _shapes(features), region.srid],
        )
        shapes = [
            {"color": COLORS[category], "left": f"{x:.1f}", "top": f"{y:.1f}", "path": path}
            for category, x, y, path in cursor.fetchall()
        ]
    return {"width": WIDTH, "height": frame.height, "outline": outline, "shapes": shapes,
            "kinds": _kinds(layer, features)}  # fmt: skip


def _kinds(layer: MapLayer, features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counted = Counter(one["properties"]["category"] for one in features)
    return [
        {"name": kind["name"]["de"], "color": COLORS[number], "count": counted[number]}
        for number, kind in enumerate(layer.categories)
    ]


def _shapes(features: list[dict[str, Any]]) -> str:
    return json.dumps(
        [{"category": one["properties"]["category"], "shape": one["geometry"]} for one in features]
    )

"""A clerk's file of places or lines: looked at, drawn, stored, replaced, removed."""

import json
from typing import Any

import brotli
import pytest

from accounts.models import AuditEntry, User
from spatial_units.layers import remove_layer, retire_layers
from spatial_units.models import GeodataUpload, MapLayer
from tests.factories import HEIGHT, SOUTH, WEST, WIDTH, City
from tests.integration.boundaries.making import (
    brought_layer,
    codes_of,
    committed,
    geojson,
    present,
)

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def at(column: float, row: float) -> list[float]:
    return [WEST + column * WIDTH, SOUTH + row * HEIGHT]


def places(*rows: tuple[str, str, float, float]) -> bytes:
    """(name, who runs it, column, row) as a GeoJSON file of points."""
    features = [
        {"type": "Feature", "properties": {"Name": name, "Traeger": runs, "Nr": str(number)},
         "geometry": {"type": "Point", "coordinates": at(column, row)}}
        for number, (name, runs, column, row) in enumerate(rows)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


KITAS = places(("Sonne", "Stadt", 0.5, 0.5), ("Mond", "Verein", 1.5, 1.5), ("Au", "Stadt", 2.2, 1))


def features(upload: GeodataUpload) -> list[dict[str, Any]]:
    body = MapLayer.objects.get(key=upload.made).body
    found: list[dict[str, Any]] = json.loads(brotli.decompress(bytes(body)))["features"]
    return found


def test_places_lie_in_their_areas_and_are_internal(city: City, clerk: User) -> None:
    checked = brought_layer(city, clerk, KITAS, category_column="Traeger", columns=("Nr",))
    assert not MapLayer.objects.exists()
    assert checked.preview["first_rows"][1] == ["Mond", "Verein", "1"]
    upload = committed(checked, clerk)
    layer = MapLayer.objects.get(key=upload.made)
    assert (layer.kind, layer.count, layer.is_public, layer.origin) == ("point", 3, False, "desk")
    assert [kind["value"] for kind in layer.categories] == ["Stadt", "Verein"]
    first = features(upload)[0]["properties"]
    assert (first["category"], first["texts"]) == (0, ["0"])
    assert first["areas"]["stadtteile_2020"] == ["01"]
    assert AuditEntry.objects.get(action="layer-committed").detail["count"] == 3


def test_lines_are_found_to_be_lines(city: City, clerk: User) -> None:
    line = {"type": "LineString", "coordinates": [at(0.2, 0.5), at(2.8, 0.5)]}
    upload = committed(brought_layer(city, clerk, geojson([("1", "Linie", line)])), clerk)
    assert MapLayer.objects.get(key=upload.made).kind == "line"
    assert features(upload)[0]["properties"]["areas"]["stadtteile_2020"] == ["01", "02", "03"]


def test_areas_are_no_layer(city: City, clerk: User) -> None:
    assert codes_of(brought_layer(city, clerk, geojson(present()))) == ["which_shapes"]


def test_a_layer_is_replaced_under_its_key(city: City, clerk: User) -> None:
    key = committed(brought_layer(city, clerk, KITAS), clerk).made
    later = brought_layer(city, clerk, places(("Neu", "Stadt", 1, 1)), replaces=key)
    assert committed(later, clerk).made == key
    assert list(MapLayer.objects.values_list("key", "count")) == [(key, 1)]


def test_too_many_kinds_are_told(city: City, clerk: User) -> None:
    many = places(*((f"Kita {number}", f"T{number}", 1.0, 1.0) for number in range(7)))
    found = brought_layer(city, clerk, many, category_column="Traeger")
    assert codes_of(found) == ["too_many_categories"]


def test_places_far_away_are_refused(city: City, clerk: User) -> None:
    upload = brought_layer(city, clerk, places(("Fern", "Stadt", 90, 0)))
    assert codes_of(upload) == ["layer_outside_region"]
    assert not MapLayer.objects.exists()


def test_the_region_file_leaves_it_and_a_clerk_removes_it(city: City, clerk: User) -> None:
    key = committed(brought_layer(city, clerk, KITAS), clerk).made
    retire_layers(city.region, [])
    remove_layer(MapLayer.objects.get(key=key), clerk)
    assert not MapLayer.objects.exists()
    assert AuditEntry.objects.filter(action="layer-removed", user=clerk).count() == 1

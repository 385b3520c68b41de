"""Files of boundaries, places and lines as an office makes them, and their way in."""

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from spatial_units import actions_geodata as actions
from spatial_units import tasks
from spatial_units.importing.geodata_settings import BoundarySettings, LayerSettings
from spatial_units.models import GeodataUpload
from tests.factories import HEIGHT, NEW_AREAS, SOUTH, WEST, WIDTH, City

Shape = dict[str, Any]


def square(column: float, row: float, width: float = 1.0, height: float = 1.0) -> Shape:
    """A rectangle of Kleinstadt's grid in degrees."""
    box = shapely.box(
        WEST + column * WIDTH,
        SOUTH + row * HEIGHT,
        WEST + (column + width) * WIDTH,
        SOUTH + (row + height) * HEIGHT,
    )
    shape: Shape = json.loads(shapely.to_geojson(box))
    return shape


def present() -> list[tuple[str, str, Shape]]:
    """(code, name, shape) of the Stadtteile since 2020, as a file would hold them."""
    return [
        (code, name, square(column, row, width))
        for code, (name, column, row, width) in NEW_AREAS.items()
    ]


def geojson(areas: list[tuple[str, str, Shape]], **more: Any) -> bytes:
    features = [
        {"type": "Feature", "properties": {"schluessel": code, "name": name}, "geometry": shape}
        for code, name, shape in areas
    ]
    return json.dumps({"type": "FeatureCollection", "features": features} | more).encode()


def written(areas: list[tuple[str, str, Shape]], driver: str, ending: str) -> bytes:
    """The same areas in another format; a shapefile comes as ZIP."""
    import pyogrio.raw

    shapes = np.array(
        [shapely.to_wkb(shapely.from_geojson(json.dumps(shape))) for _, _, shape in areas],
        dtype=object,
    )
    columns = [np.array(cells, dtype=object) for cells in zip(*(a[:2] for a in areas), strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"gebiete.{ending}"
        pyogrio.raw.write(
            path, shapes, columns, ["schluessel", "name"], geometry_type="Polygon",
            crs="EPSG:4326", driver=driver,
        )  # fmt: skip
        return packed(Path(folder)) if ending == "shp" else path.read_bytes()


def packed(folder: Path, leave_out: str = "") -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for part in sorted(folder.iterdir()):
            if part.suffix != leave_out:
                archive.write(part, part.name)
    return sink.getvalue()


def brought(
    city: City, by: User, content: bytes, name: str = "gebiete.geojson", **said: Any
) -> GeodataUpload:
    """Receive a file of boundaries and let it be checked, as the worker would."""
    settings = BoundarySettings.model_validate(
        {"level": "stadtteil", "name": "Stadtteile 2025", "valid_from": "2025-01-01"} | said
    )
    return _checked(city, "boundaries", content, name, settings, by)


def brought_layer(
    city: City, by: User, content: bytes, name: str = "orte.geojson", **said: Any
) -> GeodataUpload:
    settings = LayerSettings.model_validate({"name": "Kitas", "as_of": "2025-01-01"} | said)
    return _checked(city, "layer", content, name, settings, by)


def _checked(
    city: City, kind: str, content: bytes, name: str, settings: Any, by: User
) -> GeodataUpload:
    file = SimpleUploadedFile(name, content)
    upload, job = actions.receive(city.region, kind, file, settings, by)
    tasks.check_geodata(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause
    upload.refresh_from_db()
    return upload


def committed(upload: GeodataUpload, by: User) -> GeodataUpload:
    assert upload.state == "checked", upload.findings
    job = actions.ask_to_commit(upload, by)
    tasks.commit_geodata(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause
    upload.refresh_from_db()
    assert upload.state == "committed"
    return upload


def codes_of(upload: GeodataUpload, severity: str = "error") -> list[str]:
    return [part["code"] for part in upload.findings if part["severity"] == severity]

"""Read one layer of polygons with GDAL, of which only five formats are left switched on.

Import this in a limited child process only: it changes GDAL for the whole process.
"""

import codecs
import ctypes
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spatial_units.importing.findings import Findings, some
from spatial_units.importing.tabular import cell_text

ALLOWED_DRIVERS = frozenset({"GeoJSON", "ESRI Shapefile", "GPKG", "LIBKML", "KML", "GML"})
_SETTINGS = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",  # nobody listens there
    "GDAL_DRIVER_PATH": "disable",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "OGR_ENABLE_PARTIAL_REPROJECTION": "NO",
}


@dataclass(frozen=True)
class Layer:
    """`shapes` holds shapely geometries or None; `crs` is "EPSG:n", WKT, or empty."""

    shapes: NDArray[np.object_]
    columns: dict[str, list[str]]
    crs: str


def read_layer(
    path: Path, layer: str | None, encoding: str | None, findings: Findings
) -> Layer | None:
    """All features of one layer; None where it cannot be read, and findings say why."""
    pyogrio, shapely = _libraries()
    try:
        chosen = _layer_name(pyogrio.list_layers(path), layer, findings)
        if chosen is None:
            return None
        # GDAL knows ISO8859-1, but not Python's other name for it, latin-1
        known_to_gdal = codecs.lookup(encoding).name.upper() if encoding else None
        meta, _, wkb, fields = pyogrio.raw.read(
            path, layer=chosen, encoding=known_to_gdal, read_geometry=True, datetime_as_string=True
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as reason:
        findings.error("geodata_damaged", reason=str(reason)[:160].replace(str(path), ""))
        return None
    except (UnicodeDecodeError, LookupError):
        findings.error("encoding_wrong_in_file", declared=encoding or "UTF-8")
        return None
    if wkb is None or len(wkb) == 0:
        findings.error("no_features")
        return None
    columns = {
        str(name): [_attribute(value) for value in values.tolist()]
        for name, values in zip(meta["fields"], fields, strict=True)
    }
    shapes = shapely.from_wkb(wkb, on_invalid="fix")
    return Layer(shapes, columns, str(meta["crs"] or ""))


def _layer_name(layers: Any, layer: str | None, findings: Findings) -> str | None:
    names = [str(row[0]) for row in layers]
    if layer is not None and layer not in names:
        findings.error("layer_not_found", layer=layer, layers=some(names))
        return None
    if layer is None and len(names) != 1:
        findings.error(
            "layer_not_chosen", count=len(names), layers=some(names), names="\n".join(names)
        )
        return None
    return layer or names[0]


def _attribute(value: Any) -> str:
    if isinstance(value, list | np.ndarray):
        return ", ".join(map(str, value))
    return "" if value is None or value != value else cell_text(value)


def _libraries() -> tuple[Any, Any]:
    """pyogrio and shapely, with all other drivers of GDAL gone."""
    if "pyogrio" not in sys.modules:
        _switch_off_drivers()
        for heavy in ("geopandas", "pandas", "pyarrow"):
            # pyogrio would load them only to see whether they are there
            sys.modules.setdefault(heavy, None)  # type: ignore[arg-type]
    import pyogrio
    import pyogrio.raw
    import shapely

    left = set(pyogrio.list_drivers())
    if not left <= ALLOWED_DRIVERS:
        raise RuntimeError(f"GDAL drivers left on: {sorted(left - ALLOWED_DRIVERS)}")
    return pyogrio, shapely


def _switch_off_drivers() -> None:
    """Have GDAL skip every driver but ours, by name, before pyogrio starts it.

    The names come from the library itself: a later GDAL with new drivers stays shut.
    """
    specification = importlib.util.find_spec("pyogrio")
    assert specification is not None
    assert specification.origin is not None
    package = Path(specification.origin).parent
    os.environ.update(_SETTINGS)
    os.environ["GDAL_DATA"] = str(package / "gdal_data")
    gdal = ctypes.CDLL(str(next((package.parent / "pyogrio.libs").glob("libgdal*"))))
    gdal.GDALGetDriver.restype = ctypes.c_void_p
    gdal.GDALGetDriverShortName.restype = ctypes.c_char_p
    gdal.GDALGetDriverShortName.argtypes = [ctypes.c_void_p]
    gdal.GDALAllRegister()
    names = [
        gdal.GDALGetDriverShortName(gdal.GDALGetDriver(number)).decode()
        for number in range(gdal.GDALGetDriverCount())
    ]
    skipped = ",".join(name for name in names if name not in ALLOWED_DRIVERS)
    gdal.CPLSetConfigOption(b"GDAL_SKIP", skipped.encode())
    gdal.GDALAllRegister()

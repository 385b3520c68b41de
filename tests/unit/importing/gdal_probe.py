"""Run in the limited child by a test: what can GDAL do there?"""

from typing import Any

from spatial_units.importing.gdal_reader import _libraries


def look(path: str) -> dict[str, Any]:
    pyogrio, _ = _libraries()
    try:
        features: int | str = len(pyogrio.raw.read(path)[2])
    except pyogrio.errors.DataSourceError as reason:
        features = type(reason).__name__
    return {"drivers": sorted(pyogrio.list_drivers()), "features": features}

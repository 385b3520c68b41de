"""Which coordinate system a file is in, and whether its coordinates can be.

Nothing is transformed here but a single point that only serves to find or show a polygon;
areas are transformed by PostGIS.
"""

import re
from typing import Any, Protocol

from spatial_units.importing.findings import Findings

Box = tuple[float, float, float, float]

_EPSG = re.compile(r"EPSG:([0-9]{4,6})")
_FALSE_EASTING = re.compile(r'"false[ _]easting",\s*([0-9.]+)', re.IGNORECASE)
_NAME = re.compile(r'^[A-Z_]+\["([^"]*)"')

# Where the people of Germany and its neighbours live: (west, south, east, north).
_DEGREES = (4.0, 45.0, 18.0, 56.0)
_FLAT = {4979: 4326, 4937: 4258}  # with heights, which are dropped
_GEOGRAPHIC = {4326, 4258, 4314, 4979, 4937, 4267, 4269}


class DeclaresCrs(Protocol):
    @property
    def crs(self) -> int | None: ...


def declared_or_found(source: DeclaresCrs, found: str, findings: Findings) -> int | None:
    """The EPSG code as declared, else as the file says; None (an error) where neither does."""
    epsg = _identify(found)
    if source.crs is not None and not exists(source.crs):
        findings.error("crs_no_such", crs=str(source.crs))
        return None
    if source.crs is not None:
        if found and epsg != source.crs and not _equal_degrees(epsg, source.crs):
            findings.note("crs_overridden", declared=str(source.crs), found=describe(found))
        return source.crs
    if epsg is not None:
        return epsg
    if found:
        findings.error("crs_unknown", found=describe(found))
    else:
        findings.error("crs_not_given")
    return None


def describe(found: str) -> str:
    """The name of a coordinate system for people, with the false easting where there is one."""
    name = _NAME.match(found)
    text = name[1] if name else found[:60]
    easting = _FALSE_EASTING.search(found)
    return f"{text}, false easting {float(easting[1]):.0f}" if easting else text


def exists(epsg: int) -> bool:
    """Whether there is a coordinate system with this number."""
    if epsg in _GEOGRAPHIC:
        return True
    pyproj = _pyproj()
    try:
        pyproj.CRS.from_epsg(epsg)
    except pyproj.exceptions.CRSError:
        return False
    return True


def is_geographic(epsg: int) -> bool:
    if epsg in _GEOGRAPHIC:
        return True
    return bool(_pyproj().CRS.from_epsg(epsg).is_geographic)


def check_coordinates(
    epsg: int, box: Box, swapped: bool, findings: Findings, found: str = ""
) -> None:
    """Say where the coordinates cannot be of this system, or look swapped.

    `found` is what the file itself says.
    """
    west, south, east, north = box
    other = found if found and _identify(found) != epsg else ""
    facts: dict[str, Any] = {"crs": str(epsg), "box": shown_box(box), "found": describe(other)}
    turned = (south, west, north, east)
    if is_geographic(epsg):
        if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
            code = "swapped_axes_suspected" if is_around_germany(turned) else "crs_does_not_fit"
            findings.error(code, **facts)
        elif is_around_germany(turned) and not is_around_germany(box):
            findings.error("swapped_axes_suspected", **facts)
    elif max(map(abs, box)) <= 360:
        findings.error("crs_does_not_fit", **facts)
    elif (expected := _expected(epsg)) is not None and not _inside(box, expected):
        code = "swapped_axes_suspected" if _inside(turned, expected) else "crs_does_not_fit"
        findings.error(code, **facts)


def shown_box(box: Box) -> str:
    digits = 4 if max(map(abs, box)) <= 360 else 0
    west, south, east, north = (f"{number:.{digits}f}" for number in box)
    return f"{west} … {east} / {south} … {north}"


def to_lonlat(epsg: int, x: float, y: float) -> tuple[float, float]:
    """A place in degrees, good to a few hundred metres: to find or show a polygon only."""
    if is_geographic(epsg):
        return x, y
    lon, lat = _pyproj().Transformer.from_crs(epsg, 4326, always_xy=True).transform(x, y)
    return float(lon), float(lat)


def from_lonlat(epsg: int, lon: float, lat: float) -> tuple[float, float]:
    if is_geographic(epsg):
        return lon, lat
    x, y = _pyproj().Transformer.from_crs(4326, epsg, always_xy=True).transform(lon, lat)
    return float(x), float(y)


def _identify(found: str) -> int | None:
    if not found:
        return None
    if code := _EPSG.fullmatch(found):
        return _FLAT.get(int(code[1]), int(code[1]))
    if found in ("OGC:CRS84", "CRS84"):
        return 4326
    pyproj = _pyproj()
    try:
        epsg = pyproj.CRS.from_user_input(found).to_epsg(min_confidence=90)
    except pyproj.exceptions.CRSError:
        return None
    return int(epsg) if epsg is not None else None


def _equal_degrees(one: int | None, other: int) -> bool:
    """WGS 84 and ETRS89 in degrees: half a metre apart, mixed up everywhere."""
    return one in (4326, 4258) and other in (4326, 4258)


def _expected(epsg: int) -> Box | None:
    """Where coordinates of Germany's usual systems lie; None for others."""
    if epsg in (25831, 25832, 25833, 32631, 32632, 32633):
        return (50_000.0, 4_900_000.0, 950_000.0, 6_300_000.0)
    if epsg in (4647, 5650):
        zone = 32 if epsg == 4647 else 33
        return (zone * 1e6, 4_900_000.0, zone * 1e6 + 1e6, 6_300_000.0)
    if epsg in (31466, 31467, 31468, 31469):
        zone = epsg - 31464
        return (zone * 1e6, 4_900_000.0, zone * 1e6 + 1e6, 6_300_000.0)
    return None


def _inside(box: Box, outer: Box) -> bool:
    west, south, east, north = outer
    return west <= box[0] and south <= box[1] and box[2] <= east and box[3] <= north


def is_around_germany(box: Box) -> bool:
    """Whether a box in degrees lies in Germany or next to it, its numbers in order."""
    return box[0] < box[2] and box[1] < box[3] and _inside(box, _DEGREES)


def _pyproj() -> Any:
    import pyproj
    import pyproj.exceptions

    return pyproj

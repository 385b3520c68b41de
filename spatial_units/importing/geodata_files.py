"""Check that a file of boundaries is what its name says, before GDAL sees a byte of it.

GDAL looks at the content, not the name, and some formats make it read other files or ask
the network. So only a checked copy under a name of our own, alone in a directory, is opened.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from spatial_units.importing.archives import open_archive, unpack
from spatial_units.importing.file_kinds import MAX_BYTES, kind_of_file
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.json_depth import too_deep

MAX_DEPTH = 40
_GPKG_IDS = {b"GPKG", b"GP10", b"GP11"}
_NEEDED_PARTS = (".shp", ".shx", ".dbf")
_FURTHER_PARTS = (".prj", ".cpg")
_KINDS = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".kml": "kml",
    ".kmz": "zip",
    ".gml": "gml",
    ".xml": "gml",
    ".gpkg": "gpkg",
    ".shp": "shapefile",
    ".zip": "zip",
}
KNOWN_ENDINGS = frozenset(_KINDS)
ACCEPTED = "GeoJSON, Shapefile, GeoPackage, KML, GML, ZIP"


def checked_copy(path: Path, layer: str | None, into: Path, findings: Findings) -> Path | None:
    """A copy GDAL may open, below `into`; None where the file is refused, and findings say why."""
    if not path.is_file():
        findings.error("file_not_found")
        return None
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        findings.error("format_unknown", ending=path.suffix, accepted=ACCEPTED)
        return None
    if path.stat().st_size > MAX_BYTES:
        findings.error("file_too_large", megabytes=MAX_BYTES // 1024**2)
        return None
    if kind_of_file(path) == "empty":
        findings.error("file_empty")
        return None
    if kind == "zip":
        return _from_archive(path, layer, into, findings)
    if not _CHECKS[kind](path, layer, findings):
        return None
    return _copy(path, kind, into)


def _copy(path: Path, kind: str, into: Path) -> Path:
    parts = (
        (path.suffix, *_FURTHER_PARTS, ".shx", ".dbf") if kind == "shapefile" else (path.suffix,)
    )
    for part in parts:
        if (original := _part(path, part)) is not None:
            shutil.copyfile(original, into / f"boundaries{part.lower()}")
    return into / f"boundaries{path.suffix.lower()}"


def _part(path: Path, ending: str) -> Path | None:
    """The file of the same name with another ending, in lower or upper case."""
    for candidate in (path.with_suffix(ending), path.with_suffix(ending.upper())):
        if candidate.is_file():
            return candidate
    return None


def _is_geojson(path: Path, layer: str | None, findings: Findings) -> bool:
    if (found := kind_of_file(path)) != "json":
        findings.error("not_what_it_says", expected="GeoJSON", found=found.upper())
        return False
    content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if too_deep(content, MAX_DEPTH):
        findings.error("nested_too_deep", limit=MAX_DEPTH)
        return False
    try:
        # numbers are only passed over here; as lengths (small integers) they take no memory
        top = json.loads(content, parse_float=len, parse_int=len, parse_constant=_refuse)
    except UnicodeDecodeError:
        findings.error("encoding_wrong_in_file", declared="UTF-8")
        return False
    except ValueError as reason:
        findings.error(
            "json_damaged", row=getattr(reason, "lineno", None), reason=str(reason)[:120]
        )
        return False
    kind = top.get("type") if isinstance(top, dict) else type(top).__name__
    if kind != "FeatureCollection" or not isinstance(top.get("features"), list):
        findings.error("not_a_feature_collection", found=str(kind)[:40])
        return False
    return True


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _is_kml(path: Path, layer: str | None, findings: Findings) -> bool:
    return _is_xml(path, {"kml"}, "KML", findings)


def _is_gml(path: Path, layer: str | None, findings: Findings) -> bool:
    return _is_xml(path, {"FeatureCollection"}, "GML", findings)


def _is_xml(path: Path, roots: set[str], expected: str, findings: Findings) -> bool:
    if (found := kind_of_file(path)) != "xml":
        findings.error("not_what_it_says", expected=expected, found=found.upper())
        return False
    root, depth = "", 0
    try:
        for event, element in iterparse(path, ("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                element.clear()
                continue
            depth += 1
            if depth > MAX_DEPTH:
                findings.error("nested_too_deep", limit=MAX_DEPTH)
                return False
            root = root or element.tag.rpartition("}")[2]
            if root not in roots:
                findings.error("not_what_it_says", expected=expected, found=f"<{root[:40]}>")
                return False
    except DefusedXmlException:
        findings.error("xml_with_entities")
        return False
    except (ParseError, ValueError, LookupError) as reason:
        row = getattr(reason, "position", (None,))[0]
        findings.error("xml_damaged", row=row, reason=str(reason)[:120])
        return False
    return True


def _is_shapefile(path: Path, layer: str | None, findings: Findings) -> bool:
    if (found := kind_of_file(path)) != "shapefile":
        findings.error("not_what_it_says", expected="Shapefile", found=found.upper())
        return False
    missing = [part for part in _NEEDED_PARTS if _part(path, part) is None]
    if missing:
        findings.error("shapefile_part_missing", parts=", ".join(missing))
        return False
    with path.open("rb") as file:
        announced = 2 * int.from_bytes(file.read(28)[24:28], "big")
    if announced > path.stat().st_size:
        findings.error("shapefile_cut_off", announced=announced, found=path.stat().st_size)
        return False
    return True


def _is_geopackage(path: Path, layer: str | None, findings: Findings) -> bool:
    with path.open("rb") as file:
        head = file.read(72)
    if kind_of_file(path) != "sqlite" or head[68:72] not in _GPKG_IDS:
        findings.error("not_what_it_says", expected="GeoPackage", found=kind_of_file(path).upper())
        return False
    try:
        with sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True
        ) as database:
            layers = [
                str(row[0])
                for row in database.execute(
                    "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
                )
            ]
            tables = {
                str(row[0])
                for row in database.execute(
                    "SELECT name FROM sqlite_master "
                    "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                )
            }
        database.close()
    except sqlite3.Error as reason:
        findings.error("geopackage_damaged", reason=str(reason)[:120])
        return False
    return _one_layer(layers, tables, layer, findings)


def _one_layer(layers: list[str], tables: set[str], layer: str | None, findings: Findings) -> bool:
    chosen = layer if layer is not None else (layers[0] if len(layers) == 1 else None)
    if chosen is None:
        findings.error(
            "layer_not_chosen", count=len(layers), layers=some(layers), names="\n".join(layers)
        )
    elif chosen not in layers:
        findings.error("layer_not_found", layer=chosen, layers=some(layers))
    elif chosen not in tables:
        findings.error("layer_is_a_view", layer=chosen)
    else:
        return True
    return False


def _from_archive(path: Path, layer: str | None, into: Path, findings: Findings) -> Path | None:
    """The one readable file of a ZIP, with a shapefile's parts."""
    if (found := kind_of_file(path)) != "zip":
        findings.error("not_what_it_says", expected="ZIP", found=found.upper())
        return None
    archive = open_archive(path, findings)
    if archive is None:
        return None
    with archive:
        names = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
        readable = [
            name
            for name in names
            if _KINDS.get(Path(name).suffix.lower(), "zip") != "zip"
            and Path(name).suffix.lower() != ".xml"
        ]
        if len(readable) != 1:
            findings.error("archive_not_one_file", count=len(readable), names=some(readable))
            return None
        stem = readable[0].rpartition(".")[0]
        inner = into / "unpacked"
        inner.mkdir()
        for name in names:
            start, _, ending = name.rpartition(".")
            target = inner / f"unpacked.{ending.lower()}"
            if start == stem and not unpack(archive, name, target, findings):
                return None
    ending = readable[0].rpartition(".")[2].lower()
    return checked_copy(inner / f"unpacked.{ending}", layer, into, findings)


_CHECKS: dict[str, Callable[[Path, str | None, Findings], bool]] = {
    "geojson": _is_geojson,
    "kml": _is_kml,
    "gml": _is_gml,
    "shapefile": _is_shapefile,
    "gpkg": _is_geopackage,
}

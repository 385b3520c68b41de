"""Areas with attributes as GeoJSON, GeoPackage and Shapefile.

GDAL writes from our own values only, into a directory that is gone afterwards.
"""

import json
import logging
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from atlas.exports.attributes import SHORT, Layer
from atlas.exports.facts import Fact, as_lines

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

logging.getLogger("pyogrio").setLevel(logging.WARNING)  # it would tell of every file it writes
METADATA = "metadata"
Writer = Callable[[Sequence[Layer], tuple[Fact, ...], int, Path], None]


def geojson(layers: Sequence[Layer], about: tuple[Fact, ...]) -> Iterator[str]:
    """A FeatureCollection (RFC 7946) of all layers; what must be known stands at its head.

    The areas' shapes must be GeoJSON texts.
    """
    head = {"type": "FeatureCollection", "name": layers[0].name}
    head["metadata"] = {fact.key: fact.text for fact in about}  # type: ignore[assignment]
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n'
    between = ""
    for layer in layers:
        for area, attributes in zip(layer.areas, layer.attributes, strict=True):
            properties = json.dumps(attributes, ensure_ascii=False)
            yield (
                f'{between}{{"type": "Feature", "properties": {properties}, '
                f'"geometry": {area.shape}}}'
            )
            between = ",\n"
    yield "\n]}\n"


def geopackage(layers: Sequence[Layer], about: tuple[Fact, ...], srid: int, path: Path) -> None:
    """A layer per boundary set, the newest first, and a table `metadata` without geometry.

    Programs open the first layer, people read its name. The areas' shapes must be WKB in the
    system `srid`.
    """
    import pyogrio

    said = {fact.key.upper(): fact.text for fact in about}
    for name, layer in _spoken(layers):
        _frame(layer, srid).to_file(
            path,
            layer=name,
            driver="GPKG",
            engine="pyogrio",
            mode="a" if path.exists() else "w",
            layer_metadata=said,
            IDENTIFIER=name,
            DESCRIPTION=as_lines(about),
        )
    pyogrio.write_dataframe(_table(about), path, layer=METADATA, driver="GPKG", append=True)


def _spoken(layers: Sequence[Layer]) -> Iterator[tuple[str, Layer]]:
    """Newest first, with names in words; the key beside where two would be called the same."""
    titles = [layer.title for layer in layers]
    for layer in reversed(layers):
        is_alone = titles.count(layer.title) == 1
        yield layer.title if is_alone else f"{layer.title} ({layer.name})", layer


def shapefiles(layers: Sequence[Layer], about: tuple[Fact, ...], srid: int, path: Path) -> None:
    """A ZIP with a Shapefile per boundary set (UTF-8, .prj, .cpg) and a text that explains it."""
    directory = path.parent / "shapefiles"
    directory.mkdir()
    for layer in layers:
        frame = _frame(layer, srid).rename(columns=SHORT)
        target = directory / f"{layer.name}.shp"
        frame.to_file(target, driver="ESRI Shapefile", engine="pyogrio", encoding="UTF-8")
    explained = as_lines(about) + "\r\n" + _explained()
    (directory / _("README.txt")).write_text(explained, encoding="utf-8-sig", newline="")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(directory.iterdir()):
            archive.write(file, file.name)


def _frame(layer: Layer, srid: int) -> "GeoDataFrame":
    import geopandas
    import pandas
    import shapely

    attributes = pandas.DataFrame(layer.attributes)
    attributes = attributes.astype(dict.fromkeys(layer.numbers, "float64"))
    shapes = shapely.from_wkb([bytes(area.shape) for area in layer.areas])
    return geopandas.GeoDataFrame(attributes, geometry=shapes, crs=srid)


def _table(about: tuple[Fact, ...]) -> "GeoDataFrame":
    import pandas

    return pandas.DataFrame([{"key": f.key, "label": f.label, "text": f.text} for f in about])


def _explained() -> str:
    """The short names of a Shapefile's columns."""
    lines = [
        _("area = code of the area, bound_set = its boundaries, name = its name."),
        _("valid_from, valid_to = first and last day of the boundaries."),
        _("One date: period, value, status, stat_text = status in words, flags = remarks."),
        _("denominator (in Shapefiles denom), lower, upper = persons, and the interval (95 %)."),
        _("All dates: v20201231 = value on 31.12.2020, s = its status, f = its remarks."),
        _("An empty value is not zero: its status says why it is empty."),
        _(
            "A change: since = earlier date, val_since, stat_since, flag_since = value, status and "
            "remarks on it, change, chg_unit, chg_status, chg_text = the change, its unit and "
            "status."
        ),
        _("class = number of the class, class_text = its range, side = side of the threshold."),
    ]
    return "\r\n".join(lines) + "\r\n"

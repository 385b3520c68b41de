"""The endings an address may have, and how each file is made."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from atlas import classes as class_finding
from atlas.exports import (
    attributes,
    borders,
    csv_files,
    excel,
    facts,
    geodata,
    html_map,
    metadata_sheet,
    pictures,
)
from atlas.exports.csv_files import GERMAN_EXCEL, RFC_4180, Dialect
from atlas.exports.subject import Subject
from atlas.exports.view_table import ViewTable, view_table
from atlas.selection import MapView
from atlas.static_map import draw

Body = str | bytes | BinaryIO | Iterable[str]


@dataclass(frozen=True)
class Question:
    """What a file is to be about. `subject` holds the periods asked for, `view` shows one of
    them on the map. `levels` are all the indicator is published on. `shows_view`: the figures
    are those of a change, a threshold or a filter.
    """

    subject: Subject
    view: MapView
    is_wide: bool
    srid: int
    levels: tuple[metadata_sheet.LevelLine, ...]
    shows_view: bool

    def view_table(self, *, in_words: bool) -> ViewTable:
        classes = class_finding.of_view(self.view)
        return view_table(self.subject, classes, in_words=in_words)


@dataclass(frozen=True)
class Format:
    """`is_text`: worth compressing on the way. `shows_one_period`: a picture of the view."""

    content_type: str
    make: Callable[[Question], Body]
    is_text: bool = False
    shows_one_period: bool = False


def _csv(dialect: Dialect, question: Question) -> Body:
    if question.shows_view:
        return csv_files.view_csv(question.view_table(in_words=dialect.has_words), dialect)
    write = csv_files.wide_csv if question.is_wide else csv_files.long_csv
    return write(question.subject, dialect)


def _xlsx(question: Question) -> Body:
    subject = question.subject
    if question.shows_view:
        sheet = excel.view_sheet(question.view_table(in_words=True))
    else:
        sheet = excel.wide_sheet(subject) if question.is_wide else excel.long_sheet(subject)
    return written("figures.xlsx", lambda path: excel.workbook(subject, path, sheet))


def _layers(question: Question, *, as_geojson: bool = False) -> list[attributes.Layer]:
    found = []
    for section, blocks in question.subject.sections:
        areas = borders.drawn_with(section.shapes)
        shapes = borders.as_geojson(areas) if as_geojson else borders.as_wkb(areas, question.srid)
        if question.shows_view:
            table = question.view_table(in_words=False)
            found.append(attributes.layer_of_view(question.subject, table, shapes))
        else:
            found.append(attributes.layer(question.subject, section, blocks, shapes))
    return found


def _geojson(question: Question) -> Body:
    return geodata.geojson(_layers(question, as_geojson=True), facts.facts(question.subject))


def _geodata(write: geodata.Writer, name: str, question: Question) -> Body:
    layers, about = _layers(question), facts.facts(question.subject)
    return written(name, lambda path: write(layers, about, question.srid, path))


def _svg(question: Question) -> str:
    picture = draw(question.view, class_finding.of_view(question.view))
    return pictures.described(picture, facts.facts(question.subject))


def _png(question: Question) -> Body:
    return pictures.png(_svg(question), facts.facts(question.subject))


def _html(question: Question) -> Body:
    classes = class_finding.of_view(question.view)
    return html_map.html_map(question.subject, question.view, classes)


def _pdf(question: Question) -> Body:
    return metadata_sheet.pdf(question.subject, question.levels, pictures.drawable(_svg(question)))


def written(name: str, write: Callable[[Path], None]) -> BinaryIO:
    """What a library wrote into a file, opened; the file itself is gone already."""
    with tempfile.TemporaryDirectory(prefix="sozialmonitor-write-") as directory:
        path = Path(directory, name)
        write(path)
        return path.open("rb")


CSV_TYPE = "text/csv; charset=utf-8"
GEOJSON, GPKG, ZIP = "application/geo+json", "application/geopackage+sqlite3", "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS = {
    "csv": Format(CSV_TYPE, partial(_csv, RFC_4180), is_text=True),
    "excel.csv": Format(CSV_TYPE, partial(_csv, GERMAN_EXCEL), is_text=True),
    "xlsx": Format(XLSX, _xlsx),
    "geojson": Format(GEOJSON, _geojson, is_text=True),
    "gpkg": Format(GPKG, partial(_geodata, geodata.geopackage, "figures.gpkg")),
    "shp.zip": Format(ZIP, partial(_geodata, geodata.shapefiles, "figures.zip")),
    "html": Format("text/html; charset=utf-8", _html, is_text=True, shows_one_period=True),
    "svg": Format("image/svg+xml; charset=utf-8", _svg, is_text=True, shows_one_period=True),
    "png": Format("image/png", _png, shows_one_period=True),
    "pdf": Format("application/pdf", _pdf),
}


def _boundary_geojson(layer: attributes.Layer, about: tuple[facts.Fact, ...], srid: int) -> Body:
    return geodata.geojson([layer], about)


def _boundary_file(
    write: geodata.Writer,
    name: str,
    layer: attributes.Layer,
    about: tuple[facts.Fact, ...],
    srid: int,
) -> Body:
    return written(name, lambda path: write([layer], about, srid, path))


BOUNDARY_FORMATS: dict[
    str, tuple[str, Callable[[attributes.Layer, tuple[facts.Fact, ...], int], Body]]
] = {
    "geojson": (GEOJSON, _boundary_geojson),
    "gpkg": (GPKG, partial(_boundary_file, geodata.geopackage, "boundaries.gpkg")),
    "shp.zip": (ZIP, partial(_boundary_file, geodata.shapefiles, "boundaries.zip")),
}

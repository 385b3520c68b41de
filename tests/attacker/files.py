"""Reading every format of files as its readers do: the figures, by indicator, level, area, date."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import pyogrio
from python_calamine import CalamineWorkbook

from tests.attacker.knowledge import Key, Shown
from tests.attacker.town import PERIODS
from tests.attacker.visiting import Answer

Found = Iterator[tuple[Key, Shown]]
Asked = tuple[str, str]  # indicator, level


def shown(value: Any, letter: str) -> Shown:
    """A number where there is one, else the letter; both or neither is a broken file."""
    is_empty = value is None or value == "" or value != value
    assert is_empty == (letter != "A"), f"{value!r} with status {letter!r}"
    return letter if is_empty else Decimal(str(value).replace(",", "."))


def iso(german: str) -> str:
    """2023-12-31 for 31.12.2023."""
    return "-".join(reversed(german.split(".")))


def from_csv(answer: Answer, _: Asked) -> Found:
    for row in csv.DictReader(io.StringIO(answer.text)):
        key = (row["indicator"], row["level"], row["area"], row["period"])
        yield key, shown(row["value"], row["status"])


def from_wide_csv(answer: Answer, _: Asked) -> Found:
    for row in csv.DictReader(io.StringIO(answer.text)):
        for date in PERIODS:
            key = (row["indicator"], row["level"], row["area"], date)
            yield key, shown(row[f"value_{date}"], row[f"status_{date}"])


def from_excel_csv(answer: Answer, asked: Asked) -> Found:
    for row in csv.DictReader(io.StringIO(answer.text), delimiter=";"):
        date = iso(row["Zeitpunkt"])
        key = (row["Indikatorschlüssel"], asked[1], row["Schlüssel"], date)
        yield key, shown(row["Wert"], row["Status"])


def from_xlsx(answer: Answer, asked: Asked) -> Found:
    for row in _sheet(answer):
        date = row["Zeitpunkt"].isoformat()
        key = (row["Indikatorschlüssel"], asked[1], row["Schlüssel"], date)
        yield key, shown(row["Wert"], row["Status"])


def from_wide_xlsx(answer: Answer, asked: Asked) -> Found:
    for row in _sheet(answer):
        for date in PERIODS:
            head = ".".join(reversed(date.split("-")))
            key = (row["Indikatorschlüssel"], asked[1], row["Schlüssel"], date)
            yield key, shown(row[f"{head} (Wert)"], row[f"{head} (Status)"])


def _sheet(answer: Answer) -> Iterator[dict[str, Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.body))
    heads, *lines = book.get_sheet_by_name("Zahlen").to_python()
    for line in lines:
        yield dict(zip(map(str, heads), line, strict=True))


def from_geojson(answer: Answer, asked: Asked) -> Found:
    for feature in answer.json()["features"]:
        yield from _dates(feature["properties"], asked)


def from_geodata(answer: Answer, asked: Asked) -> Found:
    """GeoPackage and Shapefile, read by GDAL."""
    ending = Path(urlsplit(answer.url).path).suffix
    with NamedTemporaryFile(suffix=ending) as file:
        file.write(answer.body)
        file.flush()
        source = f"/vsizip/{file.name}" if ending == ".zip" else file.name
        layer = next(name for name, kind in pyogrio.list_layers(source) if kind is not None)
        table = pyogrio.read_dataframe(source, layer=layer, read_geometry=False)
    for record in table.to_dict("records"):
        yield from _dates(record, asked)


def _dates(record: dict[str, Any], asked: Asked) -> Found:
    for date in PERIODS:
        column = date.replace("-", "")
        key = (record["indicator"], record["level"], record["area"], date)
        yield key, shown(record[f"v{column}"], record[f"s{column}"])


def from_html_map(answer: Answer, asked: Asked) -> Found:
    """The map in one file: features inside its script; its words say the same as its numbers."""
    features = re.findall(r'"properties": (\{"area".*?\})', answer.text)
    assert features, answer.url
    for text in features:
        record = json.loads(text)
        number = shown(record.get("value"), record["status"])
        assert isinstance(number, str) == ("geheim" in record["text"]), record
        yield (*asked, record["area"], PERIODS[-1]), number


def from_api(answer: Answer, asked: Asked) -> Found:
    for row in answer.json()["results"]:
        yield (*asked, row["area"], row["period"]), shown(row["value"], row["status"])


# Ending of the address, what follows it, who reads it.
ALL_DATES: list[tuple[str, dict[str, str], Callable[[Answer, Asked], Found]]] = [
    ("csv", {}, from_csv),
    ("csv", {"table": "wide"}, from_wide_csv),
    ("excel.csv", {}, from_excel_csv),
    ("xlsx", {}, from_xlsx),
    ("xlsx", {"table": "wide"}, from_wide_xlsx),
    ("geojson", {}, from_geojson),
    ("gpkg", {}, from_geodata),
    ("shp.zip", {}, from_geodata),
]
PICTURES = ("svg", "png", "pdf", "csv-metadata.json")

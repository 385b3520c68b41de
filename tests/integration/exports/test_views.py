"""Files of a change, a threshold or a filter hold what the map shows, and say so."""

import csv
import json
import zipfile
from pathlib import Path

import geopandas
import openpyxl
import pandas
import pyogrio
import pytest
from django.test import Client

from tests.integration.exports.conftest import Fetch

pytestmark = pytest.mark.django_db(databases=["default", "public"])

LAST = "level=stadtteil&period=2021"
CHANGE = f"{LAST}&since=2020-12-31"
# value 2020, value 2021, change in percentage points and its status, as the test city was made
CHANGES = {
    "01": (4.5, 5.0, 0.5, "A"),
    "02": (12.8, 14.1, 1.3, "A"),
    "03": (0.0, 1.2, 1.2, "A"),
    "04": (27.0, 28.1, 1.1, "A"),
    "05": (None, None, None, "Q"),
    "07": (7.5, None, None, "O"),
    "08": (None, None, None, "L"),
}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def number(text: str) -> float | None:
    return float(text) if text else None


def test_a_change_comes_with_both_dates_its_unit_and_its_class(fetch: Fetch) -> None:
    rows = rows_of(fetch("csv", CHANGE))
    told = {
        row["area"]: (
            number(row["value_since"]),
            number(row["value"]),
            number(row["change"]),
            row["change_status"],
        )
        for row in rows
    }
    assert told == CHANGES
    assert {(row["since"], row["period"]) for row in rows} == {("2020-12-31", "2021-12-31")}
    assert {row["change_unit"] for row in rows} == {"Prozentpunkte"}
    by_area = {row["area"]: row for row in rows}
    assert by_area["01"]["change_text"] == "berechnet"
    assert by_area["05"]["change_text"] == "geheim gehalten"
    assert (by_area["05"]["class"], by_area["05"]["class_text"]) == ("", "")
    assert int(by_area["01"]["class"]) < int(by_area["02"]["class"])
    shown = Client().get(f"/kleinstadt/classes.json?indicator=exi_u15&{CHANGE}").json()["labels"]
    label = shown[int(by_area["02"]["class"]) - 1]
    assert by_area["02"]["class_text"] == label.replace("+", "")  # no cell begins like a formula
    assert "since=2020-12-31" in rows[0]["permalink"]


def test_a_change_in_per_cent_has_decimals_of_its_own(fetch: Fetch) -> None:
    rows = {row["area"]: row for row in rows_of(fetch("csv", f"{CHANGE}&change=percent"))}
    assert (rows["01"]["change"], rows["01"]["change_unit"]) == ("11.1", "%")
    assert (rows["03"]["change"], rows["03"]["change_status"]) == ("", "M")  # from nothing


def test_a_filter_leaves_only_what_it_shows_and_every_file_says_so(fetch: Fetch) -> None:
    query = f"{LAST}&min=5&max=20"
    rows = rows_of(fetch("csv", query))
    assert [row["area"] for row in rows] == ["01", "02", "05", "07", "08"]
    words = (
        "Werte ab 5,0\u202f%, Werte bis 20,0\u202f%, Gebiete ohne Wert bleiben "
        "enthalten; 5 von 7 Gebieten stehen in dieser Datei"
    )
    assert {row["filter"] for row in rows} == {words}
    book = openpyxl.load_workbook(fetch("xlsx", query))
    assert dict(book["Metadaten"].iter_rows(values_only=True))["Filter gesetzt"] == words
    assert book["Zahlen"].max_row == 6
    document = json.loads(fetch("geojson", query).read_text(encoding="utf-8"))
    assert document["metadata"]["filter"] == words
    assert len(document["features"]) == 5
    assert words in fetch("svg", query).read_text(encoding="utf-8")
    assert words in fetch("html", query).read_text(encoding="utf-8")


def test_the_areas_chosen_are_the_only_ones(fetch: Fetch) -> None:
    rows = rows_of(fetch("csv", f"{LAST}&only=04,02"))
    assert [row["area"] for row in rows] == ["02", "04"]
    assert "2 ausgewählte Gebiete; 2 von 7" in rows[0]["filter"]


def test_a_threshold_tells_the_side(fetch: Fetch) -> None:
    rows = {row["area"]: row for row in rows_of(fetch("csv", f"{LAST}&threshold=14,1"))}
    assert {code: row["side"] for code, row in rows.items()} == {
        "01": "below", "02": "above", "03": "below", "04": "above", "05": "", "07": "", "08": "",
    }  # fmt: skip
    assert rows["05"]["threshold"] == "14.1"
    assert "filter" not in rows["01"]
    frame = pandas.read_csv(fetch("excel.csv", f"{LAST}&threshold=14,1"), sep=";", decimal=",")
    assert list(frame["Seite des Schwellenwerts"])[:2] == [
        "unter dem Schwellenwert", "ab dem Schwellenwert",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "shp.zip"])
def test_geodata_hold_the_change_too(ending: str, fetch: Fetch, tmp_path: Path) -> None:
    path = fetch(ending, f"{CHANGE}&threshold=1")
    if ending == "shp.zip":
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / "unpacked")
        path = tmp_path / "unpacked" / "exi_u15_stadtteile_2020.shp"
    frame = geopandas.read_file(path, layer=pyogrio.list_layers(path)[0][0]).set_index("area")
    assert all(len(name) <= 10 for name in frame.columns) or ending != "shp.zip"
    since, status = "value_since", "change_status"
    if ending == "shp.zip":
        since, status = "val_since", "chg_status"
    told = frame[[since, "value", "change", status]].astype(object)
    rows = told.where(told.notna(), None).itertuples(name=None)
    assert {code: tuple(cells) for code, *cells in rows} == CHANGES
    assert list(frame["side"])[:2] == ["below", "above"]


def test_the_geopackage_of_a_change_opens_with_its_metadata_beside(fetch: Fetch) -> None:
    told = pyogrio.read_dataframe(fetch("gpkg", CHANGE), layer="metadata").set_index("key")["text"]
    assert told["change"] == "31.12.2020 – 31.12.2021, Prozentpunkte"
    assert told["periods"] == "31.12.2020, 31.12.2021"


def test_a_workbook_of_a_change_holds_real_dates_and_numbers(fetch: Fetch) -> None:
    frame = pandas.read_excel(
        fetch("xlsx", CHANGE), dtype={"Schlüssel": str}, engine="openpyxl"
    ).set_index("Schlüssel")
    assert str(frame.loc["01", "Früherer Zeitpunkt"])[:10] == "2020-12-31"
    assert frame.loc["02", "Veränderung"] == 1.3
    assert frame.loc["03", "Wert am früheren Zeitpunkt"] == 0
    assert pandas.isna(frame.loc["05", "Veränderung"])


def test_whole_indicators_stay_as_they_are(fetch: Fetch) -> None:
    rows = rows_of(fetch("csv", "level=stadtteil&palette=green&area=02"))
    assert len(rows) == 26
    assert "change" not in rows[0]


def test_names_of_files_tell_the_view(visitor: Client) -> None:
    query = f"{CHANGE}&min=0&threshold=1"
    named = visitor.get(f"/kleinstadt/data/exi_u15.csv?{query}").headers["Content-Disposition"]
    assert "2021-12-31_since_2020-12-31_threshold_filtered.csv" in named
    assert "Ver%C3%A4nderung%20seit%2031.12.2020" in named


def test_the_description_of_a_view_names_its_columns(visitor: Client) -> None:
    response = visitor.get(f"/kleinstadt/data/exi_u15.csv?{CHANGE}")
    address = response.headers["Link"].partition(">")[0].removeprefix("<")
    described = json.loads(visitor.get(address).getvalue())
    head = response.getvalue().decode().partition("\r\n")[0].split(",")
    assert [column["name"] for column in described["tableSchema"]["columns"]] == head


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (f"{LAST}&since=1999", 400, "Für „1999“ gibt es keine Zahlen"),
        (f"{LAST}&since=2018-12-31", 400, "Die Karte würde nicht zeigen, was diese Adresse"),
        (f"{LAST}&min=viel", 400, "„viel“"),
        (f"{LAST}&threshold=viel", 400, "„viel“ ist kein Schwellenwert"),
        (f"{LAST}&only=99", 400, "„99“"),
        (f"{LAST}&min=99", 200, ""),
        (f"{LAST}&only=01&min=99", 404, "Der Filter lässt kein Gebiet übrig."),
        (f"{LAST}&since=2020&change=points&sides=3", 400, "„sides“ besagt nichts ohne"),
        ("level=stadtteil&since=2020", 400, "ergänzen Sie „period“"),
        (f"{LAST}&since=2020&table=wide", 400, "mit einer Spalte je Zeitpunkt"),
    ],
)
def test_a_view_that_the_map_would_not_show_is_no_file(
    visitor: Client, query: str, status: int, words: str
) -> None:
    response = visitor.get(f"/kleinstadt/data/exi_u15.csv?{query}")
    assert response.status_code == status, response.getvalue()
    assert words in response.getvalue().decode()

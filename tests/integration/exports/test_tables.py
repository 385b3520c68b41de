"""CSV and Excel are read back with the same values and statuses, by people's programs too."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pandas
import pytest
from django.test import Client

from tests.factories import City
from tests.integration.exports.conftest import TRICK, Fetch, Truth, content

pytestmark = pytest.mark.django_db(databases=["default", "public"])

BOUNDARIES = "Schlüssel des Gebietsstands"
EXCEL_COLUMNS = ["Zeitpunkt", BOUNDARIES, "Schlüssel", "Gebiet", "Wert", "Status"]
COLUMNS = ["period", "boundary_set", "area", "name", "value", "status"]


def told(frame: pandas.DataFrame, columns: list[str] = COLUMNS) -> list[Truth]:
    """The rows of a table as the test city tells them; an empty value is a gap."""
    rows = frame[columns].astype(object)
    return [Truth(*row) for row in rows.where(rows.notna(), None).itertuples(index=False)]


def read_csv(path: Path, **options: object) -> pandas.DataFrame:
    codes = {"area": str, "Schlüssel": str}
    return pandas.read_csv(path, dtype=codes, keep_default_na=False, na_values=[""], **options)


def with_iso_dates(frame: pandas.DataFrame, written: str) -> pandas.DataFrame:
    """The same with dates as programs write them."""
    days = pandas.to_datetime(frame["Zeitpunkt"], format=written)
    return frame.assign(Zeitpunkt=days.dt.strftime("%Y-%m-%d"))


def test_csv_gives_every_figure_with_its_status(fetch: Fetch, truth: list[Truth]) -> None:
    assert told(read_csv(fetch("csv"))) == truth


def test_csv_keeps_to_the_standard_and_carries_its_origin(fetch: Fetch) -> None:
    text = fetch("csv").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n") == 27
    with fetch("csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert rows[0]["attribution"] == "© Kleinstadt & Söhne <2021>"
    assert rows[0]["licence"] == "dl-de/by-2-0"
    assert (rows[0]["valid_from"], rows[0]["valid_to"]) == ("2015-01-01", "2019-12-31")
    assert rows[-1]["valid_to"] == ""
    assert rows[2]["value"] == "0.0"
    assert rows[4]["status_text"] == "geheim gehalten"
    assert rows[0]["permalink"].startswith("http://testserver/kleinstadt/map/?indicator=exi_u15")


def test_a_chosen_date_is_the_only_one(fetch: Fetch, truth: list[Truth]) -> None:
    wanted = [one for one in truth if one.period == "2021-12-31"]
    assert told(read_csv(fetch("csv", "level=stadtteil&period=2021"))) == wanted


def test_german_excel_reads_commas_umlauts_and_gaps(fetch: Fetch, truth: list[Truth]) -> None:
    path = fetch("excel.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfIndikator;")
    frame = read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    assert told(with_iso_dates(frame, "%d.%m.%Y"), EXCEL_COLUMNS) == truth


def test_people_read_words_and_no_keys(fetch: Fetch) -> None:
    first = read_csv(fetch("excel.csv"), sep=";", decimal=",", encoding="utf-8-sig").iloc[0]
    assert first["Indikator"] == "SGB-II-Quote unter 15"
    assert first["Raumebene"] == "Stadtteile"
    assert first["Gebietsstand"] == "Grenzen stadtteile_2015"
    assert first["Sichtbarkeit"] == "öffentlich"
    assert first["Gebietsstand gültig ab"] == "01.01.2015"
    english = fetch("excel.csv", what="/en/kleinstadt/data/exi_u15")
    first = read_csv(english, sep=";", decimal=",", encoding="utf-8-sig").iloc[0]
    assert first["Audience"] == "public"
    assert first["Indicator"] == "Quota under 15"


def test_wide_tables_have_a_column_per_date(fetch: Fetch, truth: list[Truth]) -> None:
    frame = read_csv(fetch("csv", "level=stadtteil&table=wide"))
    assert len(frame) == 13
    by_area = frame.set_index(["boundary_set", "area"])
    for one in truth:
        row = by_area.loc[(one.boundary_set, one.area)]
        value = row[f"value_{one.period}"]
        assert row[f"status_{one.period}"] == one.status
        assert (None if pandas.isna(value) else value) == one.value
    old = by_area.loc[("stadtteile_2015", "06")]
    assert pandas.isna(old["status_2021-12-31"])  # other boundaries: neither value nor gap


def test_a_workbook_holds_numbers_texts_and_no_formula(fetch: Fetch, truth: list[Truth]) -> None:
    book = openpyxl.load_workbook(fetch("xlsx"))
    assert book.sheetnames == ["Zahlen", "Metadaten"]
    head, *rows = book["Zahlen"].iter_rows(values_only=True)
    frame = with_iso_dates(pandas.DataFrame(rows, columns=head), "ISO8601")
    assert told(frame, EXCEL_COLUMNS) == truth
    assert set(frame["Sichtbarkeit"]) == {"öffentlich"}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    said = dict(book["Metadaten"].iter_rows(values_only=True))
    assert said["Quellenvermerk"] == "© Kleinstadt & Söhne <2021>"
    assert said["Lizenz"] == "dl-de/by-2-0"
    assert "stadtteile_2015" in said["Gebietsstand"]


def test_pandas_reads_the_wide_workbook(fetch: Fetch, truth: list[Truth]) -> None:
    path = fetch("xlsx", "level=stadtteil&table=wide")
    frame = pandas.read_excel(path, dtype={"Schlüssel": str}, engine="openpyxl")
    by_area = frame.set_index([BOUNDARIES, "Schlüssel"])
    assert by_area.loc[("stadtteile_2020", "03"), "31.12.2020 (Wert)"] == 0
    assert by_area.loc[("stadtteile_2020", "08"), "31.12.2020 (Status)"] == "L"


@pytest.mark.skipif(not shutil.which("soffice"), reason="left out: LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "excel.csv"])
def test_libreoffice_reads_the_same(
    ending: str, fetch: Fetch, truth: list[Truth], tmp_path: Path
) -> None:
    source = fetch(ending)
    # 59: semicolon, 34: quotes, 76: UTF-8, 1: from the first line, 3/2: code as text, 1033: …
    reading = ["--infilter=Text - txt - csv (StarCalc):59,34,76,1,3/2,1031"]
    done = subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office",
         *(reading if ending == "excel.csv" else []),
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
         "--outdir", tmp_path / "read", source],
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    (made,) = (tmp_path / "read").glob("*.csv")
    frame = read_csv(made, decimal=",")
    frame["Wert"] = [_number(text) for text in frame["Wert"]]
    assert told(with_iso_dates(frame, "%m/%d/%Y"), EXCEL_COLUMNS) == truth, done.stderr


def _number(text: object) -> float | None:
    return None if pandas.isna(text) else float(str(text).replace(",", "."))


def test_csv_is_described_for_programs(visitor: Client) -> None:
    response = visitor.get("/kleinstadt/data/exi_u15.csv?level=stadtteil")
    address = response.headers["Link"].partition(">")[0].removeprefix("<")
    described = json.loads(visitor.get(address).getvalue())
    head = response.getvalue().decode().partition("\r\n")[0].split(",")
    assert [column["name"] for column in described["tableSchema"]["columns"]] == head
    assert described["url"] == "http://testserver/kleinstadt/data/exi_u15.csv?level=stadtteil"
    assert described["dc:license"] == "https://www.govdata.de/dl-de/by-2-0"


@pytest.mark.parametrize("query", ["level=stadtteil", "level=stadtteil&table=wide"])
def test_no_text_becomes_a_formula(query: str, tricky_city: City, tmp_path: Path) -> None:
    client = Client()
    start = "/trickstadt/data/exi_u15"
    text = client.get(f"{start}.csv?{query}").getvalue().decode()
    names = {row["name"] for row in csv.DictReader(text.splitlines(), strict=True)}
    assert f"'{TRICK}" in names
    path = tmp_path / "trick.xlsx"
    path.write_bytes(content(client.get(f"{start}.xlsx?{query}")))
    cells = [cell for row in openpyxl.load_workbook(path)["Zahlen"].iter_rows() for cell in row]
    assert TRICK in [cell.value for cell in cells]
    assert "f" not in [cell.data_type for cell in cells]


def test_all_figures_of_a_region_come_as_one_file(visitor: Client) -> None:
    response = visitor.get("/kleinstadt/data/all.csv")
    assert response.streaming
    rows = list(csv.DictReader(response.getvalue().decode().splitlines()))
    keys = {(row["indicator"], row["level"]) for row in rows}
    assert keys == {("exi_u15", "stadtteil"), ("exi_u15", "bezirk"), ("dem_pop", "stadtteil"),
                    ("idx_status", "stadtteil")}  # fmt: skip
    assert len(rows) == 26 + 8 + 26 + 14


@pytest.mark.parametrize(
    ("indicator", "words"),
    [("exi_u15", "gemessen"), ("dem_pop", "gemessen"), ("idx_status", "berechnet")],
)
def test_a_delivered_value_is_measured_and_an_index_computed(
    indicator: str, words: str, fetch: Fetch
) -> None:
    frame = read_csv(fetch("csv", "level=stadtteil", f"/kleinstadt/data/{indicator}"))
    assert set(frame[frame["status"] == "A"]["status_text"]) == {words}
    assert set(frame[frame["status"] == "Q"]["status_text"]) <= {"geheim gehalten"}
    told = openpyxl.load_workbook(
        fetch("xlsx", "level=stadtteil", f"/kleinstadt/data/{indicator}")
    )["Metadaten"]
    assert dict(told.iter_rows(values_only=True))["Status"].startswith(f"A = {words};")

"""What an uploaded file is found to be, and that the quick way reads what the slow one does."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.importing import sniffing
from indicators.importing.upload_columns import is_area, roles_of
from indicators.importing.wording_uploads import WORDING_UPLOADS
from spatial_units.importing.findings import Findings
from spatial_units.importing.plain_lines import after_lines, distinct_cells, may_be_plain, split
from spatial_units.importing.wording import add_wording, say

add_wording(WORDING_UPLOADS)

MEASURES = {"pop": ["Einwohner", "inhabitants"], "u18": ["Unter 18", "under 18"]}


def roles(*header: str) -> tuple[object, list[str]]:
    findings = Findings("")
    found = roles_of(header, MEASURES, ["Stadtteil"], findings)
    return found, [problem.code for problem in findings.problems()]


def test_a_wide_table_is_known_by_keys_and_names() -> None:
    found, problems = roles("SCHLÜSSEL", "Stadtteil", "Stichtag", "einwohner", "u18")
    assert found.measures == {"pop": "einwohner", "u18": "u18"}
    assert (found.area, found.name, found.period) == ("SCHLÜSSEL", "Stadtteil", "Stichtag")
    assert problems == []


def test_names_do_where_no_column_of_codes_is() -> None:
    found, problems = roles("Stadtteil", "Einwohner")
    assert (found.area, found.name, found.by_name) == ("Stadtteil", None, True)
    assert problems == []


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (("Ort", "Einwohner"), "upload_no_area_column"),
        (("Code", "Gebiet", "Einwohner"), "upload_two_columns"),
        (("Code", "Einwohner", "pop"), "upload_two_columns"),
        (("Code", "Merkmal"), "upload_half_long"),
        (("Code", "Fremdes"), "upload_no_measure"),
        (("Code", "2020", "2021"), "upload_periods_of_what"),
        (("Jahr", "Altstadt", "Brühl", "Grünau"), "upload_areas_across"),
        (("Jahr", "Ort", "Nummer des Orts", "Einwohner"), "upload_no_area_column"),
        (("Code", "Einwohner", "Einwoner"), "upload_column_unread"),
    ],
)
def test_a_doubtful_header_is_told(header: tuple[str, ...], problem: str) -> None:
    assert problem in roles(*header)[1]


def test_headings_that_are_shown_are_quoted_and_not_the_title_above() -> None:
    findings = Findings("")
    title = ("Bestand am Jahresende", "", "")
    roles_of(title, MEASURES, [], findings, shown=("Kennung", "Ort", "Bestand"))
    (problem,) = findings.problems()
    assert "In der Kopfzeile steht: Kennung, Ort, Bestand." in say(problem, "de")


def test_a_column_nobody_reads_is_called_by_its_heading_or_its_letter() -> None:
    findings = Findings("")
    roles_of(("Code", "Einwohner", "", "Fremdes", ""), MEASURES, [], findings)
    unnamed, unread = (say(replace(one, column=""), "de") for one in findings.problems())
    assert unnamed.startswith("Die Spalte C ohne Überschrift wird nicht gelesen.")
    assert unread == "Die Spalte „Fremdes“ ist kein bekanntes Merkmal und wird nicht gelesen."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_delimiter_and_header_are_found(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    rows = ["Übersicht", "", delimiter.join(["Schlüssel", "Stichtag", "Einwohner"])]
    path.write_bytes("\r\n".join([*rows, delimiter.join(["01", "2020", "5"])]).encode(encoding))
    found = sniffing.encoding_of(path)
    assert found == encoding.removesuffix("-sig")
    assert sniffing.delimiter_and_header(path, found, is_area) == (delimiter, 2)


CELL = st.text(st.characters(exclude_characters=';"\r\n\x00', codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=30), st.sampled_from("\n\r"))
def test_lines_are_split_as_the_csv_module_splits_them(
    rows: list[tuple[str, str, str]], end: str
) -> None:
    ending = "\r\n" if end == "\r" else "\n"
    content = "".join(";".join(row) + ending for row in rows).encode()
    assert may_be_plain(content, "utf-8")
    lines = split(content, ";", 3)
    expected = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";"))
    if lines is None:
        assert any(not any(row) for row in rows)
        return
    for position in (0, 2):
        found = distinct_cells(lines.octets, lines.starts[:, position], lines.ends[:, position])
        cells = [row[position] for row in expected]
        if found is None:
            assert any(len(cell.encode()) > 64 for cell in cells)
        else:
            assert [found.texts[code].decode() for code in found.codes] == cells


def test_lines_of_other_width_are_left_to_the_csv_module() -> None:
    assert split(b"a;b\nc\n", ";", 2) is None
    assert split(b"a\nb;c;d\n", ";", 2) is None
    assert split(b"a;b\n\nc;d\n", ";", 2) is None
    assert not may_be_plain(b'a;"b"', "utf-8")
    assert not may_be_plain(b"a\rb", "utf-8")
    assert after_lines(b"a\nb\nc", 2) == 4

"""Where the header of a cross-table is: titles above, a merged heading over the years."""

import pytest

from indicators.importing.area_names import areas_by_name, plain_name
from indicators.importing.sniffing import header_row
from indicators.importing.upload_columns import is_area
from indicators.importing.upload_headings import Words, propose
from indicators.importing.upload_layout import SeenLayout

WORDS = Words({"pop": ["Einwohner", "inhabitants"]}, ["Stadtteil", "district"])
TITLE, BLANK = ["Einwohner in Köln nach Stadtteilen", "", "", "", ""], [""] * 5
BODY = [
    ["101", "Altstadt/Süd", "27494", "27515", "27600"],
    ["102", "Neustadt/Süd", "38116", "2011", "2012"],
    ["", "Köln insgesamt", "65610", "29526", "29612"],
]
OVER = ["", "", "Einwohner", "", ""]


def without_codes(*rows: list[str]) -> list[list[str]]:
    return [row[1:] for row in rows]


@pytest.mark.parametrize(
    ("head", "begins", "rows"),
    [
        ([["Nr.", "Stadtteil", "Einwohner", "", ""], ["", "", "2010", "2011", "2012"]], 3, 2),
        ([["Nr.", "Gebietsteil", "Bestand", "", ""], ["", "", "2010", "2011", "2012"]], 3, 2),
        ([OVER, ["", "", "2010", "2011", "2012"]], 3, 2),
        ([OVER, ["Nr.", "Stadtteil", "2010", "2011", "2012"]], 3, 2),
        ([OVER, ["Nr.", "Gebietsteil", "2010", "2011", "2012"]], 3, 2),
        ([["Nr.", "Gebietsteil", "2010", "2011", "2012"]], 3, 1),
        ([["Schlüssel", "Stadtteil", "Einwohner", "", ""], ["", "", "2010", "2011", "2012"]], 3, 2),
    ],
)
@pytest.mark.parametrize("coded", [True, False])
def test_the_years_are_the_heading_and_the_first_area_is_none(
    head: list[list[str]], begins: int, rows: int, coded: bool
) -> None:
    table = [TITLE, BLANK, *head, *BODY]
    table = table if coded else without_codes(*table)
    found = propose(table, SeenLayout(), header_row(table, is_area, WORDS.is_name), WORDS)
    assert (found.header_row, found.header_rows) == (begins, rows)
    periods = [one.period for one in found.columns or [] if one.use == "measure"]
    assert periods == ["2010", "2011", "2012"]


def test_a_title_right_above_the_header_is_no_part_of_it() -> None:
    table = [["Einwohner", "", ""], ["Gebietsteil", "2010", "2011"], ["Altstadt", "1", "2"]]
    found = propose(table, SeenLayout(), None, WORDS)
    assert (found.header_row, found.header_rows) == (2, 1)
    assert [(one.measure, one.period) for one in found.columns or [] if one.use == "measure"] == [
        ("pop", "2010"), ("pop", "2011"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["Altstadt/Süd", "altstadt / sued", "ALTSTADT-SÜD", "Altstadt Su\u0308d"]
)
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    assert areas_by_name(["101"], ["Altstadt/Süd"])[plain_name(written)] == ["101"]


def test_a_name_of_digits_stands_for_no_area() -> None:
    assert areas_by_name(["1", "2"], ["101", "Block 7"]) == {"block7": ["2"]}

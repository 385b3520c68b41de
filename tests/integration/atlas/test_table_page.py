"""The table says everything the map shows, without script."""

import re

import pytest
from django.test import Client

from atlas.table_parts import Table

pytestmark = pytest.mark.django_db(databases=["default", "public"])

TABLE = "/kleinstadt/table/"


def table(visitor: Client, address: str) -> Table:
    found: Table = visitor.get(address).context["table"]
    return found


def test_it_has_every_area_with_value_status_and_class(visitor: Client) -> None:
    rows = table(visitor, TABLE).rows
    shown = [(row.code, row.figure.text, row.figure.status_text, row.class_label) for row in rows]
    assert shown == [
        ("01", "5,0\u202f%", "", "5,0 bis unter 13,0\u202f%"),
        ("02", "14,1\u202f%", "", "13,0\u202f% und mehr"),
        ("03", "1,2\u202f%", "", "unter 5,0\u202f%"),
        ("04", "28,1\u202f%", "", "13,0\u202f% und mehr"),
        ("05", "•", "geheim gehalten", ""),
        ("07", ".", "keine Daten", ""),
        ("08", "/", "nicht bewertet", ""),
    ]  # fmt: skip


def test_a_true_zero_is_a_value(visitor: Client) -> None:
    rows = {row.code: row for row in table(visitor, f"{TABLE}?period=2020").rows}
    assert rows["03"].figure.text == "0,0\u202f%"
    assert rows["03"].figure.status == "A"


def test_the_city_stands_above(visitor: Client) -> None:
    (whole,) = table(visitor, TABLE).wholes
    assert (whole.name, whole.figure.text) == ("Kleinstadt", "12,5\u202f%")


def test_it_sorts_by_value_with_gaps_last_in_both_directions(visitor: Client) -> None:
    up = [row.code for row in table(visitor, f"{TABLE}?sort=value").rows]
    down = [row.code for row in table(visitor, f"{TABLE}?sort=value&order=descending").rows]
    assert up == ["03", "01", "02", "04", "05", "07", "08"]
    assert down == ["04", "02", "01", "03", "05", "07", "08"]


def test_a_second_click_turns_the_order(visitor: Client) -> None:
    columns = {one.key: one for one in table(visitor, f"{TABLE}?sort=name").columns}
    assert columns["name"].order == "ascending"
    assert "order=descending" in columns["name"].url
    assert columns["value"].order == "none"


def test_the_sign_of_a_gap_is_spoken_in_words(visitor: Client) -> None:
    page = visitor.get(TABLE).content.decode()
    cell = re.search(r'data-area="05".*?</tr>', page, re.S)
    assert cell is not None
    assert '<span aria-hidden="true">•</span>' in cell[0]
    assert "geheim gehalten" in cell[0]


def test_unclassed_values_have_no_column_of_classes(visitor: Client) -> None:
    shown = table(visitor, f"{TABLE}?method=unclassed")
    assert "class" not in [column.key for column in shown.columns]
    assert shown.rows[0].color

"""Numbers read by arrays are those the cell parser reads, and so is every complaint.

A quoted heading sends the same file to the csv module and the cell parser: the slow twin.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.importing.upload_reader import read_in_child
from spatial_units.importing.plain_lines import split
from spatial_units.importing.plain_numbers import figure_cells

MEASURES = {"rate": ["Quote", "rate"]}
SIGNS = {"": "missing", ".": "suppressed", "-": "zero"}
AWKWARD = (
    "", " ", ".", "-", "–", "−", "...", "…", "x", "X", "/", ",", "+", "+-1", "--1", "0", "-0", "+0",
    "00", "007", "1", "-1", "+1", " 1", "1 ", "1,5", "1.5", "-1,5", ",5", "5,", ".5", "5.", "-,5",
    "1.234", "1,234", "-1.234", "+1.234", "0.123", "012.345", "1.234.567", "1.234,5", "1,234.5",
    "12.34", "1.2345", "12345.678", "1 234", "1\u00a0234", "1'234", "1_000", "１２", "٣", "nan",
    "NaN", "inf", "-inf", "Infinity", "1e3", "1E3", "1e999", "-1e-400", "0x10", "50 %", "50%",
    "1/2", "12a", "1)", "(1)", "3*", "3¹", "9007199254740993", "999999999999999",
    "1000000000000000", "0,1", "0,2", "0,3", "1,0000000000000002", "0,000000000000001",
    "123456789,012345", "1234567890,123456", "0000000000000000000001", "1,,5", "1,5,5", "1-5", "5-",
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text("0123456789.,-+ eE%_'", max_size=20),
    st.decimals(-(10**9), 10**9, places=3).map(lambda n: f"{n:f}"),
    st.decimals(-(10**9), 10**9, places=2).map(lambda n: f"{n:f}".replace(".", ",")),
    st.integers(-(10**16), 10**16).map(str),
)


def answers(cells: Sequence[str], notation: str, signs: dict[str, str]) -> list[dict[str, Any]]:
    """What the quick and the slow way make of a column."""
    found = []
    for heading in ("Schlüssel", '"Schlüssel"'):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, "a.csv")
            rows = [f"{number:03d};{cell}" for number, cell in enumerate(cells)]
            path.write_text("\n".join([f"{heading};Quote", *rows, ""]), encoding="utf-8")
            said = {
                "level": "s", "source": "q", "period": "2020", "notation": notation, "signs": signs
            }  # fmt: skip
            found.append(read_in_child(str(path), said, MEASURES, ["Stadtteil"]))
    return found


def assert_same(quick: dict[str, Any], slow: dict[str, Any]) -> None:
    for name in quick.keys() | slow.keys():
        one, other = quick[name], slow[name]
        if isinstance(one, np.ndarray):
            assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f"), name
            assert np.array_equal(np.signbit(one), np.signbit(other)), name
        else:
            assert one == other, name


@pytest.mark.parametrize("notation", ["ask", "german", "english"])
@pytest.mark.parametrize("signs", [{}, SIGNS, SIGNS | {"0": "missing", "-1": "suppressed"}])
def test_awkward_cells_are_read_alike(notation: str, signs: dict[str, str]) -> None:
    assert_same(*answers(AWKWARD, notation, signs))
    for cell in AWKWARD:
        assert_same(*answers([cell, "7"], notation, signs))


THOUSANDS = ["1.234", "2.345", "-3.456", "+12.345"]


@pytest.mark.parametrize("notation", ["ask", "german", "english"])
@pytest.mark.parametrize("more", [[], ["7"], ["0.5"], ["0.123"], ["5."], ["-0.25", "x"]])
def test_what_may_be_thousands_is_doubted_alike(notation: str, more: list[str]) -> None:
    quick, slow = answers(THOUSANDS + more, notation, SIGNS)
    assert_same(quick, slow)
    codes = [problem["code"] for problem in quick["problems"]]
    doubts = notation == "english" and more in ([], ["7"])
    assert ("perhaps_thousands" in codes) == doubts


@settings(max_examples=300, deadline=None)
@given(
    st.lists(CELLS, min_size=1, max_size=40),
    st.sampled_from(["ask", "german", "english"]),
    st.sampled_from([{}, SIGNS, {"0": "missing"}]),
)
def test_any_cells_are_read_alike(cells: list[str], notation: str, signs: dict[str, str]) -> None:
    assert_same(*answers(cells, notation, signs))


@given(st.integers(0, 10**15 - 1), st.integers(0, 15), st.sampled_from(["", "-", "+"]))
def test_a_plain_number_is_what_float_reads(digits: int, decimals: int, sign: str) -> None:
    written = f"{digits:016d}"
    text = f"{sign}{int(written[: 16 - decimals])}.{written[16 - decimals :]}".rstrip(".")
    lines = split(f"{text.replace('.', ',')};a\n".encode(), ";", 2)
    assert lines is not None
    found = figure_cells(lines.octets, lines.starts[:, 0], lines.ends[:, 0], ",")
    assert found is not None
    assert found.plain is not None
    if np.isnan(found.plain[0]):
        assert sum(map(str.isdigit, text)) > 15
    else:
        assert found.plain[0].hex() == float(text).hex()

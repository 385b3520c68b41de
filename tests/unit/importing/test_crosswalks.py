"""A table of shares between two boundary sets is read as offices write it, and checked."""

from pathlib import Path

import numpy as np
import pytest

from spatial_units.importing.crosswalks import ReadCrosswalk, read_crosswalk, read_crosswalk_limited
from spatial_units.importing.problems import Severity

OLD, NEW = ["01", "02", "03"], ["01", "04", "05"]
GOOD = [("01", "01", "1"), ("02", "04", "0,25"), ("02", "05", "0,75"), ("03", "05", "1")]


def written(
    path: Path,
    rows: list[tuple[str, ...]],
    header: str = "von;nach;Gewicht",
    encoding: str = "utf-8",
) -> Path:
    delimiter = next(sign for sign in ";\t," if sign in header)
    lines = [header, *(delimiter.join(row) for row in rows)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def read(
    tmp_path: Path,
    rows: list[tuple[str, ...]],
    header: str = "von;nach;Gewicht",
    *,
    encoding: str = "utf-8",
    basis: str = "",
    pad: bool = False,
) -> ReadCrosswalk:
    path = written(tmp_path / "a.csv", rows, header, encoding)
    return read_crosswalk(path, OLD, NEW, basis=basis, pad=pad)


def errors(found: ReadCrosswalk) -> list[str]:
    return [one.code for one in found.problems if one.severity is Severity.ERROR]


def pairs(found: ReadCrosswalk) -> list[tuple[str, str, float]]:
    return [
        (OLD[one], NEW[other], weight)
        for one, other, weight in zip(
            found.source.tolist(), found.target.tolist(), found.weight.tolist(), strict=True
        )
    ]


def test_shares_are_read_with_their_leading_zeros(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert found.problems == []
    assert pairs(found) == [
        ("01", "01", 1.0), ("02", "04", 0.25), ("02", "05", 0.75), ("03", "05", 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["from,to,weight", "from\tto\tweight", "Schlüssel alt;Schlüssel neu;Anteil", "alt;neu;Faktor"],
)
def test_german_and_english_headings_and_every_delimiter(tmp_path: Path, header: str) -> None:
    rows = [(one, other, share.replace(",", ".")) for one, other, share in GOOD]
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        assert len(pairs(read(tmp_path, rows, header, encoding=encoding))) == 4


def test_per_cent_signs_are_read_and_bare_per_cent_is_told(tmp_path: Path) -> None:
    signed = [("01", "01", "100 %"), ("02", "04", "25%"), ("02", "05", "75 %"), ("03", "05", "100")]
    assert errors(read(tmp_path, signed)) == ["crosswalk_in_percent"]
    signed[3] = ("03", "05", "100,0 %")
    assert pairs(read(tmp_path, signed))[1] == ("02", "04", 0.25)


def test_columns_are_known_by_their_codes_where_the_headings_say_nothing(tmp_path: Path) -> None:
    rows = [("2023", "A", share, one) for one, _, share in GOOD]
    old, new = ["01", "02", "03"], ["A"]
    path = written(tmp_path / "a.csv", rows[:2] + rows[3:], "Jahr;plr_2021;Gewicht;plr_2019")
    path.write_text(path.read_text().replace("0,25", "1"))
    found = read_crosswalk(path, old, new)
    assert found.problems == []
    assert found.source.tolist() == [0, 1, 2]
    path.write_text("Umsteigeschlüssel, Stand 2021\n\n" + path.read_text())
    assert read_crosswalk(path, old, new).source.tolist() == [0, 1, 2]


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", GOOD)
    path.write_text("Umsteigeschlüssel der Stadt;;\n;;\n" + path.read_text())
    found = read_crosswalk(path, OLD, [*NEW, "99"])
    assert [one.code for one in found.problems] == ["crosswalk_targets_empty"]
    path.write_text(path.read_text().replace("03;05", "03;07"))
    assert read_crosswalk(path, OLD, NEW).problems[0].row == 7


def test_without_weights_every_area_goes_whole_or_is_asked_for(tmp_path: Path) -> None:
    whole = [("01", "01"), ("02", "04"), ("03", "05")]
    found = read(tmp_path, whole, "von;nach")
    assert found.weight.tolist() == [1, 1, 1]
    assert [one.code for one in found.problems] == ["crosswalk_all_whole"]
    assert errors(read(tmp_path, [*whole, ("02", "05")], "von;nach")) == [
        "crosswalk_without_weights"
    ]


@pytest.mark.parametrize(
    ("at", "row", "code"),
    [
        (1, ("02", "04", "-0,25"), "crosswalk_weight_negative"),
        (1, ("02", "04", "viel"), "crosswalk_weight_no_number"),
        (1, ("02", "04", ""), "crosswalk_weight_no_number"),
        (1, ("02", "04", "1.000,5"), "crosswalk_weight_no_number"),
        (1, ("02", "04", "nan"), "crosswalk_weight_no_number"),
        (1, ("02", "04", "1e999"), "crosswalk_weight_no_number"),
        (1, ("02", "04", "0,3"), "crosswalk_sum_not_one"),
        (1, ("02", "04", "2"), "crosswalk_sum_not_one"),
        (1, ("02", "05", "0,25"), "crosswalk_pair_twice"),
        (1, ("09", "04", "0,25"), "crosswalk_unknown_from"),
        (1, ("02", "09", "0,25"), "crosswalk_unknown_to"),
        (1, ("", "04", "0,25"), "crosswalk_code_empty"),
        (1, ("2", "04", "0,25"), "crosswalk_zeros_lost"),
        (3, ("03", "05", "0"), "crosswalk_areas_lacking"),
    ],
)
def test_what_cannot_be_is_an_error_with_its_place(
    tmp_path: Path, at: int, row: tuple[str, ...], code: str
) -> None:
    rows = [*GOOD]
    rows[at] = row
    found = read(tmp_path, rows)
    assert code in errors(found)
    assert len(found.weight) == 0
    told = next(one for one in found.problems if one.code == code)
    assert told.row in (None, at + 2, at + 3)  # of a pair that stands twice the second is told


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    found = read(tmp_path, [("09", "01", "x"), ("02", "08", "-1"), ("", "05", "1")])
    assert set(errors(found)) == {
        "crosswalk_unknown_from", "crosswalk_unknown_to", "crosswalk_code_empty",
        "crosswalk_weight_no_number", "crosswalk_weight_negative",
    }  # fmt: skip


def test_lost_zeros_come_back_when_that_was_agreed(tmp_path: Path) -> None:
    rows = [(one.lstrip("0"), other.lstrip("0"), share) for one, other, share in GOOD]
    assert errors(read(tmp_path, rows)) == ["crosswalk_zeros_lost", "crosswalk_zeros_lost"]
    assert pairs(read(tmp_path, rows, pad=True)) == pairs(read(tmp_path, GOOD))


def test_swapped_columns_are_told_as_such(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [("x", "A", "1"), ("y", "A", "1"), ("z", "B", "1")])
    assert errors(read_crosswalk(path, ["A", "B"], ["x", "y", "z"])) == ["crosswalk_swapped"]


def test_sums_that_nearly_fit_are_made_to_fit(tmp_path: Path) -> None:
    rows = [("01", "01", "0,3333"), ("01", "04", "0,3333"), ("01", "05", "0,3333"), *GOOD[1:]]
    found = read(tmp_path, rows)
    assert [one.code for one in found.problems] == ["crosswalk_sums_rounded"]
    assert np.bincount(found.source, weights=found.weight) == pytest.approx([1, 1, 1], abs=1e-12)


def test_of_several_bases_one_is_asked_for(tmp_path: Path) -> None:
    rows = [(*row, basis) for basis in ("Einwohner", "Fläche") for row in GOOD]
    header = "von;nach;Gewicht;Basis"
    assert errors(read(tmp_path, rows, header)) == ["crosswalk_which_basis"]
    found = read(tmp_path, rows, header, basis="area")
    assert found.basis == "area"
    assert len(found.weight) == 4
    assert errors(read(tmp_path, rows, header, basis="buildings")) == ["crosswalk_other_basis"]
    assert read(tmp_path, rows[:4], header).basis == "population"
    strange = [(*row, "Hunde") for row in GOOD]
    assert errors(read(tmp_path, strange, header)) == ["crosswalk_basis_unknown"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"von;nach;Gewicht\n", "only_a_header"),
        (b"PK\x03\x04 something", "crosswalk_is_excel"),
        (b"Gemeinde;Summe\nA;1\nB;2\n", "crosswalk_no_columns"),
        (b"von;Gewicht\n01;1\n", "crosswalk_no_columns"),
        (b"\x89PNG\r\n\x1a\n1234", "not_what_it_says"),
        (b'von;nach;Gewicht\n"01;01;1\n', "quote_not_closed"),
    ],
)
def test_other_files_are_refused_in_a_limited_child(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    said = {"encoding": "", "basis": "", "pad": False}
    assert errors(read_crosswalk_limited(path, OLD, NEW, said)) == [code]


def test_a_real_table_of_two_thousand_pairs_is_read(shared_data: Path) -> None:
    """Berlin, 448 areas until 2020 to 542 since: sums off by up to 0.0007, made to fit."""
    path = shared_data / "berlin-lor-areas/crosswalk/seed_lor_crosswalk_2006_to_2021.csv"
    rows = [line.split(",")[:2] for line in path.read_text().splitlines()[1:]]
    old, new = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    found = read_crosswalk(path, old, new, basis="area")
    assert (len(old), len(new), len(found.weight)) == (448, 542, 3055)
    assert errors(found) == []
    assert np.abs(np.bincount(found.source, weights=found.weight) - 1).max() < 1e-12

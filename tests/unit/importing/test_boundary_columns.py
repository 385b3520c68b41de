"""Which column holds the codes, the names, the parents, and when somebody has to be asked."""

import pytest

from spatial_units.importing.column_guess import Guess, guess_code, guess_name, guess_parent

CODES = ["0101", "0102", "0201", "0202"]
NAMES = ["Altstadt", "Neustadt", "Hafen", "Weiße Höhe"]
COUNTER = ["1", "2", "3", "4"]


@pytest.mark.parametrize("header", ["SCHLUESSEL", "Schlüssel", "BZR_ID", "AGS", "nr", "code"])
def test_a_header_that_speaks_of_codes_is_enough(header: str) -> None:
    columns = {"fid": COUNTER, header: CODES, "NAME": NAMES}
    assert guess_code(columns, set()) == Guess(header, True)


def test_known_codes_count_more_than_headers() -> None:
    columns = {"schluessel": ["a", "b", "c", "d"], "x": CODES}
    assert guess_code(columns, set(CODES)) == Guess("x", True)


def test_two_alike_are_asked_about() -> None:
    columns = {"ARS": CODES, "AGS": CODES, "NAME": NAMES}
    assert not guess_code(columns, set()).is_sure


def test_a_running_number_alone_is_not_sure() -> None:
    assert not guess_code({"OBJECTID": COUNTER, "flaeche": ["1.5"] * 4}, set()).is_sure


def test_one_code_given_twice_does_not_hide_the_column() -> None:
    columns = {"schluessel": ["01", "02", "03", "03"], "name": NAMES}
    assert guess_code(columns, set()) == Guess("schluessel", True)


def test_no_column_will_do() -> None:
    assert guess_code({"stadt": ["Köln"] * 4}, set()) == Guess("", False)
    assert guess_code({}, set()) == Guess("", False)


def test_names_are_words_and_not_the_code() -> None:
    columns = {"code": CODES, "bezeichnung": NAMES, "bemerkung": ["", "", "", "neu"]}
    assert guess_name(columns, "code", set()) == Guess("bezeichnung", True)
    assert guess_name({"code": CODES}, "code", set()) == Guess("", False)


def test_parents_are_codes_of_one_coarser_level_throughout() -> None:
    columns = {"code": CODES, "bez": ["01", "01", "02", "02"], "land": ["11"] * 4}
    levels = {"bezirk": {"01", "02", "03"}, "land": {"11"}}
    assert guess_parent(columns, {"code"}, levels) == ("bez", "bezirk")
    columns["bez"][3] = "99"
    assert guess_parent(columns, {"code"}, levels) == ("", "")

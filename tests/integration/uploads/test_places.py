"""A problem names the row and the column of the cell that has to be mended."""

import pytest

from accounts.models import User
from indicators.presenters_problems import problem_rows
from tests.factories import City
from tests.integration.uploads.making import CODES, sheet, uploaded

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

HEAD: list[object] = ["Schlüssel", "Name", "Jahr", "Einwohner"]
NAMES = ["Altstadt", "Brühl", "Grünau", "Höfe"]


def places(city: City, by: User, *rows: list[object]) -> list[tuple[int | None, str]]:
    return [(one.row, one.column) for one in problem_rows(uploaded(city, by, sheet(*rows)))]


@pytest.mark.parametrize("code", ["99", "@x", "06", "1", "2"])
def test_a_code_that_is_no_area_is_in_the_column_of_codes(
    city: City, clerk: User, code: str
) -> None:
    rows: list[list[object]] = [["01", "Altstadt", "2020", 5], [code, None, "2020", 6]]
    assert (3, "Schlüssel") in places(city, clerk, HEAD, *rows)


def test_names_that_are_others_are_in_the_column_of_names(city: City, clerk: User) -> None:
    pairs = list(zip(CODES, NAMES, strict=False))
    shifted = list(zip(CODES, NAMES[1:] + NAMES[:1], strict=False))
    for rows, place in (([*pairs[:3], ("04", "Burg")], (5, "Name")), (shifted, (2, "Name"))):
        cells: list[list[object]] = [[code, name, "2020", 5] for code, name in rows]
        assert places(city, clerk, HEAD, *cells) == [place]


def test_the_second_of_two_headings_that_mean_the_same_is_named(city: City, clerk: User) -> None:
    assert places(city, clerk, [*HEAD, "pop"], ["01", None, "2020", 5, 6]) == [(None, "pop")]

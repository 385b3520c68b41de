"""Numbers, dates and periods are written as people here write them."""

import pytest
from django.utils.translation import override

from atlas import formats

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (12345.6, 1, "12.345,6", "12,345.6"),
        (0.0, 1, "0,0", "0.0"),
        (-0.5, 2, "-0,50", "-0.50"),
        (1234567.0, 0, "1.234.567", "1,234,567"),
    ],
)
def test_a_number_reads_as_in_the_readers_country(
    value: float, decimals: int, german: str, english: str
) -> None:
    with override("de"):
        assert formats.number(value, decimals) == german
    with override("en"):
        assert formats.number(value, decimals) == english


def test_a_narrow_space_parts_a_german_number_from_its_per_cent_sign() -> None:
    with override("de"):
        assert formats.quantity(5.0, 1, "%") == f"5,0{NARROW}%"
        assert formats.quantity(41.5, 1, "Jahre") == "41,5\u00a0Jahre"
        assert formats.quantity(7.0, 0, "") == "7"
    with override("en"):
        assert formats.quantity(5.0, 1, "%") == "5.0%"


@pytest.mark.parametrize(
    ("key", "kind", "end", "german"),
    [
        ("2020-12-31", "day", "2020-12-31", "31.12.2020"),
        ("2020", "year", "2020-12-31", "2020"),
        ("2020-03", "month", "2020-03-31", "März 2020"),
        ("2020-Q4", "quarter", "2020-12-31", "4. Quartal 2020"),
        ("2020-H1", "half_year", "2020-06-30", "1. Halbjahr 2020"),
        ("2020/21", "school_year", "2021-07-31", "Schuljahr 2020/21"),
    ],
)
def test_a_period_has_its_usual_name(key: str, kind: str, end: str, german: str) -> None:
    with override("de"):
        assert formats.period(key, kind, end) == german


def test_umlauts_stand_beside_their_vowels_in_a_list() -> None:
    names = ["Zoo", "Österfeld", "Ostheim", "Ärztehaus", "Altstadt"]
    ordered = sorted(names, key=formats.sort_key)
    assert ordered == ["Altstadt", "Ärztehaus", "Österfeld", "Ostheim", "Zoo"]

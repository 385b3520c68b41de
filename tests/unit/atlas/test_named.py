"""Which area a typed name means."""

import pytest

from atlas.search import is_slip, named

NAMES = {"1": "Grünau-Ost", "2": "Grünau-Nord", "3": "Zentrum", "4": "Zentrum-Ost", "51": "Möckern"}


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("möckern", ("51",)),
        ("MOECKERN", ("51",)),
        ("51", ("51",)),
        ("zentrum", ("3",)),
        ("Grün", ("1", "2")),
        ("grunau nord", ("2",)),
        ("Atlantis", ()),
        ("", ()),
        (" ", ()),
    ],
)
def test_the_same_name_comes_first_then_beginnings(typed: str, codes: tuple[str, ...]) -> None:
    assert named(typed, NAMES) == codes


def test_a_slip_is_found_but_known_as_one() -> None:
    assert named("Möckren", NAMES) == ("51",)
    assert is_slip("Möckren", "Möckern")

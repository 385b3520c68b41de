"""Colours are ordered, also for those who see none, and stand apart from gaps."""

import pytest

from atlas import palettes

SEQUENTIAL = [key for key, palette in palettes.PALETTES.items() if palette.kind == "sequential"]
DIVERGING = [key for key, palette in palettes.PALETTES.items() if palette.kind == "diverging"]


def brightness(color: str) -> float:
    """Relative luminance (WCAG), 0 black to 1 white."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("n", range(2, 10))
@pytest.mark.parametrize("key", SEQUENTIAL)
def test_a_higher_class_is_darker_also_in_greyscale(key: str, n: int) -> None:
    shades = [brightness(color) for color in palettes.colors(key, n)]
    assert len(shades) == n
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == n


@pytest.mark.parametrize("key", DIVERGING)
def test_a_diverging_palette_is_lightest_in_the_middle(key: str) -> None:
    shades = [brightness(color) for color in palettes.colors(key, 7)]
    assert shades[:4] == sorted(shades[:4])
    assert shades[3:] == sorted(shades[3:], reverse=True)


@pytest.mark.parametrize("key", SEQUENTIAL)
def test_the_lightest_class_differs_from_the_white_ground(key: str) -> None:
    assert brightness(palettes.colors(key, 9)[0]) < 0.82


def test_sides_of_a_reference_take_their_colours_from_the_middle_outwards() -> None:
    even = palettes.colors("blue_orange", 6, n_below=3)
    assert palettes.colors("blue_orange", 4, n_below=1) == even[2:]
    assert palettes.colors("blue_orange", 3, n_below=3) == even[:3]


def test_one_class_has_a_middle_colour() -> None:
    assert palettes.colors("blue", 1) == ["#4a98c9"]

"""Colours of the classes. Sequential ones run from light (low) to dark, also in greyscale.

The hues follow ColorBrewer (Cynthia Brewer, Apache 2.0), begun darker than there, so that the
lowest class differs from the white ground and from the hatches of gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEFAULT = "blue"
DEFAULT_DIVERGING = "blue_orange"
FEWEST_COLORS, MOST_COLORS = 2, 9
HALFWAY = 0.5


@dataclass(frozen=True)
class Palette:
    """A ramp given by colours at equal distances; a diverging one has its middle in between."""

    name: str | Promise
    kind: Literal["sequential", "diverging"]
    stops: tuple[str, ...]


PALETTES = {
    "blue": Palette(
        _("Blue"), "sequential", ("#d6e6f4", "#94c4df", "#4a98c9", "#1764ab", "#08306b")
    ),
    "green": Palette(
        _("Green"), "sequential", ("#d9f0d3", "#a1d99b", "#52b365", "#1d8641", "#00441b")
    ),
    "purple": Palette(
        _("Purple"), "sequential", ("#e2e0ef", "#b6b5d8", "#8683bd", "#61409b", "#3f007d")
    ),
    "orange": Palette(
        _("Orange"), "sequential", ("#fee0c1", "#fdb271", "#f67824", "#c84202", "#7f2704")
    ),
    "grey": Palette(
        _("Grey"), "sequential", ("#dedede", "#b5b5b5", "#848484", "#525252", "#1c1c1c")
    ),
    "viridis": Palette(
        "Viridis", "sequential", ("#dde318", "#6ccd5a", "#1f978b", "#38598c", "#440154")
    ),
    "blue_orange": Palette(
        _("Blue to orange"),
        "diverging",
        ("#0b4a83", "#3f8bbf", "#a5cde3", "#ece7e0", "#f6bd8a", "#d97a2b", "#8a3d05"),
    ),
    "green_purple": Palette(
        _("Green to purple"),
        "diverging",
        ("#1b5e2a", "#5aa05f", "#b2dbae", "#ece8ec", "#cfb4da", "#9970ab", "#4d1a63"),
    ),
}


SEQUENTIAL = tuple(key for key, one in PALETTES.items() if one.kind == "sequential")
DIVERGING = tuple(key for key, one in PALETTES.items() if one.kind == "diverging")


def default_of(card: dict[str, Any]) -> str:
    """The palette that a catalogue entry declares."""
    declared = (card.get("classification") or {}).get("palette", "")
    return declared if declared in PALETTES else DEFAULT


def colors(key: str, n: int, n_below: int | None = None) -> list[str]:
    """The colours of `n` classes, from the lowest to the highest.

    `n_below` of them lie below the reference of a diverging classification: then the sides
    take their colours from the middle outwards, equally far on both.

    >>> colors("blue", 2)
    ['#d6e6f4', '#08306b']
    """
    palette = PALETTES[key]
    if n_below is None or palette.kind == "sequential":
        return [between(palette.stops, i / (n - 1) if n > 1 else HALFWAY) for i in range(n)]
    widest = max(n_below, n - n_below)
    full = [between(palette.stops, i / (2 * widest - 1)) for i in range(2 * widest)]
    return full[widest - n_below : widest + n - n_below]


@cache
def all_colors(key: str) -> dict[str, list[str]]:
    """The colours of a palette for every number of classes, as the client gets them."""
    return {str(n): colors(key, n) for n in range(FEWEST_COLORS, MOST_COLORS + 1)}


def between(stops: Sequence[str], share: float) -> str:
    """The colour at a share (0 to 1) of the way along the stops, mixed in sRGB."""
    place = share * (len(stops) - 1)
    first = min(int(place), len(stops) - 2)
    low, high = _parts(stops[first]), _parts(stops[first + 1])
    weight = place - first
    mixed = (round(a + (b - a) * weight) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)

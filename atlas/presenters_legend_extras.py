"""What the legend says beyond classes and gaps: directions of a change, a threshold's line.

static/js/legend-extras.js writes the same.
"""

from dataclasses import dataclass
from math import floor
from typing import Literal

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, palettes, series
from atlas.change import POINTS
from atlas.classes import RAMP_COLORS, Classes
from atlas.selection import MapView
from atlas.wording import in_language


@dataclass(frozen=True)
class LegendDirection:
    """Circles of an increase or a decrease; `color` is empty where no circle is drawn."""

    key: Literal["increase", "decrease", "unchanged"]
    label: str
    color: str
    count: int


@dataclass(frozen=True)
class LegendThreshold:
    """The threshold's line below class `first_above`; shares of the areas with a value."""

    label: str
    first_above: int
    n_below: int
    n_above: int
    share_below: str
    share_above: str


def circles_words(view: MapView) -> str:
    if view.change:
        return _("The area of a circle stands for the size of the change.")
    return _("The area of a circle stands for the number.")


def sign_colors(view: MapView) -> tuple[str, str]:
    """The colours of circles for a decrease and an increase."""
    shades = palettes.colors(view.palette, RAMP_COLORS)
    return shades[1], shades[-2]


def directions(view: MapView) -> tuple[LegendDirection, ...]:
    values = series.values_at(view.pack, view.period)[view.shown_areas()]
    decrease, increase = sign_colors(view)
    return (
        LegendDirection("increase", _("Increase"), increase, int((values > 0).sum())),
        LegendDirection("decrease", _("Decrease"), decrease, int((values < 0).sum())),
        LegendDirection("unchanged", _("Unchanged (no circle)"), "", int((values == 0).sum())),
    )


def threshold_line(view: MapView, classes: Classes) -> LegendThreshold | None:
    """The line in the legend, and how many of the shown areas with a value lie on each side."""
    if view.threshold is None:
        return None
    values = series.values_at(view.pack, view.period)[view.shown_areas()]
    known = values[np.isfinite(values)]
    n_below = int((known < view.threshold.value).sum())
    unit = view.unit if view.unit == "%" else ""
    return LegendThreshold(
        label=view.written(view.threshold.value, unit),
        first_above=classes.found.diverging_class or 0,
        n_below=n_below,
        n_above=len(known) - n_below,
        share_below=_share(n_below, len(known)),
        share_above=_share(len(known) - n_below, len(known)),
    )


def _share(part: int, of: int) -> str:
    """A part of the areas in whole per cent."""
    return formats.quantity(floor(100 * part / of + 0.5) if of else 0, 0, "%")


def notes_of_change(view: MapView) -> list[str]:
    """How many areas are in the class from zero upwards without having risen, and how much of a
    change may come from figures the source gives as whole per cent."""
    if not view.change:
        return []
    said = []
    unchanged = int((series.values_at(view.pack, view.period) == 0).sum())
    if unchanged:
        said.append(
            ngettext(
                "%(number)s area is unchanged; it stands in the class from 0.",
                "%(number)s areas are unchanged; they stand in the class from 0.",
                unchanged,
            )
            % {"number": formats.number(unchanged, 0)}
        )
    if view.decimals == 0 and in_language(view.card["unit"]) == in_language(POINTS):
        said.append(
            _("The source gives whole per cent: 1 percentage point may come from rounding alone.")
        )
    return said

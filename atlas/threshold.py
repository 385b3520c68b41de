"""Classes on both sides of a threshold, each side in a palette of its own.

The threshold takes the place of a method: areas below it are divided into as many classes of
equal numbers as those from it on. Of values of all dates, as every other classification.
"""

from dataclasses import dataclass

import numpy as np

from atlas import palettes
from indicators.statistics.arrays import FloatArray
from releases.classification import Classification, class_of, classify

METHOD = "threshold"
DEFAULT_BELOW, DEFAULT_ABOVE = "blue", "orange"  # told apart by colour-blind eyes as well
FEWEST_PER_SIDE, MOST_PER_SIDE, DEFAULT_PER_SIDE = 2, 5, 3
PALEST = 0.2  # share of a palette left out, so that both sides differ next to the threshold


@dataclass(frozen=True)
class Threshold:
    """A number in the indicator's unit; areas at it belong to the upper side."""

    value: float
    below: str = DEFAULT_BELOW
    above: str = DEFAULT_ABOVE
    per_side: int = DEFAULT_PER_SIDE


def classes(values: FloatArray, threshold: Threshold, decimals: int) -> Classification:
    """Divide (n_areas,) values, NaN in a gap; `diverging_class` counts the lower classes.

    A side without areas still is one class, so that the legend always has both.
    """
    lower = _side(values[values < threshold.value], threshold.per_side, decimals)
    upper = _side(values[values >= threshold.value], threshold.per_side, decimals)
    breaks = (*lower, threshold.value, *upper)
    known = values[np.isfinite(values)]
    places = class_of(known, breaks)
    return Classification(
        method="manual",
        asked=2 * threshold.per_side,
        decimals=decimals,
        breaks=breaks,
        lowest=float(known.min()) if len(known) else None,
        highest=float(known.max()) if len(known) else None,
        counts=tuple(np.bincount(places, minlength=len(breaks) + 1).tolist()),
        goodness=None,
        notes=(),
        diverging_class=len(lower) + 1,
    )


def colors(found: Classification, threshold: Threshold) -> list[str]:
    """One colour per class, the palest beside the threshold."""
    below = found.diverging_class or 0
    above = len(found.breaks) + 1 - below
    return [*reversed(_shades(threshold.below, below)), *_shades(threshold.above, above)]


def _side(values: FloatArray, k: int, decimals: int) -> tuple[float, ...]:
    if k == 1:
        return ()
    return classify(values, "quantile", k, decimals=decimals).breaks


def _shades(palette: str, n: int) -> list[str]:
    stops = palettes.PALETTES[palette].stops
    steps = np.linspace(PALEST, 1.0, n) if n > 1 else [(PALEST + 1.0) / 2]
    return [palettes.between(stops, float(step)) for step in steps]

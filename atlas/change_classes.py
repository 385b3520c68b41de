"""Classes of a change: the same readable limits up and down from zero.

One area that changes much must not stretch all classes. So the limits follow how many areas
change by how much, whichever way: about as many areas in each step away from zero. They are
rounded to numbers people can remember and hold on both sides, so that a colour means the same
distance from zero; the outermost classes are open.
"""

import numpy as np

from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note
from releases.classification import Classification, class_of, classify
from releases.printed import as_numbers, printed

READABLE = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0)  # times a power of ten


def classes(values: FloatArray, k: int, decimals: int) -> Classification:
    """Divide the changes of areas; `diverging_class` counts the classes below zero.

    Takes (n_areas,) changes in the unit of the change, NaN in a gap. Half of `k` classes, rounded
    up, are wished for on each side; ties and few values make fewer, with a note. Zero is always
    a break where areas differ; a side without areas is one empty class, and no outer class is
    empty otherwise. A value at a limit belongs to the class above it.

    >>> found = classes(np.array([-2.1, -0.4, 0.0, 0.6, 1.1, 2.4, 80.0]), 4, 1)
    >>> found.breaks, found.counts
    ((-1.5, 0.0, 1.5), (1, 1, 3, 2))
    """
    numbers = printed(values, decimals)
    known = numbers[~np.isnan(numbers)]
    if len(np.unique(known)) < 2:
        return classify(values, "diverging", k, decimals=decimals, reference=0.0)
    limits, notes = _limits(np.sort(np.abs(known)), (k + 1) // 2)
    below = -limits[limits < -known.min()][::-1]
    above = limits[limits <= known.max()]
    inner = np.concatenate([below, [0.0], above])
    ends = as_numbers(np.array([known.min(), known.max()]), decimals).tolist()
    return Classification(
        method="diverging",
        asked=k,
        decimals=decimals,
        breaks=tuple(as_numbers(inner, decimals).tolist()),
        lowest=ends[0],
        highest=ends[1],
        counts=tuple(np.bincount(class_of(known, inner), minlength=len(inner) + 1).tolist()),
        goodness=None,
        notes=notes,
        diverging_class=len(below) + 1,
    )


def readable(number: float) -> float:
    """The whole number nearest to a positive one that is easily read: 1, 1.5, 2, … times 10ⁿ.

    >>> [readable(number) for number in (1.0, 2.4, 27.0, 133.0, 8700.0)]
    [1.0, 2.0, 25.0, 150.0, 8000.0]
    """
    power = 10.0 ** np.floor(np.log10(number))
    offered = np.round(np.array(READABLE) * power, 9)
    whole = offered[offered == np.floor(offered)]
    return float(whole[np.argmin(np.abs(whole - number))])


def _limits(sizes: FloatArray, per_side: int) -> tuple[FloatArray, tuple[Note, ...]]:
    """Sizes that part (n,) ascending printed sizes of change, zeros aside, into equal shares."""
    changed = sizes[sizes > 0]
    wished = np.quantile(changed, np.arange(1, per_side) / per_side)
    rounded = np.unique([readable(size) for size in wished])
    opened_by = np.searchsorted(sizes, rounded, side="left")
    filled = np.diff(opened_by, prepend=0) > 0  # neither empty next to zero …
    limits = rounded[filled & (opened_by < len(sizes))]  # … nor at the far end
    distinct = len(np.unique(changed))
    if len(limits) == len(wished):
        return limits, ()
    if distinct < per_side:
        return limits, (Note("few_changes", {"distinct": distinct}),)
    return limits, (Note("limits_joined", {"asked": per_side, "kept": len(limits) + 1}),)

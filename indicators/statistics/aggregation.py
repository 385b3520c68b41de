"""From areas to the larger areas they make up: counts are added, rates are worked out anew.

All take (n_areas,) arrays, NaN where there is a gap, and `parent_index`, (n_areas,): the
position of each area's parent, -1 for none. All give (n_parents,) arrays. A parent is a gap
unless nearly all of it is known; what is not quite complete says so. Medians, indices, ranks
and classes cannot be aggregated. docs/methods/aggregation.md.
"""

from dataclasses import dataclass

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray, IntArray

LEAST_COVERAGE = 0.95


@dataclass(frozen=True)
class ParentValues:
    """Values of parents, NaN where too little is known or there is no child.

    `coverage` is the share (0 to 1) of the weights that stand behind the value, NaN where
    unknown. `incomplete` marks values that leave out a child ("unvollständig").
    """

    value: FloatArray
    incomplete: BoolArray
    coverage: FloatArray


def sum_by_parent(
    values: FloatArray,
    parent_index: IntArray,
    n_parents: int,
    *,
    coverage_weights: FloatArray | None = None,
    least_coverage: float = LEAST_COVERAGE,
) -> ParentValues:
    """Add up counts or amounts of the children of each parent.

    Without `coverage_weights` (persons of each child) one missing child makes the parent a
    gap. With them, a parent of which at least `least_coverage` is known gets the sum of
    what is known, marked incomplete; nothing is estimated for the rest.

    >>> children = np.array([1.0, 2.0, np.nan, 4.0])
    >>> sum_by_parent(children, np.array([0, 0, 1, 1]), n_parents=2).value
    array([ 3., nan])
    """
    known = ~np.isnan(values)
    coverage, incomplete = _coverage(known, parent_index, n_parents, coverage_weights)
    enough = coverage >= (least_coverage if coverage_weights is not None else 1.0)
    total = _add(np.where(known, values, 0.0), parent_index, n_parents)
    return ParentValues(np.where(enough, total, np.nan), incomplete & enough, coverage)


def ratio(numerator: FloatArray, denominator: FloatArray, factor: float) -> FloatArray:
    """Divide and multiply by `factor` (1, 100, 1000); NaN where the denominator is 0 or a gap.

    Multiplies first: with whole counts the result is the float nearest to the true rate, so
    that it prints correctly (201 of 200 per cent is 100.5, not 100.49999999999999).

    >>> ratio(np.array([201.0, 1.0]), np.array([200.0, 0.0]), factor=100)
    array([100.5,   nan])
    """
    divisor = np.where(denominator == 0, np.nan, denominator)
    return np.asarray(numerator * factor / divisor, dtype=np.float64)


def ratio_of_sums(
    numerator: FloatArray,
    denominator: FloatArray,
    parent_index: IntArray,
    n_parents: int,
    factor: float,
    *,
    coverage_weights: FloatArray | None = None,
    least_coverage: float = LEAST_COVERAGE,
) -> ParentValues:
    """Work out a share or rate of each parent from the sums over its children.

    A child whose numerator or denominator is missing is left out of both. Coverage is
    reckoned by denominator, or by `coverage_weights` where given; a missing weight leaves
    it unknown and the parent a gap. The city's value is that of one parent of all areas.

    >>> cases, persons = np.array([5.0, 10.0, np.nan]), np.array([100.0, 100.0, 8.0])
    >>> city = ratio_of_sums(cases, persons, np.zeros(3, dtype=np.int64), 1, factor=100)
    >>> city.value, city.incomplete
    (array([7.5]), array([ True]))
    """
    known = ~(np.isnan(numerator) | np.isnan(denominator))
    weights = denominator if coverage_weights is None else coverage_weights
    coverage, incomplete = _coverage(known, parent_index, n_parents, weights)
    enough = coverage >= least_coverage
    above = _add(np.where(known, numerator, 0.0), parent_index, n_parents)
    below = _add(np.where(known, denominator, 0.0), parent_index, n_parents)
    value = np.where(enough, ratio(above, below, factor), np.nan)
    return ParentValues(value, incomplete & ~np.isnan(value), coverage)


def weighted_mean(
    means: FloatArray,
    weights: FloatArray,
    parent_index: IntArray,
    n_parents: int,
    *,
    least_coverage: float = LEAST_COVERAGE,
) -> ParentValues:
    """Average means of the children, each weighing as much as the persons behind it.

    >>> ages, persons = np.array([40.0, 50.0]), np.array([300.0, 100.0])
    >>> weighted_mean(ages, persons, np.zeros(2, dtype=np.int64), n_parents=1).value
    array([42.5])
    """
    sums = means * weights
    return ratio_of_sums(
        sums, weights, parent_index, n_parents, factor=1, least_coverage=least_coverage
    )


def _add(values: FloatArray, parent_index: IntArray, n_parents: int) -> FloatArray:
    has_parent = parent_index >= 0
    sums = np.bincount(parent_index[has_parent], values[has_parent], minlength=n_parents)
    return sums.astype(np.float64)


def _coverage(
    known: BoolArray, parent_index: IntArray, n_parents: int, weights: FloatArray | None
) -> tuple[FloatArray, BoolArray]:
    """Share of each parent's weight that is known, and which parents lack a child."""
    if weights is None:
        weights = np.ones(known.shape)
    whole = _add(weights, parent_index, n_parents)
    part = _add(np.where(known, weights, 0.0), parent_index, n_parents)
    lacking = _add(np.where(known, 0.0, 1.0), parent_index, n_parents) > 0
    has_child = _add(np.ones(known.shape), parent_index, n_parents) > 0
    share = np.where(lacking, ratio(part, whole, factor=1), 1.0)
    return np.where(has_child, share, np.nan), lacking

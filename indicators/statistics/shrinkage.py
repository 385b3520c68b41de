"""Shares of small areas drawn towards the share of the district they lie in.

As the British indices of deprivation do, on the scale of log odds. docs/methods/shrinkage.md.
"""

import numpy as np

from indicators.statistics.arrays import FloatArray, IntArray
from indicators.statistics.intervals import check_shares


def shrunken_share(cases: FloatArray, persons: FloatArray, district: IntArray) -> FloatArray:
    """Shares from 0 to 1 of (n_areas,) counts, NaN where one is missing or there is no district.

    `district` is the position of each area's district, -1 for none. An area keeps as much of its
    own share as the spread between the district's areas outweighs the chance in its own counts. An
    area without persons gets the district's share; alone in its district it keeps its own. Noble
    and others (2003), Scottish Indices of Deprivation, appendix 1, whose structure this follows.
    Raises Refused for more cases than persons.

    >>> cases, persons = np.array([2.0, 60.0, 90.0]), np.array([10.0, 600.0, 300.0])
    >>> shrunken_share(cases, persons, np.zeros(3, dtype=np.int64)).round(3)
    array([0.197, 0.102, 0.296])
    """
    check_shares(cases, persons)
    found = np.full(cases.shape, np.nan)
    known = ~(np.isnan(cases) | np.isnan(persons)) & (district >= 0)
    for one in np.unique(district[known]):
        inside = np.flatnonzero(known & (district == one))
        found[inside] = _in_a_district(cases[inside], persons[inside])
    return found


def _in_a_district(cases: FloatArray, persons: FloatArray) -> FloatArray:
    lived_in = persons > 0
    if np.count_nonzero(lived_in) < 2:
        return np.where(lived_in, cases / np.where(lived_in, persons, 1), _share(cases, persons))
    n, r = persons[lived_in], cases[lived_in]
    own = np.log((r + 0.5) / (n - r + 0.5))
    by_chance = (n + 1) * (n + 2) / (n * (r + 1) * (n - r + 1))
    whole = np.log((r.sum() + 0.5) / (n.sum() - r.sum() + 0.5))
    between = float(((own - whole) ** 2).sum() / (len(own) - 1))
    trust = between / (between + by_chance)
    odds = np.full(cases.shape, whole)
    odds[lived_in] = trust * own + (1 - trust) * whole
    return np.asarray(1 / (1 + np.exp(-odds)))


def _share(cases: FloatArray, persons: FloatArray) -> float:
    return float(cases.sum() / persons.sum()) if persons.sum() else float("nan")

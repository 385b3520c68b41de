"""How apart a group and all others live: five measures of one city at one date.

All take (n_areas,) counts of the group and of all persons, NaN where there is a gap. Areas
with a gap or without persons are left out; the order of the areas changes no bit. NaN where
nobody, or everybody, belongs to the group. docs/methods/segregation.md.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import entr

from indicators.statistics.arrays import FloatArray
from indicators.statistics.intervals import check_shares
from indicators.statistics.notes import Note

DRAWS = 1000


@dataclass(frozen=True)
class Segregation:
    """The measures, 0 to 1; `corrected_dissimilarity` is without what small counts add.

    `n` areas were used.
    """

    dissimilarity: float
    corrected_dissimilarity: float
    isolation: float
    interaction: float
    gini: float
    entropy_index: float
    n: int
    notes: tuple[Note, ...]


def segregation(group: FloatArray, persons: FloatArray, *, seed: int) -> Segregation:
    """All measures of one group against all others.

    >>> found = segregation(
    ...     np.array([10.0, 30.0, 60.0, 0.0]), np.array([100.0, 100.0, 100.0, 50.0]), seed=1
    ... )
    >>> round(found.dissimilarity, 4), round(found.gini, 4), round(found.entropy_index, 6)
    (0.46, 0.6, 0.231613)
    """
    own, all_persons = _known(group, persons)
    left_out = len(group) - len(own)
    notes = [Note("areas_left_out", {"areas": left_out})] if left_out else []
    if not 0 < own.sum() < all_persons.sum():
        notes.append(Note("not_two_groups"))
    return Segregation(
        dissimilarity(group, persons),
        corrected_dissimilarity(group, persons, seed=seed),
        isolation(group, persons),
        interaction(group, persons),
        gini(group, persons),
        entropy_index(group, persons),
        len(own),
        tuple(notes),
    )


def dissimilarity(group: FloatArray, persons: FloatArray) -> float:
    """The share of the group that would have to move for all areas to be alike.

    Duncan and Duncan (1955), American Sociological Review 20, 210-217. Against all others
    this is also called the index of segregation (IS).
    """
    return _dissimilarity(*_parts(group, persons))


def corrected_dissimilarity(group: FloatArray, persons: FloatArray, *, seed: int) -> float:
    """The dissimilarity less what chance adds where areas or the group are small; at least 0.

    The bias is how much further apart 1,000 cities drawn from this one are than this one:
    2 D - mean. Allen, Burgess, Davidson and Windmeijer (2015), Econometrics Journal 18, 40-66.
    """
    own, others = _parts(group, persons)
    found = _dissimilarity(own, others)
    if np.isnan(found):
        return found
    rng = np.random.default_rng(seed)
    drawn_own = rng.multinomial(round(own.sum()), own / own.sum(), size=DRAWS)
    drawn_others = rng.multinomial(round(others.sum()), others / others.sum(), size=DRAWS)
    apart = np.abs(
        drawn_own / drawn_own.sum(axis=1, keepdims=True)
        - drawn_others / drawn_others.sum(axis=1, keepdims=True)
    )
    return max(2 * found - float(apart.sum(axis=1).mean()) / 2, 0.0)


def isolation(group: FloatArray, persons: FloatArray) -> float:
    """The share of the group among the neighbours of its average member. Bell (1954)."""
    own, others = _parts(group, persons)
    return float((own / own.sum() * (own / (own + others))).sum())


def interaction(group: FloatArray, persons: FloatArray) -> float:
    """The share of all others among the neighbours of its average member; 1 less isolation."""
    own, others = _parts(group, persons)
    return float((own / own.sum() * (others / (own + others))).sum())


def gini(group: FloatArray, persons: FloatArray) -> float:
    """How far shares differ between any two areas: twice the area at the Lorenz curve.

    Massey and Denton (1988), Social Forces 67, 281-315.
    """
    own, others = _parts(group, persons)
    order = np.argsort(own / (own + others), kind="stable")
    own, others = own[order], others[order]
    others_before = np.cumsum(others) - others
    own_before = np.cumsum(own) - own
    product = own.sum() * others.sum()
    return float((own * others_before - others * own_before).sum() / product)


def entropy_index(group: FloatArray, persons: FloatArray) -> float:
    """Theil's H: by how much less mixed areas are than the city. Massey and Denton (1988)."""
    own, others = _parts(group, persons)
    persons_there, everybody = own + others, own.sum() + others.sum()
    city = _entropy(np.array([own.sum() / everybody]))[0]
    mixed = _entropy(own / persons_there)
    return float((persons_there * (city - mixed)).sum() / (city * everybody))


def _dissimilarity(own: FloatArray, others: FloatArray) -> float:
    return float(np.abs(own / own.sum() - others / others.sum()).sum() / 2)


def _entropy(share: FloatArray) -> FloatArray:
    return np.asarray(entr(share) + entr(1 - share), np.float64)


def _known(group: FloatArray, persons: FloatArray) -> tuple[FloatArray, FloatArray]:
    check_shares(group, persons)
    known = ~np.isnan(group) & (persons > 0)
    order = np.lexsort((group[known], persons[known]))
    return group[known][order], persons[known][order]


def _parts(group: FloatArray, persons: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Members and all others of each area with persons; a gap if there are not both."""
    own, all_persons = _known(group, persons)
    if not 0 < own.sum() < all_persons.sum():
        return np.array([np.nan]), np.array([np.nan])
    return own, all_persons - own

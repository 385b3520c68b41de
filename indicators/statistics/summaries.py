"""What an index of small areas says of the larger areas they make up.

Scores and ranks are never added up or averaged as if they were shares; these are the summaries the
English indices publish for districts, named so. docs/methods/summaries.md.
"""

from dataclasses import dataclass

import numpy as np

from indicators.statistics.aggregation import LEAST_COVERAGE, ParentValues, weighted_mean
from indicators.statistics.arrays import FloatArray, IntArray
from indicators.statistics.class_rules import SCORE_DECIMALS
from indicators.statistics.standardise import lowest_ranks

WORST = 10  # per cent of the areas that count in full
SLIDING_TO = 30  # per cent up to which areas count in part
MOST_IN_PART, LEAST_IN_PART = 0.95, 0.05


@dataclass(frozen=True)
class Summaries:
    """Of (n_parents,) each: `mean` score weighted by persons; `worst_tenth`, per cent of the areas
    that are in the most burdened tenth of all; `extent`, per cent of the persons who live in the
    most burdened three tenths, those beyond the first counting ever less."""

    mean: ParentValues
    worst_tenth: ParentValues
    extent: ParentValues


def summaries(
    score: FloatArray, persons: FloatArray, parent_index: IntArray, n_parents: int
) -> Summaries:
    """Summarise (n_areas,) scores, NaN where not evaluated. At least 95 per cent of a parent's
    persons (for `worst_tenth` of its areas) must be evaluated, else its summary is a gap.

    McLennan and others (2019), English Indices of Deprivation 2019: technical report.

    >>> found = summaries(np.arange(20.0), np.full(20, 100.0), np.repeat([0, 1], 10), 2)
    >>> found.mean.value, found.worst_tenth.value, found.extent.value.round(2)
    (array([ 4.5, 14.5]), array([ 0., 20.]), array([ 0.  , 36.21]))
    """
    known = ~np.isnan(score)
    n = max(int(np.count_nonzero(known)), 1)
    hundredth = np.ceil(lowest_ranks(-np.round(score, SCORE_DECIMALS)) * 100 / n)
    steps = SLIDING_TO - WORST - 1
    in_part = MOST_IN_PART - (hundredth - WORST - 1) * (MOST_IN_PART - LEAST_IN_PART) / steps
    counting = np.where(hundredth <= WORST, 1.0, np.where(hundredth <= SLIDING_TO, in_part, 0.0))
    one_each = np.ones(score.shape)

    def of(values: FloatArray, weights: FloatArray) -> ParentValues:
        held = np.where(known, values, np.nan)
        return weighted_mean(held, weights, parent_index, n_parents, least_coverage=LEAST_COVERAGE)

    return Summaries(
        mean=of(score, persons),
        worst_tenth=of(np.where(hundredth <= WORST, 100.0, 0.0), one_each),
        extent=of(100.0 * counting, persons),
    )

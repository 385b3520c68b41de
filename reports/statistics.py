"""Where an area stands among the others, without giving it a rank. Pure numbers in, words out
are the presenters' business.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

FIFTHS = 5
FEWEST_AREAS = 10  # fewer cannot be parted into fifths that say anything


def fifth_of(value: int, all_values: Sequence[int]) -> int | None:
    """In which fifth of the printed values one of them lies: 0 (lowest) to 4 (highest).

    Equal values lie in the same fifth: the one of the middle of their places. None with fewer
    than ten values, and where so many are equal that they fill more than one fifth.

    >>> fifth_of(7, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    3
    """
    ordered, count = sorted(all_values), len(all_values)
    lower = bisect_left(ordered, value)
    equal = bisect_right(ordered, value) - lower
    if count < FEWEST_AREAS or equal * FIFTHS > count:
        return None
    return int(FIFTHS * (2 * lower + equal) / (2 * count))

"""Numbers as they are printed: integers scaled by 10**decimals, rounded as German statistics do."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from indicators.statistics.arrays import FloatArray
from indicators.statistics.exact import LARGEST_EXACT


class TooLargeToPrint(ValueError):
    """A number has more digits than a float holds exactly."""


def printed(values: FloatArray, decimals: int) -> FloatArray:
    """Round commercially (half away from zero) and scale to whole numbers.

    Takes numbers of any shape in the indicator's unit, NaN where there is a gap. Returns the
    same shape: exact integers counting units of 10**-decimals, NaN where there is a gap,
    never -0. A number counts as what its shortest decimal form says, so 2.675 prints 2.68
    although the float lies a little below. Raises TooLargeToPrint for infinity and for
    results of 2**53 and more. DIN 1333, 4.5.1.

    >>> printed(np.array([2.675, -0.285, 0.1 + 0.2, np.nan]), decimals=2)
    array([268., -29.,  30.,  nan])
    """
    scale = _scale(decimals)
    if np.any(np.abs(values) >= LARGEST_EXACT / scale):
        raise TooLargeToPrint(f"A number is too large to print exactly with {decimals} decimals.")
    scaled = np.asarray(values * scale, dtype=np.float64)
    size = np.abs(scaled)
    whole = np.asarray(np.copysign(np.floor(size + 0.5), scaled), dtype=np.float64)
    close_to_a_tie = np.abs(size - np.floor(size) - 0.5) <= 4 * np.spacing(size)
    for position in zip(*np.nonzero(close_to_a_tie), strict=True):
        whole[position] = _by_decimal_form(float(values[position]), decimals)
    return whole + 0.0  # turns -0 into 0


def as_numbers(printed_values: FloatArray, decimals: int) -> FloatArray:
    """Bring printed integers back to the indicator's unit, each the float nearest its decimal.

    Takes and returns any shape, NaN where there is a gap; `printed` undoes it exactly.

    >>> as_numbers(np.array([268.0, np.nan]), decimals=2)
    array([2.68,  nan])
    """
    return printed_values / _scale(decimals)


def _scale(decimals: int) -> float:
    if not 0 <= decimals <= 15:
        raise ValueError(f"Decimals must lie between 0 and 15, not {decimals}.")
    return float(10**decimals)


def _by_decimal_form(value: float, decimals: int) -> float:
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)
    return float(rounded.scaleb(decimals))

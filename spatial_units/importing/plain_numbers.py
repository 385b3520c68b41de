"""Read the plain numbers of a column by arrays: a sign, up to fifteen digits, a decimal sign.

A whole number below 2⁵³ divided by a power of ten is what `float` makes of the digits (both
are exact, and a division rounds once). Every other cell is left to be read as text.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spatial_units.importing.plain_lines import Cells, Octets, Places, distinct_cells

_DIGITS = 15
_MINUS, _PLUS, _ZERO, _NINE = b"-+09"
_TENS = 10.0 ** np.arange(_DIGITS + 1)


@dataclass(frozen=True)
class Figures:
    """Which columns of a file hold figures, and the decimal sign they are written with."""

    wants: Callable[[str], bool]
    decimal: str


def figure_cells(octets: Octets, starts: Places, ends: Places, decimal: str) -> Cells | None:
    """The cells of a column of figures; None where one is overlong.

    The text of a plain number is `0`, or `0.5` where it has a decimal sign.
    """
    plain, has_point = _plain_numbers(octets, starts, ends, decimal)
    rest = np.flatnonzero(np.isnan(plain))
    others = distinct_cells(octets, starts[rest], ends[rest])
    if others is None:
        return None
    codes = has_point.astype(np.int32)
    codes[rest] = others.codes + 2
    return Cells([b"0", f"0{decimal}5".encode(), *others.texts], codes, plain)


def _plain_numbers(
    octets: Octets, starts: Places, ends: Places, decimal: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(n,) each: the number, NaN where a cell is something else; whether it has a decimal sign.

    What is grouped is something else, and `1.234` with a decimal point: perhaps a thousand.
    """
    first = octets.take(starts, mode="clip")
    is_negative = first == _MINUS
    begins = starts + (is_negative | (first == _PLUS))
    lengths = ends - begins
    whole, decimals, points, digits = np.zeros((4, len(starts)), dtype=np.int64)
    for at in range(min(int(lengths.max(initial=0)), _DIGITS + 1)):
        octet = octets.take(begins + at, mode="clip")
        inside = lengths > at
        is_digit = inside & (octet >= _ZERO) & (octet <= _NINE)
        whole = np.where(is_digit, whole * 10 + octet - _ZERO, whole)
        digits += is_digit
        decimals += is_digit & (points > 0)
        points += inside & (octet == ord(decimal))
    is_plain = (digits > 0) & (digits <= _DIGITS) & (points <= 1) & (digits + points == lengths)
    if decimal == ".":
        leads = octets.take(begins, mode="clip") > _ZERO
        is_plain &= ~((decimals == 3) & (digits > 3) & (digits <= 6) & leads)
    value = np.where(is_negative, -1.0, 1.0) * whole / _TENS[np.minimum(decimals, _DIGITS)]
    return np.where(is_plain, value, np.nan), points > 0

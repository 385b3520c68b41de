"""Numbers as people and offices write them, read strictly: what is not sure is not guessed."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

_PLAIN_SIGNS = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ") | {
    ord("\u2212"): "-", ord("\u2019"): "'",
}  # fmt: skip
# 1 234,5 and 12'500 part thousands in one way only, beside whatever else may part them. With a
# plus before it, as in +49 341, it may be a telephone number.
_SPACED = re.compile(r"-?[0-9]{1,3}([' ])[0-9]{3}(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_LIKE_A_TELEPHONE = re.compile(r"\+[0-9]+(?:[' ][0-9]+)+(?:[.,][0-9]+)?")
_EXPONENT = r"(?:[eE][+-]?[0-9]{1,3})?"
_THREES = re.compile(r"[+-]?[0-9]{1,3}([.,' ][0-9]{3})(?:[.,' ][0-9]{3})*(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)" + _EXPONENT)
_GROUPED = re.compile(r"[+-]?[0-9]+(?:[.,' ][0-9]+)+")
_GROUPED_BY_POINT = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_NO_NUMBERS = {"nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"}


@dataclass(frozen=True)
class Numbers:
    """`value` is NaN where `problem` names a code, else `problem` is empty."""

    value: NDArray[np.float64]
    problem: list[str]


def parse_numbers(texts: Sequence[str], decimal: str, thousands: str) -> Numbers:
    """The numbers the texts write, exactly as `float` reads their digits.

    >>> parse_numbers(["1.234,5", "-.0558", "1_000"], ",", ".").problem
    ['', 'wrong_decimal_sign', 'not_a_number']
    """
    is_number = _pattern(decimal, thousands).fullmatch
    value = [math.nan] * len(texts)
    problem = [""] * len(texts)
    for position, text in enumerate(texts):
        written = text.strip()
        if not written.isascii():
            written = written.translate(_PLAIN_SIGNS)
        if thousands and _SPACED.fullmatch(written) and is_number(_closed_up(written)):
            written = _closed_up(written)
        if not is_number(written):
            problem[position] = why_no_number(written, decimal, thousands)
            continue
        if thousands:
            written = written.replace(thousands, "")
        number = float(written.replace(decimal, "."))
        if math.isinf(number):
            problem[position] = "number_too_large"
        else:
            value[position] = number
    return Numbers(np.array(value), problem)


def _closed_up(written: str) -> str:
    """Without the blanks or apostrophes that part thousands."""
    return written.replace(" ", "").replace("'", "")


def why_no_number(written: str, decimal: str, thousands: str) -> str:
    """The code of the problem with a text that is no number in this notation."""
    if written.endswith("%"):
        return "percent_sign"
    if written.lower() in _NO_NUMBERS:
        return "not_finite"
    if _LIKE_A_TELEPHONE.fullmatch(written):
        return "plus_before_groups"
    other = "." if decimal == "," else ","
    if not thousands and _THREES.fullmatch(written):
        return "ambiguous_number"
    if _PLAIN.fullmatch(written) and other in written and thousands != other:
        return "wrong_decimal_sign"
    if _GROUPED.fullmatch(written):
        return "wrong_grouping"
    if _PLAIN.fullmatch(written) and other in written:
        return "wrong_decimal_sign"
    return "not_a_number"


def proves_decimal_point(text: str) -> bool:
    """Whether the point in a text can be no thousands sign, as in `0.5` or `1.2345`.

    >>> proves_decimal_point("0.123"), proves_decimal_point("1.536"), proves_decimal_point("7")
    (True, False, False)
    """
    is_number = _pattern(".", "").fullmatch(text)
    return "." in text and is_number is not None and _GROUPED_BY_POINT.fullmatch(text) is None


def may_be_thousands(text: str) -> bool:
    """Whether the one point of a text may stand for thousands, as in `1.536`."""
    return _GROUPED_BY_POINT.fullmatch(text) is not None


def perhaps_thousands(texts: Sequence[str]) -> list[str]:
    """Those of a column's texts with a point, where every one of them looks like 1.234.

    Empty where at least one cannot be a grouped number, or there are fewer than three: then
    the point is a decimal point.
    """
    dotted = [text for text in texts if "." in text]
    sure = len(dotted) >= 3 and all(may_be_thousands(text.strip()) for text in dotted)
    return dotted if sure else []


@cache
def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    """Digits, grouped in threes or not at all; at least one digit; an exponent as R writes it."""
    point = re.escape(decimal)
    whole = "[0-9]+"
    if thousands:
        whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)"
    return re.compile(rf"[+-]?(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+){_EXPONENT}")

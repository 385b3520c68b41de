"""A share as offices write it: 0,5 or 0.5, 50 %, 1,5E-04."""

import math
import re

_NUMBER = re.compile(r"([-−]?\d*[.,]?\d+(?:[eE][-+]?\d+)?)\s*(%?)")


def share(text: str) -> float | None:
    """The number; None where it is none.

    >>> share("0,25"), share("25 %"), share("1,5E-04"), share("ein Viertel"), share("1.000,5")
    (0.25, 0.25, 0.00015, None, None)
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    number = float(found[1].replace(",", ".").replace("−", "-"))
    if not math.isfinite(number):
        return None
    return number / 100 if found[2] else number

"""How large a number may be: above 2**53 a float no longer holds every whole number."""

LARGEST_EXACT = 2.0**53


def largest_exact(decimals: int) -> int:
    """The largest whole number that can be printed exactly with so many decimals.

    >>> largest_exact(0), largest_exact(2)
    (9007199254740991, 90071992547409)
    """
    largest: int = (int(LARGEST_EXACT) - 1) // 10**decimals
    return largest

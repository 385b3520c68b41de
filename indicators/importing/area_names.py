"""How the names of areas are compared: however an office writes them."""

from collections.abc import Sequence

from indicators.importing.spelling import spelt_out


def plain_name(name: str) -> str:
    """Letters and digits only: case, spelling of umlauts, blanks, slashes, hyphens do not count.

    >>> plain_name("Altstadt/Süd") == plain_name("ALTSTADT - SUED")
    True
    """
    return "".join(sign for sign in spelt_out(name) if sign.isalnum())


def areas_by_name(codes: Sequence[str], names: Sequence[str]) -> dict[str, list[str]]:
    """The plain name of each area → the codes of all that are called so, in the order given.

    What is called by a number only is left out: that might be anybody's code.
    """
    found: dict[str, list[str]] = {}
    for code, name in zip(codes, names, strict=True):
        plain = plain_name(name)
        if any(map(str.isalpha, plain)):
            found.setdefault(plain, []).append(code)
    return found

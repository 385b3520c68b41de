"""How names and headings are compared: German offices spell the same word in several ways."""

import unicodedata

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spelt_out(text: str) -> str:
    """Without case, with umlauts as two letters, however they were composed.

    >>> spelt_out("Schlüssel") == spelt_out("SCHLUESSEL") == spelt_out("Schlu\\u0308ssel")
    True
    >>> spelt_out("Groß") == spelt_out("GROSS")
    True
    """
    return unicodedata.normalize("NFC", text).casefold().translate(_SPELT_OUT)

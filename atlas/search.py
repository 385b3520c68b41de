"""Finding names as people type them: umlauts in any spelling, beginnings, parts, small slips.

>>> matches("koln", "Köln"), matches("Weissensee", "Weißensee"), matches("Linenau", "Lindenau")
(3, 3, 1)
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from atlas import formats

BEGINNING, PART, SLIP, NOTHING = 3, 2, 1, 0
SHORTEST_PART = 3
LETTERS_PER_SLIP = 4  # one slip in four letters, two in eight
MOST_SLIPS = 2
TEXTS_KEPT = 50_000  # names of areas and indicators, folded once per process
DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def folded(text: str) -> str:
    """Small letters without accents; ä, ae and a are one, so are ß and ss."""
    plain = formats.sort_key(unicodedata.normalize("NFC", text))
    for both, one in DIGRAPHS:
        plain = plain.replace(both, one)
    return plain


@lru_cache(maxsize=TEXTS_KEPT)
def words_of(text: str) -> tuple[str, ...]:
    """Folded words; a hyphen or a slash parts them too."""
    signs = (sign if sign.isalnum() else " " for sign in folded(text))
    return tuple("".join(signs).split())


def matches(asked: str, text: str) -> int:
    """How well a text holds all words of a search: 3 a beginning, 2 a part, 1 but for a slip, 0."""
    wanted = words_of(asked)
    there = words_of(text)
    return min((_best(word, there) for word in wanted), default=NOTHING)


def named(asked: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of the areas that a typed name or code may mean, one where it is clear; () for none.

    The same name or code goes before names that begin so, these before names that hold it, and
    these before names with a slip, of which even a single one may not be what was meant.
    """
    wanted = words_of(asked)
    same = tuple(code for code, name in names.items() if asked == code or wanted == words_of(name))
    if same or not wanted:
        return same
    found = {code: matches(asked, name) for code, name in names.items()}
    best = max(found.values(), default=NOTHING)
    return tuple(code for code, grade in found.items() if grade == best > NOTHING)


def is_slip(asked: str, name: str) -> bool:
    """Whether a name was found only by forgiving letters."""
    return matches(asked, name) == SLIP


def _best(word: str, there: tuple[str, ...]) -> int:
    if any(one.startswith(word) for one in there):
        return BEGINNING
    if len(word) >= SHORTEST_PART and any(word in one for one in there):
        return PART
    return SLIP if any(_is_slip(word, one) for one in there) else NOTHING


def _is_slip(word: str, one: str) -> bool:
    """A wrong, missing or swapped letter or two in the word or in its beginning."""
    allowed = min(len(word) // LETTERS_PER_SLIP, MOST_SLIPS)
    if not allowed or word[0] != one[0]:
        return False
    beginning = one[: len(word)]
    return any(
        OSA.distance(word, other, score_cutoff=allowed) <= allowed for other in (one, beginning)
    )

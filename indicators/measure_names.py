"""Which measure a file may be of, by how it is called; whoever brought it has to agree."""

import re
from collections.abc import Sequence

from indicators.importing.spelling import spelt_out
from indicators.models import Measure

_SIGNS = re.compile(r"[\W_]+")


def measure_named(file_name: str, measures: Sequence[Measure]) -> str:
    """The key of the measure whose name stands in a file's name, the longest of several; empty
    where none does."""
    within = f" {_words(file_name)} "
    found = [
        (len(words), one.key)
        for one in measures
        for words in map(_words, (one.name_de, one.name_en, one.key))
        if words and f" {words} " in within
    ]
    return max(found)[1] if found else ""


def _words(text: str) -> str:
    return _SIGNS.sub(" ", spelt_out(text)).strip()

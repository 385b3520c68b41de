"""Awkward files as German municipal offices send them, each with what is to come of it.

Made from what clerks are told and from the habits of Excel, not from the code that reads them.
"""

from collections.abc import Callable, Iterator

from tests.integration.corpus import (
    damage,
    encodings,
    keys,
    layouts,
    numbers,
    periods,
    workbooks,
)
from tests.integration.corpus.making import Case

FAMILIES: dict[str, Callable[[], Iterator[Case]]] = {
    "encodings": encodings.encodings,
    "delimiters": encodings.delimiters,
    "lines and quotes": encodings.lines,
    "lines above": layouts.titles,
    "headings": layouts.headers,
    "lines below": layouts.endings,
    "rows between, merged cells": layouts.between,
    "area codes": keys.keys,
    "area names": keys.names,
    "areas and duplicates": keys.areas,
    "numbers": numbers.written,
    "no numbers": numbers.odd,
    "columns of numbers": numbers.columns,
    "signs": numbers.signs,
    "periods in words": periods.texts,
    "periods in cells": periods.cells,
    "periods outside the table": periods.outside,
    "periods across": periods.across,
    "long tables": periods.long,
    "sheets": workbooks.sheets,
    "hidden parts": workbooks.hidden_parts,
    "formulas": workbooks.formulas,
    "formats": workbooks.formats,
    "no tables": damage.no_tables,
    "archives": damage.archives,
    "odd texts": damage.texts,
}


def corpus() -> dict[str, list[Case]]:
    """All files by family; names are unique within one."""
    return {family: list(made()) for family, made in FAMILIES.items()}


def spread(most: int) -> dict[str, list[Case]]:
    """At most so many files of each family, evenly spaced; those of 2 are among those of 6."""
    return {
        family: [cases[place * len(cases) // most] for place in range(most)]
        if len(cases) > most
        else cases
        for family, cases in corpus().items()
    }

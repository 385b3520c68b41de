"""Which column of a file holds the codes, the names, the parents; asked back where not sure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Columns = Mapping[str, list[str]]

_CODE_HEADER = re.compile(
    r"schl|schluessel|kennz|kennung|^code|code$|^key$|^ags|^rs$|^ars$|(^|_)(nr|nummer|id|sbz)$|^nr",
    re.IGNORECASE,
)
_COUNTER_HEADER = re.compile(r"^(fid|gid|objectid|ogc_fid|oid|uuid|gml_id|id_0|.*uuid)$", re.I)
_NAME_HEADER = re.compile(
    r"name|bezeich|^bez$|^gen$|titel|title|label|^stadtteil$|^ortsteil$|^stadtbezirk$", re.I
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_MOST = 0.75  # a code given twice must not hide the column
_CLEAR = 0.5  # of points by which the first must lead


@dataclass(frozen=True)
class Guess:
    """`column` is the best one, empty where none will do; `is_sure`: no need to ask."""

    column: str
    is_sure: bool


def guess_code(columns: Columns, known: Collection[str]) -> Guess:
    """The column of codes: most filled and different, best those that are known."""
    return _best(
        (name, _code_points(name, cells, known))
        for name, cells in columns.items()
        if _differ(cells) >= _MOST
    )


def _code_points(name: str, cells: list[str], known: Collection[str]) -> float:
    points = 3 * _share(cells, known) + (1.0 if _CODE_HEADER.search(name) else 0.0)
    if _COUNTER_HEADER.search(name):
        points -= 1.0
    short = sum(len(cell) <= 12 and " " not in cell for cell in cells) / len(cells)
    return points + 0.4 * short


def guess_name(columns: Columns, code: str, known: Collection[str]) -> Guess:
    """The column of names: words, best those that are known."""
    return _best(
        (name, 3 * _share(cells, known) + (1.0 if _NAME_HEADER.search(name) else 0.0))
        for name, cells in columns.items()
        if name != code and sum(bool(_LETTERS.search(cell)) for cell in cells) > len(cells) / 2
    )


def guess_parent(
    columns: Columns, taken: Collection[str], levels: Mapping[str, Collection[str]]
) -> tuple[str, str]:
    """(column, level) where all cells of a column are codes of one coarser level; else empty."""
    for level, codes in levels.items():
        for name, cells in columns.items():
            if name not in taken and len(set(cells)) > 1 and _share(cells, codes) == 1:
                return name, level
    return "", ""


def _best(scored: Iterable[tuple[str, float]]) -> Guess:
    ranked = sorted(scored, key=lambda one: -one[1])
    if not ranked:
        return Guess("", False)
    lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return Guess(ranked[0][0], ranked[0][1] >= 1 and lead >= _CLEAR)


def _share(cells: list[str], known: Collection[str]) -> float:
    return sum(cell.strip() in known for cell in cells) / len(cells) if cells and known else 0.0


def _differ(cells: list[str]) -> float:
    return len({cell for cell in cells if cell.strip()}) / len(cells) if cells else 0.0

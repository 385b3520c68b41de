"""The turns of a delivery's loop, and what stands in braces filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

MOST_TURNS = 2_000
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"([0-9]{1,4})\.\.([0-9]{1,4})")


def expand_each(spec: Mapping[str, Sequence[str | int]]) -> list[dict[str, str]]:
    """All turns of a delivery's loop, in the order written; one empty turn without a loop.

    `2000..2003` stands for the four whole numbers. ValueError for a range that falls and
    for more than 2,000 turns.

    >>> expand_each({"year": ("2000..2001",), "table": ("t1", "t2")})[1]
    {'year': '2000', 'table': 't2'}
    """
    choices = [list(_spelt_out(values)) for values in spec.values()]
    turns = 1
    for values in choices:
        turns *= len(values)
    if turns > MOST_TURNS:
        raise ValueError(f"{turns} turns, at most {MOST_TURNS}")
    return [dict(zip(spec, turn, strict=True)) for turn in product(*choices)]


def _spelt_out(values: Iterable[str | int]) -> Iterator[str]:
    for value in values:
        found = _RANGE.fullmatch(str(value))
        if found is None:
            yield str(value)
            continue
        first, last = int(found[1]), int(found[2])
        if last < first:
            raise ValueError(f"{value} falls")
        yield from map(str, range(first, last + 1))


def filled(text: str, turn: Mapping[str, str]) -> str:
    """A text with the loop's values in place of `{name}`; other braces stay as they are.

    >>> filled("people-{year}.csv", {"year": "2020"})
    'people-2020.csv'
    """
    return PLACEHOLDER.sub(lambda found: turn.get(found[1], found[0]), text)

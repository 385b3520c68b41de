"""Intervals, denominators and cases: whoever has the printed numbers reckons the same himself.

So they tell nobody more. Each function yields what does not come out, in words; the formulas are
written down again here, from the sources (Wilson 1927).
"""

import csv
import io
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import floor, sqrt
from typing import Any

from tests.attacker.kinds import asked_of
from tests.attacker.knowledge import Figures, Key, Shown
from tests.attacker.pages import Page, number
from tests.attacker.town import PERIODS
from tests.attacker.visiting import Visitor

SHARES = ("share_young", "share_seeking")
PEOPLE = "people"
Z = 1.959963984540054
TENTH = Decimal("0.1")
Ends = tuple[Decimal, Decimal] | None


def limits(value: Shown | None, people: Shown | None) -> Ends:
    """Of a share in per cent with one decimal; None where a number is not to be had."""
    if not isinstance(value, Decimal) or not isinstance(people, Decimal) or people == 0:
        return None
    n = float(people)
    cases = floor(float(value) * n / 100 + 0.5)
    if cases > n:
        return None
    middle, spread = 2 * cases + Z * Z, Z * sqrt(Z * Z + 4 * cases * (1 - cases / n))
    ends = ((middle - spread) / (2 * (n + Z * Z)), (middle + spread) / (2 * (n + Z * Z)))
    low, high = (Decimal(str(round(100 * end, 9))).quantize(TENTH, ROUND_HALF_UP) for end in ends)
    return max(low, Decimal(0)), min(high, Decimal(100))


def expected(reference: Figures, key: Key) -> Ends:
    return limits(reference.get(key), reference.get((PEOPLE, *key[1:])))


def in_the_interface(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """With the cases, which are told only where the printed value leaves one number."""
    for indicator, level in _shares(reference):
        address = f"/api/v1/regions/{region}/indicators/{indicator}/values/"
        answer = visitor.get(address, level=level, limit="10000")
        for row in answer.json()["results"]:
            key = (indicator, level, row["area"], row["period"])
            ends, people = expected(reference, key), reference.get((PEOPLE, *key[1:]))
            if _ends(row["lower"], row["upper"]) != ends:
                yield f"{answer.url}: {key} from {row['lower']} to {row['upper']}, not {ends}"
            wanted = people if ends else None
            if _decimal(row["denominator"]) != wanted:
                yield f"{answer.url}: {key} is of {row['denominator']}, public are {wanted}"
            cases = _only_number(reference[key], people) if ends else None
            if _decimal(row["numerator"]) != cases:
                yield f"{answer.url}: {key} are {row['numerator']} cases, {cases} can be known"


def in_files(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    for indicator, level in _shares(reference):
        answer = visitor.get(f"/{region}/data/{indicator}.csv", level=level)
        for row in csv.DictReader(io.StringIO(answer.text)):
            key = (indicator, level, row["area"], row["period"])
            ends = expected(reference, key)
            if _ends(row["lower"], row["upper"]) != ends:
                yield f"{answer.url}: {key} from {row['lower']} to {row['upper']}, not {ends}"


def in_pages(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """The table, and what the live map fetches."""
    for indicator, level in _shares(reference):
        for period in PERIODS:
            query = {"indicator": indicator, "level": level, "period": period}
            answer = visitor.get(f"/{region}/table/", **query)
            said = {
                str(row.attributes["data-area"]): row.cells[4]
                for row in Page(answer.text).rows
                if "data-area" in row.attributes
            }
            live = visitor.get(f"/{region}/ranges.json", **query).json()["areas"]
            for area, cell in said.items():
                key = (indicator, level, area, period)
                ends, texts = expected(reference, key), (cell, live.get(area, {}).get("range", ""))
                wrong = [text for text in texts if _in_words(text) != ends]
                yield from (f"{answer.url}: {key} says {text!r}, not {ends}" for text in wrong)


def _shares(reference: Figures) -> list[tuple[str, str]]:
    return [asked for asked in asked_of(reference) if asked[0] in SHARES and asked[1] != "city"]


def _only_number(value: Shown, people: Shown | None) -> Decimal | None:
    """The number of cases if the printed share of so many people leaves one only."""
    assert isinstance(value, Decimal)
    assert isinstance(people, Decimal)
    least, most = ((value + half) * people / 100 for half in (-TENTH / 2, TENTH / 2))
    found = [n for n in range(max(floor(least), 0), floor(most) + 2) if least <= n < most]
    return Decimal(found[0]) if people < 1000 else None


def _decimal(said: Any) -> Decimal | None:
    return None if said is None or said == "" else Decimal(str(said)).normalize() + 0


def _ends(lower: Any, upper: Any) -> Ends:
    low, high = _decimal(lower), _decimal(upper)
    return None if low is None or high is None else (low, high)


def _in_words(text: str) -> Ends:
    """ "3,9 bis 6,4 %", with a remark behind."""
    words = text.replace("\u202f", " ").split()
    return (number(words[0]), number(words[2])) if len(words) > 2 else None

"""Numbers made of many numbers: sums, ends, medians, classes, how good they are.

They must be those of the shown numbers alone: whoever reckons them anew gets the same. Each
function yields what does not come out, in words.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import fmean, median
from typing import Any

from tests.attacker.kinds import NEWEST, asked_of
from tests.attacker.knowledge import Figures, Shown
from tests.attacker.pages import Page, number, said_in
from tests.attacker.town import CITY, PERIODS
from tests.attacker.visiting import Visitor

ALMOST = 1e-9


def numbers(reference: Figures, indicator: str, level: str, *periods: str) -> list[Decimal]:
    return [
        shown
        for key, shown in reference.items()
        if key[:2] == (indicator, level) and key[3] in periods and isinstance(shown, Decimal)
    ]


def in_summaries(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """The figures beside a table: number, gaps, sum, ends, median, city."""
    for indicator, level in asked_of(reference):
        page = visitor.get(f"/{region}/table/", indicator=indicator, level=level, period=NEWEST)
        said = _pairs(page.text)
        shown = numbers(reference, indicator, level, NEWEST)
        areas = sum(key[:2] == (indicator, level) and key[3] == NEWEST for key in reference)
        expected: dict[str, Shown | None] = {
            "Ohne Wert (nicht eingerechnet)": Decimal(areas - len(shown)),
            "Summe": sum(shown, Decimal(0)),
            "Niedrigster Wert": min(shown, default=None),
            "Höchster Wert": max(shown, default=None),
            f"Musterstadt {region}": reference[indicator, "city", CITY, NEWEST],
        }
        for name, value in expected.items():
            if name in said and value is not None and said_in(said[name]) != value:
                yield f"{page.url}: {name} is {said[name]}, of the shown numbers {value}"
        middle = "Median der Gebiete"
        if middle in said and shown:
            printed = said_in(said[middle])
            digits = 1 if "share" in indicator else 0
            if abs(float(printed) - float(median(shown))) > 0.5 * 10**-digits + ALMOST:
                yield f"{page.url}: {middle} is {said[middle]}, of the shown {median(shown)}"


def _pairs(text: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", text, re.DOTALL)
    return {" ".join(name.split()): " ".join(value.split()) for name, value in found}


def in_classes(all_packs: dict[str, dict[str, Any]], seen: Sequence[Figures]) -> Iterator[str]:
    """Classes of the packs: they stand since a release and are of what it showed.

    `seen` are the releases to choose from: one must explain ends, counts and goodness.
    """
    for address, pack in all_packs.items():
        indicator, level = pack["indicator"]["key"], pack["level"]
        explained = [
            _of_classes(pack["classification"], numbers(figures, indicator, level, *PERIODS))
            for figures in seen
        ]
        if all(explained):
            yield f"{address} ({indicator}, {level}): {explained[-1]}"


def _of_classes(said: dict[str, Any], shown: list[Decimal]) -> list[str]:
    values = sorted(map(float, shown))
    if not values:
        return [] if said["lowest"] is None else [f"ends of nothing: {said}"]
    groups: list[list[float]] = [[] for _ in range(len(said["breaks"]) + 1)]
    for value in values:
        groups[sum(value >= limit for limit in said["breaks"])].append(value)
    wrong = []
    if (said["lowest"], said["highest"]) != (values[0], values[-1]):
        wrong.append(f"ends {said['lowest']}, {said['highest']}; shown {values[0]}, {values[-1]}")
    if said["counts"] != [len(group) for group in groups]:
        wrong.append(f"counts {said['counts']}; shown {[len(group) for group in groups]}")
    if said["goodness"] is not None:
        goodness = 1 - sum(map(_squares, groups)) / _squares(values)
        if abs(goodness - said["goodness"]) > 1e-6:
            wrong.append(f"goodness {said['goodness']}; of the shown {goodness}")
    return wrong


def _squares(values: list[float]) -> float:
    mean = fmean(values) if values else 0.0
    return sum((value - mean) ** 2 for value in values)


def in_other_classes(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """Classes by the reader's wish: equal steps between the ends, mean and deviation."""
    for indicator, level in asked_of(reference):
        values = list(map(float, numbers(reference, indicator, level, *PERIODS)))
        for method in ("equal_interval", "standard_deviation", "natural_breaks", "quantile"):
            address = f"/{region}/classes.json"
            answer = visitor.get(address, indicator=indicator, level=level, method=method, k="4")
            said = answer.json()
            if values and (said["lowest"], said["highest"]) != (min(values), max(values)):
                yield f"{answer.url}: ends {said['lowest']}, {said['highest']}"
            if method == "equal_interval" and len(said["breaks"]) == 3:
                step = (max(values) - min(values)) / 4
                for place, limit in enumerate(said["breaks"], start=1):
                    if abs(limit - (min(values) + place * step)) > 0.51:
                        yield f"{answer.url}: break {limit} is no equal step of the shown numbers"
            if method != "standard_deviation" and said["goodness"] is not None:
                wrong = _of_classes(said | {"counts": _counts(said, values)}, _decimals(values))
                yield from (f"{answer.url}: {text}" for text in wrong)


def _counts(said: dict[str, Any], values: list[float]) -> list[int]:
    places = [sum(value >= limit for limit in said["breaks"]) for value in values]
    return [places.count(place) for place in range(len(said["breaks"]) + 1)]


def _decimals(values: list[float]) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def in_comparisons(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """The band from lowest to highest, and the number of areas it is of."""
    for indicator, level in asked_of(reference):
        areas = sorted({key[2] for key in reference if key[:2] == (indicator, level)})[:4]
        page = visitor.get(
            f"/{region}/compare/", indicator=indicator, level=level, areas=",".join(areas)
        )
        rows = [row.cells for row in Page(page.text).rows if len(row.cells) == len(areas) + 4]
        for cells in rows:
            date = re.match(r"\s*(\d\d)\.(\d\d)\.(\d{4})", cells[0])
            if not date:
                continue
            period = "-".join(reversed(date.groups()))
            shown = numbers(reference, indicator, level, period)
            band, count = " ".join(cells[-2].split()), cells[-1]
            ends = f"{min(shown)} {max(shown)}" if shown else ""
            said = " ".join(str(number(part)) for part in re.findall(r"[\d.]+(?:,\d+)?", band))
            if said and list(map(Decimal, said.split())) != list(map(Decimal, ends.split())):
                yield f"{page.url}: {period} from {band}, of the shown {ends}"
            if count.strip() and number(count.strip()) != len(shown):
                yield f"{page.url}: {period} is of {count} areas, shown are {len(shown)}"
            for area, cell in zip([*areas, CITY], cells[1:], strict=False):
                key = (indicator, "city" if area == CITY else level, area, period)
                if said_in(cell) != reference[key]:
                    yield f"{page.url}: {key} is {cell!r}, in packs {reference[key]}"

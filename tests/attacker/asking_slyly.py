"""Questions whose answers could tell hidden numbers by the way: filters, orders, old addresses.

Each function yields what tells more than it may, in words.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from tests.attacker.kinds import NEWEST, asked_of
from tests.attacker.knowledge import Figures
from tests.attacker.pages import Page
from tests.attacker.town import THRESHOLD
from tests.attacker.visiting import Visitor

GONE = 404


def _hidden(reference: Figures, indicator: str, level: str) -> list[str]:
    return sorted(
        area
        for (*asked, area, date), shown in reference.items()
        if [*asked, date] == [indicator, level, NEWEST] and shown == "Q"
    )


def by_filters(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """A range of numbers must not pick hidden areas by their numbers: all of them or none."""
    for indicator, level in asked_of(reference):
        hidden = set(_hidden(reference, indicator, level))
        for least, most in ((1, THRESHOLD - 1), (THRESHOLD, 10**6)):
            answer = visitor.get(
                f"/{region}/data/{indicator}.csv",
                level=level, period=NEWEST, min=str(least), max=str(most),
            )  # fmt: skip
            if answer.status == GONE and not hidden:
                continue
            rows = list(csv.DictReader(io.StringIO(answer.text)))
            picked = {row["area"] for row in rows if row["status"] == "Q"}
            if picked not in (set(), hidden):
                yield f"{answer.url}: {len(picked)} of {len(hidden)} hidden areas"


def by_order(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """Sorted by value, hidden areas stand in the order of their codes, whatever they hide."""
    for turn, (indicator, level) in enumerate(asked_of(reference)):
        hidden = _hidden(reference, indicator, level)
        if len(hidden) > 1:
            page = visitor.get(
                f"/{region}/table/",
                indicator=indicator, level=level, period=NEWEST, sort="value",
                order=("ascending", "descending")[turn % 2],
            )  # fmt: skip
            areas = [row.attributes.get("data-area") for row in Page(page.text).rows]
            shown = [area for area in areas if area in set(hidden)]
            if shown not in (hidden, hidden[::-1]):
                yield f"{page.url}: hidden areas come as {shown[:5]}"


def by_few_areas(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """Figures of hidden areas alone, and of one hidden and one shown area."""
    for indicator, level in asked_of(reference):
        hidden = _hidden(reference, indicator, level)[:2]
        if hidden:
            page = visitor.get(
                f"/{region}/table/",
                indicator=indicator, level=level, period=NEWEST, only=",".join(hidden),
            )  # fmt: skip
            for name in ("Summe", "Niedrigster Wert", "Median der Gebiete", "Höchster Wert"):
                if f"{name}</dt>" in page.text:
                    yield f"{page.url}: tells {name} of hidden areas"


def by_old_addresses(visitor: Visitor, addresses: Iterable[str]) -> Iterator[str]:
    """What was taken back is no longer there."""
    for address in addresses:
        answer = visitor.get(address)
        if answer.status != GONE:
            yield f"{answer.url}: {answer.status}"


def addresses_of_nothing(region: str, pack: str) -> list[str]:
    """Slips of the pen, internal addresses, an indicator that is not public (any more)."""
    return [
        f"/{region}/areas/block/0000000/",
        f"/{region}/areas/nowhere/0010101/",
        f"/{region}/indicators/help_sum/",
        f"/{region}/data/help_sum.csv",
        f"/{region}/data/help_old.xlsx",
        f"/{region}/data/help_young.csv?level=block&period=1999",
        f"/{region}/internal/{pack}.json",
        f"/api/v1/regions/{region}/indicators/help_sum/values/",
        f"/api/v1/regions/{region}/indicators/help_young/values/0000000/history/?level=block",
        "/nowhere/map/",
        "/packs/00000000000000000000000000000000.json",
    ]

"""Every way to the same numbers: files, interface, tables, profiles. All must say the same.

`reference` is what the packs say; each function yields what says otherwise, in words.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from tests.attacker import files
from tests.attacker.knowledge import Figures, Key, Shown
from tests.attacker.pages import Page, said_in
from tests.attacker.town import LEVELS, PERIODS, Place
from tests.attacker.visiting import Answer, Visitor

NEWEST = PERIODS[-1]
EVERY = 4  # a combination of indicator and level is fetched in every fourth format
Asked = tuple[str, str]
Way = Callable[[Visitor, str, Figures], Iterator[str]]


def asked_of(reference: Figures) -> list[Asked]:
    found = {(indicator, level) for indicator, level, _, _ in reference}
    return sorted(found, key=lambda asked: (asked[0], LEVELS.index(asked[1])))


def different(answer: Answer, found: Iterable[tuple[Key, Shown]], expected: Figures) -> list[str]:
    """What an answer says otherwise than the packs; it must say all of `expected`."""
    assert answer.status == 200, f"{answer.url}: {answer.status}"
    said = dict(found)
    keys = said.keys() | expected.keys()
    return [
        f"{answer.url}: {key} is {said.get(key)}, in packs {expected.get(key)}"
        for key in keys
        if said.get(key) != expected.get(key)
    ][:3]


def _part(reference: Figures, asked: Asked, periods: Iterable[str] = PERIODS) -> Figures:
    return {k: v for k, v in reference.items() if k[:2] == asked and k[3] in periods}


def in_files(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    for turn, asked in enumerate(asked_of(reference)):
        indicator, level = asked
        for number, (ending, query, read) in enumerate(files.ALL_DATES):
            if (turn + number) % EVERY == 0:
                address = f"/{region}/data/{indicator}.{ending}"
                answer = visitor.get(address, level=level, **query)
                yield from different(answer, read(answer, asked), _part(reference, asked))
        if turn % EVERY == 0:
            answer = visitor.get(f"/{region}/data/{indicator}.html", level=level, period=NEWEST)
            newest = _part(reference, asked, [NEWEST])
            yield from different(answer, files.from_html_map(answer, asked), newest)
    everything = visitor.get(f"/{region}/data/all.csv")
    yield from different(everything, files.from_csv(everything, ("", "")), reference)


def in_the_interface(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """Page after page; then each filter, which must not tell more."""
    for asked in asked_of(reference):
        indicator, level = asked
        address = f"/api/v1/regions/{region}/indicators/{indicator}/values/"
        answer = visitor.get(address, level=level, limit="600")
        found = dict(files.from_api(answer, asked))
        while following := answer.json()["next"]:
            answer = visitor.get(following)
            found |= dict(files.from_api(answer, asked))
        yield from different(answer, found.items(), _part(reference, asked))
        for letters in ("A", "Q", "O,L,M"):
            answer = visitor.get(address, level=level, status=letters, limit="10000")
            expected = {
                key: shown
                for key, shown in _part(reference, asked).items()
                if (shown if isinstance(shown, str) else "A") in letters
            }
            yield from different(answer, files.from_api(answer, asked), expected)
        areas = sorted({area for _, _, area, _ in _part(reference, asked)})[:3]
        for query in ({"area": ",".join(areas)}, {"area": areas[0], "period": NEWEST}):
            answer = visitor.get(address, level=level, **query)
            expected = {
                key: shown
                for key, shown in _part(reference, asked).items()
                if key[2] in query["area"].split(",") and query.get("period", key[3]) == key[3]
            }
            yield from different(answer, files.from_api(answer, asked), expected)


def in_tables(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    for turn, asked in enumerate(asked_of(reference)):
        indicator, level = asked
        for period in PERIODS[1 if turn % EVERY else 0 :]:
            query = {"indicator": indicator, "level": level, "period": period}
            answer = visitor.get(f"/{region}/table/", **query)
            found = {
                (indicator, level, str(row.attributes["data-area"]), period): said_in(row.cells[2])
                for row in Page(answer.text).rows
                if "data-area" in row.attributes
            }
            yield from different(answer, found.items(), _part(reference, asked, [period]))


def in_changes(visitor: Visitor, region: str, reference: Figures) -> Iterator[str]:
    """A change is the difference of two printed numbers, and hidden where one of them is."""
    for indicator, level in asked_of(reference):
        address = f"/{region}/data/{indicator}.csv"
        answer = visitor.get(address, level=level, since=PERIODS[0], period=NEWEST)
        for row in csv.DictReader(io.StringIO(answer.text)):
            ends = [reference[indicator, level, row["area"], date] for date in PERIODS]
            before, now = ends
            expected = None
            if isinstance(before, Decimal) and isinstance(now, Decimal):
                expected = now - before
            if (Decimal(row["change"]) if row["change"] else None) != expected:
                yield f"{answer.url}: {row['area']} changed by {row['change']}, packs say {ends}"


def in_profiles(
    visitor: Visitor, region: str, reference: Figures, places: Iterable[Place]
) -> Iterator[str]:
    """The page of an area, its file, the origin of its values, and its comparison."""
    for place in places:
        level, area = place
        answer = visitor.get(f"/{region}/areas/{level}/{area}/")
        newest = {
            key: shown for key, shown in reference.items() if key[1:] == (level, area, NEWEST)
        }
        rows = {
            str(row.attributes["id"]): row
            for row in Page(answer.text).rows
            if "id" in row.attributes
        }
        found = {(k, level, area, NEWEST): said_in(row.cells[1]) for k, row in rows.items()}
        yield from different(answer, found.items(), newest)
        yield from _profile_file(visitor, region, place, newest)
        for indicator in {key[0] for key in newest}:
            yield from _history(visitor, region, place, indicator, reference)


def _profile_file(visitor: Visitor, region: str, place: Place, expected: Figures) -> Iterator[str]:
    level, area = place
    answer = visitor.get(f"/{region}/areas/{level}/{area}/profile.csv")
    found: dict[Key, Shown] = {}
    for row in csv.DictReader(io.StringIO(answer.text), delimiter=";"):
        date = files.iso(row["Zeitpunkt"])
        letter = "Q" if "geheim" in row["Status"] else "A" if row["Wert"] else "M"
        found[row["Indikatorschlüssel"], level, area, date] = files.shown(row["Wert"], letter)
    yield from different(answer, found.items(), expected)


def _history(
    visitor: Visitor, region: str, place: Place, indicator: str, reference: Figures
) -> Iterator[str]:
    level, area = place
    address = f"/api/v1/regions/{region}/indicators/{indicator}/values/{area}/history/"
    answer = visitor.get(address, level=level)
    expected = {key: reference[key] for key in reference if key[:3] == (indicator, level, area)}
    found = {
        (indicator, level, area, row["period"]): files.shown(row["value"], row["status"])
        for row in answer.json()["results"]
    }
    yield from different(answer, found.items(), expected)
    for row in answer.json()["results"]:
        earlier = [said["value"] for said in row["published"] if said["value"] is not None]
        if row["status"] == "Q" and earlier:
            yield f"{answer.url}: hidden now, but told as {earlier} before"
    page = visitor.get(f"/{region}/indicators/{indicator}/values/{level}/{area}/", period=NEWEST)
    is_hidden = reference[indicator, level, area, NEWEST] == "Q"
    if is_hidden != ("geheim gehalten" in Page(page.text).text):
        yield f"{page.url}: hidden in packs: {is_hidden}, on this page not"

"""What stands for an area: numbers, texts, names, and what Excel made of them."""

import unicodedata
from collections.abc import Callable, Iterator

from tests.integration.corpus.making import (
    DAY,
    HEAD,
    NAMES,
    PEOPLE,
    Case,
    Place,
    body,
    either,
    excel,
    good,
    keyed,
    people,
    plain,
    stopped,
    text,
)

WRITTEN: dict[str, Callable[[str], object]] = {
    "trailing spaces": lambda code: f"{code}   ",
    "leading spaces": lambda code: f"  {code}",
    "non-breaking space behind": lambda code: f"{code}\u00a0",
    "non-breaking space before": lambda code: f"\u00a0{code}",
    "tab behind": lambda code: f"{code}\t",
    "zero-width space": lambda code: f"{code}\u200b",
    "apostrophe of Excel": lambda code: f"'{code}",
    "as a formula text": lambda code: f'="{code}"',
    "in quotes": lambda code: f'"{code}"',
    "full width digits": lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code),
}
LOST: dict[str, Callable[[str], object]] = {
    "numbers": int,
    "numbers with point": float,
    "texts without zero": lambda code: code.lstrip("0"),
    "texts of floats": lambda code: f"{int(code)}.0",
    "three digits": lambda code: f"0{code}",
}
JOINED: dict[str, Callable[[str], object]] = {
    "code and name": lambda code: f"{code} {NAMES[code]}",
    "code, dash, name": lambda code: f"{code} - {NAMES[code]}",
    "code, colon, name": lambda code: f"{code}: {NAMES[code]}",
    "name and code": lambda code: f"{NAMES[code]} ({code})",
    "word before": lambda code: f"Stadtteil {code}",
    "ST before": lambda code: f"ST{code}",
}


def keys() -> Iterator[Case]:
    for name, made in WRITTEN.items():
        wanted = either if name in ("apostrophe of Excel", "as a formula text", "in quotes",
                                    "zero-width space", "full width digits") else good  # fmt: skip
        yield wanted(f"{name}, CSV", "E.csv", text(keyed(made)))
        if "formula" not in name:
            yield wanted(f"{name}, Excel", "E.xlsx", excel(keyed(made)))
    for name, made in LOST.items():
        yield _stopped_first(f"{name}, CSV", "E.csv", text(keyed(made)))
        yield _stopped_first(f"{name}, Excel", "E.xlsx", excel(keyed(made)))
    for name, made in JOINED.items():
        yield either(f"{name}, beside names", "E.xlsx", excel(keyed(made)), row=2)
        alone = [["Schlüssel", *HEAD[2:]], *([row[0], *row[2:]] for row in body(key=made))]
        yield either(f"{name}, no other", "E.csv", text(alone), row=2)
    some = excel(keyed(lambda code: int(code) if code in ("03", "08") else code))
    yield stopped("two numbers among texts", "E.xlsx", some, 4)
    letter = excel(keyed(lambda code: code.replace("0", "O")))
    yield stopped("letter O for zero", "E.xlsx", letter, 2)
    formatted = excel(keyed(int), lambda sheet: _format(sheet, "00"))
    yield either("numbers shown as 00", "E.xlsx", formatted, row=2)
    dates = keyed(lambda code: f"{code}. Jan" if code == "03" else code)
    yield stopped("a key turned to a date", "E.csv", text(dates), 4)
    order = sorted(body(), key=lambda row: -PEOPLE[str(row[0])])
    yield good("sorted by number", "E.xlsx", excel([HEAD, *order]))
    inside = [
        ["Name", "Einwohner", "Schlüssel", "Stichtag"],
        *([r[1], r[3], r[0], r[2]] for r in body()),
    ]
    yield good("key third", "E.csv", text(inside))


def _stopped_first(name: str, file: str, content: bytes) -> Case:
    """Zeros may be given back by themselves where nothing else can be meant; asking is promised."""
    return Case(name, file, content, people(), Place(2))


def _format(sheet: object, code: str) -> None:
    for row in sheet.iter_rows(min_row=2, max_col=1):  # type: ignore[attr-defined]
        row[0].number_format = code


def names() -> Iterator[Case]:
    def named(change: Callable[[str], str], head: str = "Name") -> list[list[object]]:
        table = [[change(NAMES[code]), DAY, number] for code, number in PEOPLE.items()]
        return [[head, "Stichtag", "Einwohner"], *table]

    for head in ("Name", "Stadtteil", "Gebiet"):
        yield either(f"names only, as {head}", "E.xlsx", excel(named(str, head)))
    changes: dict[str, Callable[[str], str]] = {
        "umlauts spelt out": _spelt_out,
        "decomposed": lambda name: unicodedata.normalize("NFD", name),
        "capitals": str.upper,
        "trailing spaces": lambda name: f"{name}  ",
        "longer hyphen": lambda name: name.replace("-", "–"),
    }
    for name, change in changes.items():
        yield either(f"names only, {name}", "E.csv", text(named(change)))
        beside = [HEAD, *([row[0], change(str(row[1])), *row[2:]] for row in body())]
        yield good(f"beside keys, {name}", "E.csv", text(beside))
    swapped = [HEAD, *body()]
    swapped[1], swapped[2] = ["01", "Brühl", DAY, 1215], ["02", "Altstadt", DAY, 3290]
    yield either("two names changed over", "E.xlsx", excel(swapped), row=2, column="Name")
    wrong = [HEAD, *([row[0], NAMES[other], *row[2:]] for row, other in
                     zip(body(), [*list(NAMES)[1:], "01"], strict=True))]  # fmt: skip
    yield stopped("names shifted by a row", "E.xlsx", excel(wrong), 2, "Name")
    empty = [HEAD, *([row[0], None, *row[2:]] for row in body())]
    yield good("names left empty", "E.xlsx", excel(empty))


def _spelt_out(name: str) -> str:
    for umlaut, letters in {"ü": "ue", "ö": "oe", "ß": "ss"}.items():
        name = name.replace(umlaut, letters)
    return name


def areas() -> Iterator[Case]:
    table = plain()
    unknown = [*table, ["99", "Unbekannt", DAY, 12]]
    yield stopped("unknown code", "E.xlsx", excel(unknown), 9)
    rest = [*table, ["00", "ohne Angabe", DAY, 3]]
    yield stopped("cases that could not be placed", "E.csv", text(rest), 9)
    old = [*table[:6], ["06", "Weißensee", DAY, 2160]]
    yield stopped("code before 2020", "E.xlsx", excel(old), 7)
    both = [*table, ["06", "Weißensee", DAY, 2160]]
    yield stopped("old code beside the new ones", "E.xlsx", excel(both), 9)
    before = [HEAD, *body(day="31.12.2019")]
    yield stopped("new codes in an old year", "E.xlsx", excel(before), 7)
    year = [HEAD, *body(day="31.12.2019")[:5], ["06", "Weißensee", "31.12.2019", 2150]]
    values = {code: PEOPLE[code] for code in ("01", "02", "03", "04", "05")} | {"06": 2150}
    yield good("old codes in their year", "E.xlsx", excel(year), {"pop 2019-12-31": values})
    equal = [*table, table[3]]
    yield either("a row twice, equal", "E.xlsx", excel(equal), row=9)
    yield either("all rows twice, equal", "E.csv", text([*table, *table[1:]]), row=9)
    other = [*table, ["03", "Grünau", DAY, 971]]
    yield stopped("a row twice, contradicting", "E.xlsx", excel(other), 9)
    yield stopped("a row twice, contradicting, CSV", "E.csv", text(other), 9)
    gap = [*table, ["03", "Grünau", DAY, None]]
    yield either("a row twice, once empty", "E.xlsx", excel(gap), row=9)
    same = [*table, ["03 ", "Grünau", DAY, 971]]
    yield stopped("twice but for a space", "E.csv", text(same), 9)
    missing = [row for row in table if row[0] != "05"]
    left = {code: number for code, number in PEOPLE.items() if code != "05"}
    yield good("an area left out", "E.csv", text(missing), {"pop 2023-12-31": left})
    keyless = [*table[:4], [None, "Höfe", DAY, 12500], *table[5:]]
    yield stopped("a key left out", "E.xlsx", excel(keyless), 5)
    level = [HEAD, ["1", "Mitte", DAY, 5475], ["2", "Nord", DAY, 15240]]
    yield stopped("keys of the Bezirke", "E.xlsx", excel(level), 2)

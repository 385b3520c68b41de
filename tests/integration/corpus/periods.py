"""When a value was true: as text, number or date, in a column, a heading, a title or a sheet."""

import datetime
from collections.abc import Iterator

from tests.integration.corpus.making import (
    DAY,
    HEAD,
    NAMES,
    PEOPLE,
    Case,
    Values,
    body,
    either,
    excel,
    good,
    people,
    plain,
    quotes,
    stopped,
    text,
    workbook,
)

LAST_DAY = datetime.date(2023, 12, 31)
SERIAL = 45291
# As written, and the period's key.
SURE = {
    "31.12.2023": "2023-12-31", "2023-12-31": "2023-12-31", "2023": "2023", "2023-12": "2023-12",
    "4. Quartal 2023": "2023-Q4", "2. Halbjahr 2023": "2023-H2", "2022/23": "2022/23",
    " 31.12.2023 ": "2023-12-31",
}  # fmt: skip
LIKELY = {
    "31.12.23": "2023-12-31", "31. Dezember 2023": "2023-12-31", "Dezember 2023": "2023-12",
    "Dez 2023": "2023-12", "12/2023": "2023-12", "Q4 2023": "2023-Q4", "Q4/2023": "2023-Q4",
    "IV/2023": "2023-Q4", "IV. Quartal 2023": "2023-Q4", "4/2023": "2023-04",
    "2022/2023": "2022/23",
    "Schuljahr 2022/23": "2022/23", "Stand: 31.12.2023": "2023-12-31", "Jahr 2023": "2023",
    "am 31.12.2023": "2023-12-31", "31.12.2023 00:00:00": "2023-12-31", "20231231": "2023-12-31",
    "2023-12-31T00:00:00": "2023-12-31", "31-12-2023": "2023-12-31", "31/12/2023": "2023-12-31",
    "2023.0": "2023", "2023*": "2023", "2023-Q4": "2023-Q4", "1. Hj. 2023": "2023-H1",
}  # fmt: skip
ODD = [
    "29.02.2023", "31.11.2023", "32.12.2023", "12/31/2023", "23", "0", "1", "99999", "-", "k.A.",
    "2022-2023", "2020 bis 2023", "Winter 2023", "letztes Jahr", "2023/12/31/1", "13. Monat 2023",
    "5. Quartal 2023", "2022/24", "20223", "1.1.0001", "31.12.9999", "#WERT!", "44 2023", "2o23",
]  # fmt: skip


def texts() -> Iterator[Case]:
    for written, key in SURE.items():
        yield good(f"{written!r}, CSV", "E.csv", text(plain(day=written)), people(period=key))
        yield good(f"{written!r}, Excel", "E.xlsx", excel(plain(day=written)), people(period=key))
    for written, key in LIKELY.items():
        found = people(period=key)
        yield either(f"{written!r}", "E.csv", text(plain(day=written)), found, 2, "Stichtag")
    for written in ODD:
        yield stopped(f"{written!r}", "E.csv", text(plain(day=written)), 2, "Stichtag")
    other = plain()
    other[4] = [*other[4][:2], "31.12.2032", other[4][3]]
    found = {"pop 2023-12-31": {c: n for c, n in PEOPLE.items() if c != "04"},
             "pop 2032-12-31": {"04": 12500}}  # fmt: skip
    yield either("one row in the far future", "E.csv", text(other), found, 5, "Stichtag")
    other[4] = [*other[4][:2], None, other[4][3]]
    yield stopped("one row without a day", "E.csv", text(other), 5, "Stichtag")


def cells() -> Iterator[Case]:
    for name, day in {
        "date": LAST_DAY,
        "date and time": datetime.datetime(2023, 12, 31, 0, 0),  # noqa: DTZ001
    }.items():
        yield good(name, "E.xlsx", excel(plain(day=day)))
    noon = datetime.datetime(2023, 12, 31, 12, 30)  # noqa: DTZ001
    yield either("date at noon", "E.xlsx", excel(plain(day=noon)), row=2)
    yield good("year as number", "E.xlsx", excel(plain(day=2023)), people(period="2023"))
    yield good("year as float", "E.xlsx", excel(plain(day=2023.0)), people(period="2023"))
    yield either("serial number", "E.xlsx", excel(plain(day=SERIAL)), row=2, column="Stichtag")
    yield either(
        "serial number as text", "E.csv", text(plain(day=SERIAL)), row=2, column="Stichtag"
    )
    yield either("date shown as year only", "E.xlsx", excel(plain(day=LAST_DAY), _as_year),
                 people(period="2023"), 2, "Stichtag")  # fmt: skip
    yield stopped(
        "a year formatted as a date", "E.xlsx", excel(plain(day=2023), _as_year), 2, "Stichtag"
    )
    yield stopped("a time of day", "E.xlsx", excel(plain(day=datetime.time(12))), 2, "Stichtag")
    yield stopped("a fraction of a year", "E.xlsx", excel(plain(day=2023.5)), 2, "Stichtag")
    yield good("only in the first row, and said", "E.xlsx", excel(_first_only()), period=DAY)
    yield stopped("only in the first row", "E.xlsx", excel(_first_only()), 3)


def _as_year(sheet: object) -> None:
    for row in sheet.iter_rows(min_row=2, min_col=3, max_col=3):  # type: ignore[attr-defined]
        row[0].number_format = "yyyy"


def _first_only() -> list[list[object]]:
    return [
        [*row[:2], row[2] if number < 2 else None, row[3]] for number, row in enumerate(plain())
    ]


BARE = [["Schlüssel", "Name", "Einwohner"], *([code, NAMES[code], n] for code, n in PEOPLE.items())]


def outside() -> Iterator[Case]:
    for title in ("Stand: 31.12.2023", "Einwohner am 31.12.2023", "Stichtag 31.12.2023"):
        table = [[title], [], *BARE]
        yield either(f"title {title!r}", "E.xlsx", excel(table))
        yield good(f"title {title!r}, said too", "E.xlsx", excel(table), period=DAY)
    yield either(
        "title against the form", "E.xlsx", excel([["Stand: 31.12.2022"], *BARE]), period=DAY
    )
    yield either("beside a word above", "E.xlsx", excel([["Stand:", LAST_DAY], [], *BARE]))
    yield either("sheet name", "E.xlsx", excel(BARE, sheet="31.12.2023"))
    yield either("file name", "Einwohner_2023-12-31.csv", text(BARE))
    yield either("line below", "E.csv", text([*BARE, [], ["Stand: 31.12.2023"]]), row=10)
    years = {"2022": _of(-5), "2023": _of(0)}
    sheets = {
        year: [BARE[0], *([c, NAMES[c], n] for c, n in people.items())]
        for year, people in years.items()
    }
    both = {f"pop {year}": numbers for year, numbers in years.items()}
    yield either("a sheet per year", "E.xlsx", workbook(sheets), both)
    yield stopped("a sheet per year, one day said", "E.xlsx", workbook(sheets), period=DAY)
    yield good("column before the form", "E.csv", text(plain()), period="31.12.2022")
    for head in ("Stand", "Datum", "Jahr", "Zeitraum", "Zeit", "Berichtsjahr", "Stichtag (Datum)"):
        table = [[*HEAD[:2], head, HEAD[3]], *body()]
        yield either(f"headed {head!r}", "E.xlsx", excel(table))


def _of(more: int) -> dict[str, int]:
    return {code: number + more for code, number in PEOPLE.items()}


def across() -> Iterator[Case]:
    for first, second, keys in (
        ("2022", "2023", ("2022", "2023")),
        ("31.12.2022", "31.12.2023", ("2022-12-31", "2023-12-31")),
        ("2021/22", "2022/23", ("2021/22", "2022/23")),
    ):
        found: Values = {f"pop {keys[0]}": _of(-5), f"pop {keys[1]}": PEOPLE}
        one = [["Schlüssel", "Name", f"Einwohner {first}", f"Einwohner {second}"], *_pairs()]
        yield good(f"one row of headings, {first}", "K.xlsx", excel(one), found)
        yield good(f"one row of headings, {first}, CSV", "K.csv", text(one), found)
        two = [["Schlüssel", "Name", "Einwohner", None], [None, None, first, second], *_pairs()]
        yield good(f"two rows of headings, {first}", "K.xlsx", excel(two), found)
        merged = excel(
            two, lambda sheet: [sheet.merge_cells(a) for a in ("A1:A2", "B1:B2", "C1:D1")]
        )
        yield good(f"merged headings, {first}", "K.xlsx", merged, found)
        bare = [["Schlüssel", "Name", first, second], *_pairs()]
        yield either(f"bare periods, {first}", "K.xlsx", excel(bare), found)
        titled = [["Einwohner nach Stadtteilen"], [], *bare]
        yield either(f"measure in the title, {first}", "K.xlsx", excel(titled), found)
    found = {"pop 2022": _of(-5), "pop 2023": PEOPLE}
    numbers = [["Schlüssel", "Name", "Einwohner", None], [None, None, 2022, 2023], *_pairs()]
    yield good("years as numbers", "K.xlsx", excel(numbers), found)
    days = [
        ["Schlüssel", "Name", "Einwohner", None],
        [None, None, datetime.date(2022, 12, 31), LAST_DAY],
        *_pairs(),
    ]
    yield either(
        "days as dates",
        "K.xlsx",
        excel(days),
        {"pop 2022-12-31": _of(-5), "pop 2023-12-31": PEOPLE},
    )
    turned = [["Schlüssel", "Name", "2022", "2023"], ["", "", "Einwohner", "Einwohner"], *_pairs()]
    yield either("period over measure", "K.xlsx", excel(turned), found)
    change = [["Schlüssel", "Name", "Einwohner 2022", "Einwohner 2023", "Veränderung 2022/23"],
              *([*row, 5] for row in _pairs())]  # fmt: skip
    yield either("change beside the years", "K.xlsx", excel(change), found)
    cells = [["Schlüssel", "Name", "Einwohner", "Einwohner"], *_pairs()]
    yield stopped(
        "same heading for two years", "K.xlsx", excel(cells), column="Einwohner", period=DAY
    )
    twice = [["Schlüssel", "Name", "Einwohner 2023", "Einwohner 2023"], *_pairs()]
    yield stopped("same year twice", "K.xlsx", excel(twice), column="Einwohner 2023")
    mixed = [["Schlüssel", "Name", "Einwohner 2023", "Quote 2022"],
             *([c, NAMES[c], n, 4.5] for c, n in PEOPLE.items())]  # fmt: skip
    yield good("measures of different years", "K.xlsx", excel(mixed),
               {"pop 2023": PEOPLE, "rate 2022": dict.fromkeys(PEOPLE, 4.5)})  # fmt: skip


def _pairs() -> list[list[object]]:
    return [[code, NAMES[code], number - 5, number] for code, number in PEOPLE.items()]


def long() -> Iterator[Case]:
    head = ["Schlüssel", "Stichtag", "Merkmal", "Wert"]
    one = [head, *([code, DAY, "Einwohner", number] for code, number in PEOPLE.items())]
    yield good("one measure", "L.csv", text(one))
    two = [*one, *([code, DAY, "Quote", "4,5"] for code in PEOPLE)]
    both = {**people(), **quotes(dict.fromkeys(PEOPLE, 4.5))}
    yield good("two measures", "L.csv", text(two), both)
    yield good("two measures, Excel", "L.xlsx", excel(two), both)
    english = [["Area code", "Period", "Measure", "Value"], *one[1:]]
    yield good("English headings", "L.csv", text(english))
    unknown = [*one, *([code, DAY, "Hunde", 4] for code in PEOPLE)]
    yield either("an unknown measure among them", "L.csv", text(unknown), row=9, column="Merkmal")
    empty = [*one[:4], ["04", DAY, None, 12500], *one[5:]]
    yield stopped("a measure left out", "L.csv", text(empty), 5, "Merkmal")
    again = [*one, ["01", DAY, "einwohner", 1216]]
    yield stopped("twice, contradicting", "L.csv", text(again), 9)
    years = [
        head,
        *(
            [c, y, "Einwohner", n - (2023 - int(y)) * 5]
            for c, n in PEOPLE.items()
            for y in ("2022", "2023")
        ),
    ]
    yield good("two years", "L.csv", text(years), {"pop 2022": _of(-5), "pop 2023": PEOPLE})
    first = [[code if place == 0 else None, year, "Einwohner", number]
             for code, number in PEOPLE.items()
             for place, year in enumerate(("2022", "2023"))]  # fmt: skip
    yield stopped(
        "key in the first of its rows only", "L.csv", text([head, *first]), 3, "Schlüssel"
    )

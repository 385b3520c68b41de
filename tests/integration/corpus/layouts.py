"""What stands above, below, beside and between the rows of a table."""

from collections.abc import Iterator

from tests.integration.corpus.making import (
    DAY,
    HEAD,
    NAMES,
    PEOPLE,
    QUOTES,
    Case,
    Row,
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
)

SUM = sum(PEOPLE.values())
BOTH: Values = {**people(), **quotes()}


def titles() -> Iterator[Case]:
    line = ["Einwohner mit Hauptwohnung in den Stadtteilen am 31.12.2023"]
    above: dict[str, list[Row]] = {
        "a title": [line],
        "a title and a blank line": [line, []],
        "three titles": [["Stadt Kleinstadt"], ["Amt für Statistik und Wahlen"], line, []],
        "ten lines above": [["Stadt Kleinstadt"], *[[]] * 7, line, []],
        "blank lines only": [[], [], []],
        "contact and date": [["Ansprechpartnerin:", "Frau Müller"], ["Telefon:", "0341 123-4567"],
                             ["Erstellt am", "05.02.2024"], []],
        "a title with numbers": [["Tabelle", 3, 2023], []],
        "empty cells of a logo": [[None] * 4, ["Kleinstadt", None, None, None], []],
    }  # fmt: skip
    for name, lines in above.items():
        yield good(f"{name}, Excel", "Tabelle.xlsx", excel([*lines, *plain()]))
        yield good(f"{name}, CSV", "Tabelle.csv", text([*lines, *plain()]))
    merged = excel([line, [], *plain()], lambda sheet: sheet.merge_cells("A1:D1"))
    yield good("title merged over the table", "T.xlsx", merged)
    deep = [[f"Hinweis {number}"] for number in range(30)]
    yield either("thirty lines of notes above", "T.xlsx", excel([*deep, *plain()]))
    yield good(
        "a title that names the columns", "T.xlsx", excel([["Schlüssel und Namen"], *plain()])
    )


def headers() -> Iterator[Case]:
    units = [HEAD, [None, None, None, "Anzahl"], *body()]
    yield good("row of units", "T.xlsx", excel(units))
    yield good("row of units in CSV", "T.csv", text(units))
    numbered = [HEAD, [1, 2, 3, 4], *body()]
    yield good("row of column numbers", "T.xlsx", excel(numbered))
    yield good("blank row below the header", "T.xlsx", excel([HEAD, [], *body()]))
    upper = [["Gebiet", None, "Bestand", None], HEAD, *body()]
    yield good("groups above the header", "T.xlsx", excel(upper))
    merged = excel(upper, lambda sheet: (sheet.merge_cells("A1:B1"), sheet.merge_cells("C1:D1")))
    yield good("merged groups above the header", "T.xlsx", merged)
    for head in ("Einwohner ", "EINWOHNER", "einwohner", "pop", "Ein-\nwohner", "Einwohner*",
                 "Einwohner 1)", "Einwohner¹", "Einwohner (Anzahl)", "Einwohner\u00a0",
                 "Anzahl Einwohner"):  # fmt: skip
        table = [[*HEAD[:3], head], *body()]
        yield either(f"heading {head!r}", "T.xlsx", excel(table))
    for head in (
        "Schlüssel-Nr.",
        "Schl.",
        "Stadtteil-Nr.",
        "Nr.",
        "ID",
        "Stadtteilschlüssel",
        "Schlüssel ",
    ):
        yield either(f"key headed {head!r}", "T.xlsx", excel([[head, *HEAD[1:]], *body()]))
    unnamed = excel([[None, *HEAD[1:]], *body()])
    yield either("key without a heading", "T.xlsx", unnamed)
    twice = [[*HEAD, "Einwohner"], *([*row, row[3]] for row in body())]
    yield either("same column twice, equal", "T.xlsx", excel(twice), column="Einwohner")
    other = [[*HEAD, "Einwohner"], *([*row, QUOTES[str(row[0])]] for row in body())]
    yield stopped("same heading, other values", "T.xlsx", excel(other), column="Einwohner")
    more = [[*HEAD, "Veränderung", "Rang"], *([*row, 1.5, 3] for row in body())]
    yield good("columns nobody wants", "T.xlsx", excel(more))
    two = [[*HEAD, "Quote"], *([*row, QUOTES[str(row[0])]] for row in body())]
    yield good("two measures", "T.xlsx", excel(two), BOTH)
    gap = [[*HEAD[:3], None, HEAD[3]], *([*row[:3], None, row[3]] for row in body())]
    yield good("empty column between", "T.xlsx", excel(gap))
    moved = [[None, None, *row] for row in [[], [], *plain()]]
    yield good("table begins at C3", "T.xlsx", excel(moved))
    back = [list(reversed(row)) for row in plain()]
    yield good("key in the last column", "T.xlsx", excel(back))
    yield stopped("no header at all", "T.xlsx", excel(body()), period=DAY)


def endings() -> Iterator[Case]:
    below: dict[str, list[Row]] = {
        "source": [[], ["Quelle: Einwohnermelderegister"]],
        "source right below": [["Quelle: Einwohnermelderegister"]],
        "footnotes": [[], ["1) ohne Nebenwohnung"], ["2) vorläufig"]],
        "signs explained": [
            [],
            ["Zeichenerklärung:"],
            [".", "Zahlenwert unbekannt"],
            ["-", "nichts"],
        ],
        "signature": [[], [None, None, "gez. Müller"]],
        "copyright": [[], ["© Stadt Kleinstadt, 2024"]],
        "end of table": [["Ende der Tabelle"]],
        "sum": [["Summe", None, None, SUM]],
        "whole city": [[None, "Stadt insgesamt", None, SUM]],
        "whole city with day": [["Stadt insgesamt", None, DAY, SUM]],
        "all, as Insgesamt": [["Insgesamt", "", DAY, SUM]],
        "sum after a blank row": [[], ["Summe", None, None, SUM], [], ["Quelle: Amt"]],
        "city by its code": [["0", "Kleinstadt", DAY, SUM]],
    }
    for name, rows in below.items():
        yield either(f"{name}, Excel", "T.xlsx", excel([*plain(), *rows]), row=9 if rows[0] else 10)
        yield either(f"{name}, CSV", "T.csv", text([*plain(), *rows]), row=9 if rows[0] else 10)


def between() -> Iterator[Case]:
    first, rest = body()[:3], body()[3:]
    middle: Row = ["Bezirk 1", "Mitte", DAY, 5475]
    yield either("subtotals of the Bezirke", "T.xlsx", excel([HEAD, *first, middle, *rest]), row=5)
    coded: Row = ["1", "Mitte", DAY, 5475]
    yield stopped(
        "Bezirke by code among them", "T.xlsx", excel([HEAD, coded, *first, *rest]), row=2
    )
    headed = [HEAD, ["Stadtbezirk Mitte"], *first, ["Stadtbezirk Nord"], *rest]
    yield either("headings between", "T.xlsx", excel(headed), row=2)
    again = [HEAD, *first, HEAD, *rest]
    yield either("header again on page two", "T.xlsx", excel(again), row=5)
    yield good("blank row between", "T.xlsx", excel([HEAD, *first, [], *rest]))
    yield good("blank row between, CSV", "T.csv", text([HEAD, *first, [], *rest]))
    group = [
        ["Bezirk", *HEAD],
        *([("Mitte" if n == 0 else None), *row] for n, row in enumerate(body())),
    ]
    yield good("group named once beside", "T.xlsx", excel(group))
    cells = excel(group, lambda sheet: sheet.merge_cells("A2:A8"))
    yield good("group merged beside", "T.xlsx", cells)
    values = excel(plain(), lambda sheet: sheet.merge_cells("D4:D5"))
    yield stopped("merged values", "T.xlsx", values, row=4, column="Einwohner")
    days = excel(plain(), lambda sheet: sheet.merge_cells("C2:C8"))
    yield either("merged days", "T.xlsx", days, row=2, column="Stichtag")
    keys = excel(plain(), lambda sheet: sheet.merge_cells("A4:A5"))
    yield stopped("merged keys", "T.xlsx", keys, row=4, column="Schlüssel")
    side = [[*HEAD, None, *HEAD], *([*row, None, *row] for row in body())]
    yield either("two tables side by side", "T.xlsx", excel(side))
    half = [[*a, None, *b] for a, b in zip([HEAD, *body()[:3]], [HEAD, *body()[3:6]], strict=False)]
    yield stopped("table continued at the side", "T.xlsx", excel(half))
    second = [*plain(), [], ["Quote am 31.12.2023"], [*HEAD[:3], "Quote"], *body(of=QUOTES)]
    yield either("two tables below one another", "T.xlsx", excel(second), BOTH, row=12)
    note = excel([[*HEAD, "Bemerkung"], *([*row, "geschätzt"] for row in body())])
    yield good("column of remarks", "T.xlsx", note)
    pictures = [["Schlüssel", "Name", "Einwohner"], *([c, NAMES[c], n] for c, n in PEOPLE.items())]
    yield good("day said in the form", "T.xlsx", excel(pictures), period=DAY)
    yield stopped("day said nowhere", "T.xlsx", excel(pictures))
    turned = [["Schlüssel", *PEOPLE], ["Einwohner", *PEOPLE.values()]]
    yield either("areas across", "T.xlsx", excel(turned), period=DAY)

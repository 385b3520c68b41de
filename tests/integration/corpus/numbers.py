"""How numbers are written, and the signs that stand where none is."""

from collections.abc import Iterator

from tests.integration.corpus.making import (
    SIGNS_EXPLAINED,
    Case,
    body,
    either,
    excel,
    good,
    people,
    plain,
    quotes,
    rated,
    stopped,
    text,
)

# A count, as written, and what it is.
COUNTS = {
    "12500": 12500, "12 500": 12500, "12\u00a0500": 12500, "12\u202f500": 12500,
    "12\u2009500": 12500, "12'500": 12500, "12’500": 12500, " 12500 ": 12500, "+12500": 12500,
    "12500,0": 12500, "12.500,00": 12500, "1.012.500": 1012500, "0": 0, "00": 0, "012500": 12500,
    "12500 Personen": 12500, "12500*": 12500, "12500 1)": 12500,
    "12500 r": 12500, "12500p": 12500,
}  # fmt: skip
SURE = 15  # The first ones have one meaning only.
# What nobody can know, or what no count is.
ODD_COUNTS = [
    "12.500", "12,500", "1.234.56", "1,2,3", "12.50,0", "1..2", "12,5", "-5", "−5", "–5", "5-",
    "(5)-", "1e5", "1E+05", "1_000", "nan", "NaN", "inf", "-inf", "Infinity", "0x1F", "1/2",
    "12 50", "1 2", "12 5000", "1.2500", "zwölf", "#####", "#DIV/0!", "#BEZUG!", "#NV", "WAHR",
    "true", "1½", "x5", "5x", "½", "１２", "٣", "1e400", "9" * 30, "12.500.", ".5", "5.",
    "31.12.", "01.02.2023", "=1+1", "€ 5", "5 €", "5 Mio.", "--5", "+-5", "'", "?",
    "(12500)", "ca. 12500", "> 12500", "12500-13000", "unter 5",
]  # fmt: skip
RATES = {
    "4,5": 4.5, "4.5": 4.5, "-4,5": -4.5, "−4,5": -4.5, "+4,5": 4.5, "0,0": 0.0, "-0,0": 0.0,
    "1.234,5": 1234.5, "1 234,5": 1234.5, "1\u202f234,5": 1234.5, "1'234.5": 1234.5, ",5": 0.5,
    "4,50": 4.5, "4,": 4.0, "0,333333333333333": 0.333333333333333, "1.234.567,8": 1234567.8,
    "4,5-": -4.5, "–4,5": -4.5, "4,5 %": 4.5, "4,5%": 4.5, "4,5 v.H.": 4.5,
    "4,5\u00a0%": 4.5, "1,5E-3": 0.0015, "4,5 €": 4.5,
}  # fmt: skip
SURE_RATES = 16
ODD_RATES = ["1.234", "1,234", "1.234,5.6", "4,5,6", "4.5.6", "1,234.567,8", "4 ,5", "4, 5",
             "5 von 100",
             "(4,5)", "4,5 ‰", "4,5 bis 5,0"]  # fmt: skip


def written() -> Iterator[Case]:
    for number, (cell, value) in enumerate(COUNTS.items()):
        wanted = good if number < SURE else either
        changed, found = {"04": cell}, people({"04": value})
        place = {} if number < SURE else {"row": 5, "column": "Einwohner"}
        yield wanted(f"count {cell!r}, CSV", "E.csv", text(plain(changed)), found, **place)
        yield wanted(f"count {cell!r}, Excel", "E.xlsx", excel(plain(changed)), found, **place)
    for number, (cell, value) in enumerate(RATES.items()):
        wanted = good if number < SURE_RATES else either
        changed, found = {"04": cell}, quotes({"04": value})
        place = {} if number < SURE_RATES else {"row": 5, "column": "Quote"}
        table = rated(QUOTES_GERMAN | changed if "." not in cell or "," in cell else changed)
        yield wanted(f"rate {cell!r}", "E.csv", text(table), found, **place)


QUOTES_GERMAN = {"01": "4,5", "02": "12,8", "03": "0,0", "04": "27,0", "05": "3,2", "07": "7,5",
                 "08": "110,25"}  # fmt: skip


def odd() -> Iterator[Case]:
    for cell in ODD_COUNTS:
        table = plain({"04": cell})
        yield stopped(f"count {cell[:12]!r}", "E.csv", text(table), 5, "Einwohner")
    for cell in ODD_RATES:
        table = rated({"04": cell})
        yield stopped(f"rate {cell!r}", "E.csv", text(table), 5, "Quote")


def columns() -> Iterator[Case]:
    dots = {code: f"{n:,}".replace(",", ".") for code, n in _large().items()}
    found = people(_large())
    yield either("all with thousands dots", "E.csv", text(plain(dots)), found, 2, "Einwohner")
    yield either(
        "all with thousands dots, Excel", "E.xlsx", excel(plain(dots)), found, 2, "Einwohner"
    )
    commas = {code: f"{n:,}" for code, n in _large().items()}
    yield either("all with thousands commas", "E.csv", text(plain(commas)), found, 2, "Einwohner")
    million = {**dots, "04": "1.012.500"}
    found = people({**_large(), "04": 1012500})
    yield either("dots, one of them sure", "E.csv", text(plain(million)), found, 2, "Einwohner")
    spaces = {code: f"{n:,}".replace(",", " ") for code, n in _large().items()}
    yield good("all with spaces", "E.csv", text(plain(spaces)), people(_large()))
    texts = {code: str(n) for code, n in _large().items()}
    yield good("all as texts", "E.xlsx", excel(plain(texts)), people(_large()))
    points = {
        "01": "4.5",
        "02": "12.8",
        "03": "0.0",
        "04": "27.0",
        "05": "3.2",
        "07": "7.5",
        "08": "110.25",
    }
    yield good("decimal points as texts", "E.xlsx", excel(rated(points)), quotes())
    yield good("decimal commas as texts", "E.xlsx", excel(rated(QUOTES_GERMAN)), quotes())
    mixed = rated(QUOTES_GERMAN | {"01": "4.5"})
    yield stopped("points and commas mixed", "E.csv", text(mixed), column="Quote")
    three = rated(
        {
            "01": "4.512",
            "02": "12.8",
            "03": "0.0",
            "04": "27.0",
            "05": "3.2",
            "07": "7.5",
            "08": "9.1",
        }
    )
    found = quotes({"01": 4.512, "08": 9.1})
    yield either("three decimals, points elsewhere", "E.csv", text(three), found, 2, "Quote")
    three = rated(QUOTES_GERMAN | {"01": "4,512"})
    yield either(
        "three decimals, commas elsewhere", "E.csv", text(three), quotes({"01": 4.512}), 2, "Quote"
    )
    fraction = excel(rated({"04": 0.27}), _percent)
    yield either(
        "a cell formatted as per cent", "E.xlsx", fraction, quotes({"04": 27.0}), 5, "Quote"
    )
    all_of = {code: n / 100 for code, n in _percents().items()}
    yield either("a column formatted as per cent", "E.xlsx", excel(rated(all_of), _percent),
                 quotes(_percents()), 2, "Quote")  # fmt: skip
    signs = {code: f"{n:.1f} %".replace(".", ",") for code, n in _percents().items()}
    yield either(
        "all with a per cent sign", "E.csv", text(rated(signs)), quotes(_percents()), 2, "Quote"
    )
    yield stopped(
        "whole count as 12.5 in Excel", "E.xlsx", excel(plain({"04": 12.5})), 5, "Einwohner"
    )
    yield good("count as 12500.0 in Excel", "E.xlsx", excel(plain({"04": 12500.0})))
    yield good("noise of floats", "E.xlsx", excel(rated({"04": 0.1 + 0.2})), quotes({"04": 0.3}))
    yield stopped("negative count", "E.xlsx", excel(plain({"04": -3})), 5, "Einwohner")
    yield stopped("a truth value", "E.xlsx", excel(plain({"04": True})), 5, "Einwohner")
    yield good("a true zero", "E.xlsx", excel(plain({"04": 0})), people({"04": 0}))


def _percent(sheet: object) -> None:
    for row in sheet.iter_rows(min_row=2, min_col=4, max_col=4):  # type: ignore[attr-defined]
        if row[0].value is not None and row[0].value < 1.2:
            row[0].number_format = "0.0%"


def _percents() -> dict[str, float]:
    return {"01": 4.5, "02": 12.8, "03": 1.5, "04": 27.0, "05": 3.2, "07": 7.5, "08": 11.5}


def _large() -> dict[str, int]:
    return {"01": 1215, "02": 3290, "03": 9700, "04": 12500, "05": 5800, "07": 1100, "08": 1060}


# Unexplained they are asked for; the form's own proposals stand in making.py.
ASKED = [".", "-", "–", "—", "−", "*", "k.A.", "k. A.", "n.v.", "keine Angabe", "geheim", "(.)",
         "·",
         "N/A", "NA", "null", "NULL", "None", "unbekannt", "<3",
         "< 5", "•", "0*", "_", "#"]  # fmt: skip


def signs() -> Iterator[Case]:
    for sign in ASKED:
        yield stopped(f"{sign!r}", "E.csv", text(plain({"04": sign})), 5, "Einwohner")
    for sign in (".", "-", "*"):
        yield stopped(f"{sign!r}, Excel", "E.xlsx", excel(plain({"04": sign})), 5, "Einwohner")
    for sign, status in SIGNS_EXPLAINED.items():
        if sign:
            found = people({"04": status})
            yield good(f"{sign!r}, explained", "E.csv", text(plain({"04": sign})), found)
            yield good(
                f"{sign!r}, explained, Excel", "E.xlsx", excel(plain({"04": f" {sign}"})), found
            )
    yield good("'X'", "E.csv", text(plain({"04": "X"})), people({"04": "M"}))
    yield good("'...'", "E.csv", text(plain({"04": "..."})), people({"04": "O"}))
    for name, cell in {
        "empty": None,
        "spaces": "   ",
        "non-breaking space": "\u00a0",
        "quotes": "",
    }.items():
        yield good(name, "E.csv", text(plain({"04": cell})), people({"04": "O"}))
        yield good(f"{name}, Excel", "E.xlsx", excel(plain({"04": cell})), people({"04": "O"}))
    yield stopped(
        "many kinds", "E.csv", text(plain({"01": ".", "02": "-", "03": "/"})), 2, "Einwohner"
    )
    cells = {"03": 0, "04": None, "05": "/", "07": "x"}
    found = people({"03": 0, "04": "O", "05": "O", "07": "M"})
    yield good("zero, empty and signs", "E.xlsx", excel(plain(cells)), found)
    empty = [*plain()[:1], *body(dict.fromkeys(("01", "02", "03", "04", "05", "07", "08")))]
    yield stopped("no value at all", "E.xlsx", excel(empty))

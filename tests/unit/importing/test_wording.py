"""Every problem has words in both languages, and every word a problem."""

import ast
import re
import string
from collections import defaultdict
from pathlib import Path

import pytest
import shapely

from indicators.importing import numbers
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import WORDING, number, say
from spatial_units.importing.wording_loading import WORDING_LOADING

PROJECT = Path(__file__).resolve().parents[3]
SOURCES = [
    path
    for app in ("spatial_units", "indicators")
    for path in (PROJECT / app / "importing").glob("*.py")
    if not path.name.startswith("upload")  # told by tests/unit/uploads
]
OF_CELLS = {
    node.value.value
    for node in ast.walk(ast.parse(Path(numbers.__file__).read_text(encoding="utf-8")))
    if isinstance(node, ast.Return)
    and isinstance(node.value, ast.Constant)
    and isinstance(node.value.value, str)
    and node.value.value
} | {"number_too_large", "unknown_sign"}


def used_codes() -> dict[str, list[set[str] | None]]:
    """code: the facts of each place that reports it; None where they are not spelled out."""
    used: dict[str, list[set[str] | None]] = defaultdict(list)
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            of_logger = name and ast.unparse(call.func).startswith("logger.")
            is_problem = isinstance(call.func, ast.Name) and call.func.id == "Problem"
            if (
                not (is_problem or name in ("error", "warning", "note"))
                or not call.args
                or of_logger
            ):
                continue
            for code in _texts(call.args[0], tree):
                keywords = {keyword.arg for keyword in call.keywords}
                spelled = None not in keywords and not is_problem
                used[code].append({str(key) for key in keywords} if spelled else None)
    for code in OF_CELLS:
        used[code].append({"text", "sign", "count", "rows"})
    return used


def _texts(node: ast.expr, tree: ast.Module) -> set[str]:
    """The texts an expression may be: written there, or given to a variable or by a function."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _texts(node.body, tree) | _texts(node.orelse, tree)
    if isinstance(node, ast.Name):
        assignments = (part for part in ast.walk(tree) if isinstance(part, ast.Assign))
        own = (part for part in assignments if node.id in map(ast.unparse, part.targets))
        return {text for part in own for text in _texts(part.value, tree) if text}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        functions = [n for n in ast.walk(tree)
                     if isinstance(n, ast.FunctionDef) and n.name == node.func.id]  # fmt: skip
        returned = [n.value for f in functions for n in ast.walk(f) if isinstance(n, ast.Return)]
        return {t for value in returned if value for t in _texts(value, tree)}
    return set()


def test_every_reported_problem_has_words_and_every_word_is_used() -> None:
    used = set(used_codes())
    assert used - set(WORDING) == set()
    assert set(WORDING) - used - set(WORDING_LOADING) == set()


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def test_every_fact_a_sentence_speaks_of_is_reported() -> None:
    for code, places in used_codes().items():
        for facts in places:
            if facts is not None:
                wanted = placeholders(WORDING[code][0]) | placeholders(WORDING[code][1])
                assert wanted - facts <= {"code", "reason", "offered"}, code


@pytest.mark.parametrize("code", sorted(WORDING))
def test_both_languages_tell_the_same_facts(code: str) -> None:
    german, english = WORDING[code]
    assert placeholders(german) == placeholders(english)
    assert re.search(r"\b(fuer|ueber|Schluessel|ae|oe|ue)\b", german) is None
    assert german[-1] in ".…}" and english[-1] in ".…}"  # noqa: PT018


def test_a_problem_is_told_with_its_place_first() -> None:
    problem = Problem("ambiguous_number", Severity.ERROR, "a.csv", 7, "EW", {"text": "1.234"})
    assert say(problem, "de").startswith("a.csv, Zeile 7, Spalte „EW“: „1.234“ ist mehrdeutig")
    assert say(problem, "en").startswith("a.csv, row 7, column “EW”: “1.234” is ambiguous")


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert number(12345, german=True) == "12.345"
    assert number(12345, german=False) == "12,345"
    assert number(1.63216, german=True) == "1,632"
    assert number(1e-9, german=True) == "weniger als 0,0001"
    assert number(-0.5, german=True) == "−0,5"
    assert number(float("nan"), german=True) == "–"


def test_one_and_many_are_told_apart() -> None:
    one = Problem("key_empty", Severity.ERROR, facts={"count": 1})
    many = Problem("key_empty", Severity.ERROR, facts={"count": 1200})
    assert "(1 Zeile)" in say(one, "de")
    assert "(1.200 Zeilen)" in say(many, "de")
    assert "(1,200 rows)" in say(many, "en")


def test_what_geos_finds_wrong_with_a_shape_is_told_in_german() -> None:
    bowtie = shapely.from_wkt("POLYGON((0 0,2 2,2 0,0 2,0 0))")
    reason = shapely.is_valid_reason(bowtie).partition("[")[0]
    problem = Problem("geometry_repaired", Severity.WARNING, facts={"reason": reason})
    assert "(Linie schneidet sich selbst)" in say(problem, "de")
    assert "(Self-intersection)" in say(problem, "en")


def test_an_unknown_code_or_a_lacking_fact_never_raises() -> None:
    assert "neu" in say(Problem("neu", Severity.NOTE), "de")
    assert "?" in say(Problem("sheet_not_found", Severity.ERROR), "de")


def test_every_code_is_in_the_documentation() -> None:
    page = (PROJECT / "docs/importing.md").read_text(encoding="utf-8")
    assert [code for code in WORDING if f"`{code}`" not in page] == []


@pytest.mark.parametrize(
    ("amount", "english"),
    [
        (5080.3, "5,080"),
        (1000.4, "1,000"),
        (123450.2, "123,450"),
        (5080, "5,080"),
        (508.04, "508"),
        (10.5, "10.5"),
        (-5080.3, "−5,080"),
    ],
)
def test_the_zeros_of_a_whole_number_stay(amount: float, english: str) -> None:
    assert number(amount, german=False) == english

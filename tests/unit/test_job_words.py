"""What jobs tell has English words, too."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from sozialmonitor.cause_words import CAUSES
from sozialmonitor.job_words import FIXED, in_english
from sozialmonitor.templatetags.formats import job_words

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "indicators", "releases", "spatial_units")
SAME_IN_BOTH = {"Index: 7"}
FAILING = {"JobFailed", "GateRefuses"}
SAYING_WHY = {"why_not_public"}  # functions whose text follows the indicator's key
KEPT_IN = {"CHANGED_MEANWHILE", "DISK_FULL", "NO_SHAPES", "plan.cause"}


def text_of(node: ast.expr) -> str:
    """A text as it would be told, 7 for every name or number in it; "" where it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "7" for part in node.values)
    return ""


def told() -> set[str]:
    found: set[str] = set()
    for app in APPS:
        for path in (PROJECT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and takes_a_job(node):
                    found |= returned(node)
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "held.tell":
                    found.add(text_of(node.args[1]))
    return found - {""}


def takes_a_job(function: ast.FunctionDef) -> bool:
    """The functions whose text ends the job: they are handed it and answer a str."""
    first = function.args.args[:1]
    of_job = bool(first and first[0].annotation and ast.unparse(first[0].annotation) == "HeldJob")
    return of_job and function.returns is not None and ast.unparse(function.returns) == "str"


def returned(function: ast.FunctionDef) -> set[str]:
    values = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    parts = [[one.body, one.orelse] if isinstance(one, ast.IfExp) else [one] for one in values]
    return {text_of(part) for both in parts for part in both if part is not None}


def test_everything_a_job_tells_has_english_words_and_every_word_is_told() -> None:
    sentences = told()
    assert {"nichts Neues", "Kartenpaket: 7", "Die Datei wird gelesen."} <= sentences
    assert {one for one in sentences if in_english(one) == one} <= SAME_IN_BOTH
    assert set(FIXED) - sentences == set()


def causes() -> set[str]:
    """Why jobs fail, as far as the text stands where it is raised or in a name of its own."""
    found: set[str] = set()
    for app in APPS:
        for path in (PROJECT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in FAILING and node.args:
                    found.add(text_of(node.args[0]))
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in KEPT_IN:
                    found.add(text_of(node.value))
                if isinstance(node, ast.keyword) and node.arg == "cause":
                    found.add(text_of(node.value))
                if isinstance(node, ast.FunctionDef) and node.name in SAYING_WHY:
                    found |= {f"7: {one}" for one in returned(node)}
    return found - {"", "7: 7"}


def test_why_a_job_failed_is_told_in_english_too() -> None:
    reasons = {one for one in causes() if not one.startswith("Der Index")}  # names its own reason
    assert any(one.startswith("Der Speicher des Servers ist voll.") for one in reasons)
    assert {one for one in reasons if in_english(one) == one} == set()
    assert set(CAUSES) - reasons == set()


@pytest.mark.parametrize(
    ("message", "english"),
    [
        ("Kartenpaket: Einwohner: alle", "Map data: Einwohner: alle"),
        ("12 Karten erneuert", "12 maps renewed"),
        ("a b.csv wird übernommen.", "a b.csv is being taken over."),
        ("3 übernommen, 2 wegen anderer Änderungen zurückgestellt.",
         "3 taken over, 2 put off because of other changes."),
        ("etwas anderes", "etwas anderes"),
    ],
)  # fmt: skip
def test_names_and_numbers_stay(message: str, english: str) -> None:
    with translation.override("en"):
        assert job_words(message) == english
    with translation.override("de"):
        assert job_words(message) == message

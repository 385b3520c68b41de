"""What people read about a problem: cause and remedy, in German and English.

Each subject has a module `wording_<subject>.py` with one dict: code → (German, English). To
add a code, add a line there; a test holds codes and wordings together.

In a sentence `{count:Zeile|Zeilen}` writes the number with the fitting word,
`{count:~ist|sind}` the word alone, `{percent:%}` a percentage, `{row:d}` a bare number,
`{name}` a text or a number in the reader's notation, `{name: perhaps “…”}` the words around
a text, or nothing where the text is empty.
"""

import math
import string
from collections.abc import Mapping, Sequence
from typing import Any

from spatial_units.importing.problems import SHEET_ENDS, Problem
from spatial_units.importing.wording_areas import FAULTS_OF_SHAPES, WORDING_AREAS
from spatial_units.importing.wording_crosswalks import WORDING_CROSSWALKS
from spatial_units.importing.wording_files import WORDING_FILES
from spatial_units.importing.wording_layers import WORDING_LAYERS
from spatial_units.importing.wording_loading import WORDING_LOADING
from spatial_units.importing.wording_sheets import WORDING_SHEETS
from spatial_units.importing.wording_tables import WORDING_TABLES

Wording = tuple[str, str]

WORDING: dict[str, Wording] = {
    **WORDING_FILES,
    **WORDING_AREAS,
    **WORDING_LAYERS,
    **WORDING_CROSSWALKS,
    **WORDING_TABLES,
    **WORDING_SHEETS,
    **WORDING_LOADING,
}
_OF_OTHER_APPS: dict[str, Wording] = {}
_UNKNOWN: Wording = ("Unerwartete Auffälligkeit „{code}“.", "Unexpected finding “{code}”.")

# In files of boundaries, points or lines a row is the number of a feature, but not in CSV files.
_FEATURES = frozenset(WORDING_AREAS) | frozenset(WORDING_LAYERS) | {"layer_outside_region"}
# A region file has lines and fields instead of rows and columns.
_LINES = ("region_", "yaml_")


def add_wording(words: Mapping[str, Wording]) -> None:
    """Let `say` know the words of an app above this one, which calls this when imported."""
    _OF_OTHER_APPS.update(words)


def say(problem: Problem, language: str) -> str:
    """One problem as a sentence or two, place first: `x.csv, Zeile 5, Spalte „y“: …`."""
    german = not language.startswith("en")
    words = WORDING.get(problem.code) or _OF_OTHER_APPS.get(problem.code, _UNKNOWN)
    wording = words[0 if german else 1]
    place = _place(problem, german)
    facts = {"code": problem.code, **problem.facts}
    if german and facts.get("reason") in FAULTS_OF_SHAPES:
        facts["reason"] = FAULTS_OF_SHAPES[str(facts["reason"])]
    sentence = _Sentence(german).vformat(wording, (), facts)
    sentence = sentence.replace("….", "…")  # a list that goes on ends its sentence itself
    return f"{place}: {sentence}" if place else sentence


def _place(problem: Problem, german: bool) -> str:
    parts = [problem.file] if problem.file else []
    if problem.code.startswith(_LINES):
        parts += [f"{'Zeile' if german else 'line'} {problem.row}"] if problem.row else []
        parts += [problem.column] if problem.column else []
        return ", ".join(parts)
    if problem.sheet:
        parts.append(_sheets(problem.sheet.split(SHEET_ENDS), german))
    if problem.row is not None:
        feature = problem.code in _FEATURES and not problem.file.lower().endswith(".csv")
        word = ("Objekt" if feature else "Zeile") if german else ("feature" if feature else "row")
        parts.append(f"{word} {problem.row}")
    if problem.column:
        parts.append(f"Spalte „{problem.column}“" if german else f"column “{problem.column}”")
    return ", ".join(parts)


def _sheets(names: list[str], german: bool) -> str:
    if german:
        return ("Blatt " if len(names) == 1 else "Blätter ") + ", ".join(f"„{n}“" for n in names)
    return ("sheet " if len(names) == 1 else "sheets ") + ", ".join(f"“{n}”" for n in names)


def number(amount: float, german: bool) -> str:
    """An amount for people: 12.345 or 12,345; four digits that count after the point."""
    if isinstance(amount, int) or (math.isfinite(amount) and float(amount).is_integer()):
        text = f"{int(amount):,}"
    elif not math.isfinite(amount):
        return "–"
    elif abs(amount) < 0.0001:
        below = "weniger als 0,0001" if german else "less than 0.0001"
        return below if amount > 0 else f"−({below})"
    else:
        digits = max(0, 3 - math.floor(math.log10(abs(amount))))
        text = f"{amount:,.{digits}f}"
        text = text.rstrip("0").rstrip(".") if digits else text  # the zeros of 5,080 count
    text = text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if german else text


class _Sentence(string.Formatter):
    """Fills a wording; a fact that is lacking becomes “?”, never an exception."""

    def __init__(self, german: bool) -> None:
        self._german = german

    def get_value(
        self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> str | int | float:
        value: str | int | float = kwargs.get(str(key), "?")
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return self._text(value, format_spec)
        if format_spec == "%":
            return number(value, self._german) + ("\u202f%" if self._german else "%")
        if format_spec == "d":
            return str(value)
        if "|" in format_spec:
            one, many = format_spec.removeprefix("~").split("|")
            if format_spec.startswith("~"):
                return one if value == 1 else many
            return f"{number(value, self._german)} {one if value == 1 else many}"
        return number(value, self._german)

    def _text(self, value: str, format_spec: str) -> str:
        """`{suggestion: Gemeint ist vielleicht „…“.}` appears only where there is a text."""
        if "…" in format_spec:
            return format_spec.replace("…", value) if value else ""
        return value

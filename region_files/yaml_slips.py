"""What usually lies behind a YAML error: tabs, quotation marks, signs that need quotes.

The parser speaks English and of itself; these codes speak of the line a person wrote.
"""

import re

import yaml

from spatial_units.importing.problems import Problem, Severity

LONGEST = 80
_TYPOGRAPHIC = re.compile("[„“”‚‘«»]")
_SPECIAL = "%@`"
_ENCLOSED = re.compile("[„“”‚‘»«][^„“”‚‘’«»]*[„“”‘’«»]")


def problem_of(error: yaml.YAMLError, text: str) -> Problem:
    """The error as a problem that quotes the line and names the likely slip."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    row, place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    line = lines[row - 1] if row <= len(lines) else ""
    before = lines[row - 2] if 2 <= row <= len(lines) + 1 else ""
    if not _slip(line) and _slip(before) == "yaml_hash":  # the remark has eaten the bracket
        row, line, mark = row - 1, before, None
    opened = getattr(error, "context_mark", None)
    if mark is not None and "flow" in str(getattr(error, "context", "")) and opened is not None:
        place, row = (opened.column + 1, opened.line + 1) if opened.line + 1 < row else (place, row)
        line = lines[row - 1] if row <= len(lines) else line
        code = _slip(line) or "yaml_bracket"
    else:
        code = _slip(line) or _by_words(said, line, place)
    facts: dict[str, str | int | float] = {
        "text": line.strip()[:LONGEST],
        "sign": line[place - 1 : place] if code == "yaml_needs_quotes" else "",
        "place": place,
        "said": said,
    }
    return Problem(code, Severity.ERROR, row=row, facts=facts)


def is_enclosed(value: str) -> bool:
    """Whether a value stands in typographic quotation marks, which YAML takes as letters."""
    return _ENCLOSED.fullmatch(value) is not None


def _slip(line: str) -> str:
    """What can be seen in the line alone."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "yaml_tab"
    if _TYPOGRAPHIC.search(line):
        return "yaml_typographic_quotes"
    if re.search(r"[{,]\s*[^{},]*: ?#|[\[{][^\]}]* #[^\]}]*[\]}]", line):
        return "yaml_hash"
    return ""


def _by_words(said: str, line: str, place: int) -> str:
    """By what the parser said, in the order of how sure it is."""
    if "cannot start any token" in said and line[place - 1 : place] == "\t":
        return "yaml_tab"
    if "cannot start any token" in said and line[place - 1 : place] in _SPECIAL:
        return "yaml_needs_quotes"
    if "mapping values are not allowed" in said:
        return "yaml_colon"
    if "did not find expected key" in said or "block end" in said or "indentation" in said:
        return "yaml_indentation"
    return "yaml_syntax"

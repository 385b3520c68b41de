"""What usually lies behind a YAML error: tabs, quotation marks, signs that need quotes.

The parser speaks English and of itself; these codes speak of the line a person wrote.
"""

import re

import yaml

from spatial_units.importing.problems import Problem, Severity

LONGEST = 80
_TYPOGRAPHIC = re.compile("[„“”‚‘«»]")
_BRACES = re.compile(r"\s*(?:- )?[\w-]+:\s+\{[^{}:,]*\}[^\s,}\]]")
_GLUED = re.compile(r"\s*(?:- )?[A-Za-z_][\w-]*:[^\s/]")
_GLUED_SAYS = ("could not find expected", "mapping values are not allowed")
_SPECIAL = "%@`"
_ENCLOSED = re.compile("[„“”‚‘»«][^„“”‚‘’«»]*[„“”‘’«»]")


def problem_of(error: yaml.YAMLError, text: str) -> Problem:
    """The error as a problem that quotes the line and names the likely slip."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    lines = text.splitlines()
    row, place, in_brackets = _where(error)
    before, line = _line(lines, row - 1), _line(lines, row)
    if not _slip(line) and _slip(before) == "yaml_hash":  # the remark has eaten the bracket
        row, line = row - 1, before
    glued = _without_blank(lines, row) if said.startswith(_GLUED_SAYS) else None
    if glued is not None:
        row, line = glued, _line(lines, glued)
    code = "yaml_blank_after_colon" if glued is not None else _slip(line)
    code = code or ("yaml_bracket" if in_brackets else _by_words(said, line, place))
    facts: dict[str, str | int | float] = {
        "text": line.strip()[:LONGEST],
        "sign": line[place - 1 : place] if code == "yaml_needs_quotes" else "",
        "place": place,
        "said": said,
    }
    return Problem(code, Severity.ERROR, row=row, facts=facts)


def _where(error: yaml.YAMLError) -> tuple[int, int, bool]:
    """Line and character, from 1; of the bracket that opens where one is not closed."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return 1, 1, False
    opened = getattr(error, "context_mark", None)
    in_brackets = "flow" in str(getattr(error, "context", ""))
    if in_brackets and opened is not None and opened.line < mark.line:
        mark = opened
    return mark.line + 1, mark.column + 1, in_brackets


def _line(lines: list[str], row: int) -> str:
    return lines[row - 1] if 1 <= row <= len(lines) else ""


def _without_blank(lines: list[str], row: int) -> int | None:
    """The row, or the nearest one written before it, that reads `topic:work`."""
    for at in range(row, 0, -1):
        if _GLUED.match(_line(lines, at)):
            return at
        if at < row and _line(lines, at).strip():
            return None
    return None


def is_enclosed(value: str) -> bool:
    """Whether a value stands in typographic quotation marks, which YAML takes as letters."""
    return _ENCLOSED.fullmatch(value) is not None


def _slip(line: str) -> str:
    """What can be seen in the line alone."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "yaml_tab"
    if _TYPOGRAPHIC.search(line):
        return "yaml_typographic_quotes"
    if _BRACES.match(line):
        return "yaml_braces"
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

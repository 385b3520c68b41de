"""What pydantic says about a region file, as findings a planner understands.

A union complains once per branch; a place in the file is named once only.
"""

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from region_files.findings import Finding, closest
from region_files.schema import RegionFile
from region_files.yaml_lines import Path, Plain

_EXPECTED = {
    "int": "whole_number",
    "float": "number",
    "finite": "number",
    "bool": "yes_or_no",
    "date": "day",
    "string": "text",
    "dict": "mapping",
    "mapping": "mapping",
    "model": "mapping",
    "tuple": "list",
    "list": "list",
    "none": "nothing",
}
_LIMITS = {
    "greater_than": ("region_too_small", "gt"),
    "greater_than_equal": ("region_too_small", "ge"),
    "less_than": ("region_too_large", "lt"),
    "less_than_equal": ("region_too_large", "le"),
}


def misfits(error: ValidationError, value: Plain) -> Iterator[Finding]:
    """The findings of a failed validation, one per place."""
    seen: set[Path] = set()
    for detail in error.errors(include_url=False):
        path = _path_in(value, detail)
        if path not in seen:
            seen.add(path)
            yield _finding(detail, path)


def _path_in(value: Plain, detail: ErrorDetails) -> Path:
    """The way to the value in the file: without the names pydantic gives to branches."""
    path: list[str | int] = []
    at: Any = value
    *way, last = detail["loc"] or ("",)
    for part in way:
        if (isinstance(at, Mapping) and part in at) or (
            isinstance(at, Sequence) and isinstance(part, int) and part < len(at)
        ):
            at = at[part]
            path.append(part)
    is_there = isinstance(at, Mapping) and last in at
    is_item = isinstance(last, int) and isinstance(at, list)
    if last != "" and (is_there or is_item or detail["type"] == "missing"):
        path.append(last)
    return tuple(path)


def _finding(detail: ErrorDetails, path: Path) -> Finding:
    kind, given = detail["type"], detail.get("input")
    context: dict[str, Any] = detail.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "missing":
        return Finding(path, "region_field_missing", field=name)
    if kind == "extra_forbidden":
        fields = fields_at(path[:-1])
        facts = {"field": name, "fields": ", ".join(fields), "meant": closest(name, fields)}
        return Finding(path, "region_field_unknown", **facts)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "")
        facts = {"value": _shown(given), "allowed": allowed.replace(" or ", ", ")}
        return Finding(path, "region_value_not_allowed", **facts)
    if kind == "string_pattern_mismatch":
        return Finding(path, _pattern_code(str(context["pattern"])), value=_shown(given))
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return Finding(path, code, value=_shown(given), limit=context[limit])
    if kind == "value_error":
        return Finding(path, "region_rule", rule=str(context["error"]))
    if kind == "too_short":
        return Finding(path, "region_too_few", field=name)
    expected = _EXPECTED.get(kind.split("_")[0], "other")
    return Finding(path, f"region_expects_{expected}", value=_shown(given))


def _pattern_code(pattern: str) -> str:
    return "region_colour" if pattern.startswith("^#") else "region_key_form"


def _shown(value: object) -> str:
    """A value as one may print it: short."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(map(str, list(value)[:4])) + ", …}"
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def fields_at(path: Path) -> list[str]:
    """The names of the fields a mapping at this place may have; none for free keys."""
    kinds: list[Any] = [RegionFile]
    for part in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, part)]
    return sorted(
        {
            name
            for kind in kinds
            if isinstance(kind, type) and issubclass(kind, BaseModel)
            for name in kind.model_fields
        }
    )


def _inside(kind: Any, part: str | int) -> Iterator[Any]:
    """The kinds of value that may stand under `part` in a value of this kind."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if part in kind.model_fields:
            yield from _branches(kind.model_fields[str(part)].annotation)
        return
    arguments = get_args(kind)
    if get_origin(kind) is tuple and isinstance(part, int) and arguments:
        yield from _branches(arguments[0])
    if get_origin(kind) is dict and len(arguments) == 2:
        yield from _branches(arguments[1])


def _branches(kind: Any) -> Iterator[Any]:
    if get_origin(kind) is Annotated:
        yield from _branches(get_args(kind)[0])
    elif get_origin(kind) in {Union, types.UnionType}:
        for branch in get_args(kind):
            yield from _branches(branch)
    else:
        yield kind

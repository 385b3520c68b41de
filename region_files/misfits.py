"""What pydantic says about a region file, as findings a planner understands.

A union complains once per branch; a place in the file is named once only.
"""

import re
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from region_files.findings import Finding, closest, wrong
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
_NO_BLANK = re.compile(r"\w+:[^\s/]")
_LANGUAGES = ["de", "en"]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN = (  # beginnings of German words: the word of ours
    ("geheim", "suppressed"),
    ("gesperrt", "suppressed"),
    ("unterdr", "suppressed"),
    ("fehl", "missing"),
    ("keine", "missing"),
    ("unbekannt", "missing"),
    ("nicht bewertet", "not_evaluated"),
    ("nicht sinnvoll", "not_applicable"),
    ("entf", "not_applicable"),
    ("null", "zero"),
    ("nichts", "zero"),
    ("anteil", "share"),
    ("anzahl", "count"),
    ("quote", "share"),
    ("summe", "sum"),
    ("öffentlich", "public"),
    ("intern", "internal"),
    ("jährlich", "yearly"),
)
RULES = {  # what the models themselves object to
    "name either source or dissolve": "region_source_or_dissolve",
    "valid_to lies before valid_from": "region_valid_to_before_from",
    "name exactly one of count, ratio, value, derived": "region_one_formula",
    "a threshold below 2 hides nothing; use another rule": "region_threshold_hides_nothing",
    "rounding needs a base of 3 or more, such as base: 5": "region_rounding_base",
    "minimum_population needs the measure that counts it: population": "region_population_unnamed",
    "the lower goalpost must lie below the upper one": "region_goalposts",
    "distance needs a reference other than 0": "region_distance_reference",
    "name exactly one of measure, indicator, domain": "region_index_part",
    "a domain has components, and nothing else has": "region_domain_components",
    "class by exactly one of cuts, quantiles, equal_widths": "region_one_way_to_class",
    "name either period or periods": "region_period_or_periods",
    "name either ddof, for the z-score sum, or scale": "region_ddof_or_scale",
    "classes must be one more than cuts": "region_classes_and_cuts",
    "only an indicator's share can be shrunk": "region_shrinks_indicator",
    "a summary needs mean, worst_tenth or extent": "region_summary_empty",
    "pca needs either anchor or loadings, and nothing else has them": "region_pca_needs",
    "the anchor must be one of the components": "region_pca_anchor",
    "loadings must name every component": "region_pca_loadings",
    "pca finds the weights; components must not have their own": "region_pca_weights",
    "cuts must rise": "region_cuts_must_rise",
    "a group needs classes from 0 to 9": "region_group_needs_digits",
    "json needs records, other kinds must not have it": "region_records_and_json",
    "decimal and thousands sign are the same": "region_decimal_is_thousands",
    "name either key or whole": "region_key_or_whole",
    "name exactly one of columns, long, period_columns": "region_one_way_to_values",
    "name exactly one of prefix, column, whole": "region_one_way_to_dissolve",
    "by prefix needs length": "region_prefix_needs_length",
    "by column needs column": "region_column_needs_column",
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
        if _holds(at, part):
            at = at[part]
            path.append(part)
    if last != "" and (_holds(at, last) or detail["type"] == "missing"):
        path.append(last)
    return tuple(path)


def _holds(value: Any, part: str | int) -> bool:
    if isinstance(value, list):
        return part in range(len(value))
    return isinstance(value, Mapping) and part in value


def _finding(detail: ErrorDetails, path: Path) -> Finding:
    kind, given = detail["type"], detail.get("input")
    context: dict[str, Any] = detail.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "missing" and fields_at(path[:-1]) == _LANGUAGES:
        return wrong(path, "region_language_missing", field=name)
    if kind == "missing":
        return wrong(path, "region_field_missing", field=name)
    if kind == "extra_forbidden" and given is None and _NO_BLANK.match(name):
        return wrong(path, "region_blank_after_colon", field=name)
    if kind == "extra_forbidden" and given is None:
        return wrong(path, "region_comma_in_braces", field=name)
    if kind == "extra_forbidden":
        fields = fields_at(path[:-1])
        facts = {"field": name, "fields": ", ".join(fields), "meant": closest(name, fields)}
        return wrong(path, "region_field_unknown", **facts)
    if kind == "string_type" and (braces := _in_braces(given)):
        return wrong(path, "region_braces_need_quotes", value=braces)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "")
        allowed = allowed.replace(" or ", ", ")
        meant = _meant(str(given), allowed.split(", "))
        facts = {"value": _shown(given), "meant": meant, "allowed": allowed}
        return wrong(path, "region_value_not_allowed", **facts)
    if kind == "string_pattern_mismatch":
        return wrong(path, _pattern_code(str(context["pattern"])), value=_shown(given))
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return wrong(path, code, value=_shown(given), limit=context[limit])
    if kind == "value_error":
        rule = str(context["error"])
        return wrong(path, RULES.get(rule, "region_rule"), rule=rule)
    if kind in {"too_short", "too_long"}:
        return wrong(path, "region_wrong_number_of_items", field=name)
    if given is not None and not isinstance(given, Mapping) and fields_at(path) == _LANGUAGES:
        return wrong(path, "region_text_in_one_language", value=_shown(given))
    if kind.startswith("date") and _DAY.fullmatch(str(given)):
        return wrong(path, "region_no_day", value=_shown(given))
    expected = _EXPECTED.get(kind.split("_")[0], "other")
    return wrong(path, f"region_expects_{expected}", value=_shown(given))


def _in_braces(given: object) -> str:
    """`{year}` without quotation marks, which YAML takes for a field without a value."""
    if not isinstance(given, Mapping) or len(given) != 1:
        return ""
    ((name, value),) = given.items()
    return f"{{{name}}}" if value is None else ""


def _meant(given: str, allowed: list[str]) -> str:
    """The allowed word a person probably meant, also where it was written in German."""
    german = next((word for begin, word in _GERMAN if given.lower().startswith(begin)), "")
    return german if german in allowed else closest(given, allowed)


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

"""Derived indicators of a region file: each expression checked, and what it comes to put beside it.

An expression that is a sum or a ratio of sums becomes that; of every other the worker makes a
measure (indicators/derived_names.py).
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from indicators.dependencies import Circle, Maker, derived_needs, in_order
from indicators.derived_names import Declared, Names, formula_of, made_measure
from indicators.importing.periods import parse_period
from indicators.statistics.derivation import Change, Derivation, Tree, parts_of
from indicators.statistics.derivation_grammar import ExpressionRefused
from indicators.statistics.formula import measures_of, read_formula
from region_files.findings import Finding, closest, wrong
from region_files.schema import CatalogueFile, RegionFile
from region_files.schema_catalogue import Formula, IndicatorSpec
from region_files.schema_indices import CompositeIndexSpec
from region_files.yaml_lines import Path

LONGEST_KEY = 50  # of a measure, in the database
UNITS = {
    "points": ("Prozentpunkte", "%-Punkte"),
    "share": ("%",),
    "growth": ("%",),
}

File = TypeVar("File", RegionFile, CatalogueFile)


def settled(file: File, known: Names | None = None) -> tuple[File, list[Finding]]:
    """The file with every derived formula filled in, and what is wrong with expressions.

    `known` is what a region has besides. What is wrong gets a measure that nothing fills.
    """
    names = _names(file, known)
    findings: list[Finding] = []
    indicators: list[IndicatorSpec] = []
    for i, one in enumerate(file.indicators):
        formula, wrongs = _settled(one, names, ("indicators", i))
        findings += wrongs
        indicators.append(one.model_copy(update={"formula": formula}))
    if not any(one.formula.derived for one in indicators):
        return file, []
    return file.model_copy(update={"indicators": tuple(indicators)}), findings


def _names(file: RegionFile | CatalogueFile, known: Names | None) -> Names:
    measures: dict[str, Declared] = dict(known.measures) if known else {}
    indicators: dict[str, Declared] = dict(known.indicators) if known else {}
    return Names(
        measures | {one.key: one.model_dump(mode="json") for one in file.measures},
        indicators | {one.key: one.model_dump(mode="json") for one in file.indicators},
    )


def _settled(spec: IndicatorSpec, names: Names, at: Path) -> tuple[Formula, list[Finding]]:
    text = spec.formula.derived
    if text is None:
        return spec.formula, []
    place = (*at, "formula", "derived")
    made = Formula(derived=text, value=made_measure(spec.key))
    try:
        found = names.derivation(spec.key)
    except ExpressionRefused as refused:
        return made, [_refusal(refused, text, names, place)]
    formula = Formula.model_validate(formula_of(spec.key, names))
    return formula, [*_misfits(spec, found, at), *_no_periods(found, place)]


def _refusal(refused: ExpressionRefused, text: str, names: Names, place: Path) -> Finding:
    facts = dict(refused.facts)
    if refused.code == "derived_unknown_name":
        facts["meant"] = closest(facts["key"], sorted({*names.measures, *names.indicators}))
    shown = " ".join(text.split())
    expression = shown if len(shown) <= 80 else shown[:77] + "…"
    return wrong(place, refused.code, position=refused.position, expression=expression, **facts)


def _misfits(spec: IndicatorSpec, found: Derivation, at: Path) -> Iterator[Finding]:
    """The declared unit and kind must be those of the expression."""
    wanted = UNITS.get(found.unit.sort)
    if wanted and spec.unit.de.strip() not in wanted:
        facts = {"unit": spec.unit.de, "wanted": wanted[0]}
        yield wrong((*at, "unit"), "region_derived_unit", **facts)
    if spec.kind == "share" and found.unit.sort != "share":
        yield wrong((*at, "kind"), "region_derived_kind", unit=str(found.unit))
    if not found.formula and len(made_measure(spec.key)) > LONGEST_KEY:
        limit = LONGEST_KEY - len(made_measure(""))
        yield wrong((*at, "key"), "region_derived_key", key=spec.key, limit=limit)


def _no_periods(found: Derivation, place: Path) -> Iterator[Finding]:
    for part in _all_parts(found.tree):
        if isinstance(part, Change) and isinstance(part.back, str):
            try:
                parse_period(part.back)
            except ValueError:
                yield wrong(place, "region_no_period", value=part.back)


def _all_parts(tree: Tree) -> Iterator[Tree]:
    yield tree
    for part in parts_of(tree):
        yield from _all_parts(part)


def makers_in(region: RegionFile) -> list[Maker]:
    """All that is computed: measures of layers, indices, derived indicators."""
    names = _names(region, None)
    formulas = {one.key: one.formula.model_dump() for one in region.indicators}
    counted = [one.key for one in region.measures if one.of_layer]
    makers = [Maker(f"layer/{key}", frozenset(), frozenset({key})) for key in counted]
    makers += [
        Maker(f"index/{one.key}", _needs(one, formulas), frozenset(one.results))
        for one in region.indices
    ]
    for key in names.derived:
        if (needs := derived_needs(names, key)) is not None:
            made = frozenset({made_measure(key)})
            makers.append(Maker(f"derived/{key}", frozenset(needs), made))
    return makers


def circles(region: RegionFile) -> Iterator[Finding]:
    """Indices and derived indicators that need each other, told at the first of them."""
    try:
        in_order(makers_in(region))
    except Circle as circle:
        kind, _, key = circle.keys[0].partition("/")
        section, things = ("indices", region.indices) if kind == "index" else (
            "indicators", region.indicators,
        )  # fmt: skip
        at = [one.key for one in things].index(key)
        yield wrong((section, at), "region_circle", cycle=str(circle))


def _needs(index: CompositeIndexSpec, formulas: dict[str, Any]) -> frozenset[str]:
    named = [formulas[one.indicator] for one in index.leaves if one.indicator]
    behind = {key for formula in named for key in measures_of(read_formula(formula))}
    return frozenset(behind | {one.measure for one in index.leaves if one.measure})

"""Does a single measure or indicator agree with itself? The region file and the desk ask."""

from collections.abc import Iterator, Sequence

from region_files.findings import Finding, wrong
from region_files.schema_catalogue import IndicatorSpec, MeasureSpec
from region_files.yaml_lines import Path


def of_measure(measure: MeasureSpec, at: Path) -> Iterator[Finding]:
    if measure.key in measure.parts:
        yield wrong((*at, "parts"), "region_part_of_itself", measure=measure.key)
    if measure.parts and measure.kind != "count":
        yield wrong((*at, "parts"), "region_only_counts_add_up", key=measure.key)


def of_indicator(indicator: IndicatorSpec, at: Path, levels: Sequence[str]) -> Iterator[Finding]:
    """`levels` are the region's, from the finest to the coarsest."""
    yield from _classes(indicator, at)
    yield from _aggregation(indicator, at)
    yield from _internal_levels(indicator, at, levels)
    breaks = indicator.classification.breaks
    for level, bounds in breaks.items():
        if list(bounds) != sorted(set(bounds)) or not bounds:
            place = (*at, "classification", "breaks", level)
            yield wrong(place, "region_breaks_must_rise", level=level)
    if indicator.classification.method == "manual" and not breaks:
        yield wrong((*at, "classification", "method"), "region_manual_needs_breaks")


def _internal_levels(
    indicator: IndicatorSpec, at: Path, levels: Sequence[str]
) -> Iterator[Finding]:
    """What everybody sees of finer areas adds up to the coarser ones."""
    shown = [key for key in levels if not indicator.levels or key in indicator.levels]
    public = [place for place, key in enumerate(shown) if key not in indicator.internal_levels]
    for i, level in enumerate(indicator.internal_levels):
        if level in shown and any(place < shown.index(level) for place in public):
            yield wrong((*at, "internal_levels", i), "region_internal_above_public", level=level)


def _classes(indicator: IndicatorSpec, at: Path) -> Iterator[Finding]:
    numbers = [one.value for one in indicator.classes]
    if (indicator.kind == "class") != bool(numbers):
        yield wrong(at, "region_classes_and_kind", indicator=indicator.key)
    if len(set(numbers)) != len(numbers):
        yield wrong((*at, "classes"), "region_class_twice", indicator=indicator.key)


def _aggregation(indicator: IndicatorSpec, at: Path) -> Iterator[Finding]:
    """Kind, formula and aggregation must fit: a mean is never added up."""
    formula = indicator.formula
    shape = "count" if formula.count else "ratio" if formula.ratio else "value"
    facts = {"indicator": indicator.key, "kind": indicator.kind, "formula": shape}
    if (indicator.kind == "count") != (shape == "count"):
        yield wrong((*at, "kind"), "region_kind_and_formula", **facts)
    allowed = {"count": {"sum", "none"}, "ratio": {"ratio", "none"}, "value": {"none"}}[shape]
    if indicator.aggregation not in allowed:
        facts |= {"aggregation": indicator.aggregation, "allowed": ", ".join(sorted(allowed))}
        yield wrong((*at, "aggregation"), "region_aggregation_and_formula", **facts)

"""Every key a region file names must be given, once, and exist."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Protocol, TypeAlias

from region_files.findings import Finding, closest, wrong
from region_files.schema import DeliverySpec, RegionFile
from region_files.schema_catalogue import IndicatorSpec, MeasureSpec, PolicySpec
from region_files.schema_indices import IndexPartSpec
from region_files.yaml_lines import Path

Reference: TypeAlias = tuple[Path, str]


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


class Catalogue(Protocol):
    """A region file, or one that holds only its catalogue."""

    @property
    def measures(self) -> Sequence[MeasureSpec]: ...

    @property
    def policies(self) -> Sequence[PolicySpec]: ...

    @property
    def indicators(self) -> Sequence[IndicatorSpec]: ...


def _keyed(region: RegionFile) -> dict[str, list[Reference]]:
    """Every key given, by kind of thing."""
    lists: dict[str, Sequence[Keyed]] = {
        "sources": region.sources,
        "levels": region.levels,
        "boundary_sets": region.boundary_sets,
        "topics": region.topics,
        "measures": region.measures,
        "policies": region.policies,
        "indicators": region.indicators,
        "deliveries": region.deliveries,
        "corrections": region.corrections,
        "indices": region.indices,
        "layers": region.layers,
    }
    return {
        name: [((name, i, "key"), thing.key) for i, thing in enumerate(things)]
        for name, things in lists.items()
    }


def keys_twice(region: RegionFile) -> Iterator[Finding]:
    kinds = _keyed(region)
    deliveries = [kinds.pop("deliveries"), kinds.pop("corrections")]
    for references in [*kinds.values(), list(chain(*deliveries))]:
        seen: set[str] = set()
        for path, key in references:
            if key in seen:
                yield wrong(path, "region_key_twice", key=key)
            seen.add(key)


def unknown_keys(region: RegionFile) -> Iterator[Finding]:
    known = {kind: {key for _, key in keys} for kind, keys in _keyed(region).items()}
    for kind, path, key in _references(region):
        if key not in known[kind]:
            meant = closest(key, sorted(known[kind]))
            yield wrong(path, "region_unknown_key", kind=kind, key=key, meant=meant)


def _references(region: RegionFile) -> Iterator[tuple[str, Path, str]]:
    """(kind, place, key) of everything that names something else."""
    yield "levels", ("region", "default_level"), region.region.default_level
    yield "indicators", ("region", "default_indicator"), region.region.default_indicator
    yield from _references_of_boundaries(region)
    yield from references_of_catalogue(region)
    yield from _references_of_deliveries(region)
    yield from _references_of_checks(region)


def _references_of_boundaries(region: RegionFile) -> Iterator[tuple[str, Path, str]]:
    for i, spec in enumerate(region.boundary_sets):
        at: Path = ("boundary_sets", i)
        yield "levels", (*at, "level"), spec.level
        yield "sources", (*at, "origin"), spec.origin
        if spec.dissolve:
            yield "boundary_sets", (*at, "dissolve", "of"), spec.dissolve.of
        for j, parent in enumerate(spec.parents):
            yield "boundary_sets", (*at, "parents", j, "set"), parent.set
    for i, link in enumerate(region.links):
        yield "boundary_sets", ("links", i, "from_set"), link.from_set
        yield "boundary_sets", ("links", i, "to_set"), link.to_set
    for i, crosswalk in enumerate(region.crosswalks):
        yield "boundary_sets", ("crosswalks", i, "from_set"), crosswalk.from_set
        yield "boundary_sets", ("crosswalks", i, "to_set"), crosswalk.to_set
        yield "sources", ("crosswalks", i, "source"), crosswalk.source
    for i, layer in enumerate(region.layers):
        yield "sources", ("layers", i, "source"), layer.source
    for i, measure in enumerate(region.measures):
        if measure.of_layer:
            yield "layers", ("measures", i, "of_layer", "layer"), measure.of_layer.layer


def references_of_catalogue(region: Catalogue) -> Iterator[tuple[str, Path, str]]:
    for i, measure in enumerate(region.measures):
        for j, part in enumerate(measure.parts):
            yield "measures", ("measures", i, "parts", j), part
    for i, policy in enumerate(region.policies):
        if policy.population:
            yield "measures", ("policies", i, "population"), policy.population
    for i, indicator in enumerate(region.indicators):
        at: Path = ("indicators", i)
        yield "topics", (*at, "topic"), indicator.topic
        yield "sources", (*at, "source"), indicator.source
        yield "policies", (*at, "policy"), indicator.policy
        for j, level in enumerate(indicator.levels):
            yield "levels", (*at, "levels", j), level
        for j, level in enumerate(indicator.internal_levels):
            yield "levels", (*at, "internal_levels", j), level
        for level in indicator.classification.breaks:
            yield "levels", (*at, "classification", "breaks", level), level
        for path, key in _terms(indicator):
            yield "measures", (*at, "formula", *path), key


def _terms(indicator: IndicatorSpec) -> Iterator[Reference]:
    """The measures of a formula, without their sign, by place."""
    formula = indicator.formula
    if formula.derived is not None:
        return  # names in an expression: region_files/derived.py
    if formula.value is not None:
        yield ("value",), formula.value
    for i, term in enumerate(formula.count or ()):
        yield ("count", i), term.removeprefix("-")
    if formula.ratio:
        for side in ("numerator", "denominator"):
            for i, term in enumerate(getattr(formula.ratio, side)):
                yield ("ratio", side, i), term.removeprefix("-")


def _references_of_deliveries(region: RegionFile) -> Iterator[tuple[str, Path, str]]:
    for i, delivery in enumerate(region.deliveries):
        at: Path = ("deliveries", i)
        yield "sources", (*at, "source"), delivery.source
        yield "levels", (*at, "level"), delivery.level
        if delivery.boundary_set:
            yield "boundary_sets", (*at, "boundary_set"), delivery.boundary_set
        for path, key in delivered_measures(delivery):
            yield "measures", (*at, *path), key
    for i, correction in enumerate(region.corrections):
        at = ("corrections", i)
        yield "sources", (*at, "source"), correction.source
        yield "levels", (*at, "level"), correction.level
        if correction.boundary_set:
            yield "boundary_sets", (*at, "boundary_set"), correction.boundary_set
        for j, row in enumerate(correction.rows):
            for key in row.values:
                yield "measures", (*at, "rows", j, "values", key), key
    for i, index in enumerate(region.indices):
        at = ("indices", i)
        yield "boundary_sets", (*at, "boundary_set"), index.boundary_set
        for field in ("score", "class_measure", "rank"):
            if key := getattr(index, field):
                yield "measures", (*at, field), key
        if people := index.minimum_population:
            if people.measure:
                yield "measures", (*at, "minimum_population", "measure"), people.measure
            if people.indicator:
                yield "indicators", (*at, "minimum_population", "indicator"), people.indicator
        for j, summary in enumerate(index.summaries):
            yield "boundary_sets", (*at, "summaries", j, "boundary_set"), summary.boundary_set
            for field in ("population", "mean", "worst_tenth", "extent"):
                if key := getattr(summary, field):
                    yield "measures", (*at, "summaries", j, field), key
        if index.group:
            yield "measures", (*at, "group", "beside"), index.group.beside
            yield "measures", (*at, "group", "measure"), index.group.measure
        yield from _references_of_parts(index.components, (*at, "components"))


def _references_of_parts(
    parts: Sequence[IndexPartSpec], at: Path
) -> Iterator[tuple[str, Path, str]]:
    for j, part in enumerate(parts):
        for field in ("measure", "score"):
            if key := getattr(part, field):
                yield "measures", (*at, j, field), key
        if part.indicator:
            yield "indicators", (*at, j, "indicator"), part.indicator
        if part.shrink_to:
            yield "boundary_sets", (*at, j, "shrink_to"), part.shrink_to
        yield from _references_of_parts(part.components, (*at, j, "components"))


def delivered_measures(delivery: DeliverySpec) -> Iterator[Reference]:
    """The measures a delivery brings, by place."""
    values = delivery.values
    for field in ("columns", "period_columns"):
        for key in getattr(values, field) or {}:
            yield ("values", field, key), key
    for key in values.long.measures if values.long else {}:
        yield ("values", "long", "measures", key), key
    for key in delivery.sums:
        yield ("sums", key), key


def _references_of_checks(region: RegionFile) -> Iterator[tuple[str, Path, str]]:
    for i, release in enumerate(region.release):
        for j, key in enumerate(release.indicators if release.indicators != "all" else ()):
            yield "indicators", ("release", i, "indicators", j), key
    for i, total in enumerate(region.checks.totals):
        yield "measures", ("checks", "totals", i, "measure"), total.measure
        yield "levels", ("checks", "totals", i, "level"), total.level
    for i, equal in enumerate(region.checks.equal):
        yield "measures", ("checks", "equal", i, "computed"), equal.computed
        yield "measures", ("checks", "equal", i, "published"), equal.published
    for i, added in enumerate(region.checks.sums):
        yield "measures", ("checks", "sums", i, "measure"), added.measure
        yield "levels", ("checks", "sums", i, "level"), added.level
        yield "levels", ("checks", "sums", i, "parent_level"), added.parent_level
    for i, exception in enumerate(region.checks.may_exceed):
        yield "indicators", ("checks", "may_exceed", i, "indicator"), exception.indicator

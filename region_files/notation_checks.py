"""Are the patterns and periods of a region file written as they must be?"""

import re
from collections.abc import Iterator

from indicators.importing.german_periods import GROUPS, is_day_like, read_period
from region_files.findings import Finding, wrong
from region_files.schema import RegionFile
from region_files.turns import PLACEHOLDER, expand_each, filled
from region_files.yaml_lines import Path


def patterns(region: RegionFile) -> Iterator[Finding]:
    """Regular expressions must compile; those that pick a part need a group."""
    for place, pattern, groups in _all_patterns(region):
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            yield wrong(place, "region_pattern_wrong", pattern=pattern, said=str(error))
            continue
        if place[-1] == "period_pattern":
            if not _period_pattern_works(pattern):
                yield wrong(place, "region_period_pattern", pattern=pattern)
        elif compiled.groups < groups:
            yield wrong(place, "region_pattern_without_group", pattern=pattern)


def _period_pattern_works(pattern: str | None) -> bool:
    """Whether a pattern, where there is one, names a year and nothing we do not know."""
    try:
        groups = set(re.compile(pattern).groupindex) if pattern is not None else {"year"}
    except re.error:
        return False
    return "year" in groups and groups <= set(GROUPS)


def _all_patterns(region: RegionFile) -> Iterator[tuple[Path, str, int]]:
    for i, spec in enumerate(region.boundary_sets):
        at: Path = ("boundary_sets", i)
        if spec.source:
            for column, pattern in spec.source.where.items():
                yield (*at, "source", "where", column), pattern, 0
            for field in ("code", "name"):
                rule = getattr(spec.source, field)
                if rule and rule.pattern:
                    yield (*at, "source", field, "pattern"), rule.pattern, 1
        for j, parent in enumerate(spec.parents):
            if parent.pattern:
                yield (*at, "parents", j, "pattern"), parent.pattern, 1
    for i, delivery in enumerate(region.deliveries):
        at = ("deliveries", i)
        for column, pattern in delivery.where.items():
            yield (*at, "where", column), pattern, 0
        if delivery.area.key and delivery.area.key.pattern:
            yield (*at, "area", "key", "pattern"), delivery.area.key.pattern, 1
        if delivery.period_pattern is not None:
            yield (*at, "period_pattern"), delivery.period_pattern, 1
        needed = int("{1}" in delivery.period)
        for key, pattern in (delivery.values.period_columns or {}).items():
            yield (*at, "values", "period_columns", key), pattern, needed


def periods(region: RegionFile) -> Iterator[Finding]:
    """Periods without open braces must be periods."""
    for place, period, pattern in _all_periods(region):
        if PLACEHOLDER.search(period):
            continue
        try:
            read_period(period, pattern)
        except ValueError:
            code = "region_no_day" if is_day_like(period) else "region_no_period"
            yield wrong(place, code, value=period)


def _all_periods(region: RegionFile) -> Iterator[tuple[Path, str, str | None]]:
    for i, delivery in enumerate(region.deliveries):
        for period in {filled(delivery.period, turn) for turn in expand_each(delivery.each)}:
            if _period_pattern_works(delivery.period_pattern):
                yield ("deliveries", i, "period"), period, delivery.period_pattern
    for i, correction in enumerate(region.corrections):
        for j, row in enumerate(correction.rows):
            yield ("corrections", i, "rows", j, "period"), row.period, None
    for i, index in enumerate(region.indices):
        for period in index.all_periods:
            yield ("indices", i, "period" if index.period else "periods"), period, None
    for i, total in enumerate(region.checks.totals):
        yield ("checks", "totals", i, "period"), total.period, None

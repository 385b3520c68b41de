"""Does a region file agree with itself? Each check yields findings, by place."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from accounts.reserved_keys import RESERVED_KEYS
from region_files.catalogue_checks import of_indicator, of_measure
from region_files.derived import circles
from region_files.files import leaves_the_directory, named_files
from region_files.findings import Finding, odd, wrong
from region_files.layer_checks import of_hidden_layers, of_layers
from region_files.notation_checks import patterns, periods
from region_files.period_checks import periods_that_never_meet
from region_files.references import delivered_measures, keys_twice, unknown_keys
from region_files.schema import CorrectionSpec, DeliverySpec, RegionFile
from region_files.schema_crosswalks import CrosswalkSpec
from region_files.schema_indices import CompositeIndexSpec
from region_files.turns import PLACEHOLDER, expand_each
from region_files.yaml_lines import Path
from spatial_units.importing.crs import Box, exists, is_around_germany, is_geographic
from spatial_units.importing.findings import some
from spatial_units.importing.layout import IdentityLink
from spatial_units.importing.problems import Severity


def cross_checks(region: RegionFile) -> list[Finding]:
    """All that is wrong; loops and names first, since the other checks follow them."""
    findings = [*keys_twice(region), *unknown_keys(region), *_loops(region)]
    if findings:
        return findings
    checks = (
        _region,
        _boundary_sets,
        _measures,
        _indicators,
        _deliveries,
        patterns,
        _indices,
        circles,
        periods,
        _release,
    )
    findings = [finding for check in checks for finding in check(region)]
    if all(finding.severity is not Severity.ERROR for finding in findings):
        findings += of_hidden_layers(region)
        findings += periods_that_never_meet(region)
    return findings


def _loops(region: RegionFile) -> Iterator[Finding]:
    """A loop must be spelt right, and each of its variables change file or period."""
    for i, delivery in enumerate(region.deliveries):
        at: Path = ("deliveries", i)
        try:
            expand_each(delivery.each)
        except ValueError as error:
            yield wrong((*at, "each"), "region_loop", said=str(error))
            continue
        sheet = str(delivery.format.sheet or "")
        for place, text in (((*at, "file"), delivery.file), ((*at, "format", "sheet"), sheet)):
            for name in PLACEHOLDER.findall(text):
                if name not in delivery.each:
                    yield wrong(place, "region_placeholder_unknown", name=name)
        used = set(PLACEHOLDER.findall(delivery.file + sheet + delivery.period))
        for name in delivery.each:
            if name not in used:
                yield wrong((*at, "each", name), "region_loop_unused", name=name)


def _region(region: RegionFile) -> Iterator[Finding]:
    west, south, east, north = region.region.box
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        yield wrong(("region", "box"), "region_box")
    elif (meant := _box_meant(region.region.box)) is not None:
        shown = ", ".join(f"{degrees:g}" for degrees in meant)
        yield wrong(("region", "box"), "region_box_order", meant=f"[{shown}]")
    if region.region.key in RESERVED_KEYS:
        yield wrong(("region", "key"), "region_key_reserved", value=region.region.key)
    if region.region.made_up and not region.region.notice:
        yield wrong(("region", "made_up"), "region_made_up_unsaid")
    yield from _coordinate_systems(region)
    default = next(one for one in region.indicators if one.key == region.region.default_indicator)
    if default.levels and region.region.default_level not in default.levels:
        facts = {"indicator": default.key, "level": region.region.default_level}
        yield wrong(("region", "default_level"), "region_default_not_shown", **facts)
    for place, file in named_files(region):
        if leaves_the_directory(file):
            yield wrong(place, "region_file_outside", wanted=file)


def _box_meant(box: Box) -> Box | None:
    """The box in another order, where only that one lies around Germany."""
    first, second, third, fourth = box
    orders = ((second, first, fourth, third), (first, third, second, fourth))
    if is_around_germany(box):
        return None
    return next(filter(is_around_germany, orders), None)


def _coordinate_systems(region: RegionFile) -> Iterator[Finding]:
    srid = region.region.srid
    if not exists(srid):
        yield wrong(("region", "srid"), "region_no_such_crs", crs=str(srid))
    elif is_geographic(srid):
        yield wrong(("region", "srid"), "region_srid_in_degrees", crs=str(srid))
    for i, spec in enumerate(region.boundary_sets):
        if spec.source and spec.source.crs and not exists(spec.source.crs):
            place = ("boundary_sets", i, "source", "crs")
            yield wrong(place, "region_no_such_crs", crs=str(spec.source.crs))


def _boundary_sets(region: RegionFile) -> Iterator[Finding]:
    position = {level.key: i for i, level in enumerate(region.levels)}
    level_of = {spec.key: spec.level for spec in region.boundary_sets}
    for i, spec in enumerate(region.boundary_sets):
        at: Path = ("boundary_sets", i)
        if spec.dissolve and position[level_of[spec.dissolve.of]] >= position[spec.level]:
            facts = {"set": spec.dissolve.of, "level": spec.level}
            yield wrong((*at, "dissolve", "of"), "region_dissolves_no_finer_set", **facts)
        for j, parent in enumerate(spec.parents):
            if position[level_of[parent.set]] <= position[spec.level]:
                facts = {"set": parent.set, "level": spec.level}
                yield wrong((*at, "parents", j, "set"), "region_parent_not_coarser", **facts)
    joined: dict[str, Sequence[IdentityLink | CrosswalkSpec]] = {
        "links": region.links,
        "crosswalks": region.crosswalks,
    }
    for name, pairs in joined.items():
        for i, pair in enumerate(pairs):
            if level_of[pair.from_set] != level_of[pair.to_set] or pair.from_set == pair.to_set:
                facts = {"first": pair.from_set, "second": pair.to_set}
                yield wrong((name, i), "region_link_across_levels", **facts)
    yield from _overlaps(region)


def _overlaps(region: RegionFile) -> Iterator[Finding]:
    """On any day, a level has at most one boundary set."""
    for (_, earlier), (j, later) in combinations(enumerate(region.boundary_sets), 2):
        first, second = sorted((earlier, later), key=lambda spec: spec.valid_from)
        ends_before = first.valid_to is not None and first.valid_to < second.valid_from
        if earlier.level == later.level and not ends_before:
            facts = {"set": later.key, "other": earlier.key, "level": later.level}
            yield wrong(("boundary_sets", j, "valid_from"), "region_sets_overlap", **facts)
    for i, level in enumerate(region.levels):
        if all(spec.level != level.key for spec in region.boundary_sets):
            yield wrong(("levels", i), "region_level_without_set", level=level.key)


def _measures(region: RegionFile) -> Iterator[Finding]:
    """A measure comes from a delivery, a correction, an index or a layer."""
    arrives = {key for delivery in region.deliveries for _, key in delivered_measures(delivery)}
    arrives |= {key for one in region.corrections for row in one.rows for key in row.values}
    arrives |= {key for index in region.indices for key in index.results}
    yield from of_layers(region, arrives)
    for i, measure in enumerate(region.measures):
        if measure.key not in arrives and not measure.of_layer:
            yield wrong(("measures", i), "region_measure_never_delivered", measure=measure.key)
        yield from of_measure(measure, ("measures", i))


def _indicators(region: RegionFile) -> Iterator[Finding]:
    levels = [level.key for level in region.levels]
    for i, indicator in enumerate(region.indicators):
        yield from of_indicator(indicator, ("indicators", i), levels)


def _deliveries(region: RegionFile) -> Iterator[Finding]:
    level_of = {spec.key: spec.level for spec in region.boundary_sets}
    lists: dict[str, Sequence[DeliverySpec | CorrectionSpec]] = {
        "deliveries": region.deliveries,
        "corrections": region.corrections,
    }
    for kind, things in lists.items():
        for i, thing in enumerate(things):
            if thing.boundary_set and level_of[thing.boundary_set] != thing.level:
                facts = {"set": thing.boundary_set, "level": thing.level}
                yield wrong((kind, i, "boundary_set"), "region_set_of_another_level", **facts)
    for i, delivery in enumerate(region.deliveries):
        if delivery.sums and delivery.values.columns is None:
            yield wrong(("deliveries", i, "sums"), "region_sums_need_columns")
        for key in set(delivery.sums) & set(delivery.values.columns or {}):
            yield wrong(("deliveries", i, "sums", key), "region_measure_twice", measure=key)
        for sign in set(delivery.codes) & set(delivery.signs):
            yield wrong(("deliveries", i, "codes", sign), "region_sign_and_code", sign=sign)


def _shrinks_shares(region: RegionFile, index: CompositeIndexSpec, at: Path) -> Iterator[Finding]:
    ratios = {one.key for one in region.indicators if one.formula.ratio}
    for part in index.leaves:
        if part.shrink_to and part.indicator not in ratios:
            yield wrong(at, "region_shrinks_share", indicator=part.indicator or "")


def _indices(region: RegionFile) -> Iterator[Finding]:
    for i, index in enumerate(region.indices):
        at: Path = ("indices", i)
        if isinstance(index.right_closed, tuple) and len(index.right_closed) != len(index.cuts):
            cuts, given = len(index.cuts), len(index.right_closed)
            yield wrong((*at, "right_closed"), "region_right_closed", cuts=cuts, given=given)
        yield from _shrinks_shares(region, index, at)
        numbers = [one.value for one in index.classes]
        if len(set(numbers)) != len(numbers):
            yield wrong((*at, "classes"), "region_class_twice", indicator=index.key)
        for indicator in region.indicators:
            if indicator.kind != "class" or indicator.formula.value != index.class_measure:
                continue
            known = {one.value for one in indicator.classes}
            for j, number in enumerate(numbers):
                if number not in known:
                    facts = {"index": index.key, "value": str(number), "indicator": indicator.key}
                    yield wrong((*at, "classes", j), "region_class_undeclared", **facts)


def _release(region: RegionFile) -> Iterator[Finding]:
    """Thresholds and rounding protect counts; ready values without counts stay internal under
    them."""
    rule_of = {policy.key: policy.rule for policy in region.policies}
    for i, release in enumerate(region.release):
        if release.audience != "public":
            continue
        unsafe = [
            indicator
            for indicator in region.indicators
            if (release.indicators == "all" or indicator.key in release.indicators)
            and rule_of[indicator.policy] in {"threshold", "rounding"}
            and indicator.formula.value
            and not indicator.formula.derived  # protected by what it is made of
        ]
        if unsafe:
            policies = sorted({indicator.policy for indicator in unsafe})
            yield wrong(
                ("release", i, "indicators"),
                "region_release_unsafe",
                count=len(unsafe),
                indicators=some([indicator.key for indicator in unsafe]),
                policies=", ".join(policies),
            )
    if not region.release:
        yield odd((), "region_releases_nothing")

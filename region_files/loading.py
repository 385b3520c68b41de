"""Carrying out a region file: read everything, then write all of it or nothing.

Reading happens in limited child processes, writing in one transaction; a dry run is the
same way with the transaction taken back. Packs are made by a job afterwards.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.actions import create_job
from accounts.models import Job, Region
from indicators import actions as raw
from indicators.derived_names import names_of
from indicators.importing.values import Values
from indicators.models import CompositeIndex, Delivery
from region_files import (
    boundaries,
    catalogue,
    corrections,
    crosswalks,
    deliveries,
    layers,
    verifying,
)
from region_files.desk_texts import DeskTexts
from region_files.schema import BoundarySetSpec, RegionFile
from spatial_units.actions import retire_undeclared
from spatial_units.importing.layers import LayerFeatures
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import BoundarySet

Progress = Callable[[str], None]
CHILDREN_AT_ONCE = 2


@dataclass
class Report:
    """What came of loading: problems in the order found, and figures."""

    problems: list[Problem] = field(default_factory=list)
    job: Job | None = None
    files_read: int = 0
    files_known: int = 0
    values_written: int = 0
    areas: dict[str, int] = field(default_factory=dict)
    layers: dict[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return has_errors(self.problems)


@dataclass(frozen=True)
class Plan:
    """What has to be read, found out before anything is."""

    set_hashes: dict[str, str]
    sets_to_read: list[str]
    turns: list[deliveries.Turn]
    turns_to_read: list[deliveries.Turn]
    layer_hashes: dict[str, str]
    layers_to_read: list[str]


def load(
    spec: RegionFile,
    data: Path,
    progress: Progress,
    *,
    dry_run: bool = False,
    texts_from_file: bool = False,
) -> Report:
    """Load a checked region file. The report holds errors where nothing was written.

    Texts of indicators that were changed at the desk stay unless `texts_from_file`.
    """
    report = Report()
    plan = _plan(spec, data, everything=dry_run)
    sets, values = _read(spec, data, plan, progress)
    layers_read = layers.read_layers(spec, plan.layers_to_read, data, progress)
    files_read = _files_read(spec, plan)
    report.files_read = len(files_read)
    report.files_known = len({turn.file for turn in plan.turns} - files_read)
    with transaction.atomic():
        raw.one_at_a_time(spec.region.key)
        _write(spec, data, plan, sets, layers_read, values, report, progress, texts_from_file)
        if report.failed or dry_run:
            transaction.set_rollback(True)
            report.job = None
    return report


def _plan(spec: RegionFile, data: Path, *, everything: bool) -> Plan:
    """A dry run reads everything; loading again only what changed."""
    region = None if everything else Region.objects.filter(key=spec.region.key).first()
    set_hashes = boundaries.source_hashes(spec, data)
    stored = (
        dict(
            BoundarySet.objects.filter(region=region, is_current=True).values_list(
                "key", "source_hash"
            )
        )
        if region
        else {}
    )
    needed_by_column = {
        declared.dissolve.of
        for declared in spec.boundary_sets
        if declared.dissolve and declared.dissolve.column
    } | {
        declared.key
        for declared in spec.boundary_sets
        if any(rule.by == "column" for rule in declared.parents)
    }
    to_read = [
        declared.key
        for declared in spec.boundary_sets
        if stored.get(declared.key) != set_hashes[declared.key] or declared.key in needed_by_column
    ]
    turns = deliveries.turns_of(spec, data, set_hashes)
    unknown = [t for t in turns if not deliveries.is_known(region, t.key, t.content_hash)]
    layer_hashes = layers.layer_hashes(spec, data, set_hashes)
    layers_to_read = layers.layers_to_read(spec, region, layer_hashes)
    return Plan(set_hashes, to_read, turns, unknown, layer_hashes, layers_to_read)


def _read(
    spec: RegionFile, data: Path, plan: Plan, progress: Progress
) -> tuple[dict[str, boundaries.ReadSet], dict[str, Values]]:
    """Read all files, two children at a time."""
    declared = {part.key: part for part in spec.boundary_sets}

    def read_set(key: str) -> boundaries.ReadSet:
        progress(f"Grenzen {key}")
        return boundaries.read_set(spec, declared[key], plan.set_hashes[key], data)

    def read_turn(turn: deliveries.Turn) -> Values:
        progress(f"Lieferung {turn.key}: {turn.file}")
        return deliveries.read_turn(turn, data)

    with ThreadPoolExecutor(CHILDREN_AT_ONCE) as pool:
        sets = pool.map(read_set, plan.sets_to_read)
        values = pool.map(read_turn, plan.turns_to_read)
        return (
            dict(zip(plan.sets_to_read, sets, strict=True)),
            dict(zip((turn.key for turn in plan.turns_to_read), values, strict=True)),
        )


def _files_read(spec: RegionFile, plan: Plan) -> set[str]:
    """A file counts once, however many deliveries read it."""
    sets = [part for part in spec.boundary_sets if part.key in plan.sets_to_read]
    return (
        {turn.file for turn in plan.turns_to_read}
        | {part.source.file for part in sets if part.source}
        | {layer.file for layer in spec.layers if layer.key in plan.layers_to_read}
    )


def _write(
    spec: RegionFile,
    data: Path,
    plan: Plan,
    sets: dict[str, boundaries.ReadSet],
    layers_read: dict[str, LayerFeatures],
    values: dict[str, Values],
    report: Report,
    progress: Progress,
    texts_from_file: bool,
) -> None:
    progress("Region und Grenzen werden gespeichert")
    region = catalogue.write_region(spec)
    levels = catalogue.write_levels(region, spec)
    desk = DeskTexts(region, file_wins=texts_from_file)
    sources = catalogue.write_sources(region, spec, desk)
    store = boundaries.BoundaryStore(region, levels, sources, data, sets)
    retire_undeclared(region, [declared.key for declared in spec.boundary_sets])
    for declared in _finer_before_dissolved(spec):
        store.store(declared, plan.set_hashes[declared.key])
    store.link(spec)
    report.problems += store.problems
    if report.failed:
        return
    report.problems += crosswalks.store_crosswalks(spec, store.sets, sources, data)
    if report.failed:
        return
    report.problems += layers.store_layers(region, spec, sources, plan.layer_hashes, layers_read)
    if report.failed:
        return
    report.areas = {key: row.area_set.count() for key, row in store.sets.items()}
    report.layers = dict(region.maplayer_set.values_list("key", "count"))
    measures = catalogue.write_measures(region, spec, desk)
    catalogue.write_indicators(region, spec, desk)
    report.problems += desk.problems + layers.problems_of_measures(region)
    catalogue.write_indices(region, spec)
    progress("Werte werden gespeichert")
    delivered = deliveries.DeliveryStore(region, spec, store.sets, sources, measures)
    for turn in plan.turns:
        if turn.key in values:
            delivered.store(turn, values[turn.key])
    corrected = [corrections.correct(delivered, declared) for declared in spec.corrections]
    report.values_written = delivered.values_written
    report.problems += delivered.problems + delivered.gaps()
    if report.failed:
        return
    keep = {turn.key for turn in plan.turns} | set(corrected)
    report.problems += [
        Problem("delivery_withdrawn", Severity.NOTE, facts={"delivery": key})
        for key in raw.withdraw_deliveries(region, keep, Delivery.Origin.FILE)
    ]
    known = CompositeIndex.objects.filter(region=region)
    computed = {f"index/{key}" for key in known.values_list("key", flat=True)}
    computed |= {f"derived/{key}" for key in names_of(region).derived}
    computed |= {f"layer/{one.key}" for one in spec.measures if one.of_layer}
    raw.withdraw_deliveries(region, computed, Delivery.Origin.COMPUTED)
    progress("Summen werden geprüft")
    report.problems += verifying.problems_of(region, spec)
    report.job = create_job("publish", region, {"releases": _wishes(spec)})


def _finer_before_dissolved(spec: RegionFile) -> list[BoundarySetSpec]:
    """Sets with a file first, then dissolved ones, whatever the order in the file."""
    return sorted(spec.boundary_sets, key=lambda declared: _depth(spec, declared.key))


def _depth(spec: RegionFile, key: str) -> int:
    declared = next(part for part in spec.boundary_sets if part.key == key)
    return 1 + _depth(spec, declared.dissolve.of) if declared.dissolve else 0


def _wishes(spec: RegionFile) -> list[dict[str, Any]]:
    return [wish.model_dump(mode="json") for wish in spec.release]

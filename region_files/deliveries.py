"""Reading and storing the deliveries a region file declares."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from accounts.models import Region
from indicators import actions
from indicators.importing.layout import TableFormat, TableLayout
from indicators.importing.values import Values, read_values_limited
from indicators.models import DataSource, Delivery, Measure, ReferencePeriod
from region_files.delivery_findings import DeliveryFindings
from region_files.schema import CorrectionSpec, DeliverySpec, RegionFile
from region_files.turns import expand_each, filled
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of

KINDS = {"missing": "O", "suppressed": "Q", "not_evaluated": "L", "not_applicable": "M"}


@dataclass(frozen=True)
class Turn:
    """One file of a delivery: the loop's variables, its key and what its content is named."""

    spec: DeliverySpec
    variables: dict[str, str]
    key: str
    file: str
    content_hash: str

    @property
    def layout(self) -> TableLayout:
        """The layout with the loop's variables in the sheets and the name of the second file."""
        fields = {name: getattr(self.spec, name) for name in TableLayout.model_fields}
        fields["format"] = self._on_its_sheet(self.spec.format)
        if self.spec.evaluated:
            evaluated = self.spec.evaluated
            changes = {
                "file": filled(evaluated.file, self.variables),
                "format": self._on_its_sheet(evaluated.format),
            }
            fields["evaluated"] = evaluated.model_copy(update=changes)
        return TableLayout.model_construct(**fields)

    def _on_its_sheet(self, form: TableFormat) -> TableFormat:
        if not isinstance(form.sheet, str):
            return form
        return form.model_copy(update={"sheet": filled(form.sheet, self.variables)})


def turns_of(spec: RegionFile, data: Path, set_hashes: dict[str, str]) -> list[Turn]:
    """Every file to read, in the order of the region file."""
    return [
        _turn(spec, delivery, variables, data, set_hashes)
        for delivery in spec.deliveries
        for variables in expand_each(delivery.each)
    ]


def _turn(
    spec: RegionFile,
    delivery: DeliverySpec,
    variables: dict[str, str],
    data: Path,
    set_hashes: dict[str, str],
) -> Turn:
    file = filled(delivery.file, variables)
    parts = [(data / file).read_bytes()]
    if delivery.evaluated:
        parts.append((data / filled(delivery.evaluated.file, variables)).read_bytes())
    lies_on = {
        declared.key: (
            declared.revision,
            set_hashes[declared.key],
            declared.valid_from,
            declared.valid_to,
        )
        for declared in spec.boundary_sets
        if declared.level == delivery.level
    }
    declaration = delivery.model_dump(mode="json", exclude={"each"})
    content_hash = actions.hash_of(declaration, variables, lies_on, *parts)
    key = "/".join([delivery.key, *variables.values()])
    return Turn(delivery, variables, key, file, content_hash)


def is_known(region: Region | None, key: str, content_hash: str) -> bool:
    """Whether just this content counts already."""
    known = actions.newest_delivery(region, key) if region else None
    return known is not None and known.content_hash == content_hash


def read_turn(turn: Turn, data: Path) -> Values:
    return read_values_limited(data / turn.file, turn.layout, turn.variables, data)


def _without_number(turn: Turn, values: Values) -> list[Problem]:
    """How many cells came without a number, and what their signs were declared to mean."""
    counts = {kind: int((values.status == letter).sum()) for kind, letter in KINDS.items()}
    if not any(counts.values()):
        return []
    told = {kind: str(count) if count else "" for kind, count in counts.items()}
    facts: dict[str, str | int | float] = {"count": sum(counts.values()), **told}
    return [
        Problem("cells_without_number", Severity.NOTE, turn.file, facts=facts, sheet=values.sheet)
    ]


@dataclass
class DeliveryStore:
    """Writes what was read; call inside the loading transaction."""

    region: Region
    spec: RegionFile
    sets: dict[str, BoundarySet]
    sources: dict[str, DataSource]
    measures: dict[str, Measure]
    problems: list[Problem] = field(default_factory=list)
    values_written: int = 0

    def __post_init__(self) -> None:
        self._findings = DeliveryFindings(self.problems)
        self._lists: dict[int, AreaList] = {}
        self._periods: dict[str, ReferencePeriod] = {}

    def store(self, turn: Turn, values: Values) -> None:
        self.problems += values.problems
        if has_errors(values.problems):
            return
        self.problems += _without_number(turn, values)
        slices = list(self._slices(turn, values))
        if has_errors(self.problems):
            return
        actions.record_delivery(
            self.region,
            turn.key,
            origin=Delivery.Origin.FILE,
            content_hash=turn.content_hash,
            source=self.sources[turn.spec.source],
            file_name=turn.file,
            slices=slices,
            complete=turn.spec.complete,
        )
        self.values_written += sum(len(part.values) for part in slices)

    def _slices(self, turn: Turn, values: Values) -> Iterator[actions.SliceRows]:
        for at, period_key in enumerate(values.periods):
            in_period = np.nonzero(values.period == at)[0]
            period = self.period(period_key)
            boundary_set = self.set_for(turn, period)
            if boundary_set is None or not len(in_period):
                continue
            places = self._area_places(turn, values, in_period, boundary_set)
            areas = self.areas(boundary_set)
            ids = areas.ids
            used = in_period[places >= 0]
            area_ids = ids[places[places >= 0]]
            for number, measure_key in enumerate(values.measures):
                chosen = values.measure[used] == number
                rows = used[chosen]
                if len(rows):
                    self._findings.fractions(turn, self.measures[measure_key], values, rows)
                    found = places[places >= 0][chosen]
                    self._findings.gap(turn, areas, period.key, measure_key, found)
                    yield actions.SliceRows(
                        self.measures[measure_key], boundary_set, period,
                        area_ids[chosen], values.value[rows], values.status[rows],
                    )  # fmt: skip

    def gaps(self) -> list[Problem]:
        """Which areas lack values, joined over periods and measures; ask after the last."""
        return self._findings.gaps()

    def period(self, key: str) -> ReferencePeriod:
        if key not in self._periods:
            self._periods[key] = actions.reference_period(self.region, key)
        return self._periods[key]

    def areas(self, boundary_set: BoundarySet) -> AreaList:
        if boundary_set.id not in self._lists:
            self._lists[boundary_set.id] = areas_of(boundary_set)
        return self._lists[boundary_set.id]

    def set_for(self, turn: Turn | CorrectionSpec, period: ReferencePeriod) -> BoundarySet | None:
        spec = turn.spec if isinstance(turn, Turn) else turn
        if spec.boundary_set:
            return self.sets[spec.boundary_set]
        for declared in self.spec.boundary_sets:
            begun = declared.valid_from <= period.end
            ended = declared.valid_to is not None and declared.valid_to < period.end
            if declared.level == spec.level and begun and not ended:
                return self.sets[declared.key]
        facts: dict[str, str | int | float] = {"level": spec.level, "period": period.key}
        name = turn.file if isinstance(turn, Turn) else turn.key
        self.problems.append(
            Problem("no_boundary_set_for_period", Severity.ERROR, name, facts=facts)
        )
        return None

    def _area_places(
        self, turn: Turn, values: Values, rows: np.ndarray, boundary_set: BoundarySet
    ) -> np.ndarray:
        """For each row the place of its area in the set, -1 where the set has no such area."""
        areas = self.areas(boundary_set)
        keys = areas.names if turn.spec.area.by == "name" else areas.codes
        place_of = {key: place for place, key in enumerate(keys)}
        place_of_key = np.array([place_of.get(key, -1) for key in values.areas], dtype=np.int64)
        places = place_of_key[values.area[rows]]
        if turn.spec.area.by == "name":
            self._findings.ambiguous_names(turn, areas, values, rows)
        unknown = {values.areas[at] for at in values.area[rows[places < 0]].tolist()}
        if unknown := unknown - set(turn.spec.unknown_areas):
            self._findings.unknown_areas(turn, areas, sorted(unknown), values, rows[places < 0])
        return np.asarray(places)

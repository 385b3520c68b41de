"""What only shows where a delivery's rows meet the areas stored: told once, not per period."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from indicators.importing.values import Values
from indicators.models import Measure
from region_files.plausibility import shown_periods
from region_files.schema import DeliverySpec
from spatial_units.importing.findings import some
from spatial_units.importing.problems import Problem, Severity
from spatial_units.queries import AreaList

Rows = NDArray[np.intp]
Facts = dict[str, str | int | float]


class Read(Protocol):
    """The delivery and the file a value was read from."""

    @property
    def spec(self) -> DeliverySpec: ...
    @property
    def file(self) -> str: ...


@dataclass(frozen=True)
class _Gap:
    """The same areas lack a value; in which measures and periods is collected."""

    file: str
    set_key: str
    areas: tuple[str, ...]


@dataclass
class DeliveryFindings:
    """Collects problems; `gaps` gives those that are joined over periods."""

    problems: list[Problem] = field(default_factory=list)
    _told: set[tuple[str, ...]] = field(default_factory=set)
    _gaps: dict[_Gap, dict[str, list[str]]] = field(default_factory=dict)

    def unknown_areas(
        self, read: Read, areas: AreaList, unknown: list[str], values: Values, rows: Rows
    ) -> None:
        by_name = read.spec.area.by == "name"
        keys = areas.names if by_name else areas.codes
        facts: Facts = {
            "count": len(unknown),
            "examples": some(unknown),
            "set": areas.boundary_set.key,
        }
        length = max(map(len, keys))
        known = set(keys)
        if not by_name and all(key.zfill(length) in known for key in unknown):
            facts |= {"before": unknown[0], "after": unknown[0].zfill(length), "pad": str(length)}
            self._once(read, "unknown_area_pad", values, rows, facts, about=("pad",))
            return
        meant = process.extractOne(unknown[0], keys, score_cutoff=60)
        facts["meant"] = meant[0] if meant else ""
        self._once(read, "unknown_area", values, rows, facts, about=("examples", "set"))

    def ambiguous_names(self, read: Read, areas: AreaList, values: Values, rows: Rows) -> None:
        names = Counter(areas.names)
        for at in np.unique(values.area[rows]).tolist():
            name = values.areas[at]
            if names[name] > 1:
                facts: Facts = {
                    "name": name, "set": areas.boundary_set.key, "count": names[name],
                }  # fmt: skip
                here = rows[values.area[rows] == at]
                self._once(read, "name_not_unique", values, here, facts, about=("name", "set"))

    def fractions(self, read: Read, measure: Measure, values: Values, rows: Rows) -> None:
        """A count with a fraction was read in the wrong notation."""
        if measure.kind != Measure.Kind.COUNT:
            return
        broken = rows[np.nan_to_num(values.value[rows] % 1) != 0]
        if len(broken):
            facts: Facts = {
                "measure": measure.key,
                "count": len(broken),
                "value": repr(float(values.value[broken[0]])),
            }
            self._once(read, "count_not_whole", values, broken, facts, about=("measure",))

    def gap(
        self, read: Read, areas: AreaList, period: str, measure: str, found: NDArray[np.int64]
    ) -> None:
        """`found` are the places of the areas that a complete delivery speaks of."""
        lacking = np.setdiff1d(np.arange(len(areas.codes)), found).tolist()
        if lacking and read.spec.complete:
            names = tuple(_named(areas, place) for place in lacking)
            gap = _Gap(read.file, areas.boundary_set.key, names)
            self._gaps.setdefault(gap, defaultdict(list))[measure].append(period)

    def gaps(self) -> list[Problem]:
        """A note for each group of areas, measures and periods that lack together."""
        problems = []
        for gap, periods_of in self._gaps.items():
            together: dict[tuple[str, ...], list[str]] = defaultdict(list)
            for measure, keys in periods_of.items():
                together[tuple(sorted(set(keys)))].append(measure)
            for periods, measures in together.items():
                facts: Facts = {
                    "count": len(gap.areas),
                    "examples": some(list(gap.areas)),
                    "measures": some(measures),
                    "periods": shown_periods(periods),
                    "set": gap.set_key,
                }
                problems.append(
                    Problem("areas_without_value", Severity.NOTE, gap.file, facts=facts)
                )
        return problems

    def _once(
        self,
        read: Read,
        code: str,
        values: Values,
        rows: Rows,
        facts: Facts,
        about: tuple[str, ...],
    ) -> None:
        """An error once per delivery and what it is `about`, at its first row."""
        told = (read.spec.key, read.file, code, *(str(facts[name]) for name in about))
        if code == "unknown_area_pad":
            told = (read.spec.key, code)
        if told in self._told:
            return
        self._told.add(told)
        row = int(values.row[rows].min())
        self.problems.append(
            Problem(code, Severity.ERROR, read.file, row, facts=facts, sheet=values.sheet)
        )


def _named(areas: AreaList, place: int) -> str:
    code, name = areas.codes[place], areas.names[place]
    return code if name in ("", code) else f"{name} ({code})"

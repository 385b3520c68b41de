"""Does what was loaded reproduce what was published? Checks a region file declares."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.statistics.formula import measures_of, read_formula
from region_files.plausibility import implausible
from region_files.schema import EqualCheck, RegionFile, SumCheck, TotalCheck
from releases.region_reader import RegionReader
from spatial_units.importing.problems import Problem, Severity


@dataclass(frozen=True)
class Verdict:
    """One check: how many figures were compared, how many are equal, how far the worst is off.

    `unchecked` counts figures that cannot be compared because a part of them is a gap;
    `expected` and `found` are set where the check is about a single figure.
    """

    name: str
    rows: int
    equal: int
    largest_difference: float
    unchecked: int = 0
    expected: float | None = None
    found: float | None = None

    @property
    def holds(self) -> bool:
        return self.rows > 0 and self.rows == self.equal


def verify(region: Region, spec: RegionFile) -> list[Verdict]:
    """Carry out every declared check on what counts now."""
    reader = RegionReader(region)
    checks = spec.checks
    return [
        *(_total(reader, check) for check in checks.totals),
        *(_sums(reader, check) for check in checks.sums),
        *(_equal(reader, check) for check in checks.equal),
    ]


def problems_of(region: Region, spec: RegionFile) -> list[Problem]:
    """What cannot be, and totals and sums that differ; computed indices come later."""
    reader = RegionReader(region)
    checks = spec.checks
    totals = [
        _differs(_total(reader, check), f"{check.level}, {check.period}", check.measure)
        for check in checks.totals
    ]
    sums = [
        _differs(_sums(reader, check), f"{check.level}, {check.parent_level}", check.measure)
        for check in checks.sums
    ]
    found = [problem for problem in (*totals, *sums) if problem is not None]
    return _without_values(reader, spec) + implausible(reader, spec) + found


def _differs(verdict: Verdict, where: str, measure: str) -> Problem | None:
    """The warning about a check that does not hold, None about one that does."""
    if verdict.holds:
        return None
    if not verdict.rows:
        gaps = str(verdict.unchecked or "")
        lacking: dict[str, str | int | float] = {
            "name": verdict.name,
            "measure": measure,
            "where": where,
            "unchecked": gaps,
        }
        return Problem("check_without_values", Severity.WARNING, facts=lacking)
    facts: dict[str, str | int | float] = {
        "name": verdict.name,
        "rows": verdict.rows,
        "unequal": verdict.rows - verdict.equal,
        "difference": verdict.largest_difference,
        "expected": "" if verdict.expected is None else f"{verdict.expected:.12g}",
        "found": "" if verdict.found is None else f"{verdict.found:.12g}",
        "unchecked": str(verdict.unchecked or ""),
    }
    return Problem("official_total_differs", Severity.WARNING, facts=facts)


def _without_values(reader: RegionReader, spec: RegionFile) -> list[Problem]:
    """Indicators whose measures never meet in one period; they would vanish silently."""
    computed = {key for index in spec.indices for key in index.results}
    problems = []
    for indicator in spec.indicators:
        if indicator.formula.derived and indicator.formula.value:
            continue  # worked out after loading
        keys = measures_of(read_formula(indicator.formula.model_dump()))
        periods = {
            key: sorted({reader.periods[period].key for _, period in reader.measure(key)})
            for key in keys
        }
        if not computed & set(keys) and not set.intersection(*map(set, periods.values())):
            told = "; ".join(
                f"{key}: {', '.join(found[-3:]) or '–'}" for key, found in periods.items()
            )
            facts: dict[str, str | int | float] = {"indicator": indicator.key, "periods": told}
            problems.append(Problem("indicator_without_values", Severity.WARNING, facts=facts))
    return problems


def _total(reader: RegionReader, check: TotalCheck) -> Verdict:
    level = next(level for level in reader.levels if level.key == check.level)
    found = [
        part.value
        for (set_id, period), part in reader.measure(check.measure).items()
        if set_id in reader.sets_of(level) and reader.periods[period].key == check.period
    ]
    if not found:
        return Verdict(check.name, 0, 0, float("nan"))
    total = float(np.nansum(found[0]))
    verdict = _verdict(check.name, np.array([total]), np.array([check.sum]))
    return replace(verdict, expected=check.sum, found=total)


def _sums(reader: RegionReader, check: SumCheck) -> Verdict:
    children = next(level for level in reader.levels if level.key == check.level)
    parents = next(level for level in reader.levels if level.key == check.parent_level)
    slices = reader.measure(check.measure)
    summed, delivered = [], []
    for (child, period), part in slices.items():
        for parent in reader.sets_of(parents):
            links = reader.parents(child, parent)
            if (
                child in reader.sets_of(children)
                and (parent, period) in slices
                and np.all(links >= 0)
            ):
                size = len(reader.lists[parent].codes)
                summed.append(np.bincount(links, part.value, minlength=size))
                delivered.append(slices[parent, period].value)
    if not summed:
        return Verdict(check.name, 0, 0, float("nan"))
    ours = np.concatenate(summed).astype(np.float64)
    theirs = np.concatenate(delivered)
    gap = np.isnan(ours) | np.isnan(theirs)
    return replace(_verdict(check.name, ours[~gap], theirs[~gap]), unchecked=int(gap.sum()))


def _equal(reader: RegionReader, check: EqualCheck) -> Verdict:
    computed, published = reader.measure(check.computed), reader.measure(check.published)
    pairs = [
        (computed[place].value, published[place].value) for place in computed if place in published
    ]
    if not pairs:
        return Verdict(check.name, 0, 0, float("nan"))
    ours = np.concatenate([pair[0] for pair in pairs])
    theirs = np.concatenate([pair[1] for pair in pairs])
    some = ~(np.isnan(ours) & np.isnan(theirs))
    return _verdict(check.name, ours[some], theirs[some], check.tolerance)


def _verdict(
    name: str, ours: NDArray[np.float64], theirs: NDArray[np.float64], tolerance: float = 0.0
) -> Verdict:
    """Where only one side has a value the figures are unequal."""
    difference = np.abs(ours - theirs)
    equal = difference <= tolerance
    known = difference[~np.isnan(difference)]
    return Verdict(
        name, len(ours), int(equal.sum()), float(known.max()) if len(known) else float("nan")
    )

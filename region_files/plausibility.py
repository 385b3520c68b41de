"""Can what was loaded be? Shares above the whole, parts that miss it, denominators that lack."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.queries import MeasureSlices
from indicators.statistics.formula import Ratio, ReadyValue, read_formula, signed_sum
from region_files.schema import RegionFile
from region_files.schema_catalogue import IndicatorSpec, MeasureSpec
from releases.region_reader import RegionReader
from spatial_units.importing.problems import Problem, Severity

ROUNDING = 1e-9  # of a sum of floats; counts are whole numbers and exact
SHOWN_PERIODS = 6

Place = tuple[int, int]  # boundary set id, period id
Facts = dict[str, str | int | float]


def implausible(reader: RegionReader, spec: RegionFile) -> list[Problem]:
    """Errors for shares above the whole, warnings and notes for the rest."""
    plausibility = _Plausibility(reader, spec)
    return [*plausibility.shares(), *plausibility.parts(), *plausibility.denominators()]


def shown_periods(keys: Sequence[str]) -> str:
    """A few periods as text, many with their first and last.

    >>> shown_periods(["2001", "2002", "2003", "2004", "2005", "2006", "2007"])
    '2001, 2002, 2003, …, 2007'
    """
    if len(keys) <= SHOWN_PERIODS:
        return ", ".join(keys)
    return ", ".join([*keys[:3], "…", keys[-1]])


@dataclass(frozen=True)
class _Plausibility:
    reader: RegionReader
    spec: RegionFile

    def shares(self) -> Iterator[Problem]:
        """A share has its numerator within the denominator, unless declared otherwise."""
        declared = {exception.indicator for exception in self.spec.checks.may_exceed}
        for indicator in self.spec.indicators:
            if indicator.kind != "share":
                continue
            severity = Severity.WARNING if indicator.key in declared else Severity.ERROR
            formula = read_formula(indicator.formula.model_dump())
            if isinstance(formula, Ratio):
                yield from _joined(self._ratio_above_one(indicator, formula, severity))
            elif isinstance(formula, ReadyValue) and indicator.unit.de.strip() == "%":
                yield from _joined(self._above_hundred(indicator, formula.measure, severity))

    def _ratio_above_one(
        self, indicator: IndicatorSpec, formula: Ratio, severity: Severity
    ) -> Iterator[Problem]:
        above, below = self._slices(formula.numerator), self._slices(formula.denominator)
        for place in _common([*above.values(), *below.values()]):
            numerator = _added(formula.numerator, above, place)
            denominator = _added(formula.denominator, below, place)
            bad = np.flatnonzero(numerator - denominator > ROUNDING * np.abs(denominator))
            if len(bad):
                first = formula.numerator[0].removeprefix("-")
                yield Problem(
                    "numerator_exceeds_denominator",
                    severity,
                    facts={
                        **self._where(place, bad),
                        "indicator": indicator.key,
                        "numerator": float(numerator[bad[0]]),
                        "denominator": float(denominator[bad[0]]),
                        "delivery": above[first][place].delivery,
                    },
                )

    def _above_hundred(
        self, indicator: IndicatorSpec, measure: str, severity: Severity
    ) -> Iterator[Problem]:
        for place, part in sorted(self.reader.measure(measure).items()):
            bad = np.flatnonzero(part.value > 100 * (1 + ROUNDING))
            if len(bad):
                facts: Facts = {
                    **self._where(place, bad),
                    "indicator": indicator.key,
                    "value": float(part.value[bad[0]]),
                    "delivery": part.delivery,
                }
                yield Problem("share_above_hundred", severity, facts=facts)

    def parts(self) -> Iterator[Problem]:
        """Parts must add up exactly: what is kept secret is worked out by them."""
        for measure in self.spec.measures:
            if measure.parts:
                yield from _joined(self._parts_of(measure))

    def _parts_of(self, measure: MeasureSpec) -> Iterator[Problem]:
        slices = self._slices((measure.key, *measure.parts))
        for place in _common(slices.values()):
            whole = slices[measure.key][place].value
            added = _added(measure.parts, slices, place)
            bad = np.flatnonzero(np.abs(added - whole) > ROUNDING * np.abs(added))
            if len(bad):
                facts: Facts = {
                    **self._where(place, bad),
                    "measure": measure.key,
                    "parts": ", ".join(measure.parts),
                    "added": float(added[bad[0]]),
                    "whole": float(whole[bad[0]]),
                }
                yield Problem("parts_differ_from_whole", Severity.WARNING, facts=facts)

    def denominators(self) -> Iterator[Problem]:
        """Periods of a rate that vanish because only its numerator came."""
        for indicator in self.spec.indicators:
            ratio = indicator.formula.ratio
            if ratio is None:
                continue
            above, below = self._slices(ratio.numerator), self._slices(ratio.denominator)
            came, had = self._finest(above), self._finest(below)
            lacking = {
                period for period, level in came.items() if had.get(period, level + 1) > level
            }
            if lacking and had and lacking != set(came):
                periods = sorted(self.reader.periods[period].key for period in lacking)
                missing = [
                    key
                    for key, slices in below.items()
                    if not lacking <= {period for _, period in slices}
                ]
                facts: Facts = {
                    "indicator": indicator.key,
                    "numerators": ", ".join(above),
                    "denominators": ", ".join(missing or below),
                    "count": len(periods),
                    "periods": shown_periods(periods),
                }
                yield Problem("denominator_not_delivered", Severity.NOTE, facts=facts)

    def _finest(self, slices: dict[str, MeasureSlices]) -> dict[int, int]:
        """Period → the finest level (0: finest of all) on which all the measures came."""
        position = {
            set_id: at
            for at, level in enumerate(self.reader.levels)
            for set_id in self.reader.sets_of(level)
        }
        finest: dict[int, int] = {}
        for set_id, period in _common(slices.values()):
            level = position[set_id]
            finest[period] = min(finest.get(period, level), level)
        return finest

    def _slices(self, terms: Sequence[str]) -> dict[str, MeasureSlices]:
        return {
            key: self.reader.measure(key)
            for key in dict.fromkeys(term.removeprefix("-") for term in terms)
        }

    def _where(self, place: Place, bad: NDArray[np.intp]) -> Facts:
        areas, period = self.reader.lists[place[0]], self.reader.periods[place[1]]
        code, name = areas.codes[bad[0]], areas.names[bad[0]]
        return {
            "count": len(bad),
            "area": f"{name} ({code})" if name != code else code,
            "set": areas.boundary_set.key,
            "period": period.key,
        }


def _joined(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One for all periods: the first, with their number and their periods."""
    found = list(problems)
    if found:
        periods = sorted({str(problem.facts["period"]) for problem in found})
        count = sum(int(problem.facts["count"]) for problem in found)
        told: Facts = {"count": count, "periods": shown_periods(periods)}
        yield replace(found[0], facts={**found[0].facts, **told})


def _common(slices: Iterable[MeasureSlices]) -> list[Place]:
    """Where all of the measures came, in a fixed order."""
    return sorted(set.intersection(*(set(found) for found in slices)))


def _added(
    terms: Sequence[str], slices: dict[str, MeasureSlices], place: Place
) -> NDArray[np.float64]:
    """NaN where any of the measures has a gap."""
    return signed_sum(tuple(terms), {key: found[place].value for key, found in slices.items()})

"""Figures of formulas and measures by period, worked out once for those who look at periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.statistics.formula import Formula
from releases.figures import Figures, FiguresByPeriod, figures_for, figures_of_measure
from releases.region_reader import RegionReader

BySet = Mapping[int, Figures]  # figures of one period by boundary set


@dataclass
class FigureBook:
    """What a reader's region has, looked up by period."""

    reader: RegionReader
    _formulas: dict[Formula, dict[int, BySet]] = field(default_factory=dict)
    _measures: dict[str, dict[int, BySet]] = field(default_factory=dict)

    def of(self, formula: Formula, period: int, *, adds_up: bool) -> BySet:
        if formula not in self._formulas:
            self._formulas[formula] = by_period(figures_for(self.reader, formula, adds_up=adds_up))
        return self._formulas[formula].get(period, {})

    def of_measure(self, key: str, period: int) -> BySet:
        if key not in self._measures:
            self._measures[key] = by_period(figures_of_measure(self.reader, key))
        return self._measures[key].get(period, {})


def by_period(figures: FiguresByPeriod) -> dict[int, BySet]:
    """Figures by period and then by boundary set."""
    found: dict[int, dict[int, Figures]] = {}
    for (set_id, period), one in figures.items():
        found.setdefault(period, {})[set_id] = one
    return dict(found)

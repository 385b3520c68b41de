"""All counts of a region in all periods rounded to multiples: do the sums still hold?"""

from time import perf_counter

import numpy as np

from accounts.models import Region
from indicators.models import Indicator
from indicators.statistics.formula import Count, Ratio, measures_of, read_formula
from region_files.gate_figures import BASE, Figure
from region_files.verifying import Verdict
from releases.disclosure.audit import System
from releases.region_reader import RegionReader
from releases.rounded_periods import PeriodRounder, RoundedPeriod


def rounded_figures(region: Region) -> list[Verdict | Figure]:
    """Rounds every measure behind a count or a share as a rule of rounding would; keeps nothing."""
    reader, measures = RegionReader(region), _counted(region)
    rounder = PeriodRounder(reader)
    began = perf_counter()
    found = [
        rounder.rounded(period, BASE, measures)
        for period in reader.periods
    ]  # fmt: skip
    seconds = perf_counter() - began
    name = f"{region.name_en}, all periods, rounded by {BASE}"
    left = np.concatenate([_left_over(one) for one in found])
    change = max(float(np.max(_change(one), initial=0.0)) for one in found)
    return [
        Verdict(f"{name}: sums that hold", len(left), int((left == 0).sum()), float(left.max())),
        Figure(f"{name}: counts", sum(len(_change(one)) for one in found), at_least=1),
        Figure(f"{name}: largest change", change, BASE - 1),
        Figure(f"{name}: all of it", seconds, unit="s"),
    ]


def _counted(region: Region) -> list[str]:
    formulas = [
        read_formula(one)
        for one in Indicator.objects.filter(region=region).values_list(
            "definition__formula", flat=True
        )
    ]
    counted = [one for one in formulas if isinstance(one, Count | Ratio)]
    return sorted({key for one in counted for key in measures_of(one)})


def _change(one: RoundedPeriod) -> np.ndarray:
    n = len(one.universe.values)
    return np.asarray(np.abs(one.rounded.values[:n] - np.array(one.universe.values)))


def _left_over(one: RoundedPeriod) -> np.ndarray:
    """By how much each sum without people in no area misses its whole after rounding."""
    rows = [row for row in one.universe.rows if row.lower == 0]
    values = one.rounded.values[: len(one.universe.values)]
    return np.abs(System(rows, len(values)).matrix @ values) if rows else np.zeros(0)

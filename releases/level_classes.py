"""The classes of an indicator on a level, over all its dates."""

from dataclasses import asdict
from typing import Any

import numpy as np

from indicators.models import Indicator
from releases.classification import Method, classify
from releases.freezing import PrintedByPeriod
from releases.printed import as_numbers
from releases.region_reader import RegionReader
from spatial_units.models import SpatialLevel


def classify_level(
    reader: RegionReader, indicator: Indicator, level: SpatialLevel, shown: PrintedByPeriod
) -> dict[str, Any]:
    """One classification over all dates of the level, from printed numbers only."""
    declared = indicator.definition["classification"]
    if indicator.kind == "class":
        values = [part["value"] for part in indicator.definition["classes"]]
        return {"method": "classes", "asked": len(values), "breaks": values[1:], "notes": []}
    own = [found for place, found in shown.items() if place[0] in reader.sets_of(level)]
    numbers = as_numbers(np.concatenate([part.numbers for part in own]), indicator.decimals)
    manual = declared["breaks"].get(level.key)
    method: Method = "regional_default" if manual else declared["method"]
    result = classify(
        numbers,
        method,
        declared["k"],
        decimals=indicator.decimals,
        reference=_reference(reader, indicator, shown) if method == "diverging" else None,
        manual=manual,
    )
    return asdict(result)


def _reference(reader: RegionReader, indicator: Indicator, shown: PrintedByPeriod) -> float:
    """Where a diverging classification turns: a number, or the city's newest value."""
    reference = indicator.definition["classification"]["reference"]
    if isinstance(reference, int | float):
        return float(reference)
    city = reader.sets_of(reader.levels[-1])
    newest = sorted(
        (reader.periods[period].end, found.numbers[0])
        for (set_id, period), found in shown.items()
        if set_id in city and not np.isnan(found.numbers[0])
    )
    return float(newest[-1][1]) / 10**indicator.decimals if newest else 0.0

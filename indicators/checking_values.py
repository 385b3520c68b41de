"""Which numbers a region takes: counts are whole and not negative, and all can be printed.
Values in per cent are 27, and hardly 0.27."""

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from accounts.models import Region
from indicators.importing.values import Values
from indicators.models import Indicator, Measure
from indicators.statistics.exact import largest_exact
from spatial_units.importing.findings import Findings

FEWEST_SHARES = 3  # values that say something of how a column is written


def largest_to_enter(region: Region) -> int:
    """The largest number that the region's finest indicator can still print exactly."""
    finest = Indicator.objects.filter(region=region).aggregate(most=Max("decimals"))["most"]
    return largest_exact(finest or 0)


def check_values(
    values: Values, region: Region, measures: dict[str, Measure], findings: Findings
) -> None:
    """Each kind of wrong number is told once per measure: its first row, and how many."""
    is_count = np.array([measures[key].kind == Measure.Kind.COUNT for key in values.measures])
    of_count, largest = is_count[values.measure], largest_to_enter(region)
    with np.errstate(invalid="ignore"):
        broken = of_count & (np.floor(values.value) != values.value) & ~np.isnan(values.value)
        negative = of_count & (values.value < 0)
        too_large = np.abs(values.value) > largest
    for code, wrong, facts in (
        ("upload_count_not_whole", broken, {}),
        ("upload_count_negative", negative, {}),
        ("upload_value_too_large", too_large, {"largest": largest}),
    ):
        rows = np.flatnonzero(wrong)
        for number in np.unique(values.measure[rows]).tolist():
            of_measure = rows[values.measure[rows] == number]
            _say_wrong(code, values, of_measure, measures, findings, facts)
    _refuse_percents(values, measures, findings)
    _say_fractions(values, measures, findings)


def _refuse_percents(values: Values, measures: dict[str, Measure], findings: Findings) -> None:
    """Cells that a sheet shows in per cent, where the measure counts or sums something up."""
    for problem in values.problems:
        if problem.code != "percent_cells" or problem.column not in values.columns:
            continue
        of_column = values.column == values.columns.index(problem.column)
        keys = [values.measures[number] for number in np.unique(values.measure[of_column])]
        other = [measures[key] for key in keys if measures[key].kind != Measure.Kind.VALUE]
        if other:
            findings.error(
                "upload_percent_in_count", problem.row, problem.column, measure=other[0].name_de
            )


def _say_fractions(values: Values, measures: dict[str, Measure], findings: Findings) -> None:
    """A measure in per cent whose values all lie between 0 and 1: shares, it seems."""
    for number, key in enumerate(values.measures):
        rows = np.flatnonzero((values.measure == number) & (values.value != 0))
        found = values.value[rows][~np.isnan(values.value[rows])]
        is_share = len(found) >= FEWEST_SHARES and found.min() > 0 and found.max() <= 1
        if is_share and found.min() < 1 and is_in_percent(measures[key]):
            first = rows[np.argmin(values.row[rows])]
            findings.warning(
                "upload_fractions",
                int(values.row[first]),
                values.columns[values.column[first]],
                measure=measures[key].name_de,
                count=len(found),
            )


def is_in_percent(measure: Measure) -> bool:
    return any(word in measure.unit_de.casefold() for word in ("%", "prozent", "v. h.", "v.h."))


def _say_wrong(
    code: str,
    values: Values,
    rows: NDArray[np.intp],
    measures: dict[str, Measure],
    findings: Findings,
    facts: dict[str, int],
) -> None:
    first = rows[np.argmin(values.row[rows])]
    findings.error(
        code,
        int(values.row[first]),
        values.columns[values.column[first]],
        measure=measures[values.measures[values.measure[first]]].name_de,
        count=len(rows),
        value=float(values.value[first]),
        **facts,
    )

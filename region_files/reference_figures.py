"""Do our intervals, rates and funnels give the figures of the PHEindicatormethods test tables?

Each verdict counts single figures. A figure is equal if it is off by no more than the digits
the table was written with; gaps must be gaps on both sides. Differences are in the figure's
own unit up to 1 and relative to the figure above.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd

from indicators.statistics.arrays import FloatArray
from indicators.statistics.comparison import (
    Z_95,
    Z_998,
    levels_of_events,
    levels_of_shares,
    poisson_funnel,
    proportion_funnel,
)
from indicators.statistics.intervals import (
    EUROPEAN_STANDARD_2013,
    Interval,
    byar_interval,
    directly_standardised_rate,
    normal_quantile,
    rate_interval,
    wilson_interval,
)
from region_files.verifying import Verdict

FULL, PRINTED = 1e-9, 5e-7  # workbooks hold all digits; limits of shares were printed with six
SEARCHED = 5e-5  # the edges of the other funnels were found by a search that stopped early
COLUMNS = {0.95: ("lower95_0cl", "upper95_0cl"), 0.998: ("lower99_8cl", "upper99_8cl")}
CONFIDENCES = {"95%": 0.95, "99.8%": 0.998}
LEVELS = {
    "Low (0.001)": -2.0,
    "Low (0.025)": -1.0,
    "Not significant": 0.0,
    "High (0.025)": 1.0,
    "High (0.001)": 2.0,
}
PLAIN = ("lowercl", "uppercl")
RATIO_COLUMNS = "{}_exp_events {}_isr"
RATE_COLUMNS = "{}_population_1_year {}_limit"
YEARS = 3  # the rates of the funnel table are of three years

Method: TypeAlias = Callable[[pd.DataFrame, float], Interval]


def reference_figures(data: Path) -> tuple[list[Verdict], list[str]]:
    """The verdicts, and what is left out because the tables are not beside `data`."""
    oracles = data.resolve().parent / "oracles"
    if not oracles.is_dir():
        return [], [f"intervals, standardised rates and funnels: {oracles} is absent"]
    return [*wilson_and_byar(oracles), standardised_rates(oracles), *funnels(oracles)], []


def wilson_and_byar(oracles: Path) -> Iterator[Verdict]:
    yield _tables_compared("Wilson intervals", oracles, "Proportion", "Prop", _share_limits)
    yield _tables_compared("Intervals of rates", oracles, "Rate", "Rate", _rate_limits)
    table = _sheet(oracles / "testdata_Byars_Wilson.xlsx", "testdata_B_W", "method")
    pairs = [
        (_single_limits(part, str(method), CONFIDENCES[str(level)]), _limits(part, PLAIN))
        for (method, level), part in table.groupby(["method", "confidence"])
    ]
    yield _limits_compared("Byar and Wilson by themselves", pairs)


def standardised_rates(oracles: Path) -> Verdict:
    """The rates of areas with independent events; one area's 99.8 % limits are left unchecked.

    The table has those of 1976 ten times too large.
    """
    book = oracles / "dsr.xlsx"
    results = _sheet(book, "testresults_DSR", "area")
    ours: list[float] = []
    theirs: list[float] = []
    for row in results[results["method"] == "Dobson"].to_dict("records"):
        for confidence, columns in COLUMNS.items():
            if confidence == 0.998 and row["area"] == "testdata_1976":
                continue
            value, *limits = _standardised(
                book, str(row["area"]), str(row["statistic"]), confidence
            )
            ours += limits
            theirs += [float(row[column]) for column in columns]
            if confidence == 0.95:
                ours.append(value)
                theirs.append(float(row["value"]))
    found = _compared("Directly standardised rates", np.array(ours), np.array(theirs), FULL)
    return replace(found, unchecked=4)


def _standardised(book: Path, area: str, statistic: str, confidence: float) -> list[float]:
    if area == "testdata_1976":
        ages = _sheet(book, area, "count")
        weights = _numbers(ages["esp1976"])
    else:
        every = _sheet(book, "testdata_multiarea", "area")
        ages = every[every["area"] == area].fillna({"count": 0})
        weights = np.array(EUROPEAN_STANDARD_2013, np.float64)
    events, persons = (_numbers(ages[column])[:, np.newaxis] for column in ("count", "pop"))
    factor = 100_000 if statistic.endswith("100000") else 10_000
    found = directly_standardised_rate(events, persons, weights, factor, confidence=confidence)
    return [float(found.value[0]), float(found.interval.lower[0]), float(found.interval.upper[0])]


def funnels(oracles: Path) -> Iterator[Verdict]:
    shares, curve = (_csv(oracles, f"prop_{part}") for part in ("inputs", "outputs"))
    found = levels_of_shares(_numbers(shares["numerator"]), _numbers(shares["denominator"]))
    yield _compared("Funnel of shares: levels", found, _levels(shares), 0.0)
    persons, baseline = (
        _numbers(curve["Population"]),
        float(shares["numerator"].sum() / shares["denominator"].sum()),
    )
    pairs = [
        (
            proportion_funnel(baseline, persons, z=z).scaled(100),
            _limits(curve, (f"Lower{name}limit", f"Upper{name}limit")),
        )
        for name, z in (("2s0025", Z_95), ("3s0001", Z_998))
    ]
    yield _limits_compared("Funnel of shares: limits", pairs, PRINTED)
    ratios, edges = (_csv(oracles, f"ratio_{part}") for part in ("inputs", "outputs"))
    found = levels_of_events(_numbers(ratios["obs"]), _numbers(ratios["expected"]))
    yield _compared("Funnel of ratios: levels", found, _levels(ratios), 0.0)
    yield _edges_compared(
        "Funnel of ratios: edges", edges, "Observed_events", 100.0, 100.0, 1.0, RATIO_COLUMNS
    )
    edges = _csv(oracles, "rate_outputs")
    baseline = float(edges["baseline"].iloc[0])
    yield _edges_compared(
        "Funnel of rates: edges", edges, "Events", baseline, 100_000.0, YEARS, RATE_COLUMNS
    )


def _edges_compared(
    name: str,
    table: pd.DataFrame,
    events: str,
    baseline: float,
    factor: float,
    years: float,
    columns: str,
) -> Verdict:
    """`columns` names denominators and values, with {} for the edge: lower_2s to upper_3s."""
    ours, theirs = [], []
    for sigma, z in (("2s", Z_95), ("3s", Z_998)):
        found = poisson_funnel(_numbers(table[events]), baseline, factor, z=z)
        of, at = columns.split()
        for edge, denominator, value in (
            (f"lower_{sigma}", found.lower_denominator, found.lower),
            (f"upper_{sigma}", found.upper_denominator, found.upper),
        ):
            ours += [denominator / years, value]
            theirs += [_numbers(table[of.format(edge)]), _numbers(table[at.format(edge)])]
    return _compared(name, np.concatenate(ours), np.concatenate(theirs), SEARCHED)


def _tables_compared(name: str, oracles: Path, file: str, sheet: str, method: Method) -> Verdict:
    book = oracles / f"testdata_{file}.xlsx"
    single, grouped = (_sheet(book, f"testdata_{part}", "Area") for part in (sheet, f"{sheet}_g"))
    pairs = [
        (method(single, confidence), _limits(single, columns))
        for confidence, columns in COLUMNS.items()
    ]
    return _limits_compared(name, [*pairs, (method(grouped, 0.95), _limits(grouped, PLAIN))])


def _share_limits(table: pd.DataFrame, confidence: float) -> Interval:
    cases, persons = _numbers(table["Numerator"]), _numbers(table["Denominator"])
    found = wilson_interval(cases, persons, confidence=confidence)
    return found.scaled(_numbers(table["multiplier"]))


def _rate_limits(table: pd.DataFrame, confidence: float) -> Interval:
    events, persons = _numbers(table["Numerator"]), _numbers(table["Denominator"])
    found = rate_interval(events, persons, 1, confidence=confidence)
    return found.scaled(_numbers(table["multiplier"]))


def _single_limits(table: pd.DataFrame, method: str, confidence: float) -> Interval:
    if method == "Byars":
        return byar_interval(_numbers(table["x"]), z=normal_quantile(confidence))
    return wilson_interval(_numbers(table["x"]), _numbers(table["n"]), confidence=confidence)


def _limits(table: pd.DataFrame, columns: tuple[str, str]) -> Interval:
    return Interval(_numbers(table[columns[0]]), _numbers(table[columns[1]]))


def _limits_compared(
    name: str, pairs: Sequence[tuple[Interval, Interval]], tolerance: float = FULL
) -> Verdict:
    ours = [limit for own, _ in pairs for limit in (own.lower, own.upper)]
    theirs = [limit for _, their in pairs for limit in (their.lower, their.upper)]
    return _compared(name, np.concatenate(ours), np.concatenate(theirs), tolerance)


def _compared(name: str, ours: FloatArray, theirs: FloatArray, tolerance: float) -> Verdict:
    gap = np.isnan(ours) & np.isnan(theirs)
    off = np.where(gap, 0.0, np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1.0))
    known = off[~np.isnan(off)]
    equal = int(np.count_nonzero(off <= tolerance))
    return Verdict(name, len(off), equal, float(known.max(initial=0.0)))


def _levels(table: pd.DataFrame) -> FloatArray:
    return np.array([LEVELS[label] for label in table["significance"]])


def _sheet(book: Path, sheet: str, needed: str) -> pd.DataFrame:
    return pd.read_excel(book, sheet_name=sheet, engine="calamine").dropna(subset=[needed])


def _csv(oracles: Path, name: str) -> pd.DataFrame:
    table = pd.read_csv(oracles / f"testdata_funnel_{name}.csv", encoding="utf-8-sig")
    return table.rename(columns=str.strip)


def _numbers(column: pd.Series) -> FloatArray:
    return pd.to_numeric(column).to_numpy(dtype=np.float64)

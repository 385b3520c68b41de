"""Indices: ours against the same sums in plain numpy, and against SQL from rows into rows.

Natural breaks against mapclassify, which is no dependency, only where it is installed.
"""

import time
from collections.abc import Callable
from itertools import count

import numpy as np
import psycopg

from bench.lines import Line, one
from bench.measuring import interleaved
from bench.subject import Bench
from indicators.statistics.class_rules import ClassRule
from indicators.statistics.comparable import Scale
from indicators.statistics.composite_index import composite_index
from indicators.statistics.index_tree import Part
from indicators.statistics.robustness import DRAWS, robustness
from releases.classification import classify

N_INPUTS, N_PERIODS, N_AREAS, IN_A_CITY = 5, 50, 50_000, 542
SQL_PERIODS = 10  # all fifty would take minutes; its time grows with the rows, as ours does
TIMES_NUMPY, OF_SQL, DRAWN_SECONDS = 5.0, 1 / 50, 3.0
KEYS = "abcde"
CUTS = (-1.0, 1.0, 1.5)
RULE = ClassRule(CUTS, ("1", "2", "3", "4"), (False, True, True))
Z = Scale("z")
TREE = Part("index", parts=tuple(Part(key) for key in KEYS), scale=Z)
Values = np.ndarray  # (n_periods, n_inputs, n_areas)

_TABLES = """
    DROP TABLE IF EXISTS bench_index_values, bench_index_scores;
    CREATE TABLE bench_index_values (
        period smallint, measure smallint, area int, value float8,
        PRIMARY KEY (period, measure, area)
    );
    CREATE TABLE bench_index_scores (
        run int, period smallint, area int, score float8, rank int, class smallint,
        PRIMARY KEY (run, period, area)
    )
"""
_SQL = """
    INSERT INTO bench_index_scores
    WITH z AS (
        SELECT period, area, (value - avg(value) OVER w) / stddev_pop(value) OVER w AS z
          FROM bench_index_values WINDOW w AS (PARTITION BY period, measure)
    ), total AS (SELECT period, area, sum(z) AS total FROM z GROUP BY period, area),
    score AS (
        SELECT period, area, (total - avg(total) OVER v) / stddev_pop(total) OVER v AS score
          FROM total WINDOW v AS (PARTITION BY period)
    )
    SELECT %s, period, area, score, rank() OVER (PARTITION BY period ORDER BY score DESC),
           width_bucket(score, %s)
      FROM score
"""


def index_lines(bench: Bench) -> list[Line]:
    """All periods against numpy, some against SQL, and the draws of one city."""
    values = np.random.default_rng(2026).gamma(2.0, 1.0, (N_PERIODS, N_INPUTS, N_AREAS))
    everywhere = np.full(N_AREAS, True)
    name = f"index of {N_INPUTS} inputs, {N_AREAS:,} areas"
    many = interleaved({
        "ours": _seconds(lambda: [_ours(period, everywhere) for period in values]),
        "numpy": _seconds(lambda: [_plain(period) for period in values]),
    })  # fmt: skip
    some = values[:SQL_PERIODS]
    _write(bench.connection, some)
    runs = count()
    rows = interleaved({
        "ours": _seconds(lambda: [_ours(period, everywhere) for period in some]),
        "SQL": _seconds(lambda: bench.connection.execute(_SQL, [next(runs), list(CUTS)])),
    }, repeats=3)  # fmt: skip
    city = values[0, :, :IN_A_CITY]
    drawn = interleaved({"ours": _seconds(lambda: _drawn(city))}, repeats=1)
    return [
        Line(
            f"{name}, {N_PERIODS} periods", many["ours"], many["numpy"], "plain numpy", "s",
            TIMES_NUMPY,
        ),
        Line(
            f"{name}, {SQL_PERIODS} periods", rows["ours"], rows["SQL"], "SQL into rows", "s",
            OF_SQL,
        ),
        Line(
            f"{DRAWS:,} draws of an index of {IN_A_CITY} areas", drawn["ours"], one(DRAWN_SECONDS),
            "limit", "s",
        ),
        *_natural_breaks(values[0, 0]),
    ]  # fmt: skip


def _natural_breaks(values: np.ndarray) -> list[Line]:
    try:
        from mapclassify import FisherJenks  # type: ignore[import-not-found]
    except ImportError:
        return []
    found = interleaved({
        "ours": _seconds(lambda: classify(values, "natural_breaks", 5, decimals=3)),
        "mapclassify": _seconds(lambda: FisherJenks(values, 5)),
    })  # fmt: skip
    name = f"natural breaks of {len(values):,} values"
    return [Line(name, found["ours"], found["mapclassify"], "mapclassify", "s", 1.0)]


def _seconds(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run


def _ours(period: Values, everywhere: np.ndarray) -> object:
    inputs = dict(zip(KEYS, period, strict=True))
    return composite_index(TREE, inputs, everywhere, rule=RULE, finish=Z)


def _plain(period: Values) -> tuple[np.ndarray, np.ndarray]:
    """The same arithmetic without a check, a gap or a tie."""
    z = (period - period.mean(axis=1, keepdims=True)) / period.std(axis=1, keepdims=True)
    total = z.sum(axis=0)
    score = (total - total.mean()) / total.std()
    rank = np.empty(len(score))
    rank[np.argsort(-score)] = np.arange(1, len(score) + 1)
    return rank, np.digitize(score, CUTS)


def _drawn(city: Values) -> object:
    inputs = dict(zip(KEYS, city, strict=True))
    return robustness(TREE, inputs, np.full(IN_A_CITY, True), rule=RULE, finish=Z)


def _write(connection: psycopg.Connection, periods: Values) -> None:
    connection.execute(_TABLES)
    with connection.cursor().copy("COPY bench_index_values FROM STDIN") as copy:
        for period, inputs in enumerate(periods):
            for measure, row in enumerate(inputs):
                for area, value in enumerate(row.tolist()):
                    copy.write_row((period, measure, area, value))
    connection.execute("ANALYZE bench_index_values")

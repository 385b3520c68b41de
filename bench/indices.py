"""Indices: ours against the same sums in plain numpy, and against SQL from rows into rows."""

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

N_INPUTS, N_PERIODS, N_AREAS, IN_A_CITY = 5, 50, 50_000, 542
TIMES_NUMPY, DRAWN_SECONDS = 5.0, 3.0
KEYS = "abcde"
CUTS = (-1.0, 1.0, 1.5)
RULE = ClassRule(CUTS, ("1", "2", "3", "4"), (False, True, True))
Z = Scale("z")
TREE = Part("index", parts=tuple(Part(key) for key in KEYS), scale=Z)
Values = np.ndarray  # (n_periods, n_inputs, n_areas)

_TABLES = """
    DROP TABLE IF EXISTS bench_index_values, bench_index_scores;
    CREATE TABLE bench_index_values (
        measure smallint, area int, value float8, PRIMARY KEY (measure, area)
    );
    CREATE TABLE bench_index_scores (
        run int, area int, score float8, rank int, class smallint, PRIMARY KEY (run, area)
    )
"""
_SQL = """
    INSERT INTO bench_index_scores
    WITH z AS (
        SELECT area, (value - avg(value) OVER w) / stddev_pop(value) OVER w AS z
          FROM bench_index_values WINDOW w AS (PARTITION BY measure)
    ), total AS (SELECT area, sum(z) AS total FROM z GROUP BY area),
    score AS (
        SELECT area, (total - avg(total) OVER ()) / stddev_pop(total) OVER () AS score FROM total
    )
    SELECT %s, area, score, rank() OVER (ORDER BY score DESC), width_bucket(score, %s) FROM score
"""


def index_lines(bench: Bench) -> list[Line]:
    """All periods against numpy, one period against SQL, and the draws of one city."""
    values = np.random.default_rng(2026).gamma(2.0, 1.0, (N_PERIODS, N_INPUTS, N_AREAS))
    everywhere = np.full(N_AREAS, True)
    name = f"index of {N_INPUTS} inputs, {N_AREAS:,} areas"
    many = interleaved({
        "ours": _seconds(lambda: [_ours(period, everywhere) for period in values]),
        "numpy": _seconds(lambda: [_plain(period) for period in values]),
    })  # fmt: skip
    _write(bench.connection, values[0])
    runs = count()
    single = interleaved({
        "ours": _seconds(lambda: _ours(values[0], everywhere)),
        "SQL": _seconds(lambda: bench.connection.execute(_SQL, [next(runs), list(CUTS)])),
    })  # fmt: skip
    city = values[0, :, :IN_A_CITY]
    drawn = interleaved({"ours": _seconds(lambda: _drawn(city))}, repeats=1)
    return [
        Line(
            f"{name}, {N_PERIODS} periods", many["ours"], many["numpy"], "plain numpy", "s",
            TIMES_NUMPY,
        ),
        Line(f"{name}, one period", single["ours"], single["SQL"], "SQL into rows", "s"),
        Line(
            f"{DRAWS:,} draws of an index of {IN_A_CITY} areas", drawn["ours"], one(DRAWN_SECONDS),
            "limit", "s",
        ),
    ]  # fmt: skip


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
    rank[np.argsort(-score, kind="stable")] = np.arange(1, len(score) + 1)
    return rank, np.digitize(score, CUTS)


def _drawn(city: Values) -> object:
    inputs = dict(zip(KEYS, city, strict=True))
    return robustness(TREE, inputs, np.full(IN_A_CITY, True), rule=RULE, finish=Z)


def _write(connection: psycopg.Connection, period: Values) -> None:
    connection.execute(_TABLES)
    with connection.cursor().copy("COPY bench_index_values FROM STDIN") as copy:
        for measure, row in enumerate(period):
            for area, value in enumerate(row.tolist()):
                copy.write_row((measure, area, value))
    connection.execute("ANALYZE bench_index_values")

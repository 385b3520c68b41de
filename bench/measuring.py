"""Repeats in turn: A, B, A, B, …, so that what else the machine does falls on both alike."""

import os
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

REPEATS = 7


@dataclass(frozen=True)
class Repeats:
    """What the repeats of one contender gave, in the order they were run."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """Lower and upper quartile."""
        if len(self.values) < 2:
            return self.median, self.median
        lower, _, upper = statistics.quantiles(self.values, n=4, method="inclusive")
        return lower, upper


def interleaved(
    contenders: Mapping[str, Callable[[], float]], repeats: int = REPEATS
) -> dict[str, Repeats]:
    """Run every contender once to warm up, then all of them in turn.

    Each call does the work once and returns what it measured.
    """
    for run in contenders.values():
        run()
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(repeats):
        for name, run in contenders.items():
            found[name].append(run())
    return {name: Repeats(tuple(values)) for name, values in found.items()}


def load() -> float:
    """How many processes wanted to run in the last minute."""
    return round(os.getloadavg()[0], 2)

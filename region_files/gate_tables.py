"""Tables the gate is measured on: the one of τ-ARGUS, and Berlin by age."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from releases.disclosure.protecting import Table
from releases.disclosure.rows import Need, Row, total_of

Tree = Mapping[str, Sequence[str]]  # a node to what it is the sum of
STEP = 3.0  # a cell of the level above costs so many times more


@dataclass(frozen=True)
class Cube:
    """Counts by area and category, each of them a tree; `at` is (area, category) to cell."""

    values: np.ndarray
    rows: list[Row]
    cost: np.ndarray
    at: dict[tuple[str, str], int]

    def below(self, threshold: int) -> dict[int, Need]:
        """The needs of all counts from 1 to below the threshold."""
        return {
            cell: Need(value, threshold - value)
            for cell, value in enumerate(self.values.tolist())
            if 0 < value < threshold
        }

    def table(self, needs: Mapping[int, Need]) -> Table:
        return Table(self.values, self.rows, self.cost, needs)


def cube_of(leaves: Mapping[tuple[str, str], float], areas: Tree, kinds: Tree) -> Cube:
    """Add leaves up along both trees; the very top stays in view."""
    values: dict[tuple[str, str], float] = {}
    for area, kind in product(_upwards(areas, leaves, 0), _upwards(kinds, leaves, 1)):
        values[area, kind] = (
            leaves[area, kind] if (area, kind) in leaves
            else sum(values[part, kind] for part in areas[area]) if area in areas
            else sum(values[area, part] for part in kinds[kind])
        )  # fmt: skip
    at = {place: number for number, place in enumerate(values)}
    rows = [
        total_of([at[part, kind] for part in areas[area]], at[area, kind], f"{kind} in {area}")
        for area, kind in values
        if area in areas
    ]
    rows += [
        total_of([at[area, part] for part in kinds[kind]], at[area, kind], f"{kind} of {area}")
        for area, kind in values
        if kind in kinds
    ]
    numbers = np.array(list(values.values()))
    heights = np.array([_height(area, areas) + _height(kind, kinds) for area, kind in values])
    cost = (np.log1p(numbers) + 1) * STEP**heights
    cost[heights == heights.max()] = np.inf
    return Cube(numbers, rows, cost, at)


def _upwards(tree: Tree, leaves: Mapping[tuple[str, str], float], axis: int) -> list[str]:
    names = list(dict.fromkeys(place[axis] for place in leaves))
    inner = sorted((name for name in tree if name not in names), key=lambda one: _height(one, tree))
    return [*names, *inner]


def _height(name: str, tree: Tree) -> int:
    return 1 + max(_height(part, tree) for part in tree[name]) if name in tree else 0


def argus_cube(oracles: Path) -> tuple[Cube, pd.DataFrame]:
    """The table of 216 cells in the order of its file, and that file with a column `cell`."""
    table = pd.read_csv(oracles / "tauargus_opt_216.csv")
    codes, cats = [str(one) for one in table.area], [str(one) for one in table.cat]
    leaves = {
        (area, cat): float(value)
        for area, cat, value in zip(codes, cats, table.one, strict=True)
        if len(area) == 4 and cat != "Total"
    }
    areas: dict[str, list[str]] = {}
    for area in dict.fromkeys(codes):
        if area != "Total":
            areas.setdefault(area[:2] if len(area) == 4 else "Total", []).append(area)
    kinds = {"Total": [cat for cat in dict.fromkeys(cats) if cat != "Total"]}
    cube = cube_of(leaves, areas, kinds)
    table["cell"] = [cube.at[place] for place in zip(codes, cats, strict=True)]
    return cube, table


AGES = [
    "below_6", "6_15", "15_18", "18_27", "27_45", "45_55", "55_65", "above_65",
]  # fmt: skip


def berlin_cube(data: Path, year: int = 2020) -> Cube:
    """People by planning area, three levels above it and the city, and by age."""
    name = f"berlin-lor-population-{year}-02-t2-planning-areas.csv"
    table = pd.read_csv(data / "berlin-population" / name, dtype={"id": str})
    leaves = {
        (str(row["id"]), age): float(row[f"inhabitants_age_{age}"])
        for row in table.to_dict("records")
        for age in AGES
    }
    areas: dict[str, list[str]] = {}
    for code in sorted({code[:n] for code in table.id for n in (8, 6, 4, 2)}):
        areas.setdefault(code[:-2] or "Berlin", []).append(code)
    return cube_of(leaves, areas, {"all": AGES})

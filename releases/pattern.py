"""Spatial patterns of printed figures: do like values lie side by side, and where?

Only figures its readers see go in, so nothing comes out that they could not reckon themselves.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Note
from indicators.statistics.spatial import LISA_LABELS, local_moran, morans_i
from indicators.statistics.topology import Topology, points_in, touching

METHOD = "pattern"
VERSION = 1
DECIMALS = 4


@dataclass(frozen=True)
class Pattern:
    """`labels` go by area, one of LISA_LABELS or None without a value; numbers are None where
    `notes` say why. `weights` is the key of the neighbours, `seed` that of the draws.
    """

    areas: Sequence[str]
    labels: Sequence[str | None]
    i: float | None
    expected: float | None
    z: float | None
    p: float | None
    n: int
    permutations: int
    weights: str
    seed: int
    notes: Sequence[Note]


def pattern(areas: Sequence[str], values: FloatArray, topology: Topology, *, seed: int) -> Pattern:
    """Of (n_areas,) printed `values`, NaN in gaps, in the order of the topology's areas."""
    neighbours, points = touching(topology), points_in(topology)
    whole = morans_i(values, neighbours, points, seed=seed)
    single = local_moran(values, neighbours, points, seed=seed)
    return Pattern(
        areas=list(areas),
        labels=[
            LISA_LABELS[at] if at >= 0 and single.permutations else None
            for at in single.label.tolist()
        ],
        i=_rounded(whole.i),
        expected=_rounded(whole.expected),
        z=_rounded(whole.z_normal),
        p=_rounded(whole.p_value),
        n=whole.n,
        permutations=whole.permutations,
        weights=whole.weights,
        seed=seed,
        notes=whole.notes,
    )


def as_json(found: Pattern) -> dict[str, Any]:
    return asdict(found)


def _rounded(number: float) -> float | None:
    return None if np.isnan(number) else round(number, DECIMALS)

"""What a file says of one measure, on one boundary set, in one period."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Piece:
    """The values of one measure, boundary set and period, before it has a slice.

    (n,) each, ascending by area: ids, values (NaN for gaps), one letter of ObsStatus; `flags` a
    sum of Flag each, None where there are none.
    """

    measure: str
    boundary_set: int
    period: str
    area_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    status: NDArray[np.str_]
    flags: NDArray[np.int16] | None = None

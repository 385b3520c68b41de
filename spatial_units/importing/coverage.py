"""Whether areas fit together like a mosaic: no overlaps, no gaps."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial_units.importing.findings import Findings, some

# Less than this share of the whole (a square metre of Berlin) is noise of the arithmetic.
_NOISE = 1e-9


def check_coverage(shapes: NDArray[np.object_], codes: Sequence[str], findings: Findings) -> None:
    """One warning about borders that do not fit, one about holes no area fills.

    Sizes are told as per cent of all areas together, so that they mean the same in degrees
    and in metres.
    """
    whole = float(shapely.area(shapes).sum())
    if len(shapes) < 2 or whole <= 0:
        return
    edges = shapely.coverage_invalid_edges(shapes)
    uneven = np.flatnonzero(~shapely.is_empty(edges))
    union = shapely.union_all(shapes)
    overlap = max(whole - union.area, 0.0) / whole
    if len(uneven):
        findings.warning(
            "areas_overlap" if overlap > _NOISE else "borders_differ",
            count=len(uneven),
            examples=some([codes[position] for position in uneven.tolist()]),
            percent=100 * overlap,
        )
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    sizes = np.array([shapely.Polygon(ring).area / whole for ring in rings])
    sizes = sizes[sizes > _NOISE]
    if len(sizes):
        findings.warning(
            "gaps_between_areas",
            count=len(sizes),
            percent=100 * float(sizes.sum()),
            largest=100 * float(sizes.max()),
        )

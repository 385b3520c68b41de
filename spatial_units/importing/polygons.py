"""Make every shape a valid two-dimensional MultiPolygon, and tell what had to be mended."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from spatial_units.importing.findings import Findings

MAX_VERTICES = 5_000_000
_POLYGONS = (3, 6)
_COLLECTION = 7

Shapes = NDArray[np.object_]


def placed(
    shapes: Shapes, shift: tuple[float, float] | None, swap_axes: bool, findings: Findings
) -> Shapes:
    """Shapes in two dimensions, moved, and with x and y exchanged where declared."""
    if count := int((shapely.has_z(shapes) | shapely.has_m(shapes)).sum()):
        findings.note("heights_dropped", count=count)
    flat: Shapes = shapely.force_2d(shapes)
    if shift is None and not swap_axes:
        return flat
    x, y = shift or (0.0, 0.0)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        moved: NDArray[np.float64] = points + np.array([x, y])
        return moved[:, ::-1] if swap_axes else moved

    moved: Shapes = shapely.transform(flat, move)
    return moved


def to_multipolygons(
    shapes: Shapes, rows: NDArray[np.int64], labels: Sequence[str], findings: Findings
) -> Shapes:
    """The shapes as valid MultiPolygons; None where nothing with an area is left.

    `rows` and `labels` name the areas in messages.
    """
    if (vertices := int(shapely.get_num_coordinates(shapes).sum())) > MAX_VERTICES:
        findings.error("too_many_vertices", count=vertices, limit=MAX_VERTICES)
        return np.full(len(shapes), None)
    mended = shapes.copy()
    for position in np.flatnonzero(~_is_fine(mended)).tolist():
        mended[position] = _mend(mended[position], int(rows[position]), labels[position], findings)
    multi = [None if shape is None else _multi(shape) for shape in mended]
    result = np.empty(len(multi), dtype=object)
    result[:] = multi
    return result


def _is_fine(shapes: Shapes) -> NDArray[np.bool_]:
    polygonal = np.isin(shapely.get_type_id(shapes), _POLYGONS)
    filled = ~shapely.is_empty(shapes) & (shapely.area(shapes) > 0)
    fine: NDArray[np.bool_] = polygonal & filled & shapely.is_valid(shapes)
    return fine


def _mend(shape: Any, row: int, label: str, findings: Findings) -> Any:
    if shape is None or shape.is_empty:
        findings.error("geometry_empty", row=row, area=label)
        return None
    kind = shapely.get_type_id(shape)
    if kind not in (*_POLYGONS, _COLLECTION):
        findings.error("geometry_no_polygon", row=row, area=label, kind=shape.geom_type)
        return None
    reason = shapely.is_valid_reason(shape)
    before = shape.area
    valid = shape if shapely.is_valid(shape) else shapely.make_valid(shape)
    kept = _polygonal(valid)
    if kept is None:
        findings.error("geometry_no_polygon", row=row, area=label, kind=shape.geom_type)
        return None
    change = 100 * (kept.area - before) / before if before else 100.0
    if shapely.is_valid(shape):
        findings.warning("geometry_parts_dropped", row=row, area=label)
    else:
        findings.warning(
            "geometry_repaired",
            row=row,
            area=label,
            reason=str(reason).partition("[")[0],
            percent=round(change, 6) + 0.0,
            at=str(reason).partition("[")[2].rstrip("]"),
        )
    return kept


def _polygonal(shape: Any) -> Any:
    """The parts of a shape that have an area, None where there are none."""
    parts = [part for part in shapely.get_parts(shape, return_index=False) if part is not None]
    flat = [inner for part in parts for inner in shapely.get_parts(part)]
    areas = [part for part in flat if part.geom_type == "Polygon" and part.area > 0]
    return shapely.union_all(areas) if areas else None


def _multi(shape: Any) -> Any:
    return shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])

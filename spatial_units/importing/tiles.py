"""Areas without geometry as squares of a grid: a map that shows who is high, not where.

For tables whose publisher gives no borders. Neighbours on the grid are none in the world.
"""

from math import ceil, sqrt
from pathlib import Path

import numpy as np

from spatial_units.importing.delimited import read_delimited
from spatial_units.importing.findings import Findings
from spatial_units.importing.gdal_reader import Layer
from spatial_units.importing.layout import BoundarySource, Tiles


def read_tiles(
    path: Path, source: BoundarySource, tiles: Tiles, findings: Findings
) -> Layer | None:
    """One square per row of a CSV table; None where it cannot be read, and findings say why."""
    if not path.is_file():
        findings.error("file_not_found")
        return None
    table = read_delimited(
        path, findings, encoding=source.encoding or "utf-8", delimiter=tiles.delimiter
    )
    if table is None:
        return None
    columns = {name: list(column) for name, column in table.columns.items()}
    return Layer(_squares(len(table), tiles), columns, "")


def _squares(n: int, tiles: Tiles) -> np.ndarray:
    """(n,) squares of a grid about as wide as high, filled from the north-west."""
    import shapely

    wide = ceil(sqrt(n))
    row, column = np.divmod(np.arange(n), wide)
    x, y = tiles.corner
    west = x + tiles.side * column
    south = y + tiles.side * (ceil(n / wide) - 1 - row)
    return np.asarray(shapely.box(west, south, west + tiles.side, south + tiles.side))

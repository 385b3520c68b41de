"""What a check read, kept for the commit: pieces as a NumPy archive, beside the file itself."""

import io
import json
from collections.abc import Sequence
from typing import IO, Any

import numpy as np

from indicators.importing.letters import letters_of, octets_of
from indicators.pieces import Piece

_NONE = np.empty(0, dtype=np.int16)


def packed(pieces: Sequence[Piece]) -> bytes:
    about = [
        {
            "measure": piece.measure,
            "boundary_set": piece.boundary_set,
            "period": piece.period,
            "size": len(piece.values),
            "flagged": piece.flags is not None,
        }
        for piece in pieces
    ]
    sink = io.BytesIO()
    np.savez(
        sink,
        about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
        area_ids=np.concatenate([piece.area_ids for piece in pieces]),
        values=np.concatenate([piece.values for piece in pieces]),
        status=octets_of(np.concatenate([piece.status for piece in pieces])),
        flags=np.concatenate([_NONE, *(one.flags for one in pieces if one.flags is not None)]),
    )
    return sink.getvalue()


def unpacked(source: IO[bytes]) -> list[Piece]:
    with np.load(source, allow_pickle=False) as archive:
        arrays: dict[str, Any] = {name: archive[name] for name in archive.files}
    about = json.loads(arrays["about"].tobytes())
    pieces, start, flagged = [], 0, 0
    for one in about:
        rows = slice(start, start + one.pop("size"))
        start = rows.stop
        flags = None
        if one.pop("flagged", False):
            flags = arrays["flags"][flagged : flagged + rows.stop - rows.start]
            flagged += len(flags)
        pieces.append(
            Piece(
                **one,
                area_ids=arrays["area_ids"][rows],
                values=arrays["values"][rows],
                status=letters_of(arrays["status"][rows]),
                flags=flags,
            )
        )
    return pieces

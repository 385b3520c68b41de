"""Plain values as bytes and back, for what a limited child process hands to its parent.

Only JSON values, bytes and number arrays pass, so that nothing a file smuggled into the
child can run in the parent (as it could with pickle).
"""

import json
import struct
from typing import Any

import numpy as np

# A plain value: None, bool, int, float, str, bytes, np.ndarray, list or dict of such.
Plain = Any

_MAGIC = b"SOZM1"
_ARRAY_KINDS = {"<f8", "<i8", "<i4", "<i2", "|i1", "|u1", "|b1"}


def to_bytes(value: Plain) -> list[bytes]:
    """The parts to send one after the other; arrays and bytes follow the JSON text."""
    blobs: list[bytes] = []

    def packed(inner: Plain) -> Plain:
        if isinstance(inner, bytes):
            blobs.append(inner)
            return {"$bytes": len(inner)}
        if isinstance(inner, np.ndarray):
            kind = inner.dtype.newbyteorder("<").str
            if kind not in _ARRAY_KINDS or inner.ndim != 1:
                raise TypeError(f"an array of {inner.dtype} with {inner.ndim} axes is not plain")
            blobs.append(np.ascontiguousarray(inner, dtype=kind).tobytes())
            return {"$array": kind, "$bytes": len(blobs[-1])}
        if isinstance(inner, dict):
            return {str(key): packed(part) for key, part in inner.items()}
        if isinstance(inner, list | tuple):
            return [packed(part) for part in inner]
        return inner

    text = json.dumps(packed(value), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return [_MAGIC + struct.pack("<Q", len(text)), text, *blobs]


def from_bytes(received: bytes) -> Plain:
    """The value again; ValueError where the bytes are none of ours or not complete."""
    if received[:5] != _MAGIC or len(received) < 13:
        raise ValueError("not an answer")
    (length,) = struct.unpack("<Q", received[5:13])
    body = memoryview(received)
    position = 13 + length

    def unpacked(inner: Plain) -> Plain:
        nonlocal position
        if isinstance(inner, list):
            return [unpacked(part) for part in inner]
        if not isinstance(inner, dict):
            return inner
        if "$bytes" not in inner:
            return {key: unpacked(part) for key, part in inner.items()}
        start, position = position, position + int(inner["$bytes"])
        if position > len(body):
            raise ValueError("the answer is cut off")
        if "$array" not in inner:
            return bytes(body[start:position])
        if inner["$array"] not in _ARRAY_KINDS:
            raise ValueError("unknown array")
        return np.frombuffer(body[start:position], dtype=inner["$array"])

    text = bytes(body[13 : 13 + length]).decode("utf-8", "surrogatepass")
    return unpacked(json.loads(text))

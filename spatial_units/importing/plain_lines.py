"""Split plain CSV by arrays: lines without quotes, all as wide as the header.

Files of a million rows come from programs and look like this. What does not is left to the
`csv` module, block by block, so that the same rules and the same findings hold.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

BLOCK_BYTES = 4 * 1024**2
WIDEST = 64  # bytes of a cell
_WORD = 8

Octets = NDArray[np.uint8]
Cells = tuple[list[bytes], NDArray[np.int32]]  # distinct cells, and which of them each row has


def may_be_plain(content: bytes, encoding: str) -> bool:
    """Whether no cell can be quoted and a byte of ASCII always is that sign."""
    ascii_like = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "cp1252", "latin-1")
    return ascii_like and b'"' not in content and content.count(b"\r") == content.count(b"\r\n")


def after_lines(content: bytes, lines: int) -> int:
    """Where the line after so many lines begins."""
    at = 0
    for _ in range(lines):
        at = content.find(b"\n", at) + 1
        if at == 0:
            return len(content)
    return at


def blocks(content: bytes, start: int) -> Iterator[bytes]:
    """The rest of the file in parts that end with a line."""
    while start < len(content):
        end = content.find(b"\n", min(start + BLOCK_BYTES, len(content) - 1)) + 1
        end = end or len(content)
        yield content[start:end]
        start = end


def split(block: bytes, delimiter: str, width: int, wanted: Sequence[int]) -> list[Cells] | None:
    """The wanted columns of a block; None where some line is not as wide as the header, is
    empty, or holds an overlong cell."""
    if not block.endswith(b"\n"):
        block += b"\n"
    octets = np.frombuffer(block.replace(b"\r\n", b"\n"), dtype=np.uint8)
    ends = np.flatnonzero((octets == ord(delimiter)) | (octets == 10))
    if len(ends) % width or (octets[ends[width - 1 :: width]] != 10).any():
        return None
    if np.count_nonzero(octets == 10) * width != len(ends):
        return None
    starts = np.concatenate([[0], ends[:-1] + 1])
    empty = (ends == starts).reshape(-1, width).all(axis=1)
    if empty.any():
        return None
    columns = []
    for position in wanted:
        found = _column(octets, starts[position::width], ends[position::width])
        if found is None:
            return None
        columns.append(found)
    return columns


def _column(octets: Octets, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Cells | None:
    lengths = ends - starts
    widest = int(lengths.max(initial=0))
    if widest > WIDEST:
        return None
    words = max(-(-widest // _WORD), 1)
    padded = np.concatenate([octets, np.zeros(words * _WORD, dtype=np.uint8)])
    codes = np.zeros(len(starts), dtype=np.int64)
    for word in range(words):
        codes, first = _joined(codes, _packed(padded, starts, lengths, word))
    cells = [
        octets[start:end].tobytes()
        for start, end in zip(starts[first].tolist(), ends[first].tolist(), strict=True)
    ]
    return cells, codes.astype(np.int32)


def _packed(
    padded: Octets, starts: NDArray[np.intp], lengths: NDArray[np.intp], word: int
) -> NDArray[np.uint64]:
    """Eight bytes of every cell as a number; behind its end there are zeros."""
    packed = np.zeros(len(starts), dtype=np.uint64)
    for at in range(word * _WORD, (word + 1) * _WORD):
        octet = np.where(lengths > at, padded[np.minimum(starts + at, len(padded) - 1)], 0)
        packed = (packed << np.uint64(8)) | octet.astype(np.uint64)
    return packed


def _joined(
    codes: NDArray[np.int64], packed: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Number the distinct pairs; also the first row that has each."""
    _, inverse = np.unique(packed, return_inverse=True)
    pairs = codes * (int(inverse.max(initial=0)) + 1) + inverse
    _, first, joined = np.unique(pairs, return_index=True, return_inverse=True)
    return joined.astype(np.int64), first

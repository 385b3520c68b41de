"""Split plain CSV by arrays: lines without quotes, all as wide as the header.

Files of a million rows come from programs and look like this. What does not is left to the
`csv` module, block by block, so that the same rules and the same findings hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK_BYTES = 4 * 1024**2
WIDEST = 64  # bytes of a cell
_WORD = 8

Octets = NDArray[np.uint8]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Cells:
    """`texts[codes[i]]` is the i-th cell of a column; `plain` as in `tabular.Column`."""

    texts: list[bytes]
    codes: NDArray[np.int32]
    plain: NDArray[np.float64] | None = None


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


@dataclass(frozen=True)
class Lines:
    """A block cut at its delimiters: cell j of line i is `octets[starts[i, j]:ends[i, j]]`."""

    octets: Octets
    starts: Places
    ends: Places


def split(block: bytes, delimiter: str, width: int) -> Lines | None:
    """Where the cells of a block stand; None where some line is not as wide as the header or
    is empty."""
    if not block.endswith(b"\n"):
        block += b"\n"
    octets = np.frombuffer(block.replace(b"\r\n", b"\n"), dtype=np.uint8)
    is_end_of_line = octets == 10
    ends = np.flatnonzero((octets == ord(delimiter)) | is_end_of_line)
    if np.count_nonzero(is_end_of_line) * width != len(ends):
        return None
    if (octets[ends[width - 1 :: width]] != 10).any():
        return None
    starts = np.concatenate([[0], ends[:-1] + 1])
    if (ends == starts).reshape(-1, width).all(axis=1).any():
        return None
    return Lines(octets, starts.reshape(-1, width), ends.reshape(-1, width))


def distinct_cells(octets: Octets, starts: Places, ends: Places) -> Cells | None:
    """The cells of a column; None where one is overlong. A run of equal cells counts once, as
    codes and periods often come in runs of hundreds."""
    lengths = ends - starts
    widest = int(lengths.max(initial=0))
    if widest > WIDEST:
        return None
    words = [_packed(octets, starts, lengths, at) for at in range(0, max(widest, 1), _WORD)]
    begins = np.ones(len(starts), dtype=bool)
    begins[1:] = np.any([word[1:] != word[:-1] for word in words], axis=0)
    heads = np.flatnonzero(begins)
    codes, first = np.zeros(len(heads), dtype=np.int64), heads[:1]
    for word in words:
        codes, first = _joined(codes, word[heads])
    order = np.argsort(first)  # as they come, so that the first row of a doubt is named first
    places = heads[first[order]]
    texts = [
        octets[start:end].tobytes()
        for start, end in zip(starts[places].tolist(), ends[places].tolist(), strict=True)
    ]
    codes = np.argsort(order)[codes]
    return Cells(texts, codes.astype(np.int32)[np.cumsum(begins) - 1])


def _packed(octets: Octets, starts: Places, lengths: Places, first: int) -> NDArray[np.uint64]:
    """Eight bytes of every cell as a number; behind its end there are zeros."""
    packed = np.zeros(len(starts), dtype=np.uint64)
    for at in range(first, first + _WORD):
        octet = np.where(lengths > at, octets.take(starts + at, mode="clip"), 0)
        packed = (packed << np.uint64(8)) | octet
    return packed


def _joined(
    codes: NDArray[np.int64], packed: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], Places]:
    """Number the distinct pairs; also the first row that has each."""
    _, inverse = np.unique(packed, return_inverse=True)
    pairs = codes * (int(inverse.max(initial=0)) + 1) + inverse
    _, first, joined = np.unique(pairs, return_index=True, return_inverse=True)
    return joined.astype(np.int64), first

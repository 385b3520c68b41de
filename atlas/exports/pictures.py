"""The map as a picture: our own SVG, and the same as PNG, each with what must be known of it."""

import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

from atlas.exports import fonts
from atlas.exports.facts import Fact, for_people

SCALE = 2.0  # sharp on print and on dense screens
UNKNOWN_TO_FIRA_SANS = str.maketrans({"◀": "←", "▶": "→"})
END_OF_HEAD = 8 + 25  # of a PNG: signature and first chunk, each of fixed length
INTERNAL = "#7a1616"


def described(svg: str, about: tuple[Fact, ...]) -> str:
    """The picture with its description inside; an internal one says so for all to see."""
    lines = "".join(
        f"<desc id={quoteattr(fact.key)}>{escape(f'{fact.label}: {fact.text}')}</desc>"
        for fact in about
    )
    head, end, rest = svg.partition("</title>")
    said = {fact.key: fact.text for fact in about}
    return f"{head}{end}<metadata>{lines}</metadata>{_stamped(rest, said.get('audience', ''))}"


def _stamped(rest: str, words: str) -> str:
    if not words:
        return rest
    body, end, _nothing = rest.rpartition("</svg>")
    stamp = (
        f'<rect x="0" y="0" width="100%" height="10" fill="{INTERNAL}"/>'
        f'<text x="99%" y="38" text-anchor="end" font-size="22" font-weight="bold" '
        f'fill="{INTERNAL}">{escape(words)}</text>'
    )
    return f"{body}{stamp}{end}"


def png(svg: str, about: tuple[Fact, ...]) -> bytes:
    """The picture as PNG, with our own font; no other file is read."""
    import resvg_py

    picture = bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawable(svg),
            zoom=SCALE,
            skip_system_fonts=True,
            font_dirs=[str(fonts.directory())],
            font_family="Fira Sans",
            sans_serif_family="Fira Sans",
        )
    )
    texts = b"".join(_text_chunk(f"{fact.label}: {fact.text}") for fact in for_people(about))
    return picture[:END_OF_HEAD] + texts + picture[END_OF_HEAD:]


def drawable(svg: str) -> str:
    """The picture in signs our font has."""
    return svg.translate(UNKNOWN_TO_FIRA_SANS)


def _text_chunk(text: str) -> bytes:
    """A line of description inside a PNG (iTXt, UTF-8, not compressed)."""
    content = b"iTXt" + b"Description\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))

"""The operator's own words for imprint, privacy and accessibility.

A region's come with its region file; those of the installation lie as plain text files in the
folder LEGAL_TEXTS: imprint.de.txt, imprint.en.txt, privacy.de.txt, … A text has paragraphs,
parted by empty lines, and lists, whose lines start with "- ".
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

LIST_SIGN = "- "


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list where `items` are filled; plain text, not yet escaped."""

    paragraph: str
    items: tuple[str, ...] = ()


def blocks(text: str) -> tuple[Block, ...]:
    """Part a text into paragraphs and lists.

    >>> [block.items for block in blocks("Kontakt:\\n- Telefon\\n- Post")]
    [(), ('Telefon', 'Post')]
    """
    found: list[Block] = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines()]
        said = [line for line in lines if not line.startswith(LIST_SIGN)]
        listed = [line.removeprefix(LIST_SIGN) for line in lines if line.startswith(LIST_SIGN)]
        if said:
            found.append(Block("\n".join(said)))
        if listed:
            found.append(Block("", tuple(listed)))
    return tuple(found)


def of_installation(kind: str) -> str:
    """The operator's text in the reader's language, nothing if there is none."""
    if not settings.LEGAL_TEXTS:
        return ""
    path = Path(settings.LEGAL_TEXTS) / f"{kind}.{get_language() or 'de'}.txt"
    return path.read_text(encoding="utf-8") if path.is_file() else ""

"""Fira Sans for pictures and PDF: the browser's files, unpacked as other programs need them."""

from functools import cache
from pathlib import Path

from django.conf import settings

PACKED = Path(settings.BASE_DIR) / "static/vendor/kern/fonts"
WEIGHTS = ("Regular", "SemiBold")


@cache
def directory() -> Path:
    """Where the fonts lie as TrueType; made once."""
    target = Path(settings.STATE_DIR) / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        _unpack(PACKED / f"FiraSans-{weight}.woff2", target / f"FiraSans-{weight}.ttf")
    return target


def _unpack(packed: Path, unpacked: Path) -> None:
    """Another process may do the same at the same time: the file appears whole."""
    if unpacked.exists():
        return
    from fontTools.ttLib import TTFont

    font = TTFont(packed)
    font.flavor = None
    beside = unpacked.with_suffix(f".{id(font)}.part")
    font.save(beside)
    beside.replace(unpacked)

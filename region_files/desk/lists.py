"""Lists that are written as lines of a text: class limits by level, and classes with names."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

from indicators.catalogue_rows import Declared
from indicators.forms_values import read_number

BETWEEN = re.compile(r"[;\s]+")


def breaks_in(text: str) -> dict[str, list[float]]:
    """`stadtteil: 5; 10,5` → the limits by level. ValidationError names the line."""
    found: dict[str, list[float]] = {}
    for line in filter(str.strip, text.splitlines()):
        level, colon, numbers = line.partition(":")
        if not colon:
            raise ValidationError(
                _("“%(line)s”: please write the level, a colon, and the limits.")
                % {"line": line.strip()}
            )
        found[level.strip()] = [read_number(one) for one in BETWEEN.split(numbers.strip()) if one]
    return found


def written_breaks(breaks: dict[str, list[float]]) -> str:
    return "\n".join(
        f"{level}: " + "; ".join(str(localize(one)) for one in limits)
        for level, limits in breaks.items()
    )


def classes_in(text: str) -> list[Declared]:
    """`1 | niedrig | low | #1a9850` → the classes; the colour may be left out."""
    return [_class(line) for line in text.splitlines() if line.strip()]


def _class(line: str) -> Declared:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (3, 4) or not re.fullmatch("-?[0-9]{1,6}", parts[0]):
        raise ValidationError(
            _("“%(line)s”: please write number | German name | English name | colour.")
            % {"line": line.strip()}
        )
    found: dict[str, Any] = {"value": int(parts[0]), "name": {"de": parts[1], "en": parts[2]}}
    return found | ({"color": parts[3].lower()} if parts[3:] and parts[3] else {})


def written_classes(classes: list[Declared]) -> str:
    return "\n".join(
        " | ".join(
            [
                str(one["value"]), one["name"]["de"], one["name"]["en"],
                *([one["color"]] if one.get("color") else []),
            ]
        )
        for one in classes
    )  # fmt: skip

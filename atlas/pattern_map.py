"""Which areas stand out together with their neighbours, as a picture that needs no script."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas.selection import MapView
from atlas.static_map import OUTLINE

# Violet and orange, light where an area differs from its neighbours: no good and no bad.
LOOKS: dict[str, tuple[str | Promise, str]] = {
    "HH": (gettext_lazy("high values, around it, too"), "#b35806"),
    "LL": (gettext_lazy("low values, around it, too"), "#542788"),
    "HL": (gettext_lazy("high among low ones"), "#fdb863"),
    "LH": (gettext_lazy("low among high ones"), "#b2abd2"),
    "not significant": (gettext_lazy("not to be told from chance"), "#f3f3f3"),
}
HATCHED = "url(#no-figure)"


@dataclass(frozen=True)
class LegendLine:
    label: str
    color: str
    count: int


@dataclass(frozen=True)
class PatternMap:
    """`paths` are outlines with the colour of their class."""

    title: str
    view_box: str
    outline: str
    paths: tuple[tuple[str, str], ...]
    legend: tuple[LegendLine, ...]


def pattern_map(view: MapView, body: dict[str, Any], shapes: dict[str, Any]) -> PatternMap:
    """`shapes` are those of the areas in `body`, in the same order."""
    labels = body["labels"]
    return PatternMap(
        title=f"{view.level.plural}, {view.region.name}, {view.period_label()}",
        view_box=f"-2 -2 {shapes['width'] + 4} {shapes['height'] + 4}",
        outline=OUTLINE,
        paths=tuple(
            (path, LOOKS[label][1] if label else HATCHED)
            for path, label in zip(shapes["paths"], labels, strict=True)
        ),
        legend=_legend(labels),
    )


def _legend(labels: list[str | None]) -> tuple[LegendLine, ...]:
    counts = Counter(labels)
    known = tuple(
        LegendLine(str(words), color, counts[label]) for label, (words, color) in LOOKS.items()
    )
    if not counts[None]:
        return known
    return (*known, LegendLine(_("no figure that is shown"), HATCHED, counts[None]))

"""Figures as a view shows them: the areas its filter leaves, with change, class and side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas.classes import Classes
from atlas.exports.cells import (
    Cell,
    Number,
    area_cells,
    figure_cells,
    limit_cells,
    origin_cells,
    period_cell,
)
from atlas.exports.columns import FIGURE, LIMITS, Words, area_columns, flag_text, origin_columns
from atlas.exports.subject import Block, Subject, figure, limits
from atlas.exports.view_words import filter_words
from atlas.presenters_legend import labels, positions
from atlas.selection import MapView
from atlas.wording import status_text
from releases.pack_format import Section

CHANGE: dict[str, Words] = {
    "since": gettext_lazy("Earlier date"),
    "value_since": gettext_lazy("Value on the earlier date"),
    "status_since": gettext_lazy("Status on the earlier date"),
    "flags_since": gettext_lazy("Remarks on the earlier date"),
    "change": gettext_lazy("Change"),
    "change_unit": gettext_lazy("Unit of the change"),
    "change_status": gettext_lazy("Status of the change"),
    "change_text": gettext_lazy("Status of the change in words"),
}
CLASS: dict[str, Words] = {
    "class": gettext_lazy("Class (1 is the lowest)"),
    "class_text": gettext_lazy("Range of the class"),
}
SIDE: dict[str, Words] = {
    "threshold": gettext_lazy("Threshold"),
    "side": gettext_lazy("Side of the threshold"),
}
FILTER: dict[str, Words] = {"filter": gettext_lazy("Filter")}


@dataclass(frozen=True)
class ViewTable:
    """A row per area that is shown; `codes` are the areas', in the same order."""

    section: Section
    columns: dict[str, Words]
    codes: list[str]
    rows: list[list[Cell]]


def view_table(subject: Subject, classes: Classes, *, in_words: bool) -> ViewTable:
    """The subject must have a view and one period."""
    assert subject.view is not None
    (block,) = subject.blocks()
    view, section = subject.view, block.section
    parts = _Parts(subject, view, block, classes, in_words)
    shown = [area for area, is_shown in enumerate(view.shown_areas()) if is_shown]
    return ViewTable(
        section=section,
        columns=parts.columns(),
        codes=[section.areas[area] for area in shown],
        rows=[parts.row(area) for area in shown],
    )


class _Parts:
    """The groups of columns a view has, and their cells for an area."""

    def __init__(
        self, subject: Subject, view: MapView, block: Block, classes: Classes, in_words: bool
    ) -> None:
        self.subject, self.view, self.block, self.in_words = subject, view, block, in_words
        has_classes = not view.has_circles and not classes.found.scale
        # A cell that begins with + would be taken for a formula; without it a number still rises.
        self.labels = [one.replace("+", "") for one in labels(view, classes) if has_classes]
        self.positions = positions(view, classes).tolist()
        self.filter_words = filter_words(view)
        self.limits = limits(subject, block)

    def columns(self) -> dict[str, Words]:
        return {
            **area_columns(in_words=self.in_words),
            **FIGURE,
            **(LIMITS if self.limits else {}),
            **(CHANGE if self.view.change else {}),
            **(CLASS if self.labels else {}),
            **(SIDE if self.view.threshold else {}),
            **(FILTER if self.filter_words else {}),
            **origin_columns(in_words=self.in_words),
        }

    def row(self, area: int) -> list[Cell]:
        subject, section, in_words = self.subject, self.block.section, self.in_words
        return [
            *area_cells(subject, section, area, in_words=in_words),
            period_cell(self.block.period, in_words=in_words),
            *figure_cells(subject, figure(self.block, area), in_words=in_words),
            *(limit_cells(subject, self.limits[area]) if self.limits else ()),
            *(self._change(area) if self.view.change else []),
            *(self._class(area) if self.labels else []),
            *(self._side(area) if self.view.threshold else []),
            *([self.filter_words] if self.filter_words else []),
            *origin_cells(subject, section, in_words=in_words),
        ]

    def _change(self, area: int) -> list[Cell]:
        assert self.view.change is not None
        assert self.subject.since is not None
        section = self.block.section
        row = section.periods.index(self.view.change.since)
        before = figure(Block(section, row, self.subject.since), area)
        shown = self.view.section.series
        status = shown.status_of(self.view.row, area)
        return [
            period_cell(self.subject.since, in_words=self.in_words),
            Number(before.value, self.subject.pack.decimals),
            before.status,
            flag_text(before.flags, in_words=self.in_words),
            Number(shown.values[self.view.row][area], self.view.decimals),
            self.view.unit,
            status,
            status_text(status, is_computed=True),
        ]

    def _class(self, area: int) -> list[Cell]:
        position = self.positions[area]
        if position < 0:
            return [Number(None, 0), ""]
        return [Number(position + 1, 0), self.labels[position]]

    def _side(self, area: int) -> list[Cell]:
        assert self.view.threshold is not None
        decimals, value = self.view.decimals, self.view.section.series.values[self.view.row][area]
        threshold = round(self.view.threshold.value * 10**decimals)
        side = "" if value is None else "above" if value >= threshold else "below"
        words = {"above": _("from the threshold on"), "below": _("below the threshold"), "": ""}
        return [Number(threshold, decimals), words[side] if self.in_words else side]

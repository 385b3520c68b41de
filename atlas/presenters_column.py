"""Figures from one area's column of a pack, as they are shown."""

from atlas import formats
from atlas.presenters import Figure
from atlas.wording import GAPS, MEASURED, flags, gap, in_language
from releases.pack_column import Cell, Column


def unit_of(column: Column) -> str:
    return in_language(column.card["unit"])


def value_of(cell: Cell, decimals: int) -> float | None:
    return None if cell.number is None else cell.number / 10**decimals


def figure_of(cell: Cell, column: Column) -> Figure:
    """A value as it is shown: a class by its name, a gap by its sign and its words."""
    remarks, value = flags(cell.flags), value_of(cell, column.decimals)
    if value is None:
        sign = GAPS[cell.status][1] if cell.status in GAPS else ""
        return Figure(None, sign, cell.status, gap(cell.status), remarks)
    text = class_name(value, column) or _quantity(value, column)
    return Figure(value, text, MEASURED, "", remarks)


def _quantity(value: float, column: Column) -> str:
    """With a minus, not a hyphen: it stands beside changes, and is read aloud."""
    written = formats.quantity(abs(value), column.decimals, unit_of(column))
    return formats.MINUS + written if value < 0 else written


def class_name(value: float, column: Column) -> str:
    """The name of an index' class; empty for every other kind of indicator."""
    if column.card["kind"] != "class":
        return ""
    declared = {float(one["value"]): one["name"] for one in column.card.get("classes") or ()}
    return in_language(declared.get(value)) or formats.number(value, column.decimals)


def label(column: Column, period: int) -> str:
    """A period as people write it."""
    found = column.periods[period]
    return formats.period(found["key"], found["kind"], found["end"])

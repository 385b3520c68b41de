"""A course as a small picture: one line for the area, a thin one for the city."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from atlas.presenters_column import figure_of, label
from releases.pack_column import Cell, Column

WIDTH, HEIGHT, MARGIN = 120, 32, 4
FEWEST = 2

Point = tuple[float, float]


@dataclass(frozen=True)
class Sparkline:
    """A course as SVG paths in a box of 120 × 32. `label` says the same in words.

    `points` are values between two gaps, `end` is the value on show.
    """

    path: str
    city_path: str
    points: tuple[tuple[str, str], ...]
    end: tuple[str, str]
    label: str


def sparkline(
    column: Column,
    cells: Mapping[int, Cell],
    city: Mapping[int, Cell],
    periods: Sequence[int],
    current: int,
) -> Sparkline | None:
    """None with fewer than two values. `periods` in order of time; a gap interrupts the line."""
    known = [at for at in periods if cells[at].number is not None]
    if len(known) < FEWEST:
        return None
    place = _Places(column, periods, (cells, city))
    last = place.of(current, cells) or place.of(known[-1], cells)
    assert last is not None, "the newest known value has a place"
    points = [place.of(at, cells) for at in periods]
    return Sparkline(
        path=_path(points),
        city_path=_path([place.of(at, city) for at in periods]),
        points=tuple(_text(point) for point in _alone(points)),
        end=_text(last),
        label=_label(column, cells, known),
    )


class _Places:
    """Where dates and numbers stand in the box."""

    def __init__(
        self, column: Column, periods: Sequence[int], lines: Sequence[Mapping[int, Cell]]
    ) -> None:
        self.days = {at: _day(column.periods[at]["end"]) for at in periods}
        numbers = [
            cell.number
            for at in periods
            for line in lines
            if (cell := line.get(at)) is not None and cell.number is not None
        ]
        self.low, self.high = min(numbers), max(numbers)
        self.first, self.last = min(self.days.values()), max(self.days.values())

    def of(self, at: int, cells: Mapping[int, Cell]) -> Point | None:
        cell = cells.get(at)
        if cell is None or cell.number is None:
            return None
        days, numbers = self.last - self.first, self.high - self.low
        across = (self.days[at] - self.first) / days if days else 0.5
        up = (cell.number - self.low) / numbers if numbers else 0.5
        return MARGIN + across * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)


def _day(iso: str) -> int:
    return datetime.date.fromisoformat(iso).toordinal()


def _path(points: Sequence[Point | None]) -> str:
    parts, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        parts.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "L"
    return "".join(parts)


def _alone(points: Sequence[Point | None]) -> list[Point]:
    """Values between two gaps, which no line would show."""
    padded = [None, *points, None]
    return [
        point
        for before, point, after in zip(padded, padded[1:], padded[2:], strict=False)
        if point is not None and before is None and after is None
    ]


def _text(point: Point) -> tuple[str, str]:
    return f"{point[0]:.1f}", f"{point[1]:.1f}"


def _label(column: Column, cells: Mapping[int, Cell], known: Sequence[int]) -> str:
    first, last = known[0], known[-1]
    return _("Course: %(first)s %(from)s, %(last)s %(to)s") % {
        "first": label(column, first),
        "from": figure_of(cells[first], column).text,
        "last": label(column, last),
        "to": figure_of(cells[last], column).text,
    }

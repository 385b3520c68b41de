"""Lines through time as a picture: SVG with presentation attributes only, as a strict
Content-Security-Policy asks. Pure: numbers and words in, text out.

    draw_lines(lines, axis, band, title=…, description=…)  →  "<svg …>…</svg>"

A line breaks wherever a date has no value, a band at every reform too. Lines differ by colour,
dashes and marks, and carry their names at the end. The table beside it is the caller's.
"""

import datetime
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

COLORS = ("#16357a", "#c2410c", "#0f766e", "#7e22ce")  # as static/js/panel-content.js has them
CITY_COLOR = "#5d6480"
BAND_COLOR = "#e3e6ee"
INK, PALE_INK, GRID, REFORM = "#14172a", "#4b5068", "#dcdfe8", "#b45309"
DASHES = ("", "8 4", "3 3", "10 3 3 3")
CITY_DASH = "2 4"
LEFT, RIGHT, TOP, BOTTOM = 24, 168, 22, 30  # margins; the left one grows with the axis' words
LETTER = 7.2
NAME_SIGNS = 22
LABEL_ROOM = 64  # between two dates written below
NAME_ROOM = 17  # between two names at the lines' ends
STEPS = (1, 2, 2.5, 5, 10)

Value = float | None


@dataclass(frozen=True)
class Line:
    """One course: a value per date in the unit shown, None where there is none."""

    name: str
    values: Sequence[Value]
    color: str = COLORS[0]
    is_city: bool = False


@dataclass(frozen=True)
class Band:
    """Lowest and highest value of all areas per date, None where no area has one."""

    name: str
    low: Sequence[Value]
    high: Sequence[Value]


@dataclass(frozen=True)
class Axis:
    """The dates, in order, and how both axes are written.

    `reforms` are positions of dates from which on other boundaries hold. `steps` (value, word)
    take the place of round numbers, for classes.
    """

    days: Sequence[datetime.date]
    labels: Sequence[str]
    write: Callable[[float], str]
    reforms: Sequence[int] = ()
    reform_label: str = ""
    steps: Sequence[tuple[float, str]] = ()


@dataclass(frozen=True)
class Frame:
    """Where dates and values stand in the picture; `ticks` are (value, word)."""

    width: int
    height: int
    left: float
    x: Sequence[float]
    ticks: Sequence[tuple[float, str]]

    @property
    def right(self) -> float:
        return self.width - RIGHT

    @property
    def base(self) -> float:
        return self.height - BOTTOM

    def y(self, value: float) -> float:
        low, high = self.ticks[0][0], self.ticks[-1][0]
        share = (value - low) / (high - low) if high > low else 0.5
        return self.base - share * (self.base - TOP)


def draw_lines(
    lines: Sequence[Line],
    axis: Axis,
    band: Band | None = None,
    *,
    title: str,
    description: str,
    key: str = "lines",
    size: tuple[int, int] = (760, 340),
) -> str:
    """The picture; `title` and `description` are read aloud, `key` makes its ids unique.

    Every sequence has one entry per date. Returns "" where there is nothing to draw: no date,
    or no value at all.
    """
    frame = _frame(lines, axis, band, size)
    if frame is None:
        return ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" '
        f'class="line-chart" role="img" font-family="Fira Sans, Arial, sans-serif" '
        f'font-size="13" aria-labelledby={quoteattr(f"{key}-title {key}-text")}>',
        f"<title id={quoteattr(f'{key}-title')}>{escape(title)}</title>",
        f"<desc id={quoteattr(f'{key}-text')}>{escape(description)}</desc>",
        *_grid(frame),
        *([] if band is None else _band(band, axis, frame)),
        *_dates(axis, frame),
        *_reforms(axis, frame),
        *(part for at, line in enumerate(lines) for part in _line(line, at, frame)),
        *_names(lines, frame),
        "</svg>",
    ]
    return "\n".join(parts)


def _frame(
    lines: Sequence[Line], axis: Axis, band: Band | None, size: tuple[int, int]
) -> Frame | None:
    given = [value for line in lines for value in line.values]
    given += [*band.low, *band.high] if band else []
    known = [value for value in given if value is not None]
    if not known or not axis.days:
        return None
    steps = axis.steps or [(tick, axis.write(tick)) for tick in round_steps(min(known), max(known))]
    left = LEFT + LETTER * max(len(word) for _value, word in steps)
    days = [day.toordinal() for day in axis.days]
    span = days[-1] - days[0]
    room = size[0] - RIGHT - left
    x = [left + room * ((day - days[0]) / span if span else 0.5) for day in days]
    return Frame(size[0], size[1], left, x, steps)


def round_steps(low: float, high: float, count: int = 4) -> list[float]:
    """About `count` round numbers from below the lowest to above the highest.

    >>> round_steps(3.1, 17.2)
    [0, 5, 10, 15, 20]
    """
    if high <= low:
        low, high = low - max(1.0, abs(low) / 10), high + max(1.0, abs(high) / 10)
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in STEPS if factor * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step), math.ceil(high / step)
    return [_plain(place * step) for place in range(first, last + 1)]


def _plain(number: float) -> float:
    """0.30000000000000004 → 0.3, and 5.0 → 5."""
    rounded = float(f"{number:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


def _grid(frame: Frame) -> Iterator[str]:
    for value, word in frame.ticks:
        y = frame.y(value)
        yield f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{GRID}"/>'
        yield _text(frame.left - 8, y + 4.5, word, PALE_INK, "end")


def _band(band: Band, axis: Axis, frame: Frame) -> Iterator[str]:
    """A surface from lowest to highest; a single date between gaps gives an upright stroke."""
    spans = list(zip(band.low, band.high, strict=True))
    for run in _runs(spans, set(axis.reforms)):
        upper = [(frame.x[at], frame.y(high)) for at, (_low, high) in run]
        lower = [(frame.x[at], frame.y(low)) for at, (low, _high) in reversed(run)]
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*upper, *lower])
        edge = f'stroke="{BAND_COLOR}" stroke-width="{4 if len(run) == 1 else 1}"'
        yield f'<polygon points="{corners}" fill="{BAND_COLOR}" {edge}/>'


def _runs(
    spans: Sequence[tuple[Value, Value]], ends: set[int]
) -> list[list[tuple[int, tuple[float, float]]]]:
    """Neighbouring positions where both values are known; a new run starts at each of `ends`."""
    runs: list[list[tuple[int, tuple[float, float]]]] = [[]]
    for at, (low, high) in enumerate(spans):
        if low is None or high is None or at in ends:
            runs.append([])
        if low is not None and high is not None:
            runs[-1].append((at, (low, high)))
    return [run for run in runs if run]


def _dates(axis: Axis, frame: Frame) -> Iterator[str]:
    """The first and the last date, and those between that find room."""
    last = len(axis.labels) - 1
    written = [0]
    for at in range(1, last):
        free = frame.x[at] - frame.x[written[-1]] > LABEL_ROOM
        if free and frame.x[last] - frame.x[at] > LABEL_ROOM:
            written.append(at)
    for at in sorted({*written, last}):
        x = frame.x[at]
        yield f'<path d="M{x:.1f} {frame.base:.1f}v5" stroke="{PALE_INK}"/>'
        yield _text(x, frame.base + 20, axis.labels[at], PALE_INK, "middle")


def _reforms(axis: Axis, frame: Frame) -> Iterator[str]:
    for at in axis.reforms:
        x = (frame.x[at - 1] + frame.x[at]) / 2
        yield f'<path d="M{x:.1f} {TOP - 4}V{frame.base:.1f}" stroke="{REFORM}" '
        yield 'stroke-dasharray="4 3"/>'
        yield _text(x, TOP - 9, axis.reform_label, REFORM, "middle")


def _line(line: Line, place: int, frame: Frame) -> Iterator[str]:
    dash = CITY_DASH if line.is_city else DASHES[place % len(DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    points = [
        None if value is None else (frame.x[at], frame.y(value))
        for at, value in enumerate(line.values)
    ]
    joined = "".join(
        f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in pairwise(points) if a and b
    )
    if joined:
        stroke = f'stroke="{line.color}" stroke-width="2.4"'
        yield f'<path d="{_without_repeats(joined)}" fill="none" {stroke}{dashes}/>'
    for point in points:
        if point:
            yield _mark(place, line, *point)


def _without_repeats(path: str) -> str:
    """A step that starts where the last one ended goes on: dashes then run through."""
    steps = [step.split("L") for step in path.split("M") if step]
    made = f"M{steps[0][0]}L{steps[0][1]}"
    for before, (start, end) in pairwise(steps):
        made += f"L{end}" if start == before[1] else f"M{start}L{end}"
    return made


def _mark(place: int, line: Line, x: float, y: float) -> str:
    """A disc, a square, a triangle, a diamond; the city has a small disc."""
    if line.is_city or place == 0:
        radius = 2.2 if line.is_city else 4
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{line.color}"/>'
    shape = ("M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-5.5l5.5 5.5-5.5 5.5-5.5-5.5z")[(place - 1) % 3]
    move = f'transform="translate({x:.1f} {y:.1f})"'
    return f'<path d="{shape}" {move} fill="{line.color}"/>'


def _names(lines: Sequence[Line], frame: Frame) -> Iterator[str]:
    """Names beside the lines' last values, pushed apart where they would overlap."""
    ends = []
    for line in lines:
        known = [value for value in line.values if value is not None]
        if known:
            ends.append((frame.y(known[-1]), line))
    ends.sort(key=lambda end: end[0])
    lowest = frame.base - NAME_ROOM * (len(ends) - 1)
    above = 0.0
    for y, line in ends:
        above = max(min(y, lowest), above)
        name = line.name if len(line.name) <= NAME_SIGNS else line.name[: NAME_SIGNS - 1] + "…"
        yield _text(frame.right + 12, above + 4.5, name, line.color, "start", weight="600")
        above += NAME_ROOM
        lowest += NAME_ROOM


def _text(
    x: float, y: float, words: str, color: str, anchor: str, *, weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )

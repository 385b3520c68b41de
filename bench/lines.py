"""What is reported: one line per comparison, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.measuring import Repeats


@dataclass(frozen=True)
class Line:
    """Ours against a rival or a named limit; `goal` is the largest ratio ours ÷ rival allowed.

    `unit` is s, B, B/cell (bytes per area and date) or requests. Without a goal a line only
    reports.
    """

    name: str
    ours: Repeats
    rival: Repeats
    rival_name: str
    unit: str
    goal: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours.median / self.rival.median

    @property
    def is_met(self) -> bool | None:
        return None if self.goal is None else self.ratio <= self.goal


def one(value: float) -> Repeats:
    """What is counted, not measured, is the same each time."""
    return Repeats((value,))


def table(lines: Sequence[Line]) -> str:
    head = ("what", "ours", "rival", "against", "ratio", "goal", "ok?")
    rows = [head, *(_row(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    right = {1, 2, 4, 5}
    written = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([written[0], "-" * len(written[0]), *written[1:]])


def _row(line: Line) -> tuple[str, ...]:
    verdict = {None: "", True: "ok", False: "MISSED"}[line.is_met]
    goal = "" if line.goal is None else f"≤ {ratio_text(line.goal)}"
    return (
        line.name,
        amount_text(line.ours.median, line.unit),
        amount_text(line.rival.median, line.unit),
        line.rival_name,
        ratio_text(line.ratio),
        goal,
        verdict,
    )


def ratio_text(ratio: float) -> str:
    """A share as people say it: 1/14, 0.83, 2.1."""
    if ratio == 0:
        return "0"
    if ratio < 0.5:
        parts = 1 / ratio
        return f"1/{parts:.1f}" if parts < 10 and parts != round(parts) else f"1/{parts:.0f}"
    return f"{ratio:.2f}".removesuffix("0").removesuffix(".0")


def amount_text(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value:.2f} s"
    if unit == "B":
        return f"{value / 1000:.1f} kB" if value < 1e6 else f"{value / 1e6:.2f} MB"
    if unit == "B/cell":
        return f"{value:.2f} B"
    return f"{value:g}"


def as_json(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "rival": line.rival_name,
        "unit": line.unit,
        "ours": _repeats_json(line.ours),
        "against": _repeats_json(line.rival),
        "ratio": line.ratio,
        "goal": line.goal,
        "ok": line.is_met,
    }


def _repeats_json(repeats: Repeats) -> dict[str, Any]:
    lower, upper = repeats.spread
    return {
        "median": repeats.median,
        "quartiles": [lower, upper],
        "values": list(repeats.values),
    }

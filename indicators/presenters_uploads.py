"""What the preview of an upload shows: changes in the reader's words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from indicators.importing.periods import Period, parse_period
from indicators.models import Measure, ReferencePeriod, Upload
from indicators.queries import Reading
from indicators.withdrawing import ValueChange

LINES_SHOWN = 100


@dataclass(frozen=True)
class LineRow:
    """What happens to one measure in one period; numbers of areas."""

    measure: str
    period: Period
    boundary_set: str
    new: int
    changed: int
    unchanged: int
    disappearing: int
    without: int


@dataclass(frozen=True)
class ChangeRow:
    """One area's value before and after; None where nobody delivered anything."""

    measure: str
    period: Period | ReferencePeriod
    area: str
    old: Reading | None
    new: Reading | None


@dataclass(frozen=True)
class PreviewPage:
    """`lines` are the first ones, those that change something before the others; `total` counts
    all of them. `fresh`: some of the values that are new."""

    lines: list[LineRow]
    lines_left: int
    total: LineRow | None
    fresh: list[ChangeRow]
    fresh_left: int
    changes: list[ChangeRow]
    changes_left: int
    gone: list[ChangeRow]
    gone_left: int
    absent: list[str]
    pads: list[tuple[str, str]]
    values: int

    @property
    def changes_something(self) -> bool:
        return any(_touched(line) for line in self.lines)


def preview_page(upload: Upload) -> PreviewPage | None:
    """The preview of a checked upload."""
    plain = upload.preview
    if not plain or "lines" not in plain:
        return None
    names = _measure_names(upload)
    lines = [_line(line, names, plain["sets"]) for line in plain["lines"]]
    changed = sum(line.changed for line in lines)
    disappearing = sum(line.disappearing for line in lines)
    fresh = [_change(one, names) for one in plain.get("fresh", [])]
    return PreviewPage(
        lines=_shown(lines),
        lines_left=max(len(lines) - LINES_SHOWN, 0),
        total=_total(lines),
        fresh=fresh,
        fresh_left=sum(line.new for line in lines) - len(fresh),
        changes=[_change(one, names) for one in plain["changes"]],
        changes_left=changed - len(plain["changes"]),
        gone=[_change(one, names) for one in plain["gone"]],
        gone_left=disappearing - len(plain["gone"]),
        absent=[f"{code} {name}" for code, name in plain["absent"]],
        pads=[(before, after) for before, after in plain["pads"]],
        values=plain["values"],
    )


def _shown(lines: list[LineRow]) -> list[LineRow]:
    if len(lines) <= LINES_SHOWN:
        return lines
    return sorted(lines, key=_touched, reverse=True)[:LINES_SHOWN]


def _touched(line: LineRow) -> bool:
    return bool(line.new + line.changed + line.disappearing)


def _measure_names(upload: Upload) -> dict[str, str]:
    english = get_language() == "en"
    found = Measure.objects.filter(region_id=upload.region_id)
    return {one.key: one.name_en if english else one.name_de for one in found}


def _line(
    line: dict[str, Any],
    names: dict[str, str],
    sets: dict[str, str],
) -> LineRow:
    return LineRow(
        names.get(line["measure"], line["measure"]),
        parse_period(line["period"]),
        sets.get(str(line["boundary_set"]), ""),
        line["new"], line["changed"], line["unchanged"], line["disappearing"], line["without"],
    )  # fmt: skip


def _total(lines: list[LineRow]) -> LineRow | None:
    """The sums, where there is more than one line."""
    if len(lines) < 2:
        return None
    return LineRow(
        "", lines[0].period, "",
        sum(line.new for line in lines), sum(line.changed for line in lines),
        sum(line.unchanged for line in lines), sum(line.disappearing for line in lines),
        sum(line.without for line in lines),
    )  # fmt: skip


def _change(one: dict[str, Any], names: dict[str, str]) -> ChangeRow:
    return ChangeRow(
        names.get(one["measure"], one["measure"]),
        parse_period(one["period"]),
        f"{one['code']} {one['name']}",
        Reading(one["old"], one["old_status"]) if one["old_status"] else None,
        Reading(one["new"], one["new_status"]) if one["new_status"] else None,
    )


def value_change_row(change: ValueChange) -> ChangeRow:
    """What taking a delivery back, or letting it count again, does to one value."""
    measure, area = change.measure, change.area
    return ChangeRow(
        measure.name_en if get_language() == "en" else measure.name_de,
        change.period,
        f"{area.code} {area.name}",
        change.now,
        change.then,
    )

"""What the pages of an upload show: problems and changes in the reader's words."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from indicators.importing.german_periods import as_written
from indicators.importing.periods import Period, parse_period
from indicators.importing.wording_uploads import WORDING_UPLOADS
from indicators.models import Measure, ReferencePeriod, Upload
from indicators.queries import Reading
from indicators.withdrawing import ValueChange
from spatial_units.importing.findings import problems_from_plain
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import add_wording, say

add_wording(WORDING_UPLOADS)

LINES_SHOWN = 100

SEVERITIES: dict[Severity, str | Promise] = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.WARNING: gettext_lazy("Please check"),
    Severity.NOTE: gettext_lazy("Note"),
}


# What the form beside the table answers without touching the file: code → field.
ANSWERED_BY = {
    "upload_ambiguous": "notation",
    "ambiguous_number": "notation",
    "upload_which_sheet": "sheet",
    "upload_zeros_lost": "pad",
    "upload_convert_offered": "crosswalk",
    "upload_not_on_earlier_set": "crosswalk",
    "upload_crosswalk_gone": "crosswalk",
    "upload_no_period": "period",
    "upload_which_measure": "measure",
    "upload_unknown_item": "items",
    "upload_item_twice": "items",
    "upload_all_left_out": "items",
    "upload_no_area_column": "columns",
    "upload_no_measure": "columns",
    "upload_two_columns": "columns",
    "upload_half_long": "columns",
    "upload_columns_beyond_header": "columns",
    "duplicate_header": "columns",
    "header_is_a_title": "columns",
    "delimiter_suspected": "columns",
    "unknown_sign": "signs",
    "empty_cells_undeclared": "signs",
}

# No answer makes a table of such a file; an empty sheet may have others beside it.
NO_TABLE = frozenset(
    {
        "upload_no_table",
        "upload_not_text",
        "file_empty",
        "not_what_it_says",
        "excel_damaged",
        "file_too_large",
        "archive_damaged",
        "archive_encrypted",
    }
)


PERIODS = {"period", "periods"}  # facts that name periods by their keys, by commas where several


@dataclass(frozen=True)
class ProblemRow:
    """A problem as a row of a table; `row` is None where the whole file is meant.

    `asks` names the field of the form that answers it, empty where the file must be mended.
    """

    severity: Severity
    label: str
    sheet: str
    row: int | None
    column: str
    sentence: str
    asks: str = ""
    code: str = ""


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
    all of them."""

    lines: list[LineRow]
    lines_left: int
    total: LineRow | None
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


def lacks_crosswalk(upload: Upload) -> bool:
    """Whether a crosswalk would help: the codes are of another boundary set."""
    return any(part["code"] == "upload_other_boundary_set" for part in upload.findings)


def problem_rows(upload: Upload) -> list[ProblemRow]:
    """The worst first, then by row."""
    order = list(Severity)
    problems = sorted(
        problems_from_plain(upload.findings),
        key=lambda problem: (order.index(problem.severity), problem.row or 0),
    )
    return [_problem_row(problem) for problem in problems]


def is_no_table(upload: Upload) -> bool:
    """Whether the file is beyond what the form about it could mend."""
    return any(problem.code in NO_TABLE for problem in problems_from_plain(upload.findings))


def _days_as_written(keys: Any) -> str:
    return ", ".join(map(as_written, str(keys).split(", ")))


def _problem_row(problem: Problem) -> ProblemRow:
    code = f"upload_{problem.code}"
    if problem.code == "and_more":
        return _row(problem, say(replace(problem, file=""), get_language() or "de"))
    words = replace(
        problem,
        code=code if code in WORDING_UPLOADS else problem.code,
        file="",
        row=None,
        column="",
    )
    return _row(problem, sentence_of(words, get_language() or "de"))


def sentence_of(problem: Problem, language: str) -> str:
    """A problem in words, its periods as the reader writes them."""
    facts = problem.facts
    if not language.startswith("en"):
        facts = facts | {name: _days_as_written(facts[name]) for name in PERIODS & facts.keys()}
    return say(replace(problem, facts=facts), language)


def _row(problem: Problem, sentence: str) -> ProblemRow:
    return ProblemRow(
        problem.severity,
        str(SEVERITIES[problem.severity]),
        problem.file,
        problem.row,
        problem.column,
        sentence,
        ANSWERED_BY.get(problem.code, "") if problem.severity == Severity.ERROR else "",
        problem.code,
    )


def preview_page(upload: Upload) -> PreviewPage | None:
    """The preview of a checked upload."""
    plain = upload.preview
    if not plain or "lines" not in plain:
        return None
    names = _measure_names(upload)
    lines = [_line(line, names, plain["sets"]) for line in plain["lines"]]
    changed = sum(line.changed for line in lines)
    disappearing = sum(line.disappearing for line in lines)
    return PreviewPage(
        lines=_shown(lines),
        lines_left=max(len(lines) - LINES_SHOWN, 0),
        total=_total(lines),
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
        Reading(one["old"], one["old_status"]),
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

"""What a check found, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from indicators.importing.german_periods import as_written
from indicators.importing.wording_uploads import WORDING_UPLOADS
from indicators.models import Upload
from spatial_units.importing.findings import problems_from_plain
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import add_wording, say

add_wording(WORDING_UPLOADS)

REST = "and_more"  # code of what only counts how many more of a kind there are
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
    "upload_periods_of_what": "columns",
    "upload_two_columns": "columns",
    "upload_periods_to_confirm": "columns",
    "upload_name_of_several": "columns",
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
    stands_for: int = 1  # problems: more where a row only counts the rest of a kind


def lacks_crosswalk(upload: Upload) -> bool:
    """Whether a crosswalk would help: the codes are of another boundary set."""
    return any(part["code"] == "upload_other_boundary_set" for part in upload.findings)


def problem_rows(upload: Upload) -> list[ProblemRow]:
    """The worst first, then by row; how many more of a kind there are stands behind its last."""
    order = list(Severity)
    problems = problems_from_plain(upload.findings)
    last = {(one.severity, one.code): one.row or 0 for one in sorted(problems, key=_row_of)}

    def place(problem: Problem) -> tuple[int, int, str, bool]:
        is_rest = problem.code == REST
        code = str(problem.facts["code"]) if is_rest else problem.code
        row = last.get((problem.severity, code), 0) if is_rest else _row_of(problem)
        return order.index(problem.severity), row, code, is_rest

    return [_problem_row(problem) for problem in sorted(problems, key=place)]


def _row_of(problem: Problem) -> int:
    return problem.row or 0


def errors_in(rows: Iterable[ProblemRow]) -> int:
    """How many errors there are in all, those only counted too."""
    return sum(row.stands_for for row in rows if row.severity == Severity.ERROR)


def is_no_table(upload: Upload) -> bool:
    """Whether the file is beyond what the form about it could mend."""
    return any(problem.code in NO_TABLE for problem in problems_from_plain(upload.findings))


def _days_as_written(keys: Any) -> str:
    return ", ".join(map(as_written, str(keys).split(", ")))


def _problem_row(problem: Problem) -> ProblemRow:
    code = f"upload_{problem.code}"
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
    kind = str(problem.facts["code"]) if problem.code == REST else problem.code
    return ProblemRow(
        problem.severity,
        str(SEVERITIES[problem.severity]),
        problem.file,
        problem.row,
        problem.column,
        sentence,
        ANSWERED_BY.get(kind, "") if problem.severity == Severity.ERROR else "",
        problem.code,
        int(problem.facts["count"]) if problem.code == REST else 1,
    )

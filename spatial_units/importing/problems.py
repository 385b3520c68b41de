"""What was found wrong or odd while reading a file, as plain values.

A problem carries a code and the plain facts; the words a person reads come from
`wording.py`, in German or English. So every reader of files says the same thing alike.
"""

from dataclasses import dataclass, field
from enum import StrEnum

SHEET_ENDS = "\n"  # no sheet's name holds it


class Severity(StrEnum):
    """How bad it is: an error stops everything, a warning is shown and loading goes on."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing to tell the person who brought the file.

    `row` counts from 1 as a spreadsheet does (the header is row 1), None where the
    whole file is meant; `column` is the header's text; `facts` fill the wording. `sheet`
    is named only where the file has several; of several sheets all, with SHEET_ENDS between.
    """

    code: str
    severity: Severity
    file: str = ""
    row: int | None = None
    column: str = ""
    facts: dict[str, str | int | float] = field(default_factory=dict)
    sheet: str = ""


def has_errors(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)

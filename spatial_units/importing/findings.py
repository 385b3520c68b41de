"""Collect problems while reading one file, at most twenty of a kind."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from spatial_units.importing.problems import Problem, Severity

SHOWN_PER_CODE = 20
EXAMPLES = 5

Fact = str | int | float


class Findings:
    """What was found in one file. Beyond twenty of a kind only their number is kept.

    In facts a number is an amount (shown as 1.234 or 1,5 in German); a year, a code or an
    EPSG number is text.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheet = ""  # set by who reads a workbook of several sheets
        self._kept: list[Problem] = []
        self._seen: Counter[tuple[str, Severity]] = Counter()

    def error(self, code: str, row: int | None = None, column: str = "", **facts: Fact) -> None:
        self._add(Severity.ERROR, code, row, column, facts)

    def warning(self, code: str, row: int | None = None, column: str = "", **facts: Fact) -> None:
        self._add(Severity.WARNING, code, row, column, facts)

    def note(self, code: str, row: int | None = None, column: str = "", **facts: Fact) -> None:
        self._add(Severity.NOTE, code, row, column, facts)

    def further(self, severity: Severity, code: str, count: int) -> None:
        """Count findings that are not told one by one."""
        self._seen[code, severity] += count

    def take_over(self, problems: list[Problem]) -> None:
        """Add what was found in another file that belongs to this one."""
        self._kept.extend(problems)

    @property
    def failed(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self._kept)

    def problems(self) -> list[Problem]:
        """All that was found, in order; then for each kind how many more there were."""
        told = Counter((p.code, p.severity) for p in self._kept if p.file == self.file)
        more = [
            Problem(
                "and_more",
                severity,
                self.file,
                facts={"code": code, "count": left},
                sheet=self.sheet,
            )
            for (code, severity), seen in self._seen.items()
            if (left := seen - told[code, severity]) > 0
        ]
        return [*self._kept, *more]

    def _add(
        self, severity: Severity, code: str, row: int | None, column: str, facts: dict[str, Fact]
    ) -> None:
        self._seen[code, severity] += 1
        if self._seen[code, severity] <= SHOWN_PER_CODE:
            self._kept.append(Problem(code, severity, self.file, row, column, facts, self.sheet))


def some(examples: "list[str] | list[int]") -> str:
    """The first few of a list as text: `3, 4, 5, 6, 7, …`."""
    shown = ", ".join(str(example) for example in examples[:EXAMPLES])
    return shown + (", …" if len(examples) > EXAMPLES else "")


def shown_name(path: Path, data_directory: Path) -> str:
    """How a file is named to people: its way below the data directory, else its bare name."""
    try:
        return path.relative_to(data_directory).as_posix()
    except ValueError:
        return path.name


def problems_to_plain(problems: list[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def problems_from_plain(plain: list[dict[str, Any]]) -> list[Problem]:
    return [Problem(**{**part, "severity": Severity(part["severity"])}) for part in plain]

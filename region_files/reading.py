"""Read a region file: bytes → YAML with lines → checked declaration, or all its problems.

Nothing is loaded here and no database asked. Words for the problems: `wording.py`.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from region_files.cross_checks import cross_checks
from region_files.derived import settled
from region_files.files import missing_files
from region_files.findings import Finding
from region_files.misfits import misfits
from region_files.schema import RegionFile
from region_files.turns import expand_each
from region_files.wording import WORDING_REGIONS
from region_files.wording_derived import WORDING_DERIVED
from region_files.yaml_lines import Document, dotted, read_yaml
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.importing.wording import add_wording

__all__ = ["expand_each", "read_region_file", "read_region_text"]

MOST_BYTES = 2_000_000

add_wording(WORDING_REGIONS)
add_wording(WORDING_DERIVED)


def read_region_file(
    path: Path, data_directory: Path | None = None
) -> tuple[RegionFile | None, list[Problem]]:
    """Read and check a region file; None where it holds an error.

    With a data directory it is also checked that the files named are there. Every problem
    names file, line (`row`) and field path (`column`).
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [_of_file(path, "region_file_unreadable", said=error.strerror or "")]
    if len(raw) > MOST_BYTES:
        facts = {"size": len(raw), "limit": MOST_BYTES}
        return None, [_of_file(path, "region_file_too_large", **facts)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [replace(_of_file(path, "region_file_not_utf8"), row=line)]
    region, problems = read_region_text(text, data_directory)
    return region, [replace(problem, file=path.name) for problem in problems]


def read_region_text(
    text: str, data_directory: Path | None = None
) -> tuple[RegionFile | None, list[Problem]]:
    """The same for a text that is already in memory."""
    document = read_yaml(text)
    if has_errors(document.problems):
        return None, document.problems
    try:
        region = RegionFile.model_validate(document.value)
    except ValidationError as error:
        return None, document.problems + located(document, misfits(error, document.value))
    region, findings = settled(region)
    problems = document.problems + located(document, [*findings, *cross_checks(region)])
    if data_directory is not None and not has_errors(problems):
        problems += located(document, missing_files(region, data_directory))
    return (None if has_errors(problems) else region), problems


def located(document: Document, findings: Iterable[Finding]) -> list[Problem]:
    """Give each finding its line, in the order of the file; a block used often is told once."""
    problems = [
        Problem(
            finding.code,
            finding.severity,
            row=document.line(finding.path),
            column=dotted(finding.path),
            facts=finding.facts,
        )
        for finding in findings
    ]
    once = {(one.code, one.row, repr(one.facts)): one for one in reversed(problems)}
    return sorted(once.values(), key=lambda problem: (problem.row or 0, problem.column))


def _of_file(path: Path, code: str, **facts: str | int | float) -> Problem:
    return Problem(code, Severity.ERROR, file=path.name, facts=facts)

"""What loading found odd, in words; the same file and data always give the same report."""

from collections.abc import Iterator
from dataclasses import replace

from region_files.loading import Report
from region_files.schema import RegionFile
from spatial_units.importing.problems import SHEET_ENDS, Problem, Severity
from spatial_units.importing.wording import say

HEADS = {
    "de": {
        Severity.ERROR: "Fehler (nichts wurde geladen)",
        Severity.WARNING: "Bitte prüfen",
        Severity.NOTE: "Zur Kenntnis",
    },
    "en": {
        Severity.ERROR: "Errors (nothing was loaded)",
        Severity.WARNING: "Please check",
        Severity.NOTE: "For your information",
    },
}


# of a dry run or a failed one, and of one that stored
DONE = {
    "de": ("geprüft, nichts gespeichert", "gespeichert"),
    "en": ("checked, none stored", "stored"),
}


def lines_of(spec: RegionFile, report: Report, language: str) -> Iterator[str]:
    """The report: figures first, then what to look at, the worst first."""
    german = language == "de"
    yield f"{spec.region.name.de if german else spec.region.name.en} ({spec.region.key})"
    for key, count in report.areas.items():
        yield f"  {key}: {count} {'Gebiete' if german else 'areas'}"
    for key, count in report.layers.items():
        yield f"  {key}: {count} {'Orte oder Linien' if german else 'places or lines'}"
    values = f"{report.values_written:,}".replace(",", "." if german else ",")
    known = report.files_known
    done = DONE[language][report.job is not None]
    yield (
        f"  {report.files_read} Dateien gelesen, {known} unverändert, {values} Werte {done}"
        if german
        else f"  {report.files_read} files read, {known} unchanged, {values} values {done}"
    )
    for severity in Severity:
        found = [problem for problem in report.problems if problem.severity is severity]
        if found:
            yield f"{HEADS[language][severity]}:"
            for problem, times in _joined(found):
                often = f" ({times}{'-mal' if german else ' times'})" if times > 1 else ""
                yield f"  - {say(problem, language)}{often}"


def _joined(problems: list[Problem]) -> Iterator[tuple[Problem, int]]:
    """What is alike but for the sheet is told once, with all the sheets or how often it was."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        same = (problem.code, problem.file, problem.column, problem.row, repr(problem.facts))
        alike.setdefault(same, []).append(problem)
    for found in alike.values():
        sheets = list(dict.fromkeys(problem.sheet for problem in found))
        yield replace(found[0], sheet=SHEET_ENDS.join(sheets)), len(found) // len(sheets)

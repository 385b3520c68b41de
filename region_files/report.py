"""What loading found odd, in words; the same file and data always give the same report."""

from collections.abc import Iterator

from region_files.loading import Report
from region_files.schema import RegionFile
from spatial_units.importing.problems import Severity
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
            yield from (f"  - {say(problem, language)}" for problem in found)

"""`manage.py verify FILE…`: published results recomputed from what is loaded.

Prints a table of name, rows, equal, largest difference; fails when a check does not hold.
With `--gate DATA` also what the release gate reaches on tables whose results are known. With
`--strict FILE --worker PID` a worker releases a stricter copy of that region too, which stays in
the database: for one that is thrown away (script/verify).
With `--references DATA` also the reference figures of other programs.
"""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Region
from region_files.gate_figures import Figure, gate_figures
from region_files.reading import read_region_file
from region_files.reference_figures import reference_figures
from region_files.schema import RegionFile
from region_files.verifying import Verdict, verify
from region_files.whole_release import audited, release_strictly
from region_files.whole_rounding import rounded_figures
from region_files.worker_watch import WorkerGone


class Command(BaseCommand):
    help = "Recomputes the published results that region files name and compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="*")
        parser.add_argument("--gate", type=Path, help="the published data, for the gate's figures")
        parser.add_argument("--strict", type=Path, help="region file to release under a threshold")
        parser.add_argument("--worker", type=int, help="process id of the worker that releases it")
        parser.add_argument("--references", type=Path, help="the published data, for other figures")
        parser.add_argument("--json", type=Path, help="write the table to this file too")
        parser.add_argument("--language", choices=["de", "en"], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        german = options["language"] == "de"
        verdicts: list[Verdict | Figure] = []
        for file in options["files"]:
            verdicts += self._verify(file)
        left_out: list[str] = []
        if options["gate"]:
            figures, left_out = gate_figures(options["gate"])
            verdicts += figures
        if options["strict"]:
            verdicts += self._release(options["strict"], options["gate"], options["worker"])
        if options["references"]:
            references, absent = reference_figures(options["references"])
            verdicts += references
            left_out = left_out + absent
        for verdict in verdicts:
            self.stdout.write(_line(verdict, german))
        for name in left_out:
            self.stdout.write(f"{'Ausgelassen' if german else 'Left out'}: {name}")
        if options["json"]:
            rows = [asdict(verdict) | {"holds": verdict.holds} for verdict in verdicts]
            for row in rows:
                if math.isnan(row.get("largest_difference", 0)):
                    row["largest_difference"] = None
            options["json"].write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        failed = sum(not verdict.holds for verdict in verdicts)
        if failed:
            raise CommandError(
                f"{failed} von {len(verdicts)} Prüfungen gehen nicht auf"
                if german
                else f"{failed} of {len(verdicts)} checks do not hold"
            )

    def _release(self, file: Path, data: Path | None, worker: int | None) -> list[Verdict | Figure]:
        if data is None or worker is None:
            raise CommandError("--strict needs the data (--gate) and a running worker (--worker)")
        spec = _read(file)
        loaded = Region.objects.filter(key=spec.region.key).first()
        rounded = rounded_figures(loaded) if loaded else []
        try:
            return [*rounded, *release_strictly(spec, data, worker)]
        except WorkerGone as reason:
            raise CommandError(str(reason)) from reason

    def _verify(self, file: Path) -> list[Verdict | Figure]:
        spec = _read(file)
        region = Region.objects.filter(key=spec.region.key).first()
        if region is None:
            raise CommandError(f"{spec.region.key} is not loaded; load_region {file} does it")
        return [*verify(region, spec), *audited(region)]


def _read(file: Path) -> RegionFile:
    spec, problems = read_region_file(file)
    if spec is None:
        raise CommandError(f"{file}: {len(problems)} problems; try load_region --dry-run")
    return spec


def _line(verdict: Verdict | Figure, german: bool) -> str:
    if isinstance(verdict, Figure):
        return _line_of_figure(verdict, german)
    equal, rows = f"{verdict.equal:>6}", f"{verdict.rows:>6}"
    difference = f"{verdict.largest_difference:.10g}"
    if not german:
        mark = "ok " if verdict.holds else "NOT"
        return f"{mark} {equal} of {rows} equal, largest difference {difference}: {verdict.name}"
    mark = "ok    " if verdict.holds else "FALSCH"
    difference = "–" if math.isnan(verdict.largest_difference) else difference.replace(".", ",")
    return f"{mark} {equal} von {rows} gleich, größte Abweichung {difference}: {verdict.name}"


def _line_of_figure(figure: Figure, german: bool) -> str:
    wrong = "FALSCH" if german else "NOT"
    mark = ("ok" if figure.holds else wrong) if figure.is_asked_for else ""
    found = f"{figure.found:.2f}" if figure.unit else f"{figure.found:.10g}"
    said = f"{found} {figure.unit}".rstrip()
    if german:
        said = said.replace(".", ",")
    return f"{mark:<{len(wrong)}} {said:>6}{_bounds(figure, german)}: {figure.name}"


def _bounds(figure: Figure, german: bool) -> str:
    """What the figure should be, in brackets; nothing where it is only said."""
    words = ("mindestens", "höchstens") if german else ("at least", "at most")
    bounds = zip(words, (figure.at_least, figure.at_most), strict=True)
    said = [
        f"{word} {bound:g} {figure.unit}".rstrip() for word, bound in bounds if bound is not None
    ]
    return f" ({', '.join(said)})" if said else ""

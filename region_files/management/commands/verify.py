"""`manage.py verify FILE…`: published results recomputed from what is loaded.

Prints a table of name, rows, equal, largest difference; fails when a check does not hold.
"""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Region
from region_files.reading import read_region_file
from region_files.verifying import Verdict, verify


class Command(BaseCommand):
    help = "Recomputes the published results that region files name and compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+")
        parser.add_argument("--json", type=Path, help="write the table to this file too")
        parser.add_argument("--language", choices=["de", "en"], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        german = options["language"] == "de"
        verdicts = [found for file in options["files"] for found in self._verify(file)]
        for verdict in verdicts:
            self.stdout.write(_line(verdict, german))
        if options["json"]:
            rows = [asdict(verdict) | {"holds": verdict.holds} for verdict in verdicts]
            for row in rows:
                if math.isnan(row["largest_difference"]):
                    row["largest_difference"] = None
            options["json"].write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        failed = sum(not verdict.holds for verdict in verdicts)
        if failed:
            raise CommandError(
                f"{failed} von {len(verdicts)} Prüfungen gehen nicht auf"
                if german
                else f"{failed} of {len(verdicts)} checks do not hold"
            )

    def _verify(self, file: Path) -> list[Verdict]:
        spec, problems = read_region_file(file)
        if spec is None:
            raise CommandError(f"{file}: {len(problems)} problems; try load_region --dry-run")
        region = Region.objects.filter(key=spec.region.key).first()
        if region is None:
            raise CommandError(f"{spec.region.key} is not loaded; load_region {file} does it")
        return verify(region, spec)


def _line(verdict: Verdict, german: bool) -> str:
    equal, rows = f"{verdict.equal:>6}", f"{verdict.rows:>6}"
    difference = f"{verdict.largest_difference:.10g}"
    if not german:
        mark = "ok " if verdict.holds else "NOT"
        return f"{mark} {equal} of {rows} equal, largest difference {difference}: {verdict.name}"
    mark = "ok    " if verdict.holds else "FALSCH"
    difference = "–" if math.isnan(verdict.largest_difference) else difference.replace(".", ",")
    return f"{mark} {equal} von {rows} gleich, größte Abweichung {difference}: {verdict.name}"

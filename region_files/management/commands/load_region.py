"""`manage.py load_region FILE --data DIR`: check everything, load all or nothing, report."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import tasks as job_tasks
from accounts.models import Job
from region_files.loading import load
from region_files.reading import read_region_file
from region_files.report import lines_of
from releases.tasks import publish
from spatial_units.importing.problems import has_errors
from spatial_units.importing.wording import say


class Command(BaseCommand):
    help = "Loads a region file; see docs/region-file.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--data", type=Path, required=True, help="where the files named lie")
        parser.add_argument("--dry-run", action="store_true", help="check and report only")
        parser.add_argument("--no-wait", action="store_true", help="do not wait for the maps")
        parser.add_argument(
            "--in-process", action="store_true", help="make the maps here, without a worker"
        )
        parser.add_argument(
            "--texts-from-file",
            action="store_true",
            help="write the file's texts of indicators over those changed at the staff desk",
        )
        parser.add_argument("--language", choices=["de", "en"], default="de")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        spec, problems = read_region_file(options["file"], options["data"])
        if spec is None or has_errors(problems):
            for problem in problems:
                self.stderr.write(say(problem, language))
            raise CommandError("Nichts geladen." if language == "de" else "Nothing was loaded.")
        began = time.monotonic()
        say_progress = _Progress(self, options["verbosity"], began)
        report = load(
            spec,
            options["data"],
            say_progress,
            dry_run=options["dry_run"],
            texts_from_file=options["texts_from_file"],
        )
        report.problems[:0] = problems
        for line in lines_of(spec, report, language):
            self.stdout.write(line)
        if report.failed:
            raise CommandError("Nichts geladen." if language == "de" else "Nothing was loaded.")
        if report.job is not None:
            self._carry_out(report.job, options, say_progress)
        self.stdout.write(f"[{time.monotonic() - began:.1f} s]")

    def _carry_out(self, job: Job, options: dict[str, Any], progress: "_Progress") -> None:
        if options["in_process"]:
            publish(job.id)
        else:
            job_tasks.send(job)
        while not options["no_wait"]:
            job.refresh_from_db()
            progress(f"{job.percent:3d} % {job.message}")
            if job.state == Job.State.FAILED:
                raise CommandError(job.cause)
            if job.state == Job.State.DONE:
                return
            time.sleep(0.5)


class _Progress:
    """Writes a line when something new happens, so that a long step shows it is alive."""

    def __init__(self, command: BaseCommand, verbosity: int, began: float) -> None:
        self.command, self.verbosity, self.began = command, verbosity, began
        self.last = ""

    def __call__(self, text: str) -> None:
        if self.verbosity and text != self.last:
            self.last = text
            self.command.stdout.write(f"[{time.monotonic() - self.began:5.1f} s] {text}")

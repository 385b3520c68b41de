"""The report of several files brought at once: a row per file, and what is to be done."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.models import Job, Region
from indicators.actions_uploads import IS_LEFT_TO_STAFF
from indicators.batch_overlaps import overlaps_of
from indicators.importing.german_periods import as_written
from indicators.models import Measure, Upload, UploadBatch
from indicators.presenters_problems import errors_in, problem_rows
from spatial_units.importing.findings import problems_from_plain
from spatial_units.importing.wording import say

State = Upload.State
LEFT_OUT: dict[str, str | Promise] = {
    "no_table": gettext_lazy("no table by its ending"),
    "archive": gettext_lazy("an archive inside; please bring it by itself"),
    "companion": gettext_lazy("made by the system, no data"),
    "too_large": gettext_lazy("too large"),
}
FORMULAS = tuple("=+-@\t\r\n＝＋－＠")  # what a spreadsheet would reckon with (OWASP)


@dataclass(frozen=True)
class BatchRow:
    """One file: how it stands, and numbers of values; None where there is no preview."""

    upload: Upload
    number: int
    state: str
    look: str
    errors: int
    questions: int
    warnings: int
    new: int | None
    changed: int | None
    unchanged: int | None
    disappearing: int | None
    said: str

    @property
    def counts(self) -> list[str]:
        """How many errors, questions and hints, in words."""
        said = (
            (self.errors, ngettext("%(count)s error", "%(count)s errors", self.errors)),
            (self.questions, ngettext("%(count)s question", "%(count)s questions", self.questions)),
            (self.warnings, ngettext("%(count)s hint", "%(count)s hints", self.warnings)),
        )
        return [words % {"count": count} for count, words in said if count]

    @property
    def is_empty(self) -> bool:
        return self.new is not None and not (self.new or self.changed or self.disappearing)


@dataclass(frozen=True)
class Overlap:
    first: str
    second: str
    measure: str
    period: str
    areas: int
    replaces: bool


@dataclass(frozen=True)
class BatchPage:
    """`ready` files could be taken over, `taken` are and count, `left` wait for somebody."""

    rows: list[BatchRow]
    left_out: list[tuple[str, str]]
    refused: list[str]
    overlaps: list[Overlap]
    ready: int
    taken: int
    left: int
    is_open: bool
    done: int

    @property
    def unready(self) -> int:
        """With errors, questions, or a check that failed."""
        return self.left - self.ready


def limits_of_batches() -> dict[str, int]:
    """What may come at once, in megabytes and as a number of files."""
    return {
        "megabytes": settings.UPLOAD_BATCH_MAX_BYTES // 1024**2,
        "files": settings.UPLOAD_BATCH_MAX_FILES,
    }


def open_batches(region: Region) -> QuerySet[UploadBatch, UploadBatch]:
    """Those with a file that waits for somebody, the newest first."""
    waiting = Upload.objects.filter(IS_LEFT_TO_STAFF, region=region).exclude(batch=None)
    still = Q(pk__in=waiting.values("batch")) | Q(job__kind="unpack-batch", uploads=None)
    found = UploadBatch.objects.filter(still, region=region, refused=[])
    return found.order_by("-id").distinct()


def batch_page(batch: UploadBatch) -> BatchPage:
    found = Upload.objects.filter(batch=batch).select_related("job", "delivery").order_by("id")
    uploads = list(found)
    rows = [_row(upload, number) for number, upload in enumerate(uploads, 1)]
    checking = [one for one in uploads if one.state == State.WAITING and not _has_failed(one)]
    is_busy = batch.job is not None and batch.job.state in (Job.State.WAITING, Job.State.RUNNING)
    is_open = bool(checking) or is_busy
    undecided = [one for one in uploads if one.state in (State.REFUSED, State.CHECKED)]
    return BatchPage(
        rows=rows,
        left_out=[(one["name"], str(LEFT_OUT.get(one["why"], ""))) for one in batch.left_out],
        refused=[
            say(problem, get_language() or "de") for problem in problems_from_plain(batch.refused)
        ],
        overlaps=_overlaps(batch, uploads, is_open=is_open),
        ready=sum(one.state == State.CHECKED for one in uploads),
        taken=sum(_counts(one) for one in uploads),
        left=len(undecided) + sum(_has_failed(one) for one in uploads),
        is_open=is_open,
        done=len(uploads) - len(checking),
    )


def _has_failed(upload: Upload) -> bool:
    failed = upload.job is not None and upload.job.state == Job.State.FAILED
    return upload.state == State.WAITING and failed


def _counts(upload: Upload) -> bool:
    return upload.delivery is not None and upload.delivery.withdrawn_at is None


def _row(upload: Upload, number: int) -> BatchRow:
    problems = problem_rows(upload)
    errors = [one for one in problems if one.severity == "error"]
    asked = [one for one in errors if one.asks]
    is_question = bool(errors) and len(asked) == len(errors)
    lines = (upload.preview or {}).get("lines")
    sums = {name: sum(line[name] for line in lines) for name in _SUMMED} if lines else {}
    state, look = _state(upload, is_question=is_question)
    first = errors or [one for one in problems if one.severity == "warning"]
    return BatchRow(
        upload, number, state, look,
        errors=errors_in(errors) - errors_in(asked),
        questions=errors_in(asked),
        warnings=sum(one.severity == "warning" for one in problems),
        new=sums.get("new"), changed=sums.get("changed"),
        unchanged=sums.get("unchanged"), disappearing=sums.get("disappearing"),
        said=(upload.job.cause if upload.job and _has_failed(upload) else "")
        or (first[0].sentence if first else ""),
    )  # fmt: skip


_SUMMED = ("new", "changed", "unchanged", "disappearing")


def _state(upload: Upload, *, is_question: bool) -> tuple[str, str]:
    """In words, and how the words look."""
    if _has_failed(upload):
        return _("check failed"), "error"
    if upload.state == State.REFUSED:
        return (_("question"), "warning") if is_question else (_("has errors"), "error")
    if upload.state == State.COMMITTED and not _counts(upload):
        return _("taken back"), "note"
    if upload.state == State.CHECKED:
        return _("free of errors"), "good"
    if upload.state == State.COMMITTED:
        return _("taken over"), "good"
    return str(State(upload.state).label), "note"


def _overlaps(batch: UploadBatch, uploads: list[Upload], *, is_open: bool) -> list[Overlap]:
    if is_open and not batch.overlaps:
        return []
    names = {one.id: one.file_name for one in uploads}
    measures = {one.key: one for one in Measure.objects.filter(region=batch.region)}
    return [
        Overlap(
            names[one["first"]],
            names[one["second"]],
            _called(measures.get(one["measure"]), one["measure"]),
            one["period"] if get_language() == "en" else as_written(one["period"]),
            one["areas"],
            one["replaces"],
        )
        for one in batch.overlaps or overlaps_of(batch)
    ]


def _called(measure: Measure | None, key: str) -> str:
    if measure is None:
        return key
    return measure.name_en if get_language() == "en" else measure.name_de


def as_csv(page: BatchPage) -> bytes:
    """The report as a spreadsheet opens it: semicolons, UTF-8 with its mark."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=";")
    for row in _csv_rows(page):
        writer.writerow([_harmless(str(cell)) if cell is not None else "" for cell in row])
    return b"\xef\xbb\xbf" + sink.getvalue().encode()


def _csv_rows(page: BatchPage) -> Iterator[list[Any]]:
    yield [
        _("No."), _("File"), _("State"), _("Errors"), _("Questions"), _("Hints"),
        _("new"), _("changed"), _("unchanged"), _("disappearing"), _("First message"),
    ]  # fmt: skip
    for row in page.rows:
        yield [
            row.number, row.upload.file_name, row.state, row.errors, row.questions, row.warnings,
            row.new, row.changed, row.unchanged, row.disappearing, row.said,
        ]  # fmt: skip
    for name, why in page.left_out:
        yield ["", name, _("left out"), *[""] * 7, why]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text

"""How a file stands, as the API tells it: the same findings and preview as on its page."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from rest_framework.request import Request

from accounts.models import Job
from indicators.models import Upload
from indicators.presenters_problems import ProblemRow, problem_rows
from indicators.presenters_uploads import LineRow, preview_page

COUNTS = ("new", "changed", "unchanged", "disappearing")


def address_of(request: Request, upload: Upload) -> str:
    return request.build_absolute_uri(reverse("api-delivery", args=[upload.region.key, upload.pk]))


def is_open(upload: Upload) -> bool:
    """Whether a job about the file is under way."""
    return upload.job is not None and upload.job.state in (Job.State.WAITING, Job.State.RUNNING)


def status_of(request: Request, upload: Upload) -> dict[str, Any]:
    """See api_serializers.StatusSerializer."""
    return {
        "id": upload.pk,
        "url": address_of(request, upload),
        "state": upload.state,
        "is_open": is_open(upload),
        "file_name": upload.file_name,
        "size": upload.size,
        "content_hash": upload.content_hash,
        "received_at": upload.at.isoformat(),
        "received_by": upload.uploaded_by.get_username() if upload.uploaded_by else "",
        "settings": upload.settings,
        "sheets": (upload.preview or {}).get("sheets", []),
        "job": _job(upload.job) if upload.job else None,
        "problems": [_problem(row) for row in problem_rows(upload)],
        "preview": _preview(upload),
        "delivery": _recorded(upload),
    }


def _job(job: Job) -> dict[str, Any]:
    names = ("kind", "state", "percent", "message", "cause")
    return {name: getattr(job, name) for name in names}


def _problem(row: ProblemRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "severity": row.severity,
        "sheet": row.sheet,
        "row": row.row,
        "column": row.column,
        "text": row.sentence,
        "setting": row.asks,
    }


def _preview(upload: Upload) -> dict[str, Any] | None:
    page = preview_page(upload)
    if page is None:
        return None
    total = page.total or page.lines[0] if page.lines else None
    counts = asdict(total) if total else {}
    return {
        "values": page.values,
        **{name: counts.get(name, 0) for name in COUNTS},
        "lines": [_line(line) for line in page.lines],
        "lines_left": page.lines_left,
    }


def _line(line: LineRow) -> dict[str, Any]:
    named = {"measure": line.measure, "period": line.period.key, "boundary_set": line.boundary_set}
    return named | {name: getattr(line, name) for name in COUNTS}


def _recorded(upload: Upload) -> dict[str, Any] | None:
    found = upload.delivery
    if found is None:
        return None
    gone = found.withdrawn_at
    return {"id": found.pk, "withdrawn_at": gone.isoformat() if gone else None}

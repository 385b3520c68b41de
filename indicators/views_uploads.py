"""Bringing a file: choose it, mend what the check found, look at the preview, take it over."""

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import JobFailed
from accounts.models import Job, Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from indicators import actions_batches, sending_once
from indicators import actions_uploads as actions
from indicators.forms_columns import columns_form
from indicators.forms_uploads import SettingsForm, UploadForm, settings_form, usual_source
from indicators.importing.german_periods import as_written, period_key
from indicators.importing.uploads import UploadSettings
from indicators.models import IndexDraft, Upload, UploadBatch
from indicators.presenters_batches import limits_of_batches, open_batches
from indicators.presenters_columns import columns_page, read_by
from indicators.presenters_problems import (
    errors_in,
    is_no_table,
    lacks_crosswalk,
    problem_rows,
)
from indicators.presenters_uploads import preview_page
from indicators.single_values import measures_to_enter
from indicators.upload_template import template_of
from indicators.withdrawing import who_withdrew
from sozialmonitor.pages import desk_page, render
from spatial_units.models import GeodataUpload, SpatialLevel
from spatial_units.queries import areas_of, set_valid_on

OPEN_SHOWN = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def upload(request: HttpRequest, region: Region) -> HttpResponse:
    """The form for a new file."""
    if request.method != "POST":
        start = {
            "level": region.default_level,
            "mode": "patch",
            "notation": "ask",
            "source": usual_source(region),
        }
        return _form_page(request, region, UploadForm(region, initial=start))
    form = UploadForm(region, request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, region, form)
    assert request.user.is_authenticated
    if form.archive:
        batch, job = actions_batches.receive_archive(
            region, form.archive, form.settings(), request.user
        )
        send(job)
        return redirect("upload-batch", region.key, batch.id)
    if len(form.files_brought) > 1:
        batch = actions_batches.receive(region, form.files_brought, form.settings(), request.user)
        for job in actions_batches.checks_of(batch):
            send(job)
        return redirect("upload-batch", region.key, batch.id)
    file = form.files_brought[0]
    _upload, job = sending_once.receive(region, file, form.settings(), request.user)
    send(job)
    return redirect("job", region.key, job.id)


def _form_page(request: HttpRequest, region: Region, form: UploadForm) -> HttpResponse:
    found = Upload.objects.filter(actions.IS_LEFT_TO_STAFF, region=region, batch=None)
    context = {
        "page": desk_page(request, region, _("Upload a file")),
        "region": region,
        "form": form,
        "open": found.select_related("uploaded_by").order_by("-id")[:OPEN_SHOWN],
        "open_batches": open_batches(region)[:OPEN_SHOWN],
        "most_megabytes": settings.UPLOAD_MAX_BYTES // 1024**2,
        "limits": limits_of_batches(),
        "measures": measures_to_enter(region),
    }
    return render(request, "desk/upload.html", context, 400 if form.errors else 200)


@require_GET
@staff_may(Task.DELIVER)
def upload_preview(request: HttpRequest, region: Region, upload_id: int) -> HttpResponse:
    """A file as it stands: its problems, or what it would change, or what became of it."""
    found = upload_of(region, upload_id)
    if found.job and found.job.state in (Job.State.WAITING, Job.State.RUNNING):
        return redirect("job", region.key, found.job.id)
    return _upload_page(request, found, settings_form(found))


def upload_of(region: Region, upload_id: int) -> Upload:
    uploads = Upload.objects.select_related("region", "job", "delivery", "uploaded_by")
    found = uploads.filter(pk=upload_id, region=region).first()
    if found is None:
        raise Http404(_("There is no such uploaded file."))
    return found


def _upload_page(
    request: HttpRequest, found: Upload, form: SettingsForm, remark: str = ""
) -> HttpResponse:
    titles = {
        Upload.State.REFUSED: _("The file has to be mended"),
        Upload.State.CHECKED: _("Preview: what would change"),
        Upload.State.COMMITTED: _("The file is taken over"),
        Upload.State.DISCARDED: _("The file was discarded"),
    }
    withdrawn = found.delivery if found.delivery and found.delivery.withdrawn_at else None
    if withdrawn:
        titles[Upload.State.COMMITTED] = _("The file was taken over and taken back")
    problems = problem_rows(found)
    errors = [problem for problem in problems if problem.severity == "error"]
    is_only_asked = bool(errors) and all(problem.asks for problem in errors)
    if is_only_asked:
        titles[Upload.State.REFUSED] = _("A question about the file")
    asked = {problem.asks for problem in errors if problem.asks}
    columns = columns_form(found) if "columns" in asked else None
    title = titles.get(Upload.State(found.state), _("Check failed"))
    context = {
        "page": desk_page(request, found.region, title),
        "region": found.region,
        "upload": found,
        "form": form,
        "problems": problems,
        "errors": errors_in(errors),
        "asked": asked,
        "columns": columns_page(columns) if columns else None,
        "read_by": read_by(found),
        "is_only_asked": is_only_asked,
        "lacks_crosswalk": lacks_crosswalk(found),
        "is_beyond_mending": is_no_table(found) and not form.fields.get("sheet"),
        "withdrawn": withdrawn,
        "withdrawn_by": who_withdrew(withdrawn) if withdrawn else None,
        "preview": preview_page(found),
        "remark": remark or (found.job.cause if found.job else ""),
    }
    return render(request, "desk/upload_page.html", context, 409 if remark else 200)


@require_POST
@staff_may(Task.DELIVER)
def upload_check(request: HttpRequest, region: Region, upload_id: int) -> HttpResponse:
    """Check the same file again, with other answers."""
    found = upload_of(region, upload_id)
    form = settings_form(found, request.POST)
    if not form.is_valid():
        return _upload_page(request, found, form, _("Please mend the marked fields."))
    assert request.user.is_authenticated
    before = UploadSettings.model_validate(found.settings)
    try:
        job = actions.check_again(found, form.settings(before), request.user)
    except JobFailed:
        return redirect("upload-preview", region.key, found.id)
    send(job)
    return redirect("job", region.key, job.id)


@require_POST
@staff_may(Task.DELIVER)
def upload_commit(request: HttpRequest, region: Region, upload_id: int) -> HttpResponse:
    """Take the file over; pressed twice it is still done once."""
    found = upload_of(region, upload_id)
    if found.state != Upload.State.CHECKED:
        return redirect("upload-preview", region.key, found.id)
    assert request.user.is_authenticated
    job = actions.ask_to_commit(found, request.user)
    send(job)
    return redirect("job", region.key, job.id)


@require_POST
@staff_may(Task.DELIVER)
def upload_discard(request: HttpRequest, region: Region, upload_id: int) -> HttpResponse:
    assert request.user.is_authenticated
    found = upload_of(region, upload_id)
    actions.discard(found, request.user)
    found.refresh_from_db()
    if found.state == Upload.State.DISCARDED:
        said = _("The file “%(name)s” was discarded. Nothing of it was stored.")
        messages.success(request, said % {"name": found.file_name})
    return redirect("upload", region.key)


@require_GET
@staff_may(Task.DELIVER)
def upload_template(request: HttpRequest, region: Region) -> HttpResponse:
    """An Excel sheet with the codes and names of a level; `measure` may stand several times."""
    level = SpatialLevel.objects.filter(region=region, key=request.GET.get("level", "")).first()
    boundary_set = set_valid_on(level, timezone.localdate()) if level else None
    if level is None or boundary_set is None:
        raise Http404(_("There are no boundaries for this level."))
    wanted = set(request.GET.getlist("measure"))
    measures = [one for one in measures_to_enter(region) if not wanted or one.key in wanted]
    period = as_written(period_key(request.GET.get("period", "")[:20]))
    body = template_of(areas_of(boundary_set), measures, period, get_language() == "en")
    response = HttpResponse(body, content_type=XLSX)
    name = re.sub(r"[^a-z0-9_-]", "", f"vorlage-{region.key}-{level.key}")
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@require_GET
@staff_may(Task.WORK)
def job(request: HttpRequest, region: Region, job_id: int) -> HttpResponse:
    """How far a job is; when it is over, on to what it was for."""
    found = Job.objects.filter(pk=job_id, region=region).first()
    if found is None:
        raise Http404(_("There is no such job."))
    upload_found = Upload.objects.filter(region=region, job=found).first()
    if upload_found and found.state in (Job.State.DONE, Job.State.FAILED):
        return redirect("upload-preview", region.key, upload_found.id)
    batch = UploadBatch.objects.filter(region=region, job=found).first()
    if batch:
        return redirect("upload-batch", region.key, batch.id)
    brought = GeodataUpload.objects.filter(region=region, job=found).first()
    if brought and found.state in (Job.State.DONE, Job.State.FAILED):
        return redirect("geodata", region.key, brought.id)
    tried = IndexDraft.objects.filter(region=region, job=found).first()
    if tried and found.state in (Job.State.DONE, Job.State.FAILED):
        return redirect("index-preview", region.key, tried.id)
    context: dict[str, Any] = {
        "page": desk_page(request, region, _job_title(found)),
        "region": region,
        "job": found,
        "is_open": found.state in (Job.State.WAITING, Job.State.RUNNING),
        "seconds": max(1, round((timezone.now() - found.created_at).total_seconds())),
    }
    return render(request, "desk/job.html", context)


def _job_title(found: Job) -> str:
    titles = {
        actions.CHECK: _("The file is being checked"),
        actions.COMMIT: _("The values are being taken over"),
        "try-index": _("The index is being worked out"),
        "check-geodata": _("The file is being checked"),
        "commit-geodata": _("The file is being taken over"),
        "publish": _publish_title(found),
    }
    return titles.get(found.kind, _("Job"))


def _publish_title(found: Job) -> str:
    titles = {
        Job.State.DONE: _("The maps are made"),
        Job.State.FAILED: _("The maps could not be made"),
    }
    return titles.get(Job.State(found.state), _("The maps are being made"))

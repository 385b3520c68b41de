"""What the columns of an uploaded file are: looked at, corrected, and the file checked again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import JobFailed
from accounts.models import Job, Region
from accounts.roles import Task
from accounts.staff import staff_may
from accounts.tasks import send
from indicators import actions_uploads as actions
from indicators.forms_columns import ColumnsForm, columns_form
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload
from indicators.presenters_columns import columns_page, read_by
from indicators.views_uploads import upload_of
from sozialmonitor.pages import desk_page, render

_CLOSED = (Upload.State.COMMITTED, Upload.State.DISCARDED)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DELIVER)
def upload_columns(request: HttpRequest, region: Region, upload_id: int) -> HttpResponse:
    """The first rows of a file with a choice above each column."""
    found = upload_of(region, upload_id)
    if found.job and found.job.state in (Job.State.WAITING, Job.State.RUNNING):
        return redirect("job", region.key, found.job.id)
    posted = request.POST if request.method == "POST" else None
    form = None if found.state in _CLOSED else columns_form(found, posted)
    if form is None:
        return redirect("upload-preview", region.key, found.id)
    if posted is None or not form.is_valid():
        return _page(request, found, form)
    assert request.user.is_authenticated
    settings = form.settings(UploadSettings.model_validate(found.settings))
    try:
        job = actions.check_again(found, settings, request.user)
    except JobFailed:
        return redirect("upload-preview", region.key, found.id)
    send(job)
    return redirect("job", region.key, job.id)


def _page(request: HttpRequest, found: Upload, form: ColumnsForm) -> HttpResponse:
    context = {
        "page": desk_page(request, found.region, _("Assign columns")),
        "region": found.region,
        "upload": found,
        "columns": columns_page(form),
        "read_by": read_by(found),
    }
    return render(request, "desk/upload_columns.html", context, 400 if form.errors else 200)

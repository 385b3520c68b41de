"""Sheets as a clerk makes them, and their way through check and commit."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload
from tests.factories import City

CODES = ["01", "02", "03", "04", "05", "07", "08"]
FIRST = dict(zip(CODES, [10, 20, 30, 40, 50, 70, 80], strict=True))


def sheet(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def table(values: dict[str, object], measure: str = "Einwohner", day: str = "31.12.2020") -> bytes:
    rows = [[code, day, value] for code, value in values.items()]
    return sheet(["Schlüssel", "Stichtag", measure], *rows)


def uploaded(city: City, by: User, content: bytes, name: str = "a.xlsx", **said: object) -> Upload:
    """Receive a file and let it be checked, as the worker would."""
    settings = UploadSettings.model_validate(
        {"level": "stadtteil", "source": "amt", "signs": {"": "missing"}} | said
    )
    upload, job = actions.receive(city.region, SimpleUploadedFile(name, content), settings, by)
    tasks.check_upload(job.id)
    upload.refresh_from_db()
    return upload


def committed(city: City, by: User, content: bytes, **said: object) -> Upload:
    upload = uploaded(city, by, content, **said)
    assert upload.state == "checked", upload.findings
    tasks.commit_upload(actions.ask_to_commit(upload, by).id)
    upload.refresh_from_db()
    assert upload.state == "committed"
    return upload

"""A full disk keeps nothing and says so; what nobody decides on does not stay for ever."""

import datetime
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import AuditEntry, Job, User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload
from tests.factories import City
from tests.integration.uploads.making import FIRST, committed, table, uploaded

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

ROOM = 64 * 1024  # bytes
MANY_ROWS = "Schlüssel;Stichtag;pop\n" + "01;31.12.2020;10\n" * 20_000


@pytest.fixture
def tiny_disk() -> Iterator[Path]:
    """A disk with little room; where we may not mount one, no file may grow beyond that."""
    place = Path(tempfile.mkdtemp(prefix="sozialmonitor-tiny-"))
    if os.geteuid() == 0 and _mounted(place):
        yield place
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    yield place
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    shutil.rmtree(place)


def _mounted(place: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def located(settings: Settings, place: Path) -> None:
    storages = dict(settings.STORAGES)
    storages["default"] = storages["default"] | {"OPTIONS": {"location": place}}
    settings.STORAGES = storages


def posted(city: City, clerk: User, content: bytes) -> tuple[int, str]:
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    said = {"level": "stadtteil", "source": "amt", "mode": "complete", "notation": "ask"}
    file = SimpleUploadedFile("a.csv", content, content_type="text/csv")
    answer = client.post(reverse("upload", args=[city.region.key]), said | {"file": file})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_full_disk_is_507_in_words_and_nothing_is_kept(
    city: City, clerk: User, tiny_disk: Path, settings: Settings, in_memory: bool
) -> None:
    located(settings, tiny_disk)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10**7 if in_memory else 0
    status, page = posted(city, clerk, MANY_ROWS.encode())
    assert status == 507
    assert "Auf dem Server ist kein Platz mehr. Es wurde nichts gespeichert." in page
    assert list(tiny_disk.iterdir()) == []
    assert not Upload.objects.exists()
    assert not Job.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_full_disk_while_the_body_arrives_is_507_too(
    city: City, clerk: User, tiny_disk: Path, settings: Settings
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = tiny_disk
    assert posted(city, clerk, MANY_ROWS.encode())[0] == 507
    assert list(tiny_disk.iterdir()) == []
    assert posted(city, clerk, table(FIRST))[0] == 302, "with room again it goes on"


def fill_up(filler: Path) -> None:
    with suppress(OSError), filler.open("wb", buffering=0) as sink:
        while True:
            sink.write(bytes(1024))


def test_a_disk_that_fills_up_during_the_check_fails_the_job_in_words(
    city: City, clerk: User, tiny_disk: Path, settings: Settings
) -> None:
    if not tiny_disk.is_mount():
        pytest.skip("left out: no right to mount a disk of its own")
    located(settings, tiny_disk)
    rows = "".join(f"{code};31.12.2020;{value}\n" for code, value in FIRST.items())
    file = SimpleUploadedFile("a.csv", f"Schlüssel;Stichtag;pop\n{rows}".encode())
    said = UploadSettings(level="stadtteil", source="amt")
    upload, job = actions.receive(city.region, file, said, clerk)
    filler = tiny_disk / "filler"
    fill_up(filler)
    tasks.check_upload(job.id)
    job.refresh_from_db()
    upload.refresh_from_db()
    assert (job.state, job.cause) == ("failed", tasks.DISK_FULL)
    assert (upload.state, upload.values.name) == ("waiting", "")
    assert {path.name for path in tiny_disk.iterdir()} == {"filler", upload.file.name}
    filler.unlink()
    tasks.check_upload(actions.check_again(upload, said, clerk).id)
    upload.refresh_from_db()
    assert upload.state == "checked"


def aged(upload: Upload, days: int) -> Upload:
    then = timezone.now() - datetime.timedelta(days=days)
    Upload.objects.filter(pk=upload.pk).update(at=then)
    Job.objects.filter(pk=upload.job_id).update(created_at=then)
    return upload


def test_what_nobody_decided_on_is_discarded_after_some_days(
    city: City, clerk: User, settings: Settings
) -> None:
    settings.UPLOAD_DISCARD_DAYS = 30
    checked = aged(uploaded(city, clerk, table(FIRST)), 31)
    refused = aged(uploaded(city, clerk, table({"99": 1})), 31)
    young = aged(uploaded(city, clerk, table(FIRST)), 29)
    taken = aged(committed(city, clerk, table(FIRST)), 31)
    said = UploadSettings(level="stadtteil", source="amt")
    asked_again = aged(uploaded(city, clerk, table(FIRST)), 31)
    actions.check_again(asked_again, said, clerk)
    tasks.discard_forgotten_uploads()
    tasks.discard_forgotten_uploads()
    states = dict(Upload.objects.values_list("id", "state"))
    assert states == {
        checked.id: "discarded", refused.id: "discarded", young.id: "checked",
        taken.id: "committed", asked_again.id: "waiting",
    }  # fmt: skip
    entries = AuditEntry.objects.filter(action="upload-discarded").order_by("id")
    assert [(one.user, one.region, one.detail) for one in entries] == [
        (None, city.region, {"upload": one.id, "days": 30}) for one in (checked, refused)
    ]
    assert not Path(checked.file.path).exists()
    assert not Path(checked.values.path).exists()
    assert Path(young.file.path).exists()


def test_the_beat_knows_the_sweep(settings: Settings) -> None:
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.discard_forgotten_uploads.name in names

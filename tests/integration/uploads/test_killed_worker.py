"""A file is taken over once, although the worker is killed while it writes the delivery."""

import os
import signal
from pathlib import Path

import psycopg

from tests.conftest import Site
from tests.site_database import query, wait_until

FILE = "Schlüssel;Stichtag;pop\n0101;31.12.2024;4321\n0102;31.12.2024;1234\n"
UPLOAD = """
from django.core.files.uploadedfile import SimpleUploadedFile
from accounts.models import Region, User
from accounts.tasks import send
from indicators.actions_uploads import receive
from indicators.importing.uploads import UploadSettings
settings = UploadSettings(level="stadtteil", mode="patch", source="statistik")
file = SimpleUploadedFile("nachtrag.csv", {content!r}.encode())
send(receive(Region.objects.get(key="demo"), file, settings, User.objects.first())[1])
"""
COMMIT = """
from accounts.models import User
from accounts.tasks import send
from indicators.actions_uploads import ask_to_commit
from indicators.models import Upload
send(ask_to_commit(Upload.objects.latest("id"), User.objects.first()))
"""
WITHDRAW = """
from django.utils import timezone
from indicators.models import Delivery
Delivery.objects.filter(origin="upload").update(withdrawn_at=timezone.now())
"""
WAITS_TO_WRITE = """
SELECT count(*) > 0 FROM pg_locks
WHERE relation = 'indicators_delivery'::regclass AND NOT granted
"""
DELIVERIES = """
SELECT count(*) FROM indicators_delivery
WHERE key = 'upload-' || (SELECT max(id) FROM indicators_upload)
"""
ENTRIES = """
SELECT count(*) FROM accounts_auditentry
WHERE action = 'delivery-committed'
  AND (detail->>'upload')::bigint = (SELECT max(id) FROM indicators_upload)
"""


def test_a_file_is_taken_over_once_although_the_worker_was_killed(running_site: Site) -> None:
    url = running_site.environment["DATABASE_URL"]
    kept = Path(running_site.environment["STATE_DIR"]) / "uploads"
    kept_before = set(kept.glob("*"))
    with psycopg.connect(url, autocommit=True) as database:
        running_site.manage("shell", "-c", UPLOAD.format(content=FILE))
        wait_until(database, "SELECT state = 'checked' FROM indicators_upload", 120)
        with psycopg.connect(url) as holder:
            holder.execute("LOCK TABLE indicators_delivery IN EXCLUSIVE MODE")
            running_site.manage("shell", "-c", COMMIT)
            wait_until(database, WAITS_TO_WRITE, 60)
            os.killpg(running_site.worker.pid, signal.SIGKILL)
            running_site.worker.wait(timeout=10)
            holder.rollback()
        assert query(database, "SELECT state FROM indicators_upload") == "checked"
        assert query(database, "SELECT state FROM accounts_job") == "running"
        running_site.start_worker()
        wait_until(database, "SELECT state = 'done' FROM accounts_job", 120)
        assert query(database, "SELECT state FROM indicators_upload") == "committed"
        assert query(database, DELIVERIES) == 1
        assert query(database, ENTRIES) == 1
    assert len(set(kept.glob("*")) - kept_before) == 1, "the file as it came, and nothing besides"
    running_site.manage("shell", "-c", WITHDRAW)

"""The worker's side: `celery -A sozialmonitor worker`."""

import os
import signal
from typing import Any

from celery import Celery
from celery.signals import worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialmonitor.settings")

app = Celery("sozialmonitor")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

FAREWELL = 30  # seconds


@worker_shutting_down.connect
def end_in_any_case(**_: Any) -> None:
    """The broker may be gone first and the farewell hang; what is cut off is taken up again."""
    signal.alarm(FAREWELL)

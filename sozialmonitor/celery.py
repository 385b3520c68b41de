"""The worker's side: `celery -A sozialmonitor worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialmonitor.settings")

app = Celery("sozialmonitor")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

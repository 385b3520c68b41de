"""The project: settings, addresses, the worker's app."""

from sozialmonitor.celery import app as celery_app

__all__ = ["celery_app"]

"""/health: whether the parts answer, and which versions they are, as JSON."""

import platform
import time
import tomllib
from functools import cache
from typing import Any

import django
import redis
from celery import current_app
from django.conf import settings
from django.contrib.gis.gdal import gdal_version
from django.contrib.gis.geos.libgeos import geos_version
from django.db import DatabaseError, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerDown

from accounts.models import Job

BROKER_SECONDS = 1.0
WORKER_SECONDS = 0.7
WORKER_KNOWN_FOR = 5.0
UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)

_last_seen: dict[str, tuple[float, str]] = {}


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 as long as the database answers; without broker or worker the status is degraded."""
    database, database_versions = _database()
    broker, broker_versions = _broker()
    worker = _worker() if broker == "ok" else "unknown"
    parts = {"database": database, "broker": broker, "worker": worker}
    answer = {
        "status": "ok" if set(parts.values()) == {"ok"} else "degraded",
        **parts,
        "oldest_job": _oldest_job() if database == "ok" else None,
        "versions": _versions() | database_versions | broker_versions,
    }
    response = JsonResponse(answer, status=200 if database == "ok" else 503)
    response["Cache-Control"] = "no-store"
    return response


def _versions() -> dict[str, str]:
    return {
        "app": app_version(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "gdal": gdal_version().decode(),
        "geos": geos_version().decode(),
    }


@cache
def app_version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _database() -> tuple[str, dict[str, str]]:
    try:
        with connections[settings.PUBLIC].cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), postgis_lib_version()")
            postgresql, postgis = cursor.fetchone()
    except DatabaseError:
        return "down", {}
    return "ok", {"postgresql": postgresql, "postgis": postgis}


def _oldest_job() -> dict[str, Any] | None:
    """The unfinished job that waits longest, so that a watcher sees a queue that stands."""
    try:
        oldest = Job.everywhere.filter(state__in=UNFINISHED).order_by("created_at").first()
    except DatabaseError:
        return None
    if oldest is None:
        return None
    waiting = time.time() - oldest.created_at.timestamp()
    return {"kind": oldest.kind, "state": oldest.state, "seconds": round(waiting)}


def _broker() -> tuple[str, dict[str, str]]:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=BROKER_SECONDS, socket_connect_timeout=BROKER_SECONDS
        ) as client:
            return "ok", {"redis": str(client.info("server")["redis_version"])}
    except (redis.RedisError, OSError):
        return "down", {}


def _worker() -> str:
    """Whether any worker answers; asked at most every few seconds."""
    asked_at, state = _last_seen.get("worker", (0.0, ""))
    if time.monotonic() - asked_at < WORKER_KNOWN_FOR and state:
        return state
    try:
        answers = current_app.control.ping(timeout=WORKER_SECONDS, limit=1)
    except (BrokerDown, OSError):
        answers = []
    state = "ok" if answers else "none"
    _last_seen["worker"] = (time.monotonic(), state)
    return state

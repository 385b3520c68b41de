"""What may differ between machines comes from the environment; .env.example lists it all."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; .env.example says what it is for")
    return value


def number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number")
    return int(value)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; it may be 0 or 1")
    return value == "1"


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).split(",") if word]


def database(url: str, role: str) -> dict[str, Any]:
    """Django's connection settings from a postgresql:// address.

    A host in the query (a socket directory) wins over the one in the address.
    `role` is taken on right after connecting; empty means the login itself.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "postgis"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {"connect_timeout": 10}
    if role:
        options["options"] = f"-c role={role}"
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, **options},
        "TEST": {"NAME": os.environ.get("TEST_DATABASE_NAME")},
    }


def broker(redis_url: str) -> str:
    """Celery's address of a Redis; it has other words for a socket and a database on it.

    >>> broker("unix:///run/redis.sock?db=3")
    'redis+socket:///run/redis.sock?virtual_host=3'
    """
    if not redis_url.startswith("unix://"):
        return redis_url
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def wheel_library(package: str, pattern: str) -> str:
    """A library inside an installed wheel, whose file name carries a hash."""
    import importlib.util

    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ImproperlyConfigured(f"{package} is not installed; run script/server")
    root = Path(spec.origin).parent.parent
    return str(next(root.glob(pattern)))

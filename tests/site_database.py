"""Looking into the database of a running site."""

import time
from typing import Any

import psycopg


def query(database: "psycopg.Connection[Any]", select: str) -> Any:
    """The one value of the newest row (by id)."""
    row = database.execute(select + newest(select)).fetchone()
    assert row is not None
    return row[0]


def newest(select: str) -> str:
    return " ORDER BY id DESC LIMIT 1" if "count(" not in select else ""


def wait_until(database: "psycopg.Connection[Any]", select: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not query(database, select):
        assert time.monotonic() < deadline, select
        time.sleep(0.05)

"""Addresses from the environment, in the words of who uses them."""

import pytest

from sozialmonitor import env


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
        ("redis://broker:6379/4", "redis://broker:6379/4"),
    ],
)
def test_celery_asks_the_database_that_was_named(given: str, asked: str) -> None:
    assert env.broker(given) == asked

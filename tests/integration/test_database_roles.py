"""The wall: what the public role may read, and what nobody may change."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connections, transaction

from sozialmonitor.management.commands.apply_grants import APPEND_ONLY, PUBLIC_READS

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


OUR_APPS = {"accounts", "spatial_units", "indicators", "releases", "auth", "sessions"}
TABLES = [
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model._meta.app_label in OUR_APPS
]


def may(role: str, statement: str) -> bool:
    """Whether a role may run a statement; nothing of it stays."""
    try:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(statement)
            transaction.set_rollback(True)
    except ProgrammingError as reason:
        if "permission denied" not in str(reason):
            raise
        return False
    return True


def test_the_public_role_reads_what_is_released_and_nothing_else() -> None:
    readable = {table for table in TABLES if may("sozialmonitor_public", f"TABLE {table}")}
    assert readable == set(PUBLIC_READS)


def test_the_public_role_writes_nothing() -> None:
    for table in TABLES:
        assert not may("sozialmonitor_public", f"DELETE FROM {table}"), table


@pytest.mark.parametrize("role", ["sozialmonitor_web", "sozialmonitor_worker"])
def test_raw_values_and_the_fact_log_are_append_only(role: str) -> None:
    for table in APPEND_ONLY:
        assert may(role, f"TABLE {table}")
        assert not may(role, f"DELETE FROM {table}")
        assert not may(role, f"UPDATE {table} SET region_id = 0")


def test_public_pages_use_the_public_role() -> None:
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("sozialmonitor_public",)


def test_packs_of_other_audiences_do_not_exist_for_the_public() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_region (id, key, name_de, name_en, kind_de, kind_en, srid, west,"
            " south, east, north, default_level, default_indicator, texts, is_public)"
            " VALUES (1, 'a', '', '', '', '', 25832, 0, 0, 1, 1, '', '', '{}', true)"
        )
        cursor.execute(
            "INSERT INTO releases_release (region_id, audience, reason)"
            " VALUES (1, 'internal', ''), (1, 'public', '')"
        )
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT audience FROM releases_release")
        assert cursor.fetchall() == [("public",)]

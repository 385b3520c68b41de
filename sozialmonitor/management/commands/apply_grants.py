"""Who may do what in the database. Run after every migrate; running it twice changes nothing.

The public role cannot read raw tables at all: a leak is a permission error. Raw values, the
fact log and the audit trail are append-only for everybody but the owner.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

WEB, WORKER, PUBLIC = "sozialmonitor_web", "sozialmonitor_worker", "sozialmonitor_public"

PUBLIC_READS = [
    "accounts_region",
    "spatial_units_spatiallevel",
    "spatial_units_boundaryset",
    "spatial_units_area",
    "spatial_units_containment",
    "spatial_units_identitylink",
    "spatial_units_shapes",
    "spatial_units_maplayer",
    "releases_release",
    "releases_pack",
    "releases_currentpack",
    "releases_mapclassification",
    "releases_indexexamination",
    "releases_spatialpattern",
]
APPEND_ONLY = [
    "accounts_auditentry",
    "indicators_measurevalue",
    "releases_publishedfact",
    "releases_roundedcounts",
]
BY_AUDIENCE = [
    "releases_release",
    "releases_pack",
    "releases_currentpack",
    "releases_mapclassification",
    "releases_indexexamination",
    "releases_spatialpattern",
]


def statements() -> list[str]:
    staff = f"{WEB}, {WORKER}"
    tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
    return [
        f"REVOKE ALL ON {tables} FROM {staff}, {PUBLIC}",
        f"GRANT USAGE ON SCHEMA public TO {staff}, {PUBLIC}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {staff}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {staff}",
        *(f"GRANT SELECT ON {table} TO {PUBLIC}" for table in PUBLIC_READS),
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {staff}" for table in APPEND_ONLY),
        *(
            statement
            for table in BY_AUDIENCE
            for statement in _public_rows(table, "audience = 'public'", staff)
        ),
        *_public_rows("spatial_units_maplayer", "is_public", staff),
    ]


def _public_rows(table: str, is_public: str, staff: str) -> list[str]:
    """Rows of other audiences, and layers that are not public, do not exist for the public role."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS public_rows ON {table}",
        f"CREATE POLICY public_rows ON {table} FOR SELECT TO {PUBLIC} USING ({is_public})",
        f"DROP POLICY IF EXISTS staff_rows ON {table}",
        f"CREATE POLICY staff_rows ON {table} TO {staff} USING (true) WITH CHECK (true)",
    ]


class Command(BaseCommand):
    help = "Gives each database role what it needs and no more."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements():
                cursor.execute(statement)

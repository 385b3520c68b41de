"""What a database holds, in a form that two clusters can be compared by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper
from psycopg import sql

# Nobody stays signed in across a restore, and addresses of browsers are not kept for good.
NOT_KEPT = ("django_session", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")

# Tables of extensions come with the extension.
TABLES = """
SELECT relname FROM pg_class AS c
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
ORDER BY relname
"""
# The sum does not depend on the order of the rows; md5 of their text is the same on every version.
CONTENT = """
SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text
FROM {} AS t
"""
SAME_TEXT = (
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO'",
    "SET LOCAL IntervalStyle = 'iso_8601'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
)


@dataclass(frozen=True)
class Content:
    """Rows of a table, and a checksum over all they hold (not over their order)."""

    rows: int
    checksum: str


def table_names(cursor: CursorWrapper) -> list[str]:
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def contents(cursor: CursorWrapper) -> Iterator[tuple[str, Content]]:
    """Every table that is kept, with its content. Must run in a transaction."""
    for statement in SAME_TEXT:
        cursor.execute(statement)
    for name in table_names(cursor):
        if name not in NOT_KEPT:
            yield name, _content(cursor, name)


def _content(cursor: CursorWrapper, table: str) -> Content:
    query: Any = sql.SQL(CONTENT).format(sql.Identifier(table))
    cursor.execute(query)
    rows, checksum = cursor.fetchone()
    return Content(rows, checksum)

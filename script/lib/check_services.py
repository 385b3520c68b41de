"""Says in one sentence what the database or the broker lacks, ours or the operator's."""

import os
import sys

import psycopg
import redis

ROLES = ["sozialmonitor_web", "sozialmonitor_worker", "sozialmonitor_public"]


def database_problem(url: str) -> str | None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            return missing_in(connection)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        return f"DATABASE_URL cannot be reached ({reason}): check address and server."


def missing_in(connection: psycopg.Connection) -> str | None:
    if connection.info.server_version < 150000:
        return "The database server is older than PostgreSQL 15: use a newer one."
    for extension in ["postgis", "btree_gist"]:
        if not connection.execute(
            "select 1 from pg_extension where extname = %s", [extension]
        ).fetchone():
            return (
                f"The database lacks {extension}: "
                f"let its administrator run in it: create extension {extension}"
            )
    for role in ROLES:
        member = connection.execute(
            "select pg_has_role(oid, 'member') from pg_roles where rolname = %s", [role]
        ).fetchone()
        if member != (True,):
            return (
                f"The login may not take on the role {role}: "
                "let the administrator run script/roles.sql (docs/operation.md)."
            )
    return None


def broker_problem(url: str) -> str | None:
    try:
        redis.Redis.from_url(url, socket_connect_timeout=10).ping()
    except (redis.RedisError, ValueError) as error:
        return f"REDIS_URL cannot be reached ({error}): check address and server."
    return None


if __name__ == "__main__":
    problem = database_problem(os.environ["DATABASE_URL"]) or broker_problem(
        os.environ["REDIS_URL"]
    )
    if problem:
        sys.exit(f"error: {problem}")

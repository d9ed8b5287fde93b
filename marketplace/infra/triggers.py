"""Triggers that keep the audit trail and the timeline append-only, whoever writes to the database.

A migration calls `create` and, on its way down, `drop`. TRUNCATE is left to the owner of the tables, who
puts a whole database back from a copy.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

TABLES = ("audit_entry", "state_change")
FUNCTION = "refuse_change"


def create(connection: Connection) -> None:
    """Refuse UPDATE and DELETE on the append-only tables from now on."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
            )
        )
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            connection.execute(text(_statement(connection.dialect.name, table, event)))


def drop(connection: Connection) -> None:
    """Allow them again."""
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            on_table = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {_name(table, event)}{on_table}"))
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DROP FUNCTION {FUNCTION}()"))


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def _statement(dialect: str, table: str, event: str) -> str:
    head = f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} FOR EACH ROW"
    if dialect == "postgresql":
        return f"{head} EXECUTE FUNCTION {FUNCTION}()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"

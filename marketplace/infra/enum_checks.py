"""For migrations: let a stored enum hold other values, without rebuilding its table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text


def allow(connection: Connection, table: str, column: str, enum: str, values: Sequence[str]) -> None:
    """Make the CHECK of `column` (a `stored_enum` named `enum`) allow exactly `values`.

    On SQLite the text of the schema is rewritten, as its makers advise for checks (lang_altertable,
    section 7), so that a large table need not be copied.
    """
    name = f"ck_{table}_{enum}"
    check = f"CONSTRAINT {name} CHECK ({column} IN ({', '.join(repr(value) for value in values)}))"
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
        connection.execute(text(f"ALTER TABLE {table} ADD {check}"))
        return
    (written,) = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), {"table": table}
    ).one()
    schema, found = re.subn(rf"CONSTRAINT {name} CHECK \({column} IN \([^)]*\)\)", check, written)
    if found != 1:
        raise LookupError(f"{table} has no check {name}")
    (version,) = connection.exec_driver_sql("PRAGMA schema_version").one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.execute(
        text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {"sql": schema, "table": table},
    )
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")

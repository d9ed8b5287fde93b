"""Keep the whole database beside itself and put it back within seconds: for the demo's *Mulai lagi*."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Table, text

from marketplace.infra.db import Base, db, sqlite_module

SCHEMA = "demo_snapshot"


def path_in(data_dir: Path) -> Path:
    return data_dir / "demo-snapshot.db"


def take(data_dir: Path) -> None:
    """Keep everything as it is now (a file on SQLite, a schema on PostgreSQL)."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        path_in(data_dir).unlink(missing_ok=True)
        raw = db.engine.raw_connection()
        raw.cursor().execute("VACUUM INTO ?", (str(path_in(data_dir)),))
        raw.close()
        return
    with db.engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        for table in Base.metadata.sorted_tables:
            connection.execute(text(f'CREATE TABLE {SCHEMA}."{table.name}" AS TABLE "{table.name}"'))


def exists(data_dir: Path) -> bool:
    """Whether there is something to go back to."""
    if db.engine.dialect.name == "sqlite":
        return path_in(data_dir).exists()
    with db.engine.connect() as connection:
        return connection.dialect.has_schema(connection, SCHEMA)


def restore(data_dir: Path) -> None:
    """Put everything back as `take` found it, in one transaction. Everybody is signed out by it."""
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        _restore_sqlite(path_in(data_dir))
    else:
        with db.engine.begin() as connection:
            _restore_tables(connection)


def _restore_sqlite(kept: Path) -> None:
    source = sqlite_module().connect(str(kept))
    live = db.engine.raw_connection()
    source.backup(live.driver_connection)
    live.close()
    source.close()


def _restore_tables(connection: Connection) -> None:
    tables = Base.metadata.sorted_tables
    names = ", ".join(f'"{table.name}"' for table in tables)
    connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    for table in tables:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join("NULL" if name in _late(table) else f'"{name}"' for name in _names(table))
        connection.execute(
            text(f'INSERT INTO "{table.name}" ({columns}) SELECT {values} FROM {SCHEMA}."{table.name}"')
        )
    for table in tables:
        _fill_late(connection, table)
        _move_sequence(connection, table)


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _late(table: Table) -> set[str]:
    """Columns of a circle of foreign keys, filled once both sides are there."""
    return {column.name for key in table.foreign_key_constraints if key.use_alter for column in key.columns}


def _fill_late(connection: Connection, table: Table) -> None:
    for name in _late(table):
        connection.execute(
            text(
                f'UPDATE "{table.name}" SET "{name}" = kept."{name}" FROM {SCHEMA}."{table.name}" kept '
                f'WHERE kept.id = "{table.name}".id'
            )
        )


def _move_sequence(connection: Connection, table: Table) -> None:
    if "id" in table.columns:
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), "
                f'(SELECT coalesce(max(id), 1) FROM "{table.name}"))'
            )
        )

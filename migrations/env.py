"""Runs migrations through the application's own engine, so that SQLite is opened as everywhere else."""

from __future__ import annotations

from logging.config import fileConfig
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import JSON
from sqlalchemy.types import TypeDecorator

config = context.config
if config.config_file_name is not None and config.attributes.get("configure_logger", True):
    fileConfig(config.config_file_name, disable_existing_loggers=False)

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write the type under our own decorators, so that old migrations never depend on today's code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def json_default_differs(
    _context: Any, _inspected: Any, column: Any, found: str | None, _wanted: Any, rendered: str | None
) -> bool | None:
    """Compare the defaults of JSON columns as text: PostgreSQL knows no equality of json."""
    if not isinstance(column.type, JSON):
        return None
    return (found or "").removesuffix("::json").strip("'") != (rendered or "").strip("'")


def run_migrations_online() -> None:
    with database.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # Batch mode rebuilds tables, which foreign keys would refuse half-way. Said past SQLAlchemy,
            # which would begin a transaction first: inside one SQLite takes no notice.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            **current_app.extensions["migrate"].configure_args
            | {"compare_server_default": json_default_differs},
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")


run_migrations_online()

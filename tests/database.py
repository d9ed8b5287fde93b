"""Brings the test database to the newest migration, once per run."""

from __future__ import annotations

from flask_migrate import upgrade

from marketplace.infra.db import db


def migrate_once() -> None:
    """Start from nothing and migrate up."""
    db.session.remove()
    db.drop_all()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        connection.commit()
    upgrade()

"""Migrations go up, down and up again on the chosen database, and leave nothing to be migrated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from marketplace.catalog.models import Product
from marketplace.infra.db import db
from marketplace.infra.readiness import HEAD_FILE
from marketplace.kernel import clock
from tests.catalog import factories, test_hampers

pytestmark = [pytest.mark.db, pytest.mark.two_connections]


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def test_up_down_up(own_database):
    before = tables()
    downgrade(revision="base")
    assert tables() <= {"alembic_version"}
    upgrade()
    assert tables() == before


def test_the_models_are_what_the_migrations_made(own_database):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert context.get_current_revision() == HEAD_FILE.read_text().strip()
        assert compare_metadata(context, db.metadata) == []


def test_what_is_stored_survives_a_rebuild_of_its_table(own_database):
    """SQLite changes a table by making it anew; what points at its rows must not stand in the way."""
    business, owner = factories.shop()
    made = factories.live(business, owner)
    code = made.code
    db.session.remove()
    downgrade(revision="0004")
    upgrade()
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT code, (SELECT count(*) FROM price_change) FROM product"))
        assert kept.all() == [(code, 1)]


def test_hampers_that_were_there_before_end_with_the_first_of_their_parts(own_database):
    business, owner = factories.shop()
    soon = clock.today() + timedelta(days=5)
    first, second, third = (
        factories.live(business, owner, name=f"Keripik {number}", valid_until=day)
        for number, day in enumerate((soon, soon + timedelta(days=4), None))
    )
    ends = {
        test_hampers.make(owner, (first, 1), (second, 1), (third, 2)).id: soon,
        test_hampers.make(owner, (second, 1), (third, 1)).id: soon + timedelta(days=4),
    }
    ends |= {one.id: None for one in (first, second, third)}
    db.session.remove()
    downgrade(revision="0017")
    upgrade()
    found = db.session.execute(select(Product.id, Product.parts_until))
    assert {row.id: row.parts_until for row in found} == ends

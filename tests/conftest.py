"""The suite's house: one app, one migrated database, one outer transaction per test, a strict client."""

from __future__ import annotations

import gc
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from marketplace.app import create_app
from marketplace.infra import sessions
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyRef, Role
from marketplace.settings import Settings
from tests.client import StrictClient
from tests.database import migrate_once
from tests.demo.loaded import demo_app, demo_folder

__all__ = ["demo_app", "demo_folder"]  # fixtures that several folders of tests share

TEST_DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "")


def pytest_collection_finish() -> None:
    """What was imported stays to the end, so it need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def settings(data_dir: Path) -> Settings:
    return Settings(
        data_dir=data_dir,
        database_url=TEST_DATABASE_URL,
        testing=True,
        rate_limits="strict",
        mail_url="file://",
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """The application on a migrated database."""
    app = create_app(settings)
    app.test_client_class = StrictClient
    with app.app_context():
        migrate_once()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _clean_clock() -> Iterator[None]:
    """No test leaves the clock moved or standing still."""
    yield
    assert not clock.offset()
    assert datetime.now(UTC) - clock.now() < timedelta(minutes=1)


@pytest.fixture
def database(app: Flask) -> Iterator[None]:
    """One outer transaction; whatever the test commits is a savepoint of it and is undone at the end."""
    with app.app_context():
        connection = db.engine.connect().execution_options(writing=True)
        outer = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield
        db.session.remove()
        outer.rollback()
        connection.close()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")


@pytest.fixture
def session(database: None) -> Session:
    return db.session()


@pytest.fixture
def uow() -> Callable[..., AbstractContextManager[tuple[Session, Actor]]]:
    """`with uow(actor) as (session, actor):` a unit of work as the given actor."""

    def open_as(actor: Actor | None = None) -> AbstractContextManager[tuple[Session, Actor]]:
        return unit_of_work(actor=actor or Actor.system("tests"))

    return open_as


@pytest.fixture
def client(app: Flask, database: None) -> StrictClient:
    """A browser without a session."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def as_actor(app: Flask, database: None) -> Callable[..., StrictClient]:
    """`as_actor(user_id, Role.PPK, PartyRef(...), code="…")`: a signed-in, stepped-up browser."""

    def sign_in(
        user_id: int,
        role: Role = Role.SHOPPER,
        party: PartyRef | None = None,
        *,
        code: str = "",
        label: str = "",
        mandate_id: int | None = None,
        stepped_up: bool = True,
    ) -> StrictClient:
        with unit_of_work(actor=Actor.system("tests")) as (session, _actor):
            row, token = sessions.open_session(session, user_id=user_id, role=role)
            row.party_kind, row.party_id = (party.kind, party.id) if party else (None, None)
            row.party_code, row.party_label, row.mandate_id = code, label, mandate_id
            row.stepped_up_at = sessions.wall_clock() if stepped_up else None
        client = app.test_client()
        client.set_cookie("sid", token)
        return client  # type: ignore[return-value]

    return sign_in


@pytest.fixture
def own_database(settings: Settings, app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A real database of its own, for tests marked `two_connections`: a clone of the migrated one."""
    if TEST_DATABASE_URL:
        url, drop = _clone_postgres(TEST_DATABASE_URL)
    else:
        with app.app_context():
            # Another program on this file may keep its log open: fold it in, so that the copy is whole.
            raw = db.engine.raw_connection()
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
            db.engine.dispose()
        shutil.copy(settings.data_dir / "lapak.db", tmp_path / "lapak.db")
        url, drop = f"sqlite:///{tmp_path}/lapak.db", lambda: None
    own = create_app(replace(settings, data_dir=tmp_path, database_url=url))
    with own.app_context():
        db.session.remove()
        yield own
        db.session.remove()
        db.engine.dispose()
    drop()
    create_app(settings)


def _clone_postgres(base: str) -> tuple[str, Callable[[], None]]:
    source = make_url(base.replace("postgresql://", "postgresql+psycopg://", 1))
    name = f"clone_{uuid.uuid4().hex[:10]}"
    admin = create_engine(source.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = :name AND pid <> pg_backend_pid()"
            ),
            {"name": source.database},
        )
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{source.database}"'))

    def drop() -> None:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()

    return source.set(database=name, drivername="postgresql").render_as_string(hide_password=False), drop

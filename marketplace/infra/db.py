"""The database: typed base, column types, and how connections are opened on SQLite and PostgreSQL."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from enum import StrEnum
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import JSON, BigInteger, Connection, Date, DateTime, Engine, Enum, MetaData, String, event
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from marketplace.kernel.money import Rupiah

log = logging.getLogger(__name__)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values going in, gives aware UTC coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class RupiahType(TypeDecorator[Rupiah]):
    """Integer rupiah in the database, `Rupiah` in the program."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Rupiah | int | None, dialect: Dialect) -> int | None:
        return value.amount if isinstance(value, Rupiah) else value

    def process_result_value(self, value: int | None, dialect: Dialect) -> Rupiah | None:
        return None if value is None else Rupiah(int(value))


def stored_enum(kind: type[StrEnum], name: str | None = None) -> Enum:
    """A StrEnum as text with a CHECK; give `name` when one table holds two columns of one enum."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        name=name or kind.__name__.lower(),
    )


class Base(DeclarativeBase):
    """Base of all tables. Integer keys never leave the database; public things carry a `code`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        date: Date(),
        Rupiah: RupiahType(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        list[str]: JSON(),
        str: String(),
    }


class GuardedSession(FlaskSession):
    """A session that writes only inside a unit of work and honours an explicit bind (tests)."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return self.bind if self.bind is not None else super().get_bind(*args, **kwargs)


@event.listens_for(GuardedSession, "before_flush")
def _writes_need_a_unit_of_work(session: Session, _context: object, _instances: object) -> None:
    if not session.info.get("unit_of_work"):
        raise RuntimeError("a change was flushed outside unit_of_work()")


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"class_": GuardedSession, "expire_on_commit": False, "autoflush": True},
)


def sqlite_module() -> ModuleType:
    """The newest SQLite library here: the wheel where it exists, else the standard one."""
    try:
        return import_module("pysqlite3.dbapi2")
    except ImportError:
        return import_module("sqlite3.dbapi2")


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug (3.51.3, 3.50.7, 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine`: the SQLite module, or a modest PostgreSQL pool."""
    if url.startswith("sqlite"):
        return {"module": sqlite_module(), "connect_args": {"timeout": 5, "check_same_thread": False}}
    return {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}


def prepare_engine(engine: Engine) -> None:
    """Attach the SQLite connection set-up and the explicit BEGIN that makes writers wait in line."""
    if engine.dialect.name != "sqlite" or engine.dialect.__dict__.get("_lapak_prepared"):
        return
    engine.dialect.__dict__["_lapak_prepared"] = True
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    safe = wal_is_safe(sqlite_module().sqlite_version_info)
    if not safe:
        log.warning("this SQLite has the WAL-reset bug; using journal_mode=TRUNCATE")
    for pragma in (
        f"journal_mode={'WAL' if safe else 'TRUNCATE'}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "secure_delete=ON",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

"""Tables of imports: which file was read how far, and which row became which product."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalog.states import ImportState
from marketplace.infra.db import Base, stored_enum


class Verdict(StrEnum):
    """What a row of a shop's table does, or did, to the shop's products."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class ImportRun(Base):
    """One reading of one file; `rows_done` is where an interrupted reading goes on.

    business_id and what follows: only where a shop sent its own table. The counts then are what is expected
    until the run is done, and what came of it afterwards. user_id, role, mandate_id: who said go, and under
    which right, which is read again at every step. `ignored`: names of columns that are none of ours.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        Index(None, "file_sha256", "finished_at"),
        Index(None, "business_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    filename: Mapped[str]
    file_sha256: Mapped[str]
    publish: Mapped[bool]
    rows_done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    business_id: Mapped[int | None] = mapped_column(ForeignKey("business.id"))
    state: Mapped[ImportState | None] = mapped_column(stored_enum(ImportState))
    user_id: Mapped[int | None]
    role: Mapped[str | None]
    mandate_id: Mapped[int | None]
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    ignored: Mapped[list[Any] | None]


class ImportLine(Base):
    """One row of a shop's table: its cells as text by column, and what is to come or came of it.

    errors: column key ("" for the whole row) to sentence. changes: rows of {label, before, after}.
    seen_version: the product's version when the row was looked at; None for a new product.
    """

    __tablename__ = "import_line"
    __table_args__ = (UniqueConstraint("run_id", "number"), Index(None, "run_id", "verdict", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    number: Mapped[int]
    cells: Mapped[dict[str, Any]]
    verdict: Mapped[Verdict] = mapped_column(stored_enum(Verdict))
    errors: Mapped[dict[str, Any]]
    changes: Mapped[list[Any]]
    seen_version: Mapped[int | None]
    done: Mapped[bool] = mapped_column(default=False, server_default=false())


class ImportedRow(Base):
    """A row of a source and the product it became; an equal `fingerprint` means nothing is to be done."""

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str]
    fingerprint: Mapped[str]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))


class ImportSource(Base):
    """The demo shop that stands for a source."""

    __tablename__ = "import_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))

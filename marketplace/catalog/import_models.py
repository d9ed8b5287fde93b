"""Tables of imports: which file was read how far, and which row became which product."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.infra.db import Base


class ImportRun(Base):
    """One reading of one file; `rows_done` is where an interrupted reading goes on."""

    __tablename__ = "import_run"
    __table_args__ = (Index(None, "file_sha256", "finished_at"),)

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

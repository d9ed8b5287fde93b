"""Issued papers: numbers from locked series, frozen snapshots, stored bytes and their hash."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.documents.kinds import PaperKind
from marketplace.infra.db import Base, stored_enum


class NumberSeries(Base):
    """The numbers of one party's papers of one kind in one year; `last` is locked while one is taken.

    `pattern` holds `{seq}`, `{roman_month}` and `{year}`, as the office writes its letters.
    """

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("party_kind", "party_id", "kind", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    party_kind: Mapped[str]
    party_id: Mapped[int]
    kind: Mapped[PaperKind] = mapped_column(stored_enum(PaperKind))
    year: Mapped[int]
    pattern: Mapped[str]
    last: Mapped[int] = mapped_column(default=0)


class IssuedDocument(Base):
    """A paper as it was issued. The stored bytes are the document; it is never set again."""

    __tablename__ = "issued_document"
    __table_args__ = (UniqueConstraint("series_id", "seq"), Index(None, "subject_kind", "subject_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PaperKind] = mapped_column(stored_enum(PaperKind))
    series_id: Mapped[int] = mapped_column(ForeignKey("number_series.id"))
    seq: Mapped[int]
    number: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    template_version: Mapped[str]
    snapshot: Mapped[dict[str, Any]]
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str | None]


class DocumentParty(Base):
    """Who may read a paper besides those that the room of its subject lets in."""

    __tablename__ = "document_party"
    __table_args__ = (UniqueConstraint("document_id", "party_kind", "party_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    party_kind: Mapped[str]
    party_id: Mapped[int]

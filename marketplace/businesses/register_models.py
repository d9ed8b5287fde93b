"""That somebody looked a business up in an official register, when, and what they saw."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.businesses.registers import LookupResult
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal


class RegisterLookup(Base):
    """One look into one register; the newest one counts, until `valid_until`. Rows are never changed.

    `looked_for`: a mark of the name and NPWP that were looked for; once they change, the look counts no more.
    """

    __tablename__ = "register_lookup"
    __table_args__ = (Index(None, "business_id", "register", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    register: Mapped[str]
    source: Mapped[str]
    result: Mapped[LookupResult] = mapped_column(stored_enum(LookupResult))
    words: Mapped[str] = mapped_column(
        EncryptedText("register_lookup.words"), info=personal("register entry")
    )
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    looked_for: Mapped[str]
    looked_by: Mapped[int | None]
    looked_at: Mapped[datetime]
    valid_until: Mapped[date]

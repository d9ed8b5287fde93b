"""Days on which a shop rests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.infra.db import Base


class Vacation(Base):
    """From a day to a day, both of them included, with what buyers read; it counts until it is cancelled."""

    __tablename__ = "vacation"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        Index(None, "business_id", "to_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    message: Mapped[str]
    set_by: Mapped[int | None]
    set_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

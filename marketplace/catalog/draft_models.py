"""What is being written and is no product yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.infra.db import Base


class OpenDraft(Base):
    """The new product that one person is writing for one business; other people never see it.

    `typed` holds the fields as they were typed, readable or not, by name. `photo` is a stored photo, its
    digest and the hash of each width, or None. `done_key` is the key of the form that was carried out last:
    what that form still sends afterwards comes too late and is dropped.
    """

    __tablename__ = "open_draft"
    __table_args__ = (UniqueConstraint("business_id", "user_id"), Index(None, "updated_at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    photo: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    done_key: Mapped[str | None]
    updated_at: Mapped[datetime]

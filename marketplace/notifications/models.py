"""The inbox of a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.infra.db import Base
from marketplace.infra.personal_data import personal


class Notice(Base):
    """One piece of news for one person.

    kind: what it is about, `<room>.<event>`. url: the local address of the page to open.
    deadline: until when the person has to act. key: names the fact, so that telling it twice is harmless.
    settled_at: the person has nothing to do any more; no reminder follows.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("user_id", "key"), Index("ix_notice_unread", "user_id", "read_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(info=personal("news about the person"))
    url: Mapped[str]
    deadline: Mapped[datetime | None]
    key: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class NoticeRefusal(Base):
    """A person wants no more news of one kind, of those that may be stopped (`choices.offer`)."""

    __tablename__ = "notice_refusal"
    __table_args__ = (UniqueConstraint("user_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str]
    refused_at: Mapped[datetime]

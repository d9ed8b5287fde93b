"""Helpers, the requests they answer, and the engagements that follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.assistance.states import RequestState
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal


class HelperProfile(Base):
    """A person admitted as a helper; `capacity` is how many businesses they can accompany at a time."""

    __tablename__ = "helper_profile"
    __table_args__ = (CheckConstraint("capacity > 0", name="capacity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    region_code: Mapped[str]
    bio: Mapped[str] = mapped_column(
        EncryptedText("helper_profile.bio"), default="", info=personal("biography")
    )
    capacity: Mapped[int] = mapped_column(default=8)
    admitted_at: Mapped[datetime]
    admitted_by: Mapped[int | None]
    suspended_at: Mapped[datetime | None]


class HelperArea(Base):
    """A region (of any level) in which a helper visits businesses."""

    __tablename__ = "helper_area"
    __table_args__ = (UniqueConstraint("helper_profile_id", "region_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    helper_profile_id: Mapped[int] = mapped_column(ForeignKey("helper_profile.id"))
    region_code: Mapped[str]


class HelpRequest(Base):
    """An owner asks for somebody at her side; `text` is in her own words."""

    __tablename__ = "help_request"
    __table_args__ = (
        Index(None, "state", "region_code"),
        Index(
            "uq_help_request_open",
            "business_id",
            unique=True,
            sqlite_where=text("state IN ('open', 'accepted', 'active')"),
            postgresql_where=text("state IN ('open', 'accepted', 'active')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    topic: Mapped[str]
    text: Mapped[str] = mapped_column(EncryptedText("help_request.text"), info=personal("own words"))
    region_code: Mapped[str]
    state: Mapped[RequestState] = mapped_column(stored_enum(RequestState))
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Engagement(Base):
    """One helper accompanies one business, from accepting its request until it is done."""

    __tablename__ = "engagement"
    __table_args__ = (Index(None, "helper_profile_id", "ended_at"), Index(None, "business_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    help_request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    helper_profile_id: Mapped[int] = mapped_column(ForeignKey("helper_profile.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(default="")


class Visit(Base):
    """A meeting of helper and owner: planned for an instant, held or not."""

    __tablename__ = "visit"
    __table_args__ = (Index(None, "engagement_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    at: Mapped[datetime]
    place: Mapped[str]
    note: Mapped[str] = mapped_column(EncryptedText("visit.note"), default="", info=personal("visit note"))
    held_at: Mapped[datetime | None]

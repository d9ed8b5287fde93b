"""Tables of people: account, roles on the platform, consents, and what signing in and recovery need."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.accounts.states import InPersonState
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.messages import Channel
from marketplace.infra.personal_data import personal
from marketplace.kernel.actor import Role


class Account(Base):
    """A person. Phone and e-mail are kept encrypted and found by a blind index; at least one is there.

    `totp_last_step` is the last 30-second step whose code was accepted: a code works once. A new
    authenticator waits in `totp_pending_secret` until it has given a right code.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "phone_index IS NOT NULL OR email_index IS NOT NULL OR closed_at IS NOT NULL", name="reachable"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(info=personal("name"))
    honorific: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(EncryptedText("account.phone"), info=personal("phone"))
    phone_index: Mapped[str | None] = mapped_column(unique=True)
    phone_checked_at: Mapped[datetime | None]
    email: Mapped[str | None] = mapped_column(EncryptedText("account.email"), info=personal("email"))
    email_index: Mapped[str | None] = mapped_column(unique=True)
    email_checked_at: Mapped[datetime | None]
    password_hash: Mapped[str]
    password_changed_at: Mapped[datetime]
    totp_secret: Mapped[str | None] = mapped_column(EncryptedText("account.totp_secret"))
    totp_pending_secret: Mapped[str | None] = mapped_column(EncryptedText("account.totp_pending_secret"))
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class PlatformRole(Base):
    """A role on the platform itself, for a region or (region_code null) the whole country."""

    __tablename__ = "platform_role"
    __table_args__ = (
        UniqueConstraint("user_id", "role"),
        CheckConstraint("role IN ('verifier', 'dinas', 'admin')", name="platform_only"),
        CheckConstraint("role <> 'dinas' OR region_code IS NOT NULL", name="dinas_has_region"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    region_code: Mapped[str | None]
    granted_by: Mapped[int | None]
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Consent(Base):
    """What a person agreed to, word by word, through which channel and when (UU 27/2022 Pasal 22)."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    purpose: Mapped[str]
    text_version: Mapped[str]
    text: Mapped[str] = mapped_column(info=personal("consent"))
    channel: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class PendingSignIn(Base):
    """The password was right, the second factor is still missing; belongs to one anonymous session."""

    __tablename__ = "pending_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("web_session.id", ondelete="CASCADE"), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]


class PhoneProof(Base):
    """A phone number that waits for the code sent to it; belongs to one session.

    Before there is an account it holds the password that was chosen too (empty for a signed-in person).
    `secret_hash` is null while no code went out.
    """

    __tablename__ = "phone_proof"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    session_id: Mapped[int] = mapped_column(ForeignKey("web_session.id", ondelete="CASCADE"), unique=True)
    phone: Mapped[str] = mapped_column(EncryptedText("phone_proof.phone"), info=personal("phone"))
    password_hash: Mapped[str] = mapped_column(default="")
    secret_hash: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]


class RecoveryRequest(Base):
    """Somebody forgot a password. Unknown addresses get a row too, without account and code."""

    __tablename__ = "recovery_request"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    channel: Mapped[Channel] = mapped_column(stored_enum(Channel))
    secret_hash: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCard(Base):
    """A printed card of one-time codes; making a new one ends the old."""

    __tablename__ = "recovery_card"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """One code of a card, kept only as a keyed hash."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("card_id", "secret_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("recovery_card.id"))
    secret_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class InPersonRecovery(Base):
    """Giving an account back to somebody who stands before the staff; at most one runs for an account.

    paper: the kind of identity paper that was seen. seen: what the staff noted, without number or copy.
    ready_at: from when a code may be handed over. secret_until: how long the code that was handed over works.
    """

    __tablename__ = "in_person_recovery"
    __table_args__ = (
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> opened_by", name="two_people"),
        Index(
            "uq_in_person_recovery_user_id",
            "user_id",
            unique=True,
            sqlite_where=text("state IN ('opened', 'confirmed', 'handed')"),
            postgresql_where=text("state IN ('opened', 'confirmed', 'handed')"),
        ),
        Index(None, "state", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[InPersonState] = mapped_column(stored_enum(InPersonState))
    paper: Mapped[str]
    seen: Mapped[str] = mapped_column(EncryptedText("in_person_recovery.seen"), info=personal("identity"))
    reason: Mapped[str] = mapped_column(default="")
    opened_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime]
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    secret_hash: Mapped[str | None] = mapped_column(unique=True)
    secret_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

"""Server-side sessions: a row for each, found by the hash of a random token that only the browser has."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra.db import Base, stored_enum
from marketplace.infra.sweeping import sweep
from marketplace.kernel import clock
from marketplace.kernel.actor import PartyKind, PartyRef, Role

OFFICE_ROLES = frozenset(
    {Role.PP, Role.PPK, Role.POKJA, Role.TREASURER, Role.AUDITOR, Role.VERIFIER, Role.DINAS, Role.ADMIN}
)
OFFICE_LIFETIME = timedelta(hours=10)
LIFETIME = timedelta(days=30)
ANONYMOUS_LIFETIME = timedelta(hours=12)
STEP_UP_IDLE = timedelta(minutes=30)


class WebSession(Base):
    """One signed-in (or, on a few pages, anonymous) browser, acting in one role for one party."""

    __tablename__ = "web_session"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None]
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    party_kind: Mapped[PartyKind | None] = mapped_column(stored_enum(PartyKind))
    party_id: Mapped[int | None]
    party_code: Mapped[str] = mapped_column(default="")
    party_label: Mapped[str] = mapped_column(default="")
    mandate_id: Mapped[int | None]
    csrf_secret: Mapped[str]
    stepped_up_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    @property
    def party(self) -> PartyRef | None:
        if self.party_kind is None or self.party_id is None:
            return None
        return PartyRef(self.party_kind, self.party_id)


def wall_clock() -> datetime:
    """Real time: moving the demo clock must neither end sessions nor keep them alive."""
    return clock.now() - clock.offset()


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    session: Session, *, user_id: int | None, role: Role, browser: str = ""
) -> tuple[WebSession, str]:
    """A new session and its token. The token is shown once: to the browser."""
    token = secrets.token_urlsafe(32)
    now = wall_clock()
    row = WebSession(
        token_hash=hash_token(token),
        user_id=user_id,
        role=role,
        csrf_secret=secrets.token_urlsafe(32),
        browser=browser[:120],
        created_at=now,
        expires_at=now + lifetime(role, signed_in=user_id is not None),
    )
    session.add(row)
    session.flush()
    return row, token


def lifetime(role: Role, *, signed_in: bool) -> timedelta:
    """How long a session lives at most: office roles ten hours, others thirty days."""
    if not signed_in:
        return ANONYMOUS_LIFETIME
    return OFFICE_LIFETIME if role in OFFICE_ROLES else LIFETIME


def find(session: Session, token: str) -> WebSession | None:
    """The live session of a token, or None when it ended or was revoked."""
    query = select(WebSession).where(
        WebSession.token_hash == hash_token(token),
        WebSession.revoked_at.is_(None),
        WebSession.expires_at > wall_clock(),
    )
    return session.scalar(query)


def rotate(session: Session, row: WebSession) -> str:
    """Give a session a new token and CSRF secret: after sign-in, step-up and change of role."""
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_token(token)
    row.csrf_secret = secrets.token_urlsafe(32)
    session.flush()
    return token


def revoke(session: Session, row: WebSession) -> None:
    row.revoked_at = wall_clock()
    session.flush()


def revoke_all(session: Session, user_id: int, *, but: int | None = None) -> int:
    """End every session of a person, except one; returns how many ended."""
    live = update(WebSession).where(WebSession.user_id == user_id, WebSession.revoked_at.is_(None))
    if but is not None:
        live = live.where(WebSession.id != but)
    return int(session.execute(live.values(revoked_at=wall_clock())).rowcount)  # type: ignore[attr-defined]


def forget_ended(session: Session, now: datetime) -> bool:
    """Remove anonymous sessions that are over, and others a month after their end.

    A person's sessions stay that long, because the list of their browsers is theirs to export.
    """
    over = WebSession.expires_at < now
    long_over = WebSession.expires_at < now - LIFETIME
    return sweep(session, WebSession, (over & WebSession.user_id.is_(None)) | long_over)

"""Reading accounts. Phone and e-mail are found by their blind index, never by their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Account, Consent, PlatformRole, RecoveryCard, RecoveryCode
from marketplace.infra.crypto import blind_index
from marketplace.infra.sessions import WebSession, wall_clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.identifiers import Phone
from marketplace.kernel.masking import mask_email

PHONE_COLUMN, EMAIL_COLUMN = "account.phone", "account.email"


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a person can be reached: phone in E.164, e-mail in lower case; None where there is none."""

    phone: str | None
    email: str | None


def name_of(session: Session, user_id: int) -> str | None:
    """How a person is called; None for a closed or unknown account."""
    return session.scalar(select(Account.name).where(Account.id == user_id, Account.closed_at.is_(None)))


def names_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names by account id, also of closed accounts (papers and timelines name who acted)."""
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def account(session: Session, user_id: int) -> Account:
    """An open account by id; raises NotFound."""
    found = session.scalar(select(Account).where(Account.id == user_id, Account.closed_at.is_(None)))
    if found is None:
        raise NotFound(f"account {user_id}")
    return found


def account_by_code(session: Session, code: str) -> Account | None:
    return session.scalar(select(Account).where(Account.code == code, Account.closed_at.is_(None)))


def account_by_email(session: Session, email: str) -> Account | None:
    index = blind_index(email.strip().lower(), EMAIL_COLUMN)
    return session.scalar(select(Account).where(Account.email_index == index, Account.closed_at.is_(None)))


def account_by_phone(session: Session, phone: str) -> Account | None:
    """By a number written any usual way; None also for what is no number."""
    try:
        number = Phone.parse(phone).value
    except DomainError:
        return None
    index = blind_index(number, PHONE_COLUMN)
    return session.scalar(select(Account).where(Account.phone_index == index, Account.closed_at.is_(None)))


def account_by_contact(session: Session, text: str) -> Account | None:
    """By what a person types to sign in: an e-mail address if there is an @, else a phone number."""
    return account_by_email(session, text) if "@" in text else account_by_phone(session, text)


def contact_of(session: Session, user_id: int) -> Contact:
    row = session.execute(select(Account.phone, Account.email).where(Account.id == user_id)).one_or_none()
    return Contact(row.phone, row.email) if row else Contact(None, None)


def masked_contact(account: Account) -> str:
    """What a person signs in with, so that only they recognise it: `0812••••7890` or `s•••@contoh.id`."""
    if account.phone:
        return Phone(account.phone).masked
    return mask_email(account.email) if account.email else ""


def phone_is_checked(session: Session, user_id: int) -> bool:
    """Whether the person's number gave the code that was sent to it."""
    checked = select(Account.id).where(Account.id == user_id, Account.phone_checked_at.is_not(None))
    return session.scalar(checked) is not None


def platform_roles(session: Session, user_id: int) -> Sequence[PlatformRole]:
    """The person's roles on the platform that have not ended."""
    held = select(PlatformRole).where(PlatformRole.user_id == user_id, PlatformRole.ended_at.is_(None))
    return session.scalars(held.order_by(PlatformRole.id)).all()


def consents(session: Session, actor: Actor) -> Sequence[Consent]:
    """What the actor agreed to, newest first; the newest hundred."""
    mine = select(Consent).where(Consent.user_id == actor.user_id)
    return session.scalars(mine.order_by(Consent.id.desc()).limit(100)).all()


def live_sessions(session: Session, actor: Actor) -> Sequence[WebSession]:
    """The browsers in which the actor is signed in now, newest first; the newest fifty."""
    live = select(WebSession).where(
        WebSession.user_id == actor.user_id,
        WebSession.revoked_at.is_(None),
        WebSession.expires_at > wall_clock(),
    )
    return session.scalars(live.order_by(WebSession.id.desc()).limit(50)).all()


def card_codes_left(session: Session, user_id: int) -> int | None:
    """How many codes of the recovery card are unused; None without a card."""
    card_id = session.scalar(
        select(RecoveryCard.id).where(RecoveryCard.user_id == user_id, RecoveryCard.replaced_at.is_(None))
    )
    if card_id is None:
        return None
    unused = select(RecoveryCode.id).where(RecoveryCode.card_id == card_id, RecoveryCode.used_at.is_(None))
    return len(session.scalars(unused).all())


def count(session: Session) -> int:
    """How many people have an account."""
    return session.scalar(select(func.count(Account.id))) or 0

"""From a right password to a session, and from one seat to another; the token changes at every step."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.accounts import passwords, policies, second_factor, services
from marketplace.accounts.models import Account, PendingSignIn
from marketplace.infra import sessions
from marketplace.infra.sessions import WebSession
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import DomainError, NotFound

PENDING_FOR = timedelta(minutes=10)
WRONG_PASSWORD = "Sandi tidak cocok. Periksa huruf besar dan kecil."  # noqa: S105 - a message


class SecondFactorNeeded(Exception):
    """An office seat wants a one-time code first; `enrolled`: the person has an authenticator."""

    def __init__(self, *, enrolled: bool) -> None:
        super().__init__("second factor needed")
        self.enrolled = enrolled


def wait_for_second_factor(session: Session, *, session_id: int, user_id: int) -> None:
    """Note in an anonymous session that this person's password was right."""
    session.execute(delete(PendingSignIn).where(PendingSignIn.session_id == session_id))
    expires_at = sessions.wall_clock() + PENDING_FOR
    session.add(PendingSignIn(session_id=session_id, user_id=user_id, expires_at=expires_at))
    session.flush()


def waiting_user(session: Session, session_id: int) -> int | None:
    """Whose second factor an anonymous session waits for; None when nobody's or too long ago."""
    return session.scalar(
        select(PendingSignIn.user_id).where(
            PendingSignIn.session_id == session_id, PendingSignIn.expires_at > sessions.wall_clock()
        )
    )


def give_second_factor(
    session: Session, *, session_id: int, code: str, browser: str
) -> tuple[WebSession, str]:
    """Finish a waiting sign-in; NotFound when none waits, DomainError beside `code` for a wrong one."""
    user_id = waiting_user(session, session_id)
    if user_id is None:
        raise NotFound("no sign-in waits for a code")
    account = session.get_one(Account, user_id, with_for_update=True)
    if not second_factor.accept(session, account, code):
        raise DomainError(second_factor.WRONG_CODE, field="code")
    session.execute(delete(PendingSignIn).where(PendingSignIn.session_id == session_id))
    return enter(session, account, session_id=session_id, browser=browser, stepped_up=True)


def enter(
    session: Session, account: Account, *, session_id: int | None, browser: str, stepped_up: bool
) -> tuple[WebSession, str]:
    """Sign a person in as shopper; an anonymous session is carried over under a new token.

    A session of somebody who was signed in there before ends.
    """
    row = session.get(WebSession, session_id) if session_id else None
    if row is not None and row.user_id is not None:
        sessions.revoke(session, row)
        row = None
    if row is None:
        row, token = sessions.open_session(session, user_id=account.id, role=Role.SHOPPER, browser=browser)
    else:
        token = sessions.rotate(session, row)
    now = sessions.wall_clock()
    row.user_id, row.created_at = account.id, now
    row.stepped_up_at = now if stepped_up else None
    sit(row, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id), code=account.code, label=account.name)
    row.expires_at = now + sessions.lifetime(Role.SHOPPER, signed_in=True)
    session.flush()
    person = Actor(user_id=account.id, session_id=row.id, role=Role.SHOPPER)
    services.note(session, person, account, "accounts.sign_in", {"second_factor": stepped_up})
    return row, token


def sit(
    row: WebSession, role: Role, party: PartyRef, *, code: str, label: str, mandate_id: int | None = None
) -> None:
    """Put a session into a seat; an office seat shortens what is left of the session."""
    row.role, row.party_kind, row.party_id = role, party.kind, party.id
    row.party_code, row.party_label, row.mandate_id = code, label, mandate_id
    row.expires_at = min(row.expires_at, sessions.wall_clock() + sessions.lifetime(role, signed_in=True))


def take_seat(
    session: Session,
    actor: Actor,
    *,
    role: Role,
    party: PartyRef,
    code: str,
    label: str,
    mandate_id: int | None = None,
) -> str:
    """Let the actor act in another seat of theirs (the caller found it among them); gives the new token.

    Raises SecondFactorNeeded for an office seat without a one-time code in the last thirty minutes.
    """
    account = services.own_account(session, actor)
    row = session.get_one(WebSession, actor.session_id, with_for_update=True)
    if policies.needs_second_factor(role) and not has_second_factor(account, row):
        raise SecondFactorNeeded(enrolled=account.totp_confirmed_at is not None)
    sit(row, role, party, code=code, label=label, mandate_id=mandate_id)
    services.note(session, actor, account, "accounts.take_seat", {"role": role.value, "party": code})
    return sessions.rotate(session, row)


def has_second_factor(account: Account, row: WebSession) -> bool:
    """Whether this session gave a one-time code lately; with an authenticator there is no other step-up."""
    confirmed, given = account.totp_confirmed_at, row.stepped_up_at
    if confirmed is None or given is None or given < confirmed:
        return False
    return sessions.wall_clock() - given <= sessions.STEP_UP_IDLE


def step_up(session: Session, actor: Actor, *, proof: str) -> str:
    """Prove again who acts: by one-time code where there is an authenticator, else by password.

    Gives the new token; raises DomainError beside `code` or `password`.
    """
    account = services.own_account(session, actor)
    prove(session, account, proof)
    services.note(session, actor, account, "accounts.step_up")
    return _stepped_up(session, actor)


def prove(session: Session, account: Account, proof: str) -> None:
    """DomainError beside `code` (where there is a second factor) or `password` unless the proof is right."""
    if account.totp_confirmed_at is not None:
        if not second_factor.accept(session, account, proof):
            raise DomainError(second_factor.WRONG_CODE, field="code")
    elif not passwords.matches(account.password_hash, proof):
        raise DomainError(WRONG_PASSWORD, field="password")


def change_password(session: Session, actor: Actor, *, password: str) -> str:
    """Give the actor a new password; every other session of the person ends. Gives the new token."""
    services.set_password(session, actor, services.own_account(session, actor), password=password)
    return sessions.rotate(session, session.get_one(WebSession, actor.session_id, with_for_update=True))


def confirm_authenticator(session: Session, actor: Actor, *, code: str) -> str:
    """Switch a new authenticator on; its first code is this session's second factor. Gives the new token."""
    second_factor.confirm_enrolment(session, actor, code=code)
    return _stepped_up(session, actor)


def _stepped_up(session: Session, actor: Actor) -> str:
    row = session.get_one(WebSession, actor.session_id, with_for_update=True)
    row.stepped_up_at = sessions.wall_clock()
    return sessions.rotate(session, row)

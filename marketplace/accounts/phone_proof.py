"""A phone number proves itself by the code that is sent to it: before there is an account, or later."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.accounts import passwords, policies, queries, services
from marketplace.accounts.models import Account, PhoneProof
from marketplace.infra import messages, sessions
from marketplace.infra.crypto import blind_index
from marketplace.infra.messages import Channel
from marketplace.infra.sweeping import sweep
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, NotFound

VALID_FOR = timedelta(minutes=15)
KEPT_FOR = timedelta(hours=2)
AGAIN_AFTER = timedelta(seconds=60)
MAX_ATTEMPTS = 5
SECRET_COLUMN = "phone_proof.secret_hash"  # noqa: S105 - a column
WRONG_CODE = "Kode tidak cocok atau sudah lewat waktu. Periksa lagi, atau minta kode baru."
TAKEN = "Nomor HP ini sudah punya akun. Masuk dengan akun itu."


def sends_codes() -> bool:
    """Whether a code can reach anybody here: a phone, or in development the page of sent messages."""
    return messages.reaches_phones() or policies.may_read_messages_here()


def waiting(session: Session, session_id: int, *, lock: bool = False) -> PhoneProof | None:
    """What waits in a session; None when nothing does or it is too old."""
    query = select(PhoneProof).where(
        PhoneProof.session_id == session_id, PhoneProof.expires_at > sessions.wall_clock()
    )
    return session.scalar(query.with_for_update() if lock else query)


def keep_password(session: Session, session_id: int, *, password: str) -> None:
    """Keep the password of the account to be, as a hash, so that nobody types it twice."""
    proof = waiting(session, session_id, lock=True) or _new(session, session_id)
    proof.password_hash = passwords.hashed(password)
    session.flush()


def ask(session: Session, session_id: int, *, phone: str, again: bool = False) -> PhoneProof:
    """Send a code to a number, unless one went there a short while ago (`again`: a minute, else 15).

    Raises DomainError beside `phone` for a number that is none or already has an account.
    """
    number = services.read_phone(phone)
    if queries.account_by_phone(session, number) is not None:
        raise DomainError(TAKEN, field="phone")
    return _send(session, session_id, number, again=again)


def ask_for_own(session: Session, actor: Actor, *, again: bool = False) -> PhoneProof:
    """Send a code to the number of the actor's own account; NotFound without one."""
    account = services.own_account(session, actor)
    if account.phone is None or actor.session_id is None:
        raise NotFound("no phone number to prove")
    return _send(session, actor.session_id, account.phone, again=again)


def _send(session: Session, session_id: int, number: str, *, again: bool) -> PhoneProof:
    proof, now = waiting(session, session_id, lock=True) or _new(session, session_id), sessions.wall_clock()
    pause = AGAIN_AFTER if again else VALID_FOR
    if proof.phone == number and proof.sent_at is not None and now < proof.sent_at + pause:
        return proof
    proof.phone, proof.attempts, proof.sent_at, proof.secret_hash = number, 0, None, None
    if sends_codes():
        digits = f"{secrets.randbelow(10**6):06d}"
        proof.sent_at, proof.secret_hash = now, _hash(proof, digits)
        messages.request(
            session,
            channel=Channel.WHATSAPP,
            recipient=number,
            subject="Kode untuk nomor HP Anda",
            body=f"Kode Anda {digits}, berlaku 15 menit. Jangan berikan kepada siapa pun, termasuk kami.",
        )
    session.flush()
    return proof


def try_code(session: Session, session_id: int, digits: str) -> bool:
    """Count a try and tell whether the digits are right. Call it in a unit of work of its own."""
    proof = waiting(session, session_id, lock=True)
    if proof is None or proof.attempts >= MAX_ATTEMPTS:
        return False
    proof.attempts += 1
    session.flush()
    return _is_right(proof, digits)


def open_account(session: Session, actor: Actor, session_id: int, *, digits: str) -> Account:
    """Make the account of a number that gave its code a moment ago.

    Where no code can be sent the number stays unchecked. Raises DomainError beside `digits` or `phone`.
    """
    proof = waiting(session, session_id, lock=True)
    if proof is None or not proof.password_hash:
        raise NotFound("no sign-up waits here")
    checked = proof.secret_hash is not None
    if (checked and not _is_right(proof, digits)) or (not checked and sends_codes()):
        raise DomainError(WRONG_CODE, field="digits")
    account = services.open_account(
        session, actor, phone=proof.phone, password_hash=proof.password_hash, checked=checked
    )
    session.execute(delete(PhoneProof).where(PhoneProof.id == proof.id))
    return account


def check_own(session: Session, actor: Actor, *, digits: str) -> Account:
    """Note that the actor's own number gave its code. Raises DomainError beside `digits`."""
    account = services.own_account(session, actor)
    proof = waiting(session, actor.session_id or 0, lock=True)
    if proof is None or proof.phone != account.phone or not _is_right(proof, digits):
        raise DomainError(WRONG_CODE, field="digits")
    account.phone_checked_at = clock.now()
    session.execute(delete(PhoneProof).where(PhoneProof.id == proof.id))
    services.note(session, actor, account, "accounts.check_phone")
    return account


def _new(session: Session, session_id: int) -> PhoneProof:
    session.execute(delete(PhoneProof).where(PhoneProof.session_id == session_id))
    proof = PhoneProof(
        code=new_code(), session_id=session_id, phone="", expires_at=sessions.wall_clock() + KEPT_FOR
    )
    session.add(proof)
    session.flush()
    return proof


def _is_right(proof: PhoneProof, digits: str) -> bool:
    in_time = proof.sent_at is not None and sessions.wall_clock() < proof.sent_at + VALID_FOR
    plain = "".join(digits.split())
    return (
        in_time
        and proof.secret_hash is not None
        and secrets.compare_digest(proof.secret_hash, _hash(proof, plain))
    )


def _hash(proof: PhoneProof, digits: str) -> str:
    return blind_index(f"{proof.code}:{proof.phone}:{digits}", SECRET_COLUMN)


def forget_old(session: Session) -> bool:
    """Remove what nobody finished, as `sweep` does."""
    return sweep(session, PhoneProof, PhoneProof.expires_at < sessions.wall_clock())

"""A forgotten password: by a code sent to the phone or e-mail address, or by a code of the printed card."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import policies, queries, second_factor, services
from marketplace.accounts.models import Account, RecoveryRequest
from marketplace.infra import messages, sessions
from marketplace.infra.crypto import blind_index
from marketplace.infra.messages import Channel
from marketplace.infra.sweeping import sweep
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError

VALID_FOR = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)
MAX_ATTEMPTS = 5
SECRET_COLUMN = "recovery_request.secret_hash"  # noqa: S105 - a column
NO_PHONE_GATEWAY = (
    "Kami belum bisa mengirim kode ke nomor HP. Pakai alamat surel akun Anda, atau kode dari kartu pemulihan."
)
WRONG_CODE = "Kode tidak cocok atau sudah lewat waktu. Periksa lagi, atau minta kode baru."
WRONG_CARD = "Nomor, surel, atau kode kartu tidak cocok. Kode yang sudah dipakai tidak berlaku lagi."


def request_code(session: Session, *, contact: str) -> RecoveryRequest:
    """Send a code to the account behind `contact`, if there is one; the answer is the same if there is none.

    Raises DomainError beside `contact` for a phone number while no message can reach phones.
    """
    channel = Channel.MAIL if "@" in contact else Channel.SMS
    if channel is Channel.SMS and not messages.reaches_phones():
        raise DomainError(NO_PHONE_GATEWAY, field="contact")
    account = queries.account_by_contact(session, contact)
    if account is not None and not policies.may_enter(is_demo=account.is_demo):
        account = None
    now = sessions.wall_clock()
    request = RecoveryRequest(
        code=new_code(),
        user_id=account.id if account else None,
        channel=channel,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    session.add(request)
    if account is not None:
        _send(session, account, request)
    session.flush()
    return request


def _send(session: Session, account: Account, request: RecoveryRequest) -> None:
    digits = f"{secrets.randbelow(10**6):06d}"
    request.secret_hash = _hash(request, digits)
    recipient = account.email if request.channel is Channel.MAIL else account.phone
    messages.request(
        session,
        channel=request.channel,
        recipient=recipient or "",
        subject="Kode untuk sandi baru",
        body=f"Kode Anda {digits}, berlaku 15 menit. Jangan berikan kepada siapa pun, termasuk kami.",
    )


def _hash(request: RecoveryRequest, digits: str) -> str:
    return blind_index(f"{request.code}:{digits}", SECRET_COLUMN)


def open_request(session: Session, code: str) -> RecoveryRequest | None:
    """A request that may still be answered, locked; None once it is used, over, or tried too often."""
    return session.scalar(
        select(RecoveryRequest)
        .where(
            RecoveryRequest.code == code,
            RecoveryRequest.used_at.is_(None),
            RecoveryRequest.expires_at > sessions.wall_clock(),
            RecoveryRequest.attempts < MAX_ATTEMPTS,
        )
        .with_for_update()
    )


def try_code(session: Session, code: str, digits: str) -> bool:
    """Count a try and tell whether the digits are right. Call it in a unit of work of its own."""
    request = open_request(session, code)
    if request is None:
        return False
    request.attempts += 1
    session.flush()
    return request.secret_hash is not None and secrets.compare_digest(
        request.secret_hash, _hash(request, digits)
    )


def reset_by_code(session: Session, actor: Actor, code: str, *, digits: str, password: str) -> None:
    """Set a new password with a code that was right a moment ago; the address it went to is now checked."""
    request = open_request(session, code)
    if request is None or request.user_id is None or request.secret_hash != _hash(request, digits):
        raise DomainError(WRONG_CODE, field="digits")
    account = session.get_one(Account, request.user_id, with_for_update=True)
    now = sessions.wall_clock()
    request.used_at = now
    if request.channel is Channel.MAIL:
        account.email_checked_at = now
    else:
        account.phone_checked_at = now
    services.set_password(session, actor, account, password=password)


def reset_by_card(session: Session, actor: Actor, *, contact: str, code: str, password: str) -> None:
    """Set a new password with a code of the recovery card; raises one DomainError for all that is wrong."""
    account = queries.account_by_contact(session, contact)
    plain = code.replace("-", "").replace(" ", "").upper()
    known = account is not None and policies.may_enter(is_demo=account.is_demo)
    if account is None or not known or not second_factor.use_card_code(session, account.id, plain):
        raise DomainError(WRONG_CARD, field="code")
    session.refresh(account, with_for_update=True)
    services.set_password(session, actor, account, password=password)


def forget_old(session: Session) -> bool:
    """Remove requests a day after they ended, as `sweep` does."""
    return sweep(session, RecoveryRequest, RecoveryRequest.expires_at < sessions.wall_clock() - KEPT_FOR)

"""One-time codes of an authenticator (TOTP, RFC 6238: SHA-1, 6 digits, 30 s) and of the recovery card."""

from __future__ import annotations

import re

import pyotp
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.accounts import policies, services
from marketplace.accounts.models import Account, RecoveryCard, RecoveryCode
from marketplace.infra import sessions
from marketplace.infra.crypto import blind_index
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import is_code, new_code
from marketplace.kernel.errors import DomainError

DEMO_SECRET = "PAHLAWANDIGITALUMKMLAPAKNUSADEMO"  # noqa: S105 - public on purpose, for demo accounts only
STEP_SECONDS = 30
WINDOW_STEPS = 1
CARD_CODES = 8
CODE_COLUMN = "recovery_code.secret_hash"
WRONG_CODE = "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik lagi."

_NOT_CODE = re.compile(r"[\s-]")


def begin_enrolment(session: Session, actor: Actor) -> str:
    """The secret of a new authenticator for the actor, base32; the old one counts until this is confirmed."""
    account = services.own_account(session, actor)
    secret = DEMO_SECRET if account.is_demo else pyotp.random_base32()
    account.totp_pending_secret = secret
    session.flush()
    return secret


def confirm_enrolment(session: Session, actor: Actor, *, code: str) -> None:
    """Switch the new authenticator on once it has given a right code; the person's other sessions end.

    Raises DomainError beside `code`.
    """
    account = services.own_account(session, actor)
    step = _step_of(account.totp_pending_secret, code)
    if step is None:
        raise DomainError(WRONG_CODE, field="code")
    account.totp_secret, account.totp_pending_secret = account.totp_pending_secret, None
    account.totp_confirmed_at, account.totp_last_step = sessions.wall_clock(), step
    session.flush()
    sessions.revoke_all(session, account.id, but=actor.session_id)
    services.note(session, actor, account, "accounts.enrol_second_factor")
    services.warn(
        session,
        account,
        "Kode masuk diaktifkan",
        "Masuk ke akun Anda kini perlu kode dari aplikasi autentikator.",
    )


def enrol_demo(session: Session, actor: Actor, *, user_id: int) -> None:
    """Give a demo account the public demo authenticator."""
    account = session.get_one(Account, user_id, with_for_update=True)
    if not account.is_demo:
        raise ValueError("only demo accounts share a secret")
    account.totp_secret, account.totp_confirmed_at = DEMO_SECRET, sessions.wall_clock()
    session.flush()
    services.note(session, actor, account, "accounts.enrol_second_factor")


def accept(session: Session, account: Account, text: str) -> bool:
    """Whether `text` is a right code for a locked account: of the authenticator, or unused of the card."""
    code = _NOT_CODE.sub("", text).upper()
    if is_code(code):
        return use_card_code(session, account.id, code)
    step = _step_of(account.totp_secret, code)
    if step is None:
        return False
    last = account.totp_last_step
    if last is not None and step <= last and not policies.may_repeat_code(is_demo=account.is_demo):
        return False
    account.totp_last_step = max(step, last or 0)
    session.flush()
    return True


def _step_of(secret: str | None, text: str) -> int | None:
    """The 30-second step whose code this is, now or one step away; None for a wrong code."""
    code = _NOT_CODE.sub("", text)
    if secret is None or len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    now = int(sessions.wall_clock().timestamp()) // STEP_SECONDS
    steps = range(now - WINDOW_STEPS, now + WINDOW_STEPS + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(totp.generate_otp(step), code)), None)


def enrolment_address(secret: str, *, account: str, site: str) -> str:
    """The `otpauth:` address that an authenticator reads from the QR code."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=account, issuer_name=site)


def make_card(session: Session, actor: Actor) -> list[str]:
    """A new recovery card: eight codes, each good once. They are readable only now; the old card ends."""
    account = services.own_account(session, actor)
    session.execute(
        update(RecoveryCard)
        .where(RecoveryCard.user_id == account.id, RecoveryCard.replaced_at.is_(None))
        .values(replaced_at=clock.now())
    )
    card = RecoveryCard(user_id=account.id, made_at=clock.now())
    session.add(card)
    session.flush()
    codes = [new_code() for _ in range(CARD_CODES)]
    session.add_all(
        RecoveryCode(card_id=card.id, secret_hash=blind_index(code, CODE_COLUMN)) for code in codes
    )
    session.flush()
    services.note(session, actor, account, "accounts.make_recovery_card")
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use_card_code(session: Session, user_id: int, code: str) -> bool:
    """Use one code of the person's card up; False when it is wrong, used, or of an older card."""
    card = select(RecoveryCard.id).where(RecoveryCard.user_id == user_id, RecoveryCard.replaced_at.is_(None))
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.card_id.in_(card),
            RecoveryCode.secret_hash == blind_index(code, CODE_COLUMN),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]

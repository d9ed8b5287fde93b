"""Recovery in person: two of the staff, identity seen, a day in which whoever holds the account may refuse.

Staff 1 saw an identity paper and opens the case; staff 2 confirms; after the delay a one-time code is handed
over, face to face. Nobody acts on their own account, nor on that of somebody they help or work with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts import policies, queries, services
from marketplace.accounts.models import Account, InPersonRecovery, RecoveryCard
from marketplace.accounts.rules import identity_papers, rule
from marketplace.accounts.states import IN_PERSON, RUNNING, InPersonState
from marketplace.infra import audit, outbox, timeline
from marketplace.infra.crypto import blind_index
from marketplace.infra.uow import violates
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.events import AccountRecoveryMoved
from marketplace.kernel.text import clean_line

SECRET_COLUMN = "in_person_recovery.secret_hash"  # noqa: S105 - a column
NOTE_LENGTH = 200
WRONG_CODE = "Kode tidak cocok, sudah dipakai, atau sudah lewat waktu. Minta petugas menyerahkan kode baru."
NOT_YOURS = "Anda mengenal orang ini lewat usaha atau pendampingan. Minta petugas lain."
EMPTY = {"seen": "Tulis singkat apa yang Anda lihat.", "reason": "Tulis alasannya, supaya pemilik akun tahu."}
_NUMBER = re.compile(r"\d{5}")

Ties = Callable[[Session, int, int], bool]
_ties: list[Ties] = []


def register_ties(found: Ties) -> None:
    """A room above tells whether one of the staff (by account) is too near to a person to judge."""
    if found not in _ties:
        _ties.append(found)


def open_case(session: Session, actor: Actor, *, contact: str, paper: str, seen: str) -> InPersonRecovery:
    """Begin for the account behind a phone number or e-mail address; `seen`: what was seen, without numbers.

    Raises DomainError beside `contact`, `paper` or `seen`; Refused for one's own account or somebody near.
    """
    _ensure_staff(actor)
    account = queries.account_by_contact(session, contact)
    if account is None or not policies.may_enter(is_demo=account.is_demo):
        raise DomainError("Tidak ada akun dengan nomor atau surel ini. Periksa lagi.", field="contact")
    if paper not in {row.key for row in identity_papers(clock.today())}:
        raise DomainError("Pilih surat yang Anda lihat.", field="paper")
    _ensure_stranger(session, actor, account.id)
    case = InPersonRecovery(
        code=new_code(),
        user_id=account.id,
        state=InPersonState.OPENED,
        paper=paper,
        seen=_clean_note(seen),
        opened_by=actor.user_id or 0,
        opened_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(case)
    except IntegrityError as error:
        if violates(error, "uq_in_person_recovery_user_id"):
            raise DomainError("Akun ini sudah punya pemulihan yang berjalan.", field="contact") from error
        raise
    _record(session, actor, case, "open", before=None)
    return case


def confirm(session: Session, actor: Actor, code: str) -> None:
    """The second of the staff saw the person and the paper too; from now the delay runs.

    For an account that holds an office the second is an admin: it opens more than its own things.
    """
    case = _of_staff(session, actor, code)
    if actor.user_id == case.opened_by:
        raise Refused("Anda yang membuka. Orang kedua harus petugas lain.")
    if actor.role is not Role.ADMIN and queries.platform_roles(session, case.user_id):
        raise Refused("Ini akun petugas. Orang kedua harus pengelola.")
    _move(session, actor, case, "confirm")
    hours = rule("recovery.in_person.delay", clock.today()).number
    case.confirmed_by, case.confirmed_at = actor.user_id, clock.now()
    case.ready_at = clock.now() + timedelta(hours=hours)
    session.flush()


def withdraw(session: Session, actor: Actor, code: str, *, reason: str) -> None:
    """One of the staff stops it, with a reason that the person may read."""
    case = _of_staff(session, actor, code)
    case.reason = _clean_note(reason, field="reason")
    _move(session, actor, case, "withdraw")


def hand_over(session: Session, actor: Actor, code: str) -> str:
    """A new one-time code for the person who stands here; readable only now, an earlier one ends.

    Only the two who saw the person hand it over. Raises Refused before the delay is over.
    """
    case = _of_staff(session, actor, code)
    if actor.user_id not in {case.opened_by, case.confirmed_by}:
        raise Refused("Kode diserahkan oleh salah satu petugas yang memeriksa orangnya.")
    if case.ready_at is not None and clock.now() < case.ready_at:
        raise Refused("Masa tunggunya belum selesai. Pemegang akun masih boleh menolak.")
    _move(session, actor, case, "hand_over")
    secret = new_code()
    minutes = rule("recovery.in_person.code_valid", clock.today()).number
    case.secret_hash = blind_index(secret, SECRET_COLUMN)
    case.secret_until = clock.now() + timedelta(minutes=minutes)
    session.flush()
    return f"{secret[:5]}-{secret[5:]}"


def refuse(session: Session, actor: Actor) -> None:
    """Whoever holds the account says that it was not them; NotFound when nothing runs."""
    case = session.scalar(_running(actor.user_id or 0).with_for_update())
    if case is None:
        raise NotFound("no recovery runs")
    _move(session, actor, case, "refuse")


def use(session: Session, actor: Actor, *, code: str, password: str) -> str:
    """Set a new password with the code that was handed over; gives the masked address to sign in with.

    The authenticator and the card of before end too: who forgot everything holds neither. Raises DomainError
    beside `code`.
    """
    plain = code.replace("-", "").replace(" ", "").upper()
    case = session.scalar(
        select(InPersonRecovery)
        .where(
            InPersonRecovery.secret_hash == blind_index(plain, SECRET_COLUMN),
            InPersonRecovery.state == InPersonState.HANDED,
            InPersonRecovery.secret_until > clock.now(),
        )
        .with_for_update()
    )
    if case is None:
        raise DomainError(WRONG_CODE, field="code")
    account = session.get_one(Account, case.user_id, with_for_update=True)
    # As nobody: every browser that is signed in to the account ends, this one too.
    services.set_password(session, Actor.visitor(), account, password=password)
    case.secret_hash = None
    account.totp_secret = account.totp_pending_secret = account.totp_confirmed_at = None
    account.totp_last_step = None
    for card in session.scalars(
        select(RecoveryCard).where(RecoveryCard.user_id == account.id, RecoveryCard.replaced_at.is_(None))
    ):
        card.replaced_at = clock.now()
    _move(session, actor, case, "use")
    return queries.masked_contact(account)


def end_for(session: Session, actor: Actor, user_id: int) -> None:
    """What runs for an account that is closed ends with it, and its notes are blanked."""
    running = session.scalar(_running(user_id).with_for_update())
    if running is not None:
        _move(session, actor, running, "withdraw")
    for case in session.scalars(select(InPersonRecovery).where(InPersonRecovery.user_id == user_id)):
        case.seen = case.reason = ""
        case.secret_hash = None
    session.flush()


def running_for(session: Session, user_id: int) -> InPersonRecovery | None:
    """The recovery that runs for a person, if any."""
    return session.scalar(_running(user_id))


def _running(user_id: int) -> Select[InPersonRecovery]:
    return select(InPersonRecovery).where(
        InPersonRecovery.user_id == user_id, InPersonRecovery.state.in_(RUNNING)
    )


def _of_staff(session: Session, actor: Actor, code: str) -> InPersonRecovery:
    _ensure_staff(actor)
    case = session.scalar(select(InPersonRecovery).where(InPersonRecovery.code == code).with_for_update())
    if case is None:
        raise NotFound(f"recovery {code}")
    _ensure_stranger(session, actor, case.user_id)
    return case


def _ensure_staff(actor: Actor) -> None:
    if not policies.may_recover_in_person(actor):
        raise Forbidden(f"{actor.role} recovers no accounts")


def _ensure_stranger(session: Session, actor: Actor, user_id: int) -> None:
    if actor.user_id == user_id:
        raise Refused("Ini akun Anda sendiri. Minta petugas lain.", field="contact")
    if any(found(session, actor.user_id or 0, user_id) for found in _ties):
        raise Refused(NOT_YOURS)


def _clean_note(text: str, field: str = "seen") -> str:
    try:
        note = clean_line(text, NOTE_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if not note:
        raise DomainError(EMPTY[field], field=field)
    if _NUMBER.search(re.sub(r"[ .-]", "", note)):
        raise DomainError("Jangan tulis nomor surat atau nomor HP. Cukup apa yang Anda lihat.", field=field)
    return note


def _move(session: Session, actor: Actor, case: InPersonRecovery, event: str) -> None:
    before = case.state
    case.state = IN_PERSON.after(before, event)
    session.flush()
    _record(session, actor, case, event, before=before)


def _record(
    session: Session, actor: Actor, case: InPersonRecovery, event: str, *, before: InPersonState | None
) -> None:
    subject = ("in_person_recovery", case.id)
    timeline.record(session, actor, subject, event=event, before=before, after=case.state)
    person = PartyRef(PartyKind.PERSON, case.user_id)
    data = {"paper": case.paper} if event == "open" else {}
    action, about = f"accounts.in_person_{event}", f"in_person_recovery:{case.code}"
    audit.record(session, actor, action, subject=about, parties=[person, audit.PLATFORM], data=data)
    outbox.record(session, AccountRecoveryMoved(user_id=case.user_id, recovery_code=case.code, event=event))

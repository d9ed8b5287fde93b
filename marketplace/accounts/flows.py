"""Signing in, stepping up and recovering: each try is counted in a unit of work of its own, before it."""

from __future__ import annotations

from datetime import timedelta
from typing import IO

from flask import request
from sqlalchemy.orm import Session

from marketplace.accounts import (
    in_person,
    leaving,
    passwords,
    phone_proof,
    policies,
    queries,
    recovery,
    services,
    signing_in,
)
from marketplace.accounts.models import Account, PhoneProof
from marketplace.infra import limits, sessions
from marketplace.infra.crypto import blind_index
from marketplace.infra.db import db
from marketplace.infra.limits import Limit
from marketplace.infra.personal_data import Belonging
from marketplace.infra.sessions import WebSession
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web import actors
from marketplace.web.actors import Seat
from marketplace.web.requests import client_network

SIGN_IN = Limit("sign_in.account", 5, timedelta(minutes=1))
SIGN_IN_NETWORK = Limit("sign_in.network", 20, timedelta(minutes=1))
SIGN_UP_NETWORK = Limit("sign_up.network", 5, timedelta(hours=1))
SIGN_UP_TRIES = Limit("sign_up.tries", 20, timedelta(hours=1))
PHONE_CODE = Limit("phone_code.number", 3, timedelta(hours=1))
PHONE_CODE_NETWORK = Limit("phone_code.network", 10, timedelta(hours=1))
SECOND_FACTOR = Limit("second_factor.account", 5, timedelta(minutes=1))
SECOND_FACTOR_DAY = Limit("second_factor.account_day", 50, timedelta(days=1))
RECOVERY = Limit("recovery.account", 3, timedelta(hours=1))
RECOVERY_NETWORK = Limit("recovery.network", 10, timedelta(hours=1))
EXPORT = Limit("export.account", 3, timedelta(days=1))

COUNTER = Actor.system("limits")
WRONG = "Nomor, surel, atau sandi tidak cocok. Periksa lagi, atau pilih “Lupa sandi”."


def count(*tries: tuple[Limit, str]) -> None:
    """Count tries, so that they stay counted however the act ends. Raises TooMany."""
    with unit_of_work(actor=COUNTER) as (session, _actor):
        for limit, key in tries:
            limits.hit(session, limit, key)


def contact_key(contact: str) -> str:
    """What a limit counts by for an address as typed; keeps no phone number and no e-mail address."""
    return blind_index("".join(contact.split()).lower(), "rate_count.contact")


def sign_in(*, contact: str, password: str) -> bool:
    """Sign in with a password. True: done; False: a one-time code is still wanted.

    Raises DomainError (the same for unknown accounts, which take as long) or TooMany.
    """
    count((SIGN_IN, contact_key(contact)), (SIGN_IN_NETWORK, client_network()))
    account = queries.account_by_contact(db.session(), contact)
    right = passwords.matches(account.password_hash if account else None, password)
    if account is None or not right or not policies.may_enter(is_demo=account.is_demo):
        raise DomainError(WRONG)
    row_id = actors.ensure_session().id
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        limits.forget(session, SIGN_IN, contact_key(contact))
        if account.totp_confirmed_at is not None:
            signing_in.wait_for_second_factor(session, session_id=row_id, user_id=account.id)
            return False
        if passwords.is_outdated(account.password_hash):
            account.password_hash = passwords.hashed(password)
        token = _enter(session, account)
    actors.give_token(token)
    return True


def _session_id() -> int | None:
    row = actors.session_row()
    return row.id if row else None


def _enter(session: Session, account: Account) -> str:
    row, token = signing_in.enter(
        session, account, session_id=_session_id(), browser=request.user_agent.string, stepped_up=False
    )
    _sit_in_only_seat(session, account, row)
    return token


def _sit_in_only_seat(session: Session, account: Account, row: WebSession) -> None:
    """Whoever works in one seat only needs no page to choose it; office seats still want the code first."""
    own = [seat for seat in actors.seats_of(session, account.id) if seat.role is not Role.SHOPPER]
    lasting = [seat for seat in own if seat.mandate_id is None]
    if len(lasting) != 1:
        return
    seat = lasting[0]
    if not policies.needs_second_factor(seat.role) or signing_in.has_second_factor(account, row):
        signing_in.sit(row, seat.role, seat.party, code=seat.party_code, label=seat.party_label)


def waiting_user() -> int | None:
    """Whose one-time code this browser still has to give."""
    row_id = _session_id()
    return signing_in.waiting_user(db.session(), row_id) if row_id else None


def give_second_factor(*, code: str) -> None:
    """Finish a sign-in with a one-time code; raises DomainError beside `code`, NotFound or TooMany."""
    user_id, row_id = waiting_user(), _session_id()
    if user_id is None or row_id is None:
        raise NotFound("no sign-in waits for a code")
    count((SECOND_FACTOR, str(user_id)), (SECOND_FACTOR_DAY, str(user_id)))
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        row, token = signing_in.give_second_factor(
            session, session_id=row_id, code=code, browser=request.user_agent.string
        )
        _sit_in_only_seat(session, queries.account(session, user_id), row)
        limits.forget(session, SECOND_FACTOR, str(user_id))
    actors.give_token(token)


def sign_up(*, name: str, phone: str | None, email: str | None, password: str, key: str | None) -> None:
    """Make an account and sign in to it at once; raises DomainError beside its field, or TooMany."""
    count((SIGN_UP_NETWORK, client_network()))
    with unit_of_work(key=key) as (session, actor):
        account = services.create_account(
            session, actor, name=name, phone=phone, email=email, password=password
        )
        token = _enter(session, account)
    actors.give_token(token)


def waiting_proof() -> PhoneProof | None:
    """The number, and the password, that this browser began to sign up with."""
    row_id = _session_id()
    return phone_proof.waiting(db.session(), row_id) if row_id else None


def keep_password(*, password: str) -> None:
    """Keep a good password for the account that is being opened; raises TooMany."""
    row_id = actors.ensure_session().id
    count((SIGN_UP_TRIES, client_network()))
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        phone_proof.keep_password(session, row_id, password=password)


def ask_phone_code(*, phone: str, again: bool = False) -> None:
    """Send a code to the number of somebody new; raises DomainError beside `phone`, or TooMany.

    Coming back to the page within the life of a code sends no other one, and costs nothing.
    """
    row_id, proof = actors.ensure_session().id, waiting_proof()
    if again or proof is None or proof.phone != services.read_phone(phone):
        count((PHONE_CODE, contact_key(phone)), (PHONE_CODE_NETWORK, client_network()))
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        phone_proof.ask(session, row_id, phone=phone, again=again)


def join_with_code(*, digits: str) -> None:
    """Open the account of the waiting number and sign in to it; every try counts, right or wrong.

    Raises DomainError beside `digits` or `phone`, NotFound when nothing waits, or TooMany.
    """
    row_id = actors.ensure_session().id
    _try_phone_code(row_id, digits)
    count((SIGN_UP_NETWORK, client_network()))
    with unit_of_work(actor=Actor.visitor()) as (session, actor):
        account = phone_proof.open_account(session, actor, row_id, digits=digits)
        token = _enter(session, account)
    actors.give_token(token)


def ask_own_phone_code(*, again: bool = False) -> None:
    """Send a code to the number of one's own account; raises NotFound without one, or TooMany."""
    user_id = actors.current_actor().user_id
    if again or waiting_proof() is None:
        count((PHONE_CODE, f"user:{user_id}"), (PHONE_CODE_NETWORK, client_network()))
    with unit_of_work() as (session, actor):
        phone_proof.ask_for_own(session, actor, again=again)


def try_own_phone_code(*, digits: str) -> None:
    """Count a try for one's own number; raises DomainError beside `digits` when it is wrong."""
    _try_phone_code(_session_id() or 0, digits)


def _try_phone_code(row_id: int, digits: str) -> None:
    if not phone_proof.sends_codes():
        return
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        right = phone_proof.try_code(session, row_id, digits)
    if not right:
        raise DomainError(phone_proof.WRONG_CODE, field="digits")


def sign_in_as_demo(*, email: str, seat: str | None = None) -> None:
    """Let this browser be a demo person at once, stepped up, in the only or the named seat.

    `seat` is a `seat_key`. Raises NotFound for anybody who is no demo account, and outside development.
    """
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        account = queries.account_by_email(session, email)
        if account is None or not account.is_demo or not policies.may_enter(is_demo=True):
            raise NotFound("no such demo person")
        row, token = signing_in.enter(
            session,
            account,
            session_id=_session_id(),
            browser=request.user_agent.string,
            stepped_up=True,
        )
        if seat is None:
            _sit_in_only_seat(session, account, row)
        else:
            chosen = _seat_named(session, account.id, seat)
            signing_in.sit(
                row,
                chosen.role,
                chosen.party,
                code=chosen.party_code,
                label=chosen.party_label,
                mandate_id=chosen.mandate_id,
            )
    actors.give_token(token)


def seat_key(seat: Seat) -> str:
    """How a form names a seat: role and party code."""
    return f"{seat.role.value}.{seat.party_code}"


def sits_in(seat: Seat) -> bool:
    """Whether this session sits in a seat; in none of them when the right to the one it took has ended."""
    row = actors.session_row()
    if row is None:
        return False
    party = row.party or PartyRef(PartyKind.PERSON, row.user_id or 0)
    return (seat.role, seat.party, seat.mandate_id) == (row.role, party, row.mandate_id)


def _seat_named(session: Session, user_id: int, key: str) -> Seat:
    for seat in actors.seats_of(session, user_id):
        if seat_key(seat) == key:
            return seat
    raise NotFound(f"seat {key}")


def take_seat(*, key: str) -> Seat:
    """Act in another seat from now on; raises SecondFactorNeeded, or NotFound for a seat of somebody else.

    Also leads out of a seat whose right has ended, so the actor is the one shown, not re-read.
    """
    with unit_of_work(actor=actors.current_actor()) as (session, actor):
        seat = _seat_named(session, actor.user_id or 0, key)
        token = signing_in.take_seat(
            session,
            actor,
            role=seat.role,
            party=seat.party,
            code=seat.party_code,
            label=seat.party_label,
            mandate_id=seat.mandate_id,
        )
    actors.give_token(token)
    return seat


def step_up(*, proof: str) -> None:
    """Prove again who acts, by one-time code or password; raises DomainError beside its field, or TooMany."""
    actor = actors.current_actor()
    count((SECOND_FACTOR, str(actor.user_id)), (SECOND_FACTOR_DAY, str(actor.user_id)))
    with unit_of_work(actor=actor) as (session, actor):
        token = signing_in.step_up(session, actor, proof=proof)
        limits.forget(session, SECOND_FACTOR, str(actor.user_id))
    actors.give_token(token)


def confirm_authenticator(*, code: str) -> None:
    """Switch the new authenticator on with its first code; raises DomainError beside `code`, or TooMany."""
    count((SECOND_FACTOR, str(actors.current_actor().user_id)))
    with unit_of_work() as (session, actor):
        token = signing_in.confirm_authenticator(session, actor, code=code)
    actors.give_token(token)


def take_along(*, proof: str | None = None) -> IO[bytes]:
    """A ZIP of everything kept about the person, with their photos and papers; the caller closes it.

    proof: of who acts, where the session gave none lately; DomainError beside its field. Raises TooMany.
    Each private paper is read, and logged, in a unit of work of its own.
    """
    user_id = actors.current_actor().user_id or 0
    count((EXPORT, str(user_id)))
    if proof is not None:
        count((SECOND_FACTOR, str(user_id)), (SECOND_FACTOR_DAY, str(user_id)))
    with unit_of_work(actor=actors.current_actor()) as (session, actor):
        account = services.own_account(session, actor)
        if proof is not None:
            signing_in.prove(session, account, proof)
            limits.forget(session, SECOND_FACTOR, str(user_id))
        services.note(session, actor, account, "accounts.export")
    session = db.session()
    return leaving.archive(
        leaving.data_of(session, user_id), leaving.belongings(session, user_id), _read_belonging
    )


def _read_belonging(belonging: Belonging) -> bytes:
    actor = actors.current_actor()
    if not belonging.private:
        return belonging.read(db.session(), actor)
    with unit_of_work(actor=actor) as (session, actor):
        return belonging.read(session, actor)


def close_account(*, proof: str, key: str | None) -> None:
    """Close the person's account for good and forget this browser; DomainError or TooMany."""
    actor = actors.current_actor()
    count((SECOND_FACTOR, str(actor.user_id)), (SECOND_FACTOR_DAY, str(actor.user_id)))
    with unit_of_work(key=key, actor=actor) as (session, actor):
        leaving.close_account(session, actor, proof=proof)
    actors.take_token_away()


def sign_out() -> None:
    """End this session and take its cookie away."""
    row = actors.session_row()
    with unit_of_work(actor=actors.current_actor()) as (session, _actor):
        if row is not None:
            sessions.revoke(session, row)
    actors.take_token_away()


def ask_for_code(*, contact: str) -> str:
    """Send a recovery code if the address has an account; gives the request's code either way."""
    count((RECOVERY, contact_key(contact)), (RECOVERY_NETWORK, client_network()))
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        return recovery.request_code(session, contact=contact).code


def reset_by_code(*, request_code: str, digits: str, password: str) -> None:
    """Set a new password with the code that was sent; every try counts, right or wrong."""
    passwords.check(password)
    with unit_of_work(actor=Actor.visitor()) as (session, _actor):
        right = recovery.try_code(session, request_code, digits)
    if not right:
        raise DomainError(recovery.WRONG_CODE, field="digits")
    with unit_of_work(actor=Actor.visitor()) as (session, actor):
        recovery.reset_by_code(session, actor, request_code, digits=digits, password=password)


def reset_by_card(*, contact: str, code: str, password: str) -> None:
    """Set a new password with a code of the recovery card."""
    passwords.check(password)
    count((RECOVERY, contact_key(contact)), (RECOVERY_NETWORK, client_network()))
    with unit_of_work(actor=Actor.visitor()) as (session, actor):
        recovery.reset_by_card(session, actor, contact=contact, code=code, password=password)


def reset_in_person(*, code: str, password: str, key: str | None) -> str:
    """Set a new password with the code that staff handed over; gives the masked address to sign in with."""
    passwords.check(password)
    count((RECOVERY_NETWORK, client_network()))
    with unit_of_work(key=key) as (session, actor):
        return in_person.use(session, actor, code=code, password=password)

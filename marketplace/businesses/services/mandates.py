"""Mandates: a helper asks, the owner consents from her own session, and can take it back at any time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.accounts import services as account_services
from marketplace.businesses import policies
from marketplace.businesses.models import Mandate, Member
from marketplace.businesses.rules import rule
from marketplace.businesses.services import _notices
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.states import MANDATE, MandateState
from marketplace.businesses.texts import (
    WRONG_WORDS,
    ConsentText,
    consent_text,
    day_words,
    normal_words,
    words_of,
)
from marketplace.infra import outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.events import MandateGranted, MandateRevoked

MOST_BUSINESSES, MOST_HELPERS = 20, 3
REASON_LENGTH = 300


def request_mandate(
    session: Session,
    actor: Actor,
    *,
    business_id: int,
    scopes: Sequence[str],
    ends_on: date,
    starts_on: date | None = None,
) -> Mandate:
    """Ask to act for a business. Nothing is allowed until its owner consents; an older request is dropped.

    scopes: keys of `policies.SCOPES`. ends_on: the last day, at most 90 days after the first.
    Raises DomainError beside `scopes` or `ends_on`.
    """
    if not policies.may_request_mandate(actor) or actor.user_id is None:
        raise Forbidden("only an admitted helper asks for a mandate")
    business = locked_business(session, business_id)
    starts_on = starts_on or clock.today()
    _check_terms(scopes, starts_on, ends_on)
    _refuse_members(session, business_id, actor.user_id)
    _drop_earlier_request(session, actor, business_id)
    code = new_code()
    mandate = Mandate(
        code=code,
        business_id=business_id,
        helper_id=actor.user_id,
        state=MandateState.PROPOSED,
        scopes=sorted(set(scopes)),
        starts_on=starts_on,
        ends_on=ends_on,
        words=words_of(code),
        requested_at=clock.now(),
    )
    session.add(mandate)
    session.flush()
    timeline.record(
        session, actor, ("mandate", mandate.id), event="request", before=None, after=mandate.state
    )
    data = {"scopes": mandate.scopes, "ends_on": ends_on.isoformat()}
    note(session, actor, "businesses.request_mandate", business_id, f"mandate:{code}", **data)
    _notices.mandate_asked(session, mandate, business.name, accounts.name_of(session, actor.user_id) or "")
    return mandate


def mandate_text(helper: str, business: str, scopes: Sequence[str], ends_on: date) -> ConsentText:
    """What the owner reads and agrees to, with the names and scopes of one mandate."""
    return consent_text(
        "mandate",
        helper=helper,
        business=business,
        ends_on=day_words(ends_on),
        scopes="; ".join(policies.SCOPES[scope].lower() for scope in scopes),
    )


def grant_mandate(
    session: Session,
    actor: Actor,
    *,
    code: str | None = None,
    words: str | None = None,
    agreed: bool,
    channel: str = "layar sendiri",
) -> Mandate:
    """The owner consents, from her own session. Either `code` (from the QR code) or the six `words`.

    agreed: she ticked the consent to the processing of data, which is kept word by word (UU 27/2022 Ps. 22).
    """
    mandate = _asked(session, actor, code=code, words=words)
    if not agreed:
        raise DomainError("Centang persetujuan data bila Anda setuju.", field="agreed")
    business = locked_business(session, mandate.business_id)
    _refuse_outdated(mandate)
    _end_earlier(session, actor, mandate)
    _refuse_crowd(session, mandate)
    helper = accounts.name_of(session, mandate.helper_id) or "pendamping"
    text = mandate_text(helper, business.name, mandate.scopes, mandate.ends_on)
    consent = account_services.record_consent(
        session, actor, purpose=text.purpose, text_version=text.version, text=text.text, channel=channel
    )
    mandate.consent_id, mandate.granted_by = consent.id, actor.user_id
    mandate.answered_at, mandate.words = clock.now(), ""
    _move(session, actor, mandate, "grant", version=text.version)
    event = MandateGranted(
        mandate_id=mandate.id, business_id=mandate.business_id, helper_id=mandate.helper_id
    )
    outbox.record(session, event)
    _notices.mandate_answered(session, mandate, business.name)
    return mandate


def answer_request(session: Session, actor: Actor, *, code: str, grant: bool, agreed: bool) -> Mandate:
    """The owner's yes or no on the page of consent."""
    if grant:
        return grant_mandate(session, actor, code=code, agreed=agreed)
    return refuse_mandate(session, actor, code=code)


def refuse_mandate(session: Session, actor: Actor, *, code: str) -> Mandate:
    """The owner says no to a request."""
    mandate = _asked(session, actor, code=code, words=None)
    mandate.answered_at, mandate.words = clock.now(), ""
    _move(session, actor, mandate, "refuse")
    _notices.mandate_answered(session, mandate, locked_business(session, mandate.business_id).name)
    return mandate


def revoke_mandate(session: Session, actor: Actor, mandate_id: int, *, reason: str = "") -> Mandate:
    """The owner ends a mandate; from this transaction on every act under it is refused."""
    mandate = _locked(session, Mandate.id == mandate_id)
    policies.ensure_may_own(actor, mandate.business_id)
    _end(session, actor, mandate, "revoke", reason)
    return mandate


def give_up_mandate(session: Session, actor: Actor, mandate_id: int, *, reason: str = "") -> Mandate:
    """The helper gives back a mandate or a request."""
    mandate = _locked(session, Mandate.id == mandate_id)
    if mandate.helper_id != actor.user_id:
        raise NotFound(f"mandate {mandate_id}")
    _end(session, actor, mandate, "withdraw", reason)
    return mandate


def end_for_business(session: Session, actor: Actor, business_id: int, *, reason: str) -> None:
    """End every mandate and request of a business whose owner changes or who closes it."""
    query = select(Mandate).where(
        Mandate.business_id == business_id,
        Mandate.state.in_((MandateState.PROPOSED, MandateState.ACTIVE)),
    )
    for mandate in session.scalars(query.order_by(Mandate.id).with_for_update()).all():
        _end(session, actor, mandate, "revoke" if mandate.state is MandateState.ACTIVE else "refuse", reason)


def _end(session: Session, actor: Actor, mandate: Mandate, event: str, reason: str) -> None:
    was_active = mandate.state is MandateState.ACTIVE
    mandate.ended_at, mandate.end_reason, mandate.words = clock.now(), reason[:REASON_LENGTH], ""
    _move(session, actor, mandate, event)
    if was_active:
        ended = MandateRevoked(
            mandate_id=mandate.id, business_id=mandate.business_id, helper_id=mandate.helper_id
        )
        outbox.record(session, ended)
        _notices.mandate_ended(session, mandate, by_owner=event == "revoke")


def _move(session: Session, actor: Actor, mandate: Mandate, event: str, **data: object) -> None:
    before = mandate.state
    mandate.state = MANDATE.after(before, event)
    session.flush()
    timeline.record(
        session,
        actor,
        ("mandate", mandate.id),
        event=event,
        before=before,
        after=mandate.state,
        reason=mandate.end_reason or None,
    )
    subject = f"mandate:{mandate.code}"
    note(session, actor, f"businesses.{event}_mandate", mandate.business_id, subject, **data)


def _asked(session: Session, actor: Actor, *, code: str | None, words: str | None) -> Mandate:
    """The request that the owner answers; only one to her own business can be found."""
    if not policies.is_owner(actor) or actor.party is None:
        raise Forbidden("only the owner answers a request")
    if code is None:
        mandate = _by_words(session, actor.party.id, words or "")
    else:
        mandate = _locked(session, Mandate.code == code)
    policies.ensure_may_own(actor, mandate.business_id)
    return mandate


def _by_words(session: Session, business_id: int, typed: str) -> Mandate:
    mandate = session.scalar(
        select(Mandate)
        .where(
            Mandate.business_id == business_id,
            Mandate.state == MandateState.PROPOSED,
            Mandate.words == normal_words(typed),
        )
        .with_for_update()
    )
    if mandate is None or not typed.strip():
        raise DomainError(WRONG_WORDS, field="words")
    return mandate


def _locked(session: Session, which: object) -> Mandate:
    query = select(Mandate).where(which).with_for_update()  # type: ignore[arg-type]
    mandate = session.scalar(query.execution_options(populate_existing=True))
    if mandate is None:
        raise NotFound("mandate")
    return mandate


def _check_terms(scopes: Sequence[str], starts_on: date, ends_on: date) -> None:
    if not scopes or set(scopes) - set(policies.SCOPES):
        raise DomainError("Pilih paling sedikit satu hal yang akan dibantu.", field="scopes")
    if ends_on < max(starts_on, clock.today()):
        raise DomainError("Tanggal berakhir harus hari ini atau sesudahnya.", field="ends_on")
    longest = rule("mandate.days.max", clock.today()).number
    if ends_on - starts_on > timedelta(days=longest):
        raise DomainError(f"Surat kuasa paling lama {longest} hari.", field="ends_on")


def _refuse_members(session: Session, business_id: int, user_id: int) -> None:
    member = select(Member.id).where(Member.business_id == business_id, Member.user_id == user_id)
    if session.scalar(member.limit(1)) is not None:
        raise Refused("Anda orang dalam usaha ini, jadi tidak bisa menjadi pendampingnya.")


def _refuse_outdated(mandate: Mandate) -> None:
    MANDATE.after(mandate.state, "grant")
    answer_within = timedelta(days=rule("mandate.answer_days", clock.today()).number)
    if clock.now() > mandate.requested_at + answer_within or mandate.ends_on < clock.today():
        raise Refused("Permintaan ini sudah lewat waktunya. Minta pendamping membuat yang baru.")


def _end_earlier(session: Session, actor: Actor, mandate: Mandate) -> None:
    """A new mandate takes the place of the one that the same helper still holds."""
    earlier = select(Mandate).where(
        Mandate.business_id == mandate.business_id,
        Mandate.helper_id == mandate.helper_id,
        Mandate.state == MandateState.ACTIVE,
    )
    for older in session.scalars(earlier.with_for_update()).all():
        _end(session, actor, older, "revoke", "Diganti surat kuasa baru.")


def _refuse_crowd(session: Session, mandate: Mandate) -> None:
    """At most 20 businesses for a helper and 3 helpers for a business at a time."""
    active = (
        select(func.count())
        .select_from(Mandate)
        .where(Mandate.state == MandateState.ACTIVE, Mandate.ends_on >= clock.today())
    )
    helpers = session.scalar(active.where(Mandate.business_id == mandate.business_id)) or 0
    businesses = session.scalar(active.where(Mandate.helper_id == mandate.helper_id)) or 0
    if helpers >= MOST_HELPERS:
        raise Refused(f"Paling banyak {MOST_HELPERS} pendamping sekaligus. Cabut satu kuasa lebih dulu.")
    if businesses >= MOST_BUSINESSES:
        raise Refused(f"Pendamping ini sudah membantu {MOST_BUSINESSES} usaha. Pilih pendamping lain.")


def _drop_earlier_request(session: Session, actor: Actor, business_id: int) -> None:
    earlier = select(Mandate).where(
        Mandate.business_id == business_id,
        Mandate.helper_id == actor.user_id,
        Mandate.state == MandateState.PROPOSED,
    )
    for mandate in session.scalars(earlier.with_for_update()).all():
        mandate.words = ""
        _move(session, actor, mandate, "withdraw")

"""Businesses: registered by their owners, filled in, and brought as far as their readiness says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from marketplace.accounts import services as accounts
from marketplace.businesses import services as businesses
from marketplace.businesses.pledges import Relation, pledge_text
from marketplace.businesses.profile_values import ProfileValues
from marketplace.businesses.registers import LookupResult, Seen, register_named
from marketplace.businesses.requirements import LegalForm, Level, Requirement, requirements
from marketplace.demo.loading import scans
from marketplace.demo.loading.stage import PASSWORD, SYSTEM, Scene, Stage, instant
from marketplace.demo.shapes import Business
from marketplace.demo.story import StoryEvent
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

JOINED = date(2025, 12, 8)
VERIFIED = date(2026, 1, 12)
VERIFIED_READINESS = frozenset({"government", "expiring", "expired"})
PROPOSED_EACH = 4
"""Of the dossiers that wait, about so many have been seen by one verifier and wait for the other."""
AT_HAND = frozenset({"owner_identity", "tax_number", "pkp_status"})
BANKS = ("Bank Demo Daerah", "Bank Demo Rakyat", "Bank Demo Nusantara")


def scenes(stage: Stage) -> Iterator[Scene]:
    """Every business registers; those that may sell to government are verified, some wait."""
    for number, business in enumerate(stage.content.businesses):
        joined = joined_on(stage, business, number)
        yield Scene(joined, partial(_register, business=business))
        if business.readiness == "draft":
            yield Scene(joined + timedelta(minutes=10), partial(_photograph, business=business))
            continue
        yield Scene(joined + timedelta(minutes=40), partial(_fill, business=business))
        submitted = _submitted_at(stage, business, number)
        if submitted is None:
            continue
        yield Scene(submitted, partial(_submit, business=business, number=number))
        answer = _answer_event(stage, business)
        if business.readiness in VERIFIED_READINESS or answer is not None:
            decided = instant(answer.date, answer.time) if answer else submitted + timedelta(days=3)
            yield Scene(
                decided, partial(_decide, business=business, verifier=answer.actor if answer else None)
            )
        elif number % PROPOSED_EACH == 0:
            yield Scene(submitted + timedelta(hours=2), partial(_propose, business=business))


def joined_on(stage: Stage, business: Business, number: int) -> datetime:
    """When the owner registers: over the last weeks of 2025, or before what the story says of them first."""
    usual = instant(JOINED + timedelta(days=number % 28), "08:30")
    if business.readiness == "draft":
        asked = stage.event("help.request", business=business.id)
        return instant(asked.date, asked.time) - timedelta(minutes=20) if asked else usual
    submitted = _submitted_at(stage, business, number)
    return min(usual, submitted - timedelta(days=14)) if submitted else usual


def _submitted_at(stage: Stage, business: Business, number: int) -> datetime | None:
    """When the dossier was handed in; None for a business that only sells to shoppers."""
    if event := stage.event("document.submit", business=business.id):
        return instant(event.date, event.time)
    if business.readiness == "expired" and business.expired and business.expired.ended:
        # Verified a year before the paper's day is over: readiness fell by the clock alone.
        return instant(business.expired.ended - timedelta(days=365), "13:40")
    if business.readiness in VERIFIED_READINESS:
        return instant(VERIFIED + timedelta(days=number % 20), "13:40")
    return None


def _answer_event(stage: Stage, business: Business) -> StoryEvent | None:
    return stage.event("document.accept", business=business.id) or stage.event(
        "document.reject", business=business.id
    )


def _register(session: Session, stage: Stage, *, business: Business) -> None:
    owner = business.owner
    if owner.person is None:
        account = accounts.create_account(
            session,
            SYSTEM,
            name=owner.name,
            honorific=owner.honorific,
            phone=owner.phone,
            password=PASSWORD,
            is_demo=True,
            phone_checked=True,
        )
        stage.owners[business.id] = account.id
    else:
        stage.owners[business.id] = stage.people[owner.person]
    user_id = stage.owners[business.id]
    person = Actor(user_id, None, Role.SHOPPER, PartyRef(PartyKind.PERSON, user_id))
    stage.businesses[business.id] = businesses.register_business(
        session, person, name=business.name, legal_form=business.legal_form, region_code=business.village
    ).id


PERSONS = frozenset({LegalForm.PERORANGAN, LegalForm.UD})
"""Businesses that bank in the name of their owner."""


def _fill(session: Session, stage: Stage, *, business: Business) -> None:
    key = stage.businesses[business.id]
    businesses.fill_profile(session, stage.owner(business.id), key, values=profile_of(business))


def profile_of(business: Business) -> ProfileValues:
    """The profile as the owner would fill it in."""
    values = ProfileValues(
        street=business.street,
        postcode=business.postcode,
        story=business.story,
        specialities=list(business.specialities),
        since_year=business.since,
        motif=business.motif,
        nib=business.nib,
        npwp=business.npwp,
        pkp=business.pkp,
        kbli=[[code.edition, code.code] for code in business.kbli],
    )
    if business.size:
        values["size_basis"] = business.size.basis
        values["size_amount"] = business.size.amount
        values["size_year"] = business.size.year
    return values


def _photograph(session: Session, stage: Stage, *, business: Business) -> None:
    """What an owner has at hand on her first evening."""
    for requirement in _needed(business):
        if requirement.key in AT_HAND:
            businesses.submit_evidence(
                session,
                stage.owner(business.id),
                stage.businesses[business.id],
                requirement=requirement.key,
                paper=_paper(business, requirement),
            )


def _submit(session: Session, stage: Stage, *, business: Business, number: int) -> None:
    """The owner shows everything for small government packages and asks for the decision."""
    owner, key = stage.owner(business.id), stage.businesses[business.id]
    businesses.set_bank_account(
        session,
        owner,
        key,
        bank=BANKS[number % len(BANKS)],
        number=f"00099{number:07d}",
        holder=business.owner.name if business.legal_form in PERSONS else business.name,
    )
    for requirement in _to_show(business):
        if requirement.evidence == "pledge":
            _sign(session, stage, business, requirement)
            continue
        on_file = requirement.evidence == "file"
        businesses.submit_evidence(
            session,
            owner,
            key,
            requirement=requirement.key,
            paper=_paper(business, requirement) if on_file else None,
            statement="" if on_file else "Saya menyatakan ini benar.",
        )
    case = businesses.submit_for_verification(session, owner, key, Level.GOVERNMENT_SMALL)
    stage.cases[business.id] = case.id


def _sign(session: Session, stage: Stage, business: Business, requirement: Requirement) -> None:
    """The owner signs in her name, and declares the ties that she has."""
    version = pledge_text(requirement.key, clock.today()).version
    ties = tuple(Relation(tie.office, tie.relation, tie.name) for tie in business.ties)
    businesses.sign_pledge(
        session,
        stage.owner(business.id),
        stage.businesses[business.id],
        requirement=requirement.key,
        signature=businesses.Signature(version, business.owner.name, ties),
    )


def _to_show(business: Business) -> list[Requirement]:
    filled = {"consent", "owner_phone", "place", "address", "trade_name", "kbli_match", "size_class"}
    rows = _needed(business)
    return [row for row in rows if row.evidence != "check" and row.key not in filled]


def _needed(business: Business) -> tuple[Requirement, ...]:
    form, level = LegalForm(business.legal_form), Level.GOVERNMENT_SMALL
    return requirements(form, clock.today(), level=level, pkp=business.pkp)


def _paper(business: Business, requirement: Requirement) -> businesses.Paper:
    ending = {"expiring": business.expiring, "expired": business.expired}.get(business.readiness)
    ends_on = None
    if requirement.expiry == "document" and ending is not None:
        ends_on = ending.ends or ending.ended
    return businesses.Paper(
        content=scans.scan(requirement.label),
        filename=f"{requirement.key}.pdf",
        number=business.nib or "" if requirement.key == "nib" else "",
        ends_on=ends_on,
    )


def _decide(session: Session, stage: Stage, *, business: Business, verifier: str | None) -> None:
    """A verifier goes through the checklist of the day; a wrong paper sends the dossier back.

    What is in order a second verifier confirms.
    """
    accepts = business.readiness in VERIFIED_READINESS
    first, case_id = stage.verifier(verifier), stage.cases[business.id]
    _judge(session, stage, first, business=business, accepts=accepts)
    if accepts:
        businesses.confirm(session, stage.second_verifier(first), case_id)


def _propose(session: Session, stage: Stage, *, business: Business) -> None:
    """The second verifier has already looked; the story's own one is to confirm."""
    second = stage.second_verifier(stage.verifier())
    _judge(session, stage, second, business=business, accepts=True)


def _judge(session: Session, stage: Stage, actor: Actor, *, business: Business, accepts: bool) -> None:
    if accepts:
        register = register_named("blacklist", clock.today())
        seen = Seen(LookupResult.NOT_FOUND, "Nama usaha dan NPWP tidak ada pada sanksi yang aktif.")
        businesses.record_lookup(session, actor, stage.businesses[business.id], register, seen=seen)
    businesses.decide(
        session,
        actor,
        stage.cases[business.id],
        answers={row.key: _answer(row, business, accepts=accepts) for row in _needed(business)},
        decision=businesses.Decision.ACCEPT if accepts else businesses.Decision.RETURN,
        reason="" if accepts else _reason(business),
    )


def _answer(row: Requirement, business: Business, *, accepts: bool) -> businesses.Answer:
    wrong = not accepts and row.key == _wrong_paper(business)
    return businesses.Answer(
        yes=tuple(not wrong for _check in row.checks), remark=_reason(business) if wrong else ""
    )


def _wrong_paper(business: Business) -> str:
    return business.rejected.document if business.rejected else ""


def _reason(business: Business) -> str:
    return (business.rejected.reason if business.rejected else None) or "Ada berkas yang perlu diperbaiki."

"""Businesses: registered by their owners, filled in, and brought as far as their readiness says."""

from __future__ import annotations

from datetime import date, timedelta

from marketplace.accounts import services as accounts
from marketplace.businesses import services as businesses
from marketplace.businesses.profile_values import ProfileValues
from marketplace.businesses.requirements import LegalForm, Level, Requirement, requirements
from marketplace.demo.loading import scans
from marketplace.demo.loading.stage import PASSWORD, SYSTEM, Stage, acting, instant
from marketplace.demo.shapes import Business
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

JOINED = date(2025, 12, 8)
VERIFIED = date(2026, 1, 12)
WAITING = date(2026, 11, 19)
VERIFIED_READINESS = frozenset({"government", "expiring", "expired"})
BANKS = ("Bank Demo Daerah", "Bank Demo Rakyat", "Bank Demo Nusantara")


def load(stage: Stage) -> None:
    """Register every business, and verify those that may sell to government."""
    for number, business in enumerate(stage.content.businesses):
        joined = JOINED + timedelta(days=number % 28)
        _register(stage, business, joined, number)
        if business.readiness != "draft":
            _fill(stage, business, joined)
        if business.readiness in VERIFIED_READINESS:
            _bring_to_government(stage, business, VERIFIED + timedelta(days=number % 20), number)
        elif business.readiness in {"pending", "returned"}:
            _submit(stage, business, WAITING - timedelta(days=number % 12), number)
            if business.readiness == "returned":
                _send_back(stage, business)


def _register(stage: Stage, business: Business, joined: date, number: int) -> None:
    owner = business.owner
    if owner.person is None:
        with acting(SYSTEM, instant(joined, "08:00")) as (session, actor):
            account = accounts.create_account(
                session,
                actor,
                name=owner.name,
                honorific=owner.honorific,
                phone=owner.phone,
                password=PASSWORD,
                is_demo=True,
            )
            stage.owners[business.id] = account.id
    else:
        stage.owners[business.id] = stage.people[owner.person]
    if business.readiness == "draft":
        return
    user_id = stage.owners[business.id]
    person = Actor(user_id, None, Role.SHOPPER, PartyRef(PartyKind.PERSON, user_id))
    with acting(person, instant(joined, "08:30")) as (session, actor):
        registered = businesses.register_business(
            session,
            actor,
            name=business.name,
            legal_form=business.legal_form,
            region_code=business.village,
        )
        stage.businesses[business.id] = registered.id


def _fill(stage: Stage, business: Business, joined: date) -> None:
    with acting(stage.owner(business.id), instant(joined, "09:10")) as (session, actor):
        businesses.fill_profile(session, actor, stage.businesses[business.id], values=profile_of(business))


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


def _submit(stage: Stage, business: Business, day: date, number: int) -> None:
    """The owner shows everything for small government packages and asks for the decision."""
    with acting(stage.owner(business.id), instant(day, "13:40")) as (session, actor):
        key = stage.businesses[business.id]
        businesses.set_bank_account(
            session,
            actor,
            key,
            bank=BANKS[number % len(BANKS)],
            number=f"00099{number:07d}",
            holder=business.owner.name,
        )
        for requirement in _to_show(business, day):
            businesses.submit_evidence(
                session,
                actor,
                key,
                requirement=requirement.key,
                paper=_paper(business, requirement) if requirement.evidence == "file" else None,
                statement="" if requirement.evidence == "file" else "Saya menyatakan ini benar.",
            )
        case = businesses.submit_for_verification(session, actor, key, Level.GOVERNMENT_SMALL)
        stage.cases[business.id] = case.id


def _to_show(business: Business, day: date) -> list[Requirement]:
    filled = {"consent", "owner_phone", "address", "trade_name", "kbli_match", "size_class"}
    rows = requirements(LegalForm(business.legal_form), day, level=Level.GOVERNMENT_SMALL)
    return [row for row in rows if row.evidence != "check" and row.key not in filled]


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


def _bring_to_government(stage: Stage, business: Business, day: date, number: int) -> None:
    if business.readiness == "expired" and business.expired and business.expired.ended:
        # Verified a year before the paper's day is over: readiness fell by the clock alone.
        day = business.expired.ended - timedelta(days=365)
    _submit(stage, business, day, number)
    _decide(stage, business, day + timedelta(days=3), businesses.Decision.ACCEPT)


def _decide(
    stage: Stage, business: Business, day: date, decision: businesses.Decision, reason: str = ""
) -> None:
    with acting(stage.verifier(), instant(day, "10:20")) as (session, actor):
        rows = requirements(LegalForm(business.legal_form), day, level=Level.GOVERNMENT_SMALL)
        businesses.decide(
            session,
            actor,
            stage.cases[business.id],
            answers={row.key: _answer(row, business, decision) for row in rows},
            decision=decision,
            reason=reason,
        )


def _answer(row: Requirement, business: Business, decision: businesses.Decision) -> businesses.Answer:
    wrong = decision is not businesses.Decision.ACCEPT and row.key == "nib"
    remark = business.rejected.reason or "" if wrong and business.rejected else ""
    return businesses.Answer(yes=tuple(not wrong for _check in row.checks), remark=remark)


def _send_back(stage: Stage, business: Business) -> None:
    reason = business.rejected.reason if business.rejected else None
    _decide(
        stage,
        business,
        WAITING + timedelta(days=2),
        businesses.Decision.RETURN,
        reason or "Ada berkas yang perlu diperbaiki.",
    )

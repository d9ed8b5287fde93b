"""People and their accounts; platform roles; helpers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from marketplace.accounts import second_factor
from marketplace.accounts import services as accounts
from marketplace.assistance import services as assistance
from marketplace.demo.loading.stage import PASSWORD, SYSTEM, Scene, Stage, instant
from marketplace.demo.shapes import Person
from marketplace.kernel.actor import Role

BEFORE_THE_STORY = date(2025, 6, 2)
WITHOUT_CODE = {"owner", "buyer", "helper"}
PLATFORM_ROLES = {"verifier": Role.VERIFIER, "dinas": Role.DINAS, "admin": Role.ADMIN}


def scenes(stage: Stage) -> Iterator[Scene]:
    """Everybody gets an account; whoever holds an office has the demo's second factor."""
    for person in stage.content.people:
        yield Scene(instant(BEFORE_THE_STORY), partial(_arrive, person=person))


def _arrive(session: Session, stage: Stage, *, person: Person) -> None:
    account = accounts.create_account(
        session,
        SYSTEM,
        name=person.name,
        honorific=person.honorific,
        phone=person.phone,
        email=person.email,
        password=PASSWORD,
        is_demo=True,
        phone_checked=True,
    )
    stage.people[person.id] = account.id
    if {seat.role for seat in person.accounts} - WITHOUT_CODE:
        second_factor.enrol_demo(session, SYSTEM, user_id=account.id)
    for seat in person.accounts:
        if role := PLATFORM_ROLES.get(seat.role):
            kind, _, code = (seat.party or "").partition(":")
            region = code if kind == "region" else None
            accounts.grant_platform_role(session, SYSTEM, user_id=account.id, role=role, region_code=region)
        if seat.role == "helper":
            _admit(session, stage, person)


def _admit(session: Session, stage: Stage, person: Person) -> None:
    """A helper serves her own regency and those of the businesses she accompanies in the story."""
    content = stage.content
    helped = {business.id for business in content.businesses if business.helper == person.id}
    helped |= {request.business for request in content.story.requests if request.helper == person.id}
    near = (business.village[:5] for business in content.businesses if business.id in helped)
    stage.helpers[person.id] = assistance.admit_helper(
        session,
        SYSTEM,
        user_id=stage.people[person.id],
        region_code=person.region[:5],
        areas=sorted({person.region[:5], *near}),
        capacity=20,
        bio=person.bio,
    ).id

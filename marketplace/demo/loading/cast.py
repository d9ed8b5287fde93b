"""People and their accounts; platform roles; helpers."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.accounts import services as accounts
from marketplace.assistance import services as assistance
from marketplace.demo.loading.stage import PASSWORD, SYSTEM, Stage, acting, instant
from marketplace.demo.shapes import Person
from marketplace.kernel.actor import Actor, Role

BEFORE_THE_STORY = date(2025, 12, 1)
PLATFORM_ROLES = {"verifier": Role.VERIFIER, "dinas": Role.DINAS, "admin": Role.ADMIN}


def load(stage: Stage) -> None:
    """Give everybody an account; demo people have the demo's second factor."""
    for person in stage.content.people:
        with acting(SYSTEM, instant(BEFORE_THE_STORY)) as (session, actor):
            account = accounts.create_account(
                session,
                actor,
                name=person.name,
                honorific=person.honorific,
                phone=person.phone,
                email=person.email,
                password=PASSWORD,
                is_demo=True,
            )
            stage.people[person.id] = account.id
            _platform_roles(session, actor, stage, person)
    _helpers(stage)


def _platform_roles(session: Session, actor: Actor, stage: Stage, person: Person) -> None:
    for seat in person.accounts:
        role = PLATFORM_ROLES.get(seat.role)
        if role is not None:
            kind, _, code = (seat.party or "").partition(":")
            region = code if kind == "region" else None
            accounts.grant_platform_role(
                session, actor, user_id=stage.people[person.id], role=role, region_code=region
            )


def _helpers(stage: Stage) -> None:
    for person in stage.content.people:
        if any(seat.role == "helper" for seat in person.accounts):
            with acting(SYSTEM, instant(BEFORE_THE_STORY, "10:00")) as (session, actor):
                profile = assistance.admit_helper(
                    session,
                    actor,
                    user_id=stage.people[person.id],
                    region_code=person.region[:5],
                    areas=_areas(stage, person),
                    capacity=20,
                    bio=person.bio,
                )
                stage.helpers[person.id] = profile.id


def _areas(stage: Stage, person: Person) -> list[str]:
    """The regencies where a helper goes: her own and those of the businesses she accompanies."""
    helped = (business.village[:5] for business in stage.content.businesses if business.helper == person.id)
    return sorted({person.region[:5], *helped})

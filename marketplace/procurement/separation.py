"""Separation of duties, asked again at each act: it looks at the human being, never at the role alone."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import MandateView
from marketplace.businesses.states import MandateState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Forbidden, Refused
from marketplace.procurement import rows
from marketplace.procurement.models import Appointment
from marketplace.procurement.package_models import Package
from marketplace.procurement.reference import SeparationRule, separation_conflicts
from marketplace.procurement.rules import rule

_HELPED = frozenset({MandateState.ACTIVE, MandateState.REVOKED, MandateState.WITHDRAWN})


def ensure_appointed(session: Session, actor: Actor) -> None:
    """The actor holds the office they act in, today, by a decree; raises Forbidden."""
    if actor.party is None or actor.user_id is None:
        raise Forbidden("acts in no office")
    today = rows.today_at(session, actor.party.id)
    if actor.role.value not in offices_held(session, actor.user_id, actor.party.id, today):
        raise Forbidden(f"no appointment as {actor.role} is in force")


def is_appointed(session: Session, user_id: int, work_unit_id: int, role: Role, on: date) -> bool:
    """Whether a person holds an office in a work unit on a day."""
    return role.value in offices_held(session, user_id, work_unit_id, on)


def offices_held(session: Session, user_id: int, work_unit_id: int, on: date) -> set[str]:
    """The offices of a person in a work unit on a day."""
    held = select(Appointment.role).where(
        Appointment.user_id == user_id,
        Appointment.work_unit_id == work_unit_id,
        Appointment.valid_from <= on,
        Appointment.valid_to >= on,
    )
    return {role.value for role in session.scalars(held)}


def ensure_separate(session: Session, user_id: int, duty: str, package: Package) -> None:
    """A person may take on `duty` on this package beside all that they hold; Refused with the rule's reason.

    duty: an office, "seller" or an act as in `SeparationRule.roles`. What somebody was on the package counts
    within the work unit too, also after the office has passed to another.
    """
    today = rows.today_at(session, package.work_unit_id)
    on_package = held_on_package(session, user_id, package) - {duty}
    in_unit = offices_held(session, user_id, package.work_unit_id, today) - {duty}
    in_unit |= on_package | _platform_duties(session, user_id)
    refuse_any(
        (
            *separation_conflicts(duty, on_package, scope="package", on=today),
            *separation_conflicts(duty, in_unit, scope="unit", on=today),
        )
    )


def held_on_package(session: Session, user_id: int, package: Package) -> set[str]:
    """What a person is on a package: its officials, or somebody of the seller's side."""
    held = set()
    if package.pp_user_id == user_id:
        held.add("pp")
    if package.ppk_user_id == user_id:
        held |= {"ppk", "contract_signer"}
    if is_seller_side(session, user_id, package.business_id):
        held.add("seller")
    return held


def is_seller_side(session: Session, user_id: int, business_id: int) -> bool:
    """Owner or staff of a business now, or its helper lately."""
    if any(business.id == business_id for business, _role in businesses.businesses_of(session, user_id)):
        return True
    return business_id in helped_lately(session, user_id, clock.today())


def helped_lately(session: Session, user_id: int, on: date) -> set[int]:
    """The businesses that a person helped under a mandate lately: `separation.helper_days` before a day."""
    since = on - timedelta(days=rule("separation.helper_days", on).number)
    return {
        mandate.business_id
        for mandate in businesses.mandates_of_helper(session, user_id)
        if mandate.state in _HELPED and _helped_until(mandate) >= since
    }


def unit_duties(session: Session, user_id: int, work_unit_id: int, on: date) -> set[str]:
    """What a person is to a work unit besides offices: a role on the platform, a helper of its sellers."""
    duties = _platform_duties(session, user_id)
    helped = helped_lately(session, user_id, on)
    if helped and _buys_from(session, work_unit_id, helped):
        duties.add("helper")
    return duties


def refuse_any(rules: tuple[SeparationRule, ...], *, field: str | None = None) -> None:
    """Raise Refused with the reason and basis of the first rule that is broken, if there is one."""
    if rules:
        raise Refused(f"{rules[0].reason} Dasar: {rules[0].basis}.", field=field)


def _helped_until(mandate: MandateView) -> date:
    ended = mandate.ended_at
    return min(mandate.ends_on, ended.date()) if ended else mandate.ends_on


def _platform_duties(session: Session, user_id: int) -> set[str]:
    return {held.role.value for held in accounts.platform_roles(session, user_id)}


def _buys_from(session: Session, work_unit_id: int, business_ids: set[int]) -> bool:
    bought = select(Package.id).where(
        Package.work_unit_id == work_unit_id, Package.business_id.in_(business_ids)
    )
    return session.scalar(bought.limit(1)) is not None

"""Who acted for the buyer in a purchase, by which decree, on the day of the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.procurement import rows
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import Appointment
from marketplace.procurement.package_models import Package


@dataclass(frozen=True, slots=True)
class Office:
    """A person in an office on the day of their act; `decree` is None where no appointment was in force."""

    role: str
    name: str
    acted_on: date
    decree: Appointment | None


def offices(session: Session, package: Package, contract: Contract | None) -> Sequence[Office]:
    """The officer who opened, the PPK who signs (today, before there is a contract), the treasurer who paid.

    The payment of the contract must be loaded.
    """
    unit = package.work_unit
    signed_on = rows.zone_day(contract.signed_at, unit) if contract else clock.today(rows.zone_of(unit))
    acts = [
        (Role.PP, package.pp_user_id, rows.zone_day(package.created_at, unit)),
        (Role.PPK, package.ppk_user_id, signed_on),
    ]
    if contract is not None and contract.payment is not None:
        payment = contract.payment
        acts.append((Role.TREASURER, payment.recorded_by, rows.zone_day(payment.recorded_at, unit)))
    people = {user_id for _role, user_id, _day in acts}
    held = session.scalars(
        select(Appointment)
        .where(Appointment.work_unit_id == package.work_unit_id, Appointment.user_id.in_(people))
        .order_by(Appointment.id.desc())
    ).all()
    names = accounts.names_of(session, people)
    return [
        Office(role.label, names[user_id], day, _in_force(held, role, user_id, day))
        for role, user_id, day in acts
    ]


def _in_force(held: Sequence[Appointment], role: Role, user_id: int, day: date) -> Appointment | None:
    """The last decree by which a person held an office on a day."""
    for one in held:
        if one.role is role and one.user_id == user_id and one.valid_from <= day <= one.valid_to:
            return one
    return None

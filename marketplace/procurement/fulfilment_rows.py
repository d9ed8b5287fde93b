"""Loading a contract with all that followed it, and finding who is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from marketplace.infra import audit, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from marketplace.kernel.text import clean_line
from marketplace.procurement import policies, rows, separation
from marketplace.procurement.contract_models import Contract, Delivery
from marketplace.procurement.models import Appointment


def locked(session: Session, actor: Actor, code: str) -> Contract:
    """A contract of the actor's side with deliveries, BAST, payment and rating, locked and fresh.

    NotFound for strangers.
    """
    contract = session.scalar(
        rows.contract_query()
        .where(Contract.code == code)
        .options(
            selectinload(Contract.deliveries).selectinload(Delivery.lines),
            selectinload(Contract.acceptance),
            selectinload(Contract.payment),
            selectinload(Contract.rating),
        )
    )
    if contract is None:
        raise NotFound(f"contract {code}")
    policies.ensure_side_of(actor, contract.package)
    return contract


def locked_delivery(session: Session, actor: Actor, code: str) -> tuple[Contract, Delivery]:
    """A delivery and its contract, the contract locked first; NotFound for strangers."""
    contract_code = session.scalar(
        select(Contract.code).join(Contract.deliveries).where(Delivery.code == code)
    )
    if contract_code is None:
        raise NotFound(f"delivery {code}")
    contract = locked(session, actor, contract_code)
    return contract, next(delivery for delivery in contract.deliveries if delivery.code == code)


def ensure_office(session: Session, actor: Actor, contract: Contract, *duties: str) -> int:
    """The person acting: their decree is in force, and each duty on this package is free for them."""
    if actor.user_id is None:
        raise Forbidden("a person acts")
    for duty in duties:
        separation.ensure_separate(session, actor.user_id, duty, contract.package)
    separation.ensure_appointed(session, actor)
    return actor.user_id


def ensure_owner(session: Session, actor: Actor, contract: Contract) -> int:
    """The owner of the seller, from her own account, who holds no office on this package."""
    policies.ensure_owner_of(actor, contract.package)
    if actor.user_id is None:
        raise Forbidden("a person acts")
    separation.ensure_separate(session, actor.user_id, "seller", contract.package)
    return actor.user_id


def note(session: Session, actor: Actor, contract: Contract, event: str, **details: Any) -> None:
    """A step that leaves the contract's state as it is: on the timeline and in both sides' audit chains."""
    state = contract.state.value
    timeline.record(
        session, actor, ("contract", contract.id), event=event, before=state, after=state, details=details
    )
    audit.record(
        session,
        actor,
        f"procurement.contract_{event}",
        subject=f"contract:{contract.code}",
        parties=rows.parties_of(contract.package),
        data=details,
    )


def today_of(contract: Contract) -> date:
    """The calendar day where the work unit is."""
    return clock.today(rows.zone_of(contract.package.work_unit))


def line_of_text(text: str, *, field: str, length: int) -> str:
    """One clean line, may be empty; DomainError beside `field` when it is too long."""
    try:
        return clean_line(text, length)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error


def holders(session: Session, work_unit_id: int, role: Role, on: date) -> Sequence[int]:
    """The people who hold an office in a work unit on a day."""
    return session.scalars(
        select(Appointment.user_id)
        .where(
            Appointment.work_unit_id == work_unit_id,
            Appointment.role == role,
            Appointment.valid_from <= on,
            Appointment.valid_to >= on,
        )
        .order_by(Appointment.id)
    ).all()

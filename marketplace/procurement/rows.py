"""Loading, locking and moving packages and contracts: how every use case of this room begins and ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from marketplace.infra import audit, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import clean_text
from marketplace.procurement import policies
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import WorkUnit
from marketplace.procurement.package_models import Package
from marketplace.procurement.states import CONTRACT, PACKAGE

REASON_LENGTH = 500


def locked_package(session: Session, actor: Actor, code: str) -> Package:
    """A package of the actor's side with its lines and rounds, locked and fresh; NotFound for strangers."""
    package = session.scalar(_package_query().where(Package.code == code))
    if package is None:
        raise NotFound(f"package {code}")
    policies.ensure_side_of(actor, package)
    return package


def package_to_expire(session: Session, package_id: int) -> Package:
    """A package by its key, locked and fresh, for timed work."""
    return session.scalars(_package_query().where(Package.id == package_id)).one()


def locked_contract(session: Session, actor: Actor, code: str) -> Contract:
    """A contract of the actor's side with its package and lines, locked and fresh; NotFound for strangers."""
    contract = session.scalar(contract_query().where(Contract.code == code))
    if contract is None:
        raise NotFound(f"contract {code}")
    policies.ensure_side_of(actor, contract.package)
    return contract


def contract_to_expire(session: Session, contract_id: int) -> Contract:
    """A contract by its key, locked and fresh, for timed work."""
    return session.scalars(contract_query().where(Contract.id == contract_id)).one()


def move_package(
    session: Session, actor: Actor, package: Package, event: str, *, reason: str | None = None, **details: Any
) -> None:
    """Take a package one step further by the table, on the timeline and in both sides' audit chains."""
    before = package.state
    package.state = PACKAGE.after(before, event)
    session.flush()
    timeline.record(
        session,
        actor,
        ("package", package.id),
        event=event,
        before=before.value,
        after=package.state.value,
        reason=reason,
        details=details,
    )
    note_package(session, actor, package, event, **details)


def note_package(session: Session, actor: Actor, package: Package, verb: str, **data: Any) -> None:
    """An audit entry about a package for its work unit and its seller."""
    audit.record(
        session,
        actor,
        f"procurement.package_{verb}",
        subject=f"package:{package.code}",
        parties=parties_of(package),
        data=data,
    )


def move_contract(
    session: Session,
    actor: Actor,
    contract: Contract,
    event: str,
    *,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Take a contract one step further by the table, on the timeline and in both sides' audit chains."""
    before = contract.state
    contract.state = CONTRACT.after(before, event)
    session.flush()
    timeline.record(
        session,
        actor,
        ("contract", contract.id),
        event=event,
        before=before.value,
        after=contract.state.value,
        reason=reason,
        details=details,
    )
    audit.record(
        session,
        actor,
        f"procurement.contract_{event}",
        subject=f"contract:{contract.code}",
        parties=parties_of(contract.package),
        data=details,
    )


def parties_of(package: Package) -> list[PartyRef]:
    """Buyer and seller."""
    return [unit_party(package), seller_party(package)]


def unit_party(package: Package) -> PartyRef:
    return PartyRef(PartyKind.WORK_UNIT, package.work_unit_id)


def seller_party(package: Package) -> PartyRef:
    return PartyRef(PartyKind.BUSINESS, package.business_id)


def zone_of(unit: WorkUnit) -> ZoneInfo:
    """The zone in which the work unit's deadlines end."""
    return clock.zone_of_region(unit.region_code)


def today_at(session: Session, work_unit_id: int) -> date:
    """Today's calendar day where the work unit is."""
    region = session.scalars(select(WorkUnit.region_code).where(WorkUnit.id == work_unit_id)).one()
    return clock.today(clock.zone_of_region(region))


def zone_day(instant: datetime, unit: WorkUnit) -> date:
    """The calendar day of an instant where the work unit is."""
    return instant.astimezone(zone_of(unit)).date()


def reason_text(text: str, *, field: str = "reason", wanted: str = "Tulis alasannya.") -> str:
    """A reason that is not empty; raises DomainError beside `field`."""
    try:
        cleaned = clean_text(text, REASON_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if not cleaned:
        raise DomainError(wanted, field=field)
    return cleaned


def _package_query() -> Select[Package]:
    return (
        select(Package)
        .options(
            selectinload(Package.lines),
            selectinload(Package.rounds),
            selectinload(Package.compared),
            selectinload(Package.plan_entry),
            selectinload(Package.budget_line),
            selectinload(Package.work_unit).selectinload(WorkUnit.agency),
        )
        .with_for_update(of=Package)
        .execution_options(populate_existing=True)
    )


def contract_query() -> Select[Contract]:
    package = selectinload(Contract.package)
    return (
        select(Contract)
        .options(
            package.selectinload(Package.lines),
            package.selectinload(Package.plan_entry),
            package.selectinload(Package.budget_line),
            package.selectinload(Package.work_unit).selectinload(WorkUnit.agency),
        )
        .with_for_update(of=Contract)
        .execution_options(populate_existing=True)
    )

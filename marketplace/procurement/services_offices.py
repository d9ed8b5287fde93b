"""Enter agencies, work units, appointments and the plan (RUP) with its budget lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.documents import services as documents
from marketplace.documents.kinds import PaperKind
from marketplace.infra import audit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import AgencyCode, BudgetAccount, Nip, RupCode, SatkerCode
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import policies
from marketplace.procurement.models import Agency, Appointment, BudgetLine, PlanEntry, WorkUnit
from marketplace.procurement.reference import KIND_LABELS, METHOD_LABELS, separation_conflicts
from marketplace.procurement.separation import refuse_any, unit_duties


@dataclass(frozen=True, slots=True)
class Office:
    """An appointment as its decree (SK) states it; `nip` is 18 digits."""

    role: Role
    position: str
    rank: str
    nip: str
    sk_number: str
    sk_date: date
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class PlanValues:
    """A RUP entry; `accounts` maps each budget account (MAK or kode rekening) to its amount."""

    rup_code: str
    year: int
    name: str
    volume: str
    method: str
    kind: str
    funding_source: str
    wants_domestic: bool
    wants_umk: bool
    announced_on: date
    accounts: dict[str, Rupiah]
    kbki_group: str | None = None
    needed_from: date | None = None
    needed_until: date | None = None

    @property
    def ceiling(self) -> Rupiah:
        """The pagu: the sum of its budget lines."""
        return sum(self.accounts.values(), ZERO)


def create_agency(session: Session, actor: Actor, *, klpd_code: str, name: str) -> Agency:
    """Enter a K/L/PD; entering the same code again gives the one that is there."""
    policies.ensure_may_administer(actor)
    code = AgencyCode.parse(klpd_code).value
    known = session.scalar(select(Agency).where(Agency.klpd_code == code))
    if known is not None:
        return known
    agency = Agency(code=new_code(), klpd_code=code, name=name)
    session.add(agency)
    session.flush()
    audit.record(session, actor, "procurement.agency_entered", subject=f"agency:{agency.code}")
    return agency


def create_work_unit(
    session: Session,
    actor: Actor,
    *,
    agency_id: int,
    satker_code: str,
    name: str,
    region_code: str,
    address: str,
    letterhead: dict[str, Any],
    number_patterns: dict[PaperKind, str],
) -> WorkUnit:
    """Enter a work unit with its letterhead and how it numbers its letters this year."""
    policies.ensure_may_administer(actor)
    unit = WorkUnit(
        code=new_code(),
        agency_id=agency_id,
        satker_code=SatkerCode.parse(satker_code).value,
        name=name,
        region_code=region_code,
        address=address,
        letterhead=letterhead,
    )
    session.add(unit)
    session.flush()
    party = PartyRef(PartyKind.WORK_UNIT, unit.id)
    for kind, pattern in number_patterns.items():
        documents.set_number_pattern(
            session, actor, owner=party, kind=kind, pattern=pattern, year=clock.today().year
        )
    audit.record(
        session, actor, "procurement.work_unit_entered", subject=f"work_unit:{unit.code}", parties=[party]
    )
    return unit


def appoint(
    session: Session, actor: Actor, *, work_unit_id: int, user_id: int, office: Office
) -> Appointment:
    """Appoint a person in a work unit, unless the separation of duties forbids it beside what they hold."""
    policies.ensure_may_administer(actor)
    if office.role not in policies.OFFICIALS:
        raise DomainError("Peran ini bukan jabatan di satuan kerja.", field="role")
    if office.valid_to < office.valid_from:
        raise DomainError("Masa berlaku SK berakhir sebelum dimulai.", field="valid_to")
    _ensure_separate(session, work_unit_id, user_id, office)
    appointment = Appointment(
        code=new_code(),
        work_unit_id=work_unit_id,
        user_id=user_id,
        role=office.role,
        position=office.position,
        rank=office.rank,
        nip=Nip.parse(office.nip).value,
        sk_number=office.sk_number,
        sk_date=office.sk_date,
        valid_from=office.valid_from,
        valid_to=office.valid_to,
    )
    session.add(appointment)
    session.flush()
    audit.record(
        session,
        actor,
        "procurement.appointed",
        subject=f"appointment:{appointment.code}",
        parties=[PartyRef(PartyKind.WORK_UNIT, work_unit_id)],
        data={"role": office.role.value, "sk": office.sk_number},
    )
    return appointment


def _ensure_separate(session: Session, work_unit_id: int, user_id: int, office: Office) -> None:
    held = session.scalars(
        select(Appointment.role).where(
            Appointment.work_unit_id == work_unit_id,
            Appointment.user_id == user_id,
            Appointment.valid_from <= office.valid_to,
            Appointment.valid_to >= office.valid_from,
        )
    )
    duties = {role.value for role in held} - {office.role.value}
    duties |= unit_duties(session, user_id, work_unit_id, clock.today())
    refuse_any(
        separation_conflicts(office.role.value, duties, scope="unit", on=office.valid_from), field="role"
    )


def add_plan_entry(session: Session, actor: Actor, *, work_unit_id: int, values: PlanValues) -> PlanEntry:
    """Enter an announced RUP entry with its budget lines."""
    policies.ensure_may_administer(actor)
    if not values.accounts:
        raise DomainError("RUP perlu sedikitnya satu mata anggaran.", field="accounts")
    if values.kind not in KIND_LABELS or values.method not in METHOD_LABELS:
        raise DomainError("Metode atau jenis pengadaan RUP ini tidak dikenal.", field="method")
    entry = PlanEntry(
        code=new_code(),
        work_unit_id=work_unit_id,
        rup_code=RupCode.parse(values.rup_code).value,
        year=values.year,
        name=values.name,
        volume=values.volume,
        method=values.method,
        kind=values.kind,
        ceiling=values.ceiling,
        funding_source=values.funding_source,
        kbki_group=values.kbki_group,
        wants_domestic=values.wants_domestic,
        wants_umk=values.wants_umk,
        announced_on=values.announced_on,
        needed_from=values.needed_from,
        needed_until=values.needed_until,
    )
    session.add(entry)
    session.flush()
    session.add_all(
        BudgetLine(
            plan_entry_id=entry.id,
            account=BudgetAccount.parse(account).value,
            amount=amount,
            committed=ZERO,
            spent=ZERO,
        )
        for account, amount in values.accounts.items()
    )
    session.flush()
    audit.record(
        session,
        actor,
        "procurement.plan_entered",
        subject=f"plan_entry:{entry.code}",
        parties=[PartyRef(PartyKind.WORK_UNIT, work_unit_id)],
        data={"rup": entry.rup_code, "ceiling": entry.ceiling.amount},
    )
    return entry

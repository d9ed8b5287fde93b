"""Agencies, their work units with officials, and the plans (RUP)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from marketplace.demo import shapes
from marketplace.demo.loading.stage import SYSTEM, Scene, Stage, instant
from marketplace.documents.kinds import PaperKind
from marketplace.kernel.actor import Role
from marketplace.kernel.money import Rupiah
from marketplace.procurement import services_offices as offices

ENTERED = date(2026, 1, 5)
ROLES = {
    "pp": Role.PP,
    "ppk": Role.PPK,
    "pokja": Role.POKJA,
    "bendahara": Role.TREASURER,
    "auditor": Role.AUDITOR,
}
PAPERS = {
    "negotiation": PaperKind.NEGOTIATION_MINUTES,
    "spk": PaperKind.WORK_ORDER,
    "bast": PaperKind.HANDOVER_MINUTES,
    "receipt": PaperKind.RECEIPT,
}
METHODS = {"pengadaan_langsung": "direct_procurement"}
KINDS = {"barang": "goods", "jasa_lainnya": "other_services"}


def scenes(stage: Stage) -> Iterator[Scene]:
    """The offices that buy, entered by platform staff from an agency's letter; then their plans."""
    for agency in stage.content.agencies:
        yield Scene(instant(ENTERED), partial(_enter, agency=agency))
        for unit in agency.work_units:
            for line in unit.rup:
                yield Scene(instant(line.announced, "08:00"), partial(_plan_line, unit=unit, line=line))


def _enter(session: Session, stage: Stage, *, agency: shapes.Agency) -> None:
    entered = offices.create_agency(session, SYSTEM, klpd_code=agency.code, name=agency.name)
    for unit in agency.work_units:
        stage.units[unit.id] = _enter_unit(session, entered.id, unit)
        for official in unit.officials:
            if official.role in ROLES:
                offices.appoint(
                    session,
                    SYSTEM,
                    work_unit_id=stage.units[unit.id],
                    user_id=stage.people[official.person],
                    office=_office(official),
                )


def _enter_unit(session: Session, agency_id: int, unit: shapes.WorkUnit) -> int:
    head = unit.letterhead
    return offices.create_work_unit(
        session,
        SYSTEM,
        agency_id=agency_id,
        satker_code=unit.code,
        name=unit.name,
        region_code=unit.region,
        address=head.address,
        letterhead={
            "lines": list(head.lines),
            "address": head.address,
            "phone": head.phone,
            "email": head.email,
        },
        number_patterns={
            PAPERS[kind]: pattern for kind, pattern in unit.number_templates.items() if kind in PAPERS
        },
    ).id


def _plan_line(session: Session, stage: Stage, *, unit: shapes.WorkUnit, line: shapes.PlanLine) -> None:
    entry = offices.add_plan_entry(session, SYSTEM, work_unit_id=stage.units[unit.id], values=_plan(line))
    stage.plans[line.id] = entry.code


def _office(official: shapes.Official) -> offices.Office:
    return offices.Office(
        role=ROLES[official.role],
        position=official.position,
        rank=official.rank,
        nip=official.nip,
        sk_number=official.sk_number,
        sk_date=official.sk_date,
        valid_from=official.valid_from,
        valid_to=official.valid_to,
    )


def _plan(line: shapes.PlanLine) -> offices.PlanValues:
    return offices.PlanValues(
        rup_code=line.code,
        year=line.year,
        name=line.name,
        volume=line.volume,
        method=METHODS.get(line.method, line.method),
        kind=KINDS.get(line.kind, line.kind),
        funding_source=line.funding_source,
        wants_domestic=line.pdn,
        wants_umk=line.umk,
        announced_on=line.announced,
        accounts={line.account: Rupiah(line.pagu)},
        kbki_group=line.kbki_group,
        needed_from=line.contract_from,
        needed_until=line.contract_to,
    )

"""Agencies, their work units with officials, and the plans (RUP)."""

from __future__ import annotations

from datetime import date

from marketplace.demo import shapes
from marketplace.demo.loading.stage import SYSTEM, Stage, acting, instant
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


def load(stage: Stage) -> None:
    """Enter the offices that buy, as platform staff do it from an agency's letter."""
    for agency in stage.content.agencies:
        with acting(SYSTEM, instant(ENTERED)) as (session, actor):
            entered = offices.create_agency(session, actor, klpd_code=agency.code, name=agency.name)
            agency_id = entered.id
        for unit in agency.work_units:
            _enter_unit(stage, agency_id, unit)


def _enter_unit(stage: Stage, agency_id: int, unit: shapes.WorkUnit) -> None:
    with acting(SYSTEM, instant(ENTERED, "10:00")) as (session, actor):
        entered = offices.create_work_unit(
            session,
            actor,
            agency_id=agency_id,
            satker_code=unit.code,
            name=unit.name,
            region_code=unit.region,
            address=unit.letterhead.address,
            letterhead={
                "lines": list(unit.letterhead.lines),
                "address": unit.letterhead.address,
                "phone": unit.letterhead.phone,
                "email": unit.letterhead.email,
            },
            number_patterns={
                PAPERS[kind]: pattern for kind, pattern in unit.number_templates.items() if kind in PAPERS
            },
        )
        stage.units[unit.id], stage.unit_codes[unit.id] = entered.id, entered.code
        for official in unit.officials:
            if official.role in ROLES:
                offices.appoint(
                    session,
                    actor,
                    work_unit_id=entered.id,
                    user_id=stage.people[official.person],
                    office=_office(official),
                )
        for line in unit.rup:
            stage.plans[line.id] = offices.add_plan_entry(
                session, actor, work_unit_id=entered.id, values=_plan(line)
            ).code


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

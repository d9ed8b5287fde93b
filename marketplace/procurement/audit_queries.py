"""What an auditor reads: the packages of the work unit, one purchase as a whole, and whether chains hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from marketplace.businesses import queries as businesses
from marketplace.businesses.register_queries import RegisterView, blacklist_of
from marketplace.infra.audit import GENESIS, AuditEntry, AuditHead, digest
from marketplace.kernel.actor import Actor, PartyRef
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import (
    dossier_tables,
    fulfilment_queries,
    policies,
    progress,
    queries_packages,
    rows,
    wording,
)
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.dossier_tables import OfferView
from marketplace.procurement.fulfilment_queries import ContractView
from marketplace.procurement.models import PlanEntry, SanctionCheck, WorkUnit
from marketplace.procurement.package_models import Package
from marketplace.procurement.progress import Badge
from marketplace.procurement.queries_packages import PackageView
from marketplace.procurement.states import PackageState

PAGE_SIZE = 20

UNIT_WORDS = MappingProxyType(
    {
        "working_days": "hari kerja",
        "calendar_days": "hari",
        "hours": "jam",
    }
)
"""How the unit of a rule is said after its value."""

RULE_WORDS = MappingProxyType(
    {
        "pl.goods_services.max": "Batas pengadaan langsung barang dan jasa lainnya",
        "pl.works.max": "Batas pengadaan langsung pekerjaan konstruksi",
        "pl.consultancy.max": "Batas pengadaan langsung jasa konsultansi",
        "pl.papua.max": "Batas pengadaan langsung di Papua",
        "ppk.review_days": "Waktu PPK memeriksa paket",
        "seller.accept_days": "Waktu penyedia menerima SPK",
        "late.rate": "Denda keterlambatan",
    }
)
"""What a rule is about; a rule that is not here shows its key."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One package in the auditor's list. flags: how many red flags fired, all answered by the PPK."""

    code: str
    name: str
    seller: str
    rup_code: str
    value: Rupiah
    badge: Badge
    flags: int
    late_days: int


@dataclass(frozen=True, slots=True)
class Audited:
    """The work unit with a page of its packages; years: in which it has plan entries."""

    unit: WorkUnit
    rows: Sequence[AuditRow]
    total: int
    years: Sequence[int]


@dataclass(frozen=True, slots=True)
class LineRounds:
    """One line through the negotiation: its list price, each round's price, the agreed one, the saving."""

    name: str
    quantity: int
    unit: str
    list_price: Rupiah
    prices: Sequence[Rupiah]
    agreed: Rupiah | None
    saved: Rupiah


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule that a step was judged by."""

    name: str
    value: str
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ChainState:
    """One party's audit chain: how many entries were read, and the faults found."""

    label: str
    entries: int
    faults: Sequence[str]


@dataclass(frozen=True, slots=True)
class AuditView:
    """A purchase as a whole, beside what `PackageView` holds."""

    package: PackageView
    contract: Contract | None
    running: ContractView | None
    offers: Sequence[OfferView]
    lines: Sequence[LineRounds]
    rules: Sequence[RuleUsed]
    checks: Sequence[SanctionCheck]
    blacklist: RegisterView
    chains: Sequence[ChainState]


def packages(
    session: Session, actor: Actor, *, state: PackageState | None, year: int | None, page: int
) -> Audited:
    """A page of the packages of the auditor's work unit, newest first; by state and by year of the plan."""
    if not policies.is_auditor(actor) or actor.party is None:
        raise NotFound("audits no work unit")
    unit = session.scalars(
        select(WorkUnit).where(WorkUnit.id == actor.party.id).options(selectinload(WorkUnit.agency))
    ).one()
    which = [Package.work_unit_id == unit.id]
    if state is not None:
        which.append(Package.state == state)
    if year is not None:
        which.append(Package.plan_entry_id.in_(select(PlanEntry.id).where(PlanEntry.year == year)))
    total = session.scalar(select(func.count()).select_from(Package).where(*which)) or 0
    found = session.execute(
        select(Package, Contract)
        .outerjoin(Contract, Contract.package_id == Package.id)
        .where(*which)
        .options(selectinload(Package.plan_entry), selectinload(Contract.acceptance))
        .order_by(Package.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    sellers = businesses.brief(session, {package.business_id for package, _ in found})
    listed = [_row(package, contract, sellers[package.business_id].name) for package, contract in found]
    return Audited(unit, listed, total, _years(session, unit.id))


def package(session: Session, actor: Actor, code: str) -> AuditView:
    """A whole purchase of the auditor's work unit; NotFound for everything else. Reads every chain entry."""
    if not policies.is_auditor(actor):
        raise NotFound(f"package {code}")
    view = queries_packages.package_page(session, actor, code)
    running, contract = None, None
    if view.contract is not None:
        running = fulfilment_queries.contract_page(session, actor, view.contract.code)
        contract = running.contract
    return AuditView(
        package=view,
        contract=contract,
        running=running,
        offers=dossier_tables.offers(session, view),
        lines=_lines(view),
        rules=_rules(view, contract),
        checks=dossier_tables.sanction_checks(session, view.package.id),
        blacklist=blacklist_of(session, view.package.business_id),
        chains=[
            chain_state(session, rows.unit_party(view.package), view.package.work_unit.name),
            chain_state(session, rows.seller_party(view.package), view.seller.name),
        ],
    )


def chain_state(session: Session, party: PartyRef, label: str) -> ChainState:
    """Follow one party's chain from its first entry to its head; the first faults are named."""
    query = (
        select(*AuditEntry.__table__.columns)
        .where(AuditEntry.chain_kind == party.kind.value, AuditEntry.chain_id == party.id)
        .order_by(AuditEntry.seq)
    )
    seq, previous, faults = 0, GENESIS, []
    for entry in session.execute(query.execution_options(yield_per=1000)):
        if entry.seq != seq + 1:
            faults.append(f"Sesudah nomor {seq} ada yang hilang.")
        if entry.prev_hash != previous:
            faults.append(f"Nomor {entry.seq} tidak bersambung.")
        if entry.hash != digest(entry):  # type: ignore[arg-type]
            faults.append(f"Isi nomor {entry.seq} berubah sesudah dicatat.")
        seq, previous = entry.seq, entry.hash
    head = session.execute(
        select(AuditHead.seq, AuditHead.hash).where(
            AuditHead.chain_kind == party.kind.value, AuditHead.chain_id == party.id
        )
    ).one_or_none()
    if head is not None and (head.seq, head.hash) != (seq, previous):
        faults.append("Kepala rantai tidak cocok: ada bagian akhir yang hilang.")
    return ChainState(label, seq, faults[:5])


def _row(package: Package, contract: Contract | None, seller: str) -> AuditRow:
    acceptance = contract.acceptance if contract else None
    return AuditRow(
        code=package.code,
        name=package.name,
        seller=seller,
        rup_code=package.plan_entry.rup_code,
        value=contract.value if contract else package.total,
        badge=progress.badge(package, contract),
        flags=len(package.rules.get("flags", [])),
        late_days=acceptance.days_late if acceptance else 0,
    )


def _years(session: Session, work_unit_id: int) -> Sequence[int]:
    years = select(PlanEntry.year).where(PlanEntry.work_unit_id == work_unit_id).distinct()
    return session.scalars(years.order_by(PlanEntry.year.desc())).all()


def _lines(view: PackageView) -> list[LineRounds]:
    return [
        LineRounds(
            name=line.name,
            quantity=line.quantity,
            unit=line.unit,
            list_price=line.list_price,
            prices=[one.prices[index] for one in view.rounds],
            agreed=line.agreed_price,
            saved=(line.list_price - line.agreed_price) * line.quantity if line.agreed_price else ZERO,
        )
        for index, line in enumerate(view.package.lines)
    ]


def _rules(view: PackageView, contract: Contract | None) -> list[RuleUsed]:
    """Every rule that a record names, each once, in the order in which it was used."""
    used = list(view.package.rules.get("used", []))
    if contract is not None:
        used += contract.rules.get("used", [])
        used += contract.acceptance.rules["used"] if contract.acceptance else []
    found = {
        row["key"]: RuleUsed(
            RULE_WORDS.get(row["key"], row["key"]), _value(row), row["basis"], row["verified"]
        )
        for row in used
    }
    aspects = contract.rating.rules["aspects"] if contract is not None and contract.rating else []
    return [*found.values(), *(_weight(row) for row in aspects)]


def _weight(aspect: Mapping[str, Any]) -> RuleUsed:
    name = f"Bobot penilaian: {aspect['name'].lower()}"
    return RuleUsed(name, wording.percent(aspect["weight"]), aspect["basis"], aspect["verified"])


def _value(row: Mapping[str, object]) -> str:
    value, unit = row["value"], str(row["unit"])
    if unit == "idr" and isinstance(value, int):
        return str(Rupiah(value))
    if unit.startswith("basis_points") and isinstance(value, int):
        return wording.percent(value) + (" tiap hari" if unit.endswith("_per_day") else "")
    return f"{value} {UNIT_WORDS.get(unit, '')}".strip()

"""Packages as both sides read them: lists by state, and everything about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.accounts import queries as accounts
from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import BusinessBrief
from marketplace.documents import queries as documents
from marketplace.documents.models import IssuedDocument
from marketplace.kernel.actor import Actor, PartyKind
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Rupiah
from marketplace.procurement import history, policies, progress, queries_plan, rows, wording
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.history import Entry
from marketplace.procurement.models import WorkUnit
from marketplace.procurement.package_models import NegotiationRound, Package
from marketplace.procurement.progress import Badge, Step
from marketplace.procurement.states import PackageState

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One line of a list. `other`: the seller for officials, the work unit for the seller."""

    code: str
    name: str
    other: str
    total: Rupiah
    badge: Badge
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RoundView:
    """One offer; `prices` by line position, in the order of the lines."""

    number: int
    side: str
    who: str
    by_seller: bool
    prices: Sequence[Rupiah]
    total: Rupiah
    deliver_on: date
    message: str
    made_at: datetime
    agreed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PackageView:
    """Everything that the workspace, the negotiation, the approval and the seller's deal show.

    promises: by line id, what is said where its price is above what the public paid before.
    """

    package: Package
    contract: Contract | None
    seller: BusinessBrief
    zone: ZoneInfo
    badge: Badge
    steps: Sequence[Step]
    names: Mapping[int, str]
    rounds: Sequence[RoundView]
    papers: Sequence[IssuedDocument]
    history: Sequence[Entry]
    promises: Mapping[int, str]

    @property
    def last_round(self) -> RoundView | None:
        return self.rounds[-1] if self.rounds else None


def packages(
    session: Session, actor: Actor, *, state: PackageState | None, page: int
) -> tuple[list[PackageRow], int]:
    """A page of the unit's packages, newest first, and how many there are in this state."""
    which = [Package.work_unit_id == queries_plan.unit_of(actor)]
    if state is not None:
        which.append(Package.state == state)
    return _rows(session, which, page, for_seller=False)


def packages_of_entry(session: Session, actor: Actor, plan_entry_id: int) -> list[PackageRow]:
    """The newest packages opened from a plan entry of the actor's unit."""
    which = [
        Package.work_unit_id == queries_plan.unit_of(actor),
        Package.plan_entry_id == plan_entry_id,
    ]
    return _rows(session, which, 1, for_seller=False)[0]


def deals(session: Session, actor: Actor, page: int) -> tuple[list[PackageRow], int]:
    """A page of the purchases that the seller was invited to, newest first, and how many there are."""
    if not policies.is_seller(actor) or actor.party is None:
        raise NotFound("acts for no business")
    which = [Package.business_id == actor.party.id, Package.state != PackageState.DRAFT]
    return _rows(session, which, page, for_seller=True)


def package_page(session: Session, actor: Actor, code: str) -> PackageView:
    """Everything about one package of the actor's side; NotFound for others, and for a seller's draft."""
    package = session.scalar(
        select(Package)
        .where(Package.code == code)
        .options(
            selectinload(Package.lines),
            selectinload(Package.rounds),
            selectinload(Package.compared),
            joinedload(Package.plan_entry),
            joinedload(Package.budget_line),
            joinedload(Package.work_unit).joinedload(WorkUnit.agency),
        )
    )
    if package is None or not _may_read(actor, package):
        raise NotFound(f"package {code}")
    return _view(session, package)


def _view(session: Session, package: Package) -> PackageView:
    of_package = select(Contract).where(Contract.package_id == package.id)
    contract = session.scalar(of_package.options(joinedload(Contract.rating)))
    subjects = [("package", package.id)] + ([("contract", contract.id)] if contract else [])
    ids = {package.pp_user_id, package.ppk_user_id, *(one.user_id for one in package.rounds)}
    names = accounts.names_of(session, ids)
    return PackageView(
        package=package,
        contract=contract,
        seller=businesses.brief(session, [package.business_id])[package.business_id],
        zone=rows.zone_of(package.work_unit),
        badge=progress.badge(package, contract),
        steps=progress.steps(package, contract),
        names=names,
        rounds=[_round(package, one, names) for one in package.rounds],
        papers=documents.of_subjects(session, subjects),
        history=history.entries(session, subjects),
        promises=_promises(package),
    )


def _promises(package: Package) -> dict[int, str]:
    opened_on = rows.zone_day(package.created_at, package.work_unit)
    return {
        line.id: wording.above_lowest(line.lowest_public, line.price_reason, opened_on)
        for line in package.lines
        if line.lowest_public is not None and line.list_price > line.lowest_public
    }


def _may_read(actor: Actor, package: Package) -> bool:
    if not policies.is_side_of(actor, package):
        return False
    seller = actor.party is not None and actor.party.kind is PartyKind.BUSINESS
    return not (seller and package.state is PackageState.DRAFT)


def _round(package: Package, one: NegotiationRound, names: Mapping[int, str]) -> RoundView:
    return RoundView(
        number=one.number,
        side="Penyedia" if one.by_seller else "Pejabat Pengadaan",
        who=names[one.user_id],
        by_seller=one.by_seller,
        prices=[Rupiah(one.prices[str(line.id)]) for line in package.lines],
        total=one.total,
        deliver_on=one.deliver_on,
        message=one.message,
        made_at=one.made_at,
        agreed_at=one.agreed_at,
    )


def _rows(
    session: Session, which: Sequence[ColumnElement[bool]], page: int, *, for_seller: bool
) -> tuple[list[PackageRow], int]:
    total = session.scalar(select(func.count()).select_from(Package).where(*which)) or 0
    found = session.execute(
        select(Package, Contract)
        .outerjoin(Contract, Contract.package_id == Package.id)
        .where(*which)
        .options(selectinload(Package.work_unit))
        .order_by(Package.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    sellers = businesses.brief(session, [package.business_id for package, _ in found])
    listed = [
        PackageRow(
            code=package.code,
            name=package.name,
            other=package.work_unit.name if for_seller else sellers[package.business_id].name,
            total=contract.value if contract else package.total,
            badge=progress.badge(package, contract),
            created_at=package.created_at,
        )
        for package, contract in found
    ]
    return listed, total

"""Open a package from a plan entry, invite its seller to negotiate, and give it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from marketplace.businesses import queries as businesses
from marketplace.infra import outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.codes import new_code, new_ulid
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.events import PackageNegotiationOpened
from marketplace.kernel.money import Rupiah
from marketplace.kernel.policy_rules import PolicyRule
from marketplace.kernel.text import clean_line
from marketplace.procurement import (
    amounts,
    choosing,
    contract_papers,
    notices,
    policies,
    rows,
    sellers,
    separation,
)
from marketplace.procurement.choosing import Chosen, Other, Wanted
from marketplace.procurement.models import BudgetLine, PlanEntry, WorkUnit
from marketplace.procurement.package_models import ComparedOffer, Package, PackageLine
from marketplace.procurement.rules import POLICY
from marketplace.procurement.states import PackageState

TEXT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """What the officer asks for.

    budget_account: the account of the plan entry that pays. compared: codes of the other products that were
    compared. choice_reason: may be empty where two sellers were compared and the cheapest is chosen.
    """

    plan_entry_code: str
    budget_account: str
    lines: Sequence[Wanted]
    ppk_user_id: int
    needed_on: date
    delivery_place: str
    choice_reason: str = ""
    compared: Sequence[str] = field(default=())
    name: str = ""


def open_package(session: Session, actor: Actor, *, request: PackageRequest) -> Package:
    """Open a package of the officer's work unit, or refuse and keep nothing.

    Checked: appointment and separation, announced plan, products on sale, seller ready for government,
    pagu and budget, the limit of direct procurement and the contract form of that day, the comparison.
    """
    officer_id = _officer(session, actor)
    entry, budget_line = _plan(session, actor, request)
    today = clock.today(rows.zone_of(entry.work_unit))
    _ensure_announced(entry, today)
    lines = choosing.chosen(session, request.lines, today)
    others = choosing.compared(session, request.compared, lines, today)
    business_id = lines[0].product.business_id
    sellers.ensure_may_sell(session, business_id, today)
    choosing.ensure_for_government(session, lines)
    needed_on = _needed_on(request, today)
    choosing.ensure_ready(session, lines, needed_on)
    total, limit = _worth(session, entry, budget_line, lines, today)
    package = Package(
        code=new_code(),
        ulid=new_ulid(clock.now()),
        work_unit_id=entry.work_unit_id,
        plan_entry_id=entry.id,
        budget_line_id=budget_line.id,
        business_id=business_id,
        pp_user_id=officer_id,
        ppk_user_id=request.ppk_user_id,
        name=_line(request.name or entry.name, "name", "Isi nama paket."),
        method=entry.method,
        kind=entry.kind,
        total=total,
        delivery_place=_line(request.delivery_place, "delivery_place", "Isi tempat penyerahan barang."),
        needed_on=needed_on,
        choice_reason=_choice_reason(request, lines, others, today),
        rules={"version": POLICY.version, "used": [amounts.used(limit)], "flags": []},
        created_at=clock.now(),
    )
    _ensure_officials(session, package, today)
    session.add(package)
    session.flush()
    _add_lines(session, package, lines, others)
    _note_opened(session, actor, package)
    return package


def invite(session: Session, actor: Actor, package_code: str) -> Package:
    """Open the negotiation; the owners of the seller are told, with the link."""
    package = _own_package(session, actor, package_code)
    separation.ensure_separate(session, package.pp_user_id, "pp", package)
    sellers.ensure_may_sell(session, package.business_id, rows.today_at(session, package.work_unit_id))
    rows.move_package(session, actor, package, "invite")
    outbox.record(session, PackageNegotiationOpened(package_id=package.id, business_id=package.business_id))
    notices.invited(session, package)
    return package


def cancel_package(session: Session, actor: Actor, package_code: str, *, reason: str) -> Package:
    """Give a package up before any contract: its officer until it waits for the PPK, then the PPK."""
    package = rows.locked_package(session, actor, package_code)
    waits = package.state is PackageState.WAITING_PPK
    if waits:
        policies.ensure_ppk_of(actor, package)
    else:
        policies.ensure_pp_of(actor, package)
    separation.ensure_appointed(session, actor)
    told = package.state is not PackageState.DRAFT
    text = rows.reason_text(reason, wanted="Tulis alasan pembatalan.")
    rows.move_package(session, actor, package, "cancel", reason=text)
    contract_papers.void_papers(session, actor, ("package", package.id), reason=f"Paket dibatalkan: {text}")
    notices.settle_approval(session, package)
    if told:
        notices.cancelled(session, package, text)
    return package


def _officer(session: Session, actor: Actor) -> int:
    """The person acting as procurement officer, whose decree is in force."""
    if not policies.is_pp(actor) or actor.user_id is None:
        raise Forbidden("packages are opened by procurement officers")
    separation.ensure_appointed(session, actor)
    return actor.user_id


def _own_package(session: Session, actor: Actor, code: str) -> Package:
    package = rows.locked_package(session, actor, code)
    policies.ensure_pp_of(actor, package)
    separation.ensure_appointed(session, actor)
    return package


def _plan(session: Session, actor: Actor, request: PackageRequest) -> tuple[PlanEntry, BudgetLine]:
    """The plan entry of the actor's unit and the budget line that pays, locked until the package stands."""
    entry = session.scalar(
        select(PlanEntry)
        .where(PlanEntry.code == request.plan_entry_code)
        .options(selectinload(PlanEntry.work_unit).selectinload(WorkUnit.agency))
    )
    if entry is None or actor.party is None or entry.work_unit_id != actor.party.id:
        raise NotFound(f"plan entry {request.plan_entry_code}")
    line = session.scalar(
        select(BudgetLine)
        .where(BudgetLine.plan_entry_id == entry.id, BudgetLine.account == request.budget_account)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if line is None:
        raise DomainError("Pilih mata anggaran dari RUP ini.", field="budget_account")
    return entry, line


def _ensure_announced(entry: PlanEntry, today: date) -> None:
    if entry.method != amounts.DIRECT:
        raise Refused("RUP ini bukan pengadaan langsung. Pilih RUP lain.", field="plan_entry")
    if entry.year != today.year or entry.announced_on > today:
        raise Refused(
            f"RUP {entry.rup_code} belum diumumkan atau bukan untuk tahun {today.year}. Pilih RUP lain.",
            field="plan_entry",
        )


def _worth(
    session: Session, entry: PlanEntry, budget_line: BudgetLine, lines: Sequence[Chosen], today: date
) -> tuple[Rupiah, PolicyRule]:
    """The value at list prices, within plan, budget and law, and the rule that bounds it."""
    pkp = businesses.by_id(session, lines[0].product.business_id).pkp
    priced = [(line.price, line.quantity) for line in lines]
    total = amounts.totals(priced, pkp=pkp, on=today).total
    amounts.ensure_in_budget(entry, budget_line, total)
    limit = amounts.ensure_below_limit(entry.kind, total, today)
    amounts.work_order_form(entry.kind, total, today)
    return total, limit


def _needed_on(request: PackageRequest, today: date) -> date:
    if request.needed_on <= today:
        raise DomainError("Barang dibutuhkan paling cepat besok. Pilih tanggal lain.", field="needed_on")
    return request.needed_on


def _line(text: str, field_name: str, wanted: str) -> str:
    try:
        line = clean_line(text, TEXT_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field_name) from error
    if not line:
        raise DomainError(wanted, field=field_name)
    return line


def _choice_reason(
    request: PackageRequest, lines: Sequence[Chosen], others: Sequence[Other], today: date
) -> str:
    wanted = choosing.reason_needed(lines, others, today)
    if not request.choice_reason.strip() and wanted is None:
        return ""
    return rows.reason_text(request.choice_reason, field="choice_reason", wanted=wanted or "")


def _ensure_officials(session: Session, package: Package, today: date) -> None:
    """Officer and PPK are two people, both free of the seller; the PPK is appointed in this unit."""
    separation.ensure_separate(session, package.pp_user_id, "pp", package)
    separation.ensure_separate(session, package.ppk_user_id, "ppk", package)
    if not separation.is_appointed(session, package.ppk_user_id, package.work_unit_id, Role.PPK, today):
        raise DomainError("Pilih PPK yang SK-nya berlaku di satuan kerja ini.", field="ppk")


def _add_lines(session: Session, package: Package, lines: Sequence[Chosen], others: Sequence[Other]) -> None:
    for position, line in enumerate(lines, start=1):
        session.add(
            PackageLine(
                package_id=package.id,
                position=position,
                product_id=line.product.id,
                listing_version_id=line.version_id,
                name=line.product.name,
                unit=line.product.unit,
                quantity=line.quantity,
                list_price=line.price,
                lowest_public=line.lowest_public,
                price_reason=line.price_reason,
                is_domestic=bool(line.product.is_domestic),
            )
        )
    priced = [(line.product, line.price, True) for line in lines]
    priced += [(other.product, other.price, False) for other in others]
    for product, price, is_chosen in priced:
        session.add(
            ComparedOffer(
                package_id=package.id,
                product_id=product.id,
                listing_version_id=product.current_version_id,
                business_id=product.business_id,
                price=price,
                chosen=is_chosen,
                seen_at=clock.now(),
            )
        )
    session.flush()


def _note_opened(session: Session, actor: Actor, package: Package) -> None:
    timeline.record(
        session,
        actor,
        ("package", package.id),
        event="open",
        before=None,
        after=package.state.value,
        details={"total": package.total.amount},
    )
    rows.note_package(session, actor, package, "open", total=package.total.amount)

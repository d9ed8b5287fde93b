"""The PPK's turn: approve and sign the work order, return the package, or let it lapse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses import vacations
from marketplace.catalog import inventory
from marketplace.catalog import services as catalog
from marketplace.infra import jobs, outbox, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, Forbidden, Refused
from marketplace.kernel.events import ContractSigned, PackageApproved
from marketplace.kernel.workdays import deadline
from marketplace.procurement import (
    amounts,
    choosing,
    contract_papers,
    flags,
    notices,
    paper_parts,
    policies,
    rows,
    sellers,
    separation,
    wording,
)
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.flags import Flag
from marketplace.procurement.package_models import Package
from marketplace.procurement.rules import POLICY, rule, tax_rate
from marketplace.procurement.states import PACKAGE, ContractState, PackageState

LAPSE_JOB = "procurement.lapse_contract"


@dataclass(frozen=True, slots=True)
class Approval:
    """answers: what the PPK writes for each red flag, by its key. version: of the package that was read."""

    answers: Mapping[str, str]
    version: int | None = None


def approve_and_sign(session: Session, actor: Actor, package_code: str, *, approval: Approval) -> Contract:
    """Approve a package and sign its work order: budget bound, stock held, price locked until the deadline.

    Raises Refused for the officer himself, after the PPK's deadline, for a sanctioned seller, without
    budget; Conflict when the package changed since it was read; DomainError while a flag has no answer.
    """
    package = _for_approval(session, actor, package_code, approval)
    today = clock.today(rows.zone_of(package.work_unit))
    amounts.ensure_below_limit(package.kind, package.total, today)
    form = amounts.work_order_form(package.kind, package.total, today)
    _ensure_deliverable(package, today)
    choosing.ensure_still_sold(session, [line.product_id for line in package.lines])
    sellers.record_check(session, package, "approval")
    sellers.ensure_works(session, package.business_id, package.rounds[-1].deliver_on)
    sellers.ensure_may_sell(session, package.business_id, today)
    package.rules = package.rules | {"flags": _answered(flags.find(session, package), approval, actor)}
    amounts.commit(session, package.budget_line_id, package.total)
    rows.move_package(session, actor, package, "approve", total=package.total.amount)
    contract = _sign(session, actor, package, form.form)
    _keep_for_buyer(session, actor, contract, package)
    paper = contract_papers.issue_work_order(session, actor, contract, package)
    contract.number = paper.number
    session.flush()
    _announce(session, actor, contract, package)
    return contract


def return_package(session: Session, actor: Actor, package_code: str, *, reason: str) -> Package:
    """Send a package back into negotiation with a reason; the minutes of the agreement become void."""
    package = rows.locked_package(session, actor, package_code)
    policies.ensure_ppk_of(actor, package)
    separation.ensure_appointed(session, actor)
    text = rows.reason_text(reason, wanted="Tulis apa yang perlu diperbaiki.")
    rows.move_package(session, actor, package, "return", reason=text)
    notices.settle_approval(session, package)
    _reopen(package)
    contract_papers.void_papers(
        session, actor, ("package", package.id), reason=f"Paket dikembalikan PPK: {text}"
    )
    session.flush()
    notices.returned(session, package, text)
    return package


def lapse_package(session: Session, actor: Actor, payload: dict[str, Any]) -> None:
    """Timed work: end a package that its PPK let pass. Doing it again, or too early, changes nothing."""
    package = rows.package_to_expire(session, payload["package_id"])
    waits = package.state is PackageState.WAITING_PPK
    if not waits or package.ppk_deadline is None or clock.now() <= package.ppk_deadline:
        return
    rows.move_package(session, actor, package, "lapse", reason="Batas persetujuan PPK lewat.")
    contract_papers.void_papers(
        session, actor, ("package", package.id), reason="Paket gugur: batas persetujuan PPK lewat."
    )
    notices.settle_approval(session, package)
    notices.package_lapsed(session, package)


def _for_approval(session: Session, actor: Actor, code: str, approval: Approval) -> Package:
    """The package, when this PPK may approve it now."""
    if actor.user_id is None:
        raise Forbidden("a person approves")
    package = rows.locked_package(session, actor, code)
    separation.ensure_separate(session, actor.user_id, "ppk", package)
    policies.ensure_ppk_of(actor, package)
    separation.ensure_appointed(session, actor)
    PACKAGE.after(package.state, "approve")
    if approval.version is not None and approval.version != package.version:
        raise Conflict("Paket ini berubah sejak halaman dibuka. Muat ulang, lalu periksa lagi.")
    if package.ppk_deadline is not None and clock.now() > package.ppk_deadline:
        until = wording.moment(package.ppk_deadline, rows.zone_of(package.work_unit))
        raise Refused(f"Batas persetujuan sudah lewat: {until}. Paket ini gugur.")
    return package


def _ensure_deliverable(package: Package, today: date) -> None:
    """A seller is never late on the day she is asked: the agreed day is still to come."""
    day = package.rounds[-1].deliver_on
    if day <= today:
        raise Refused(
            f"Hari penyerahan yang disepakati, {wording.day(day)}, tidak menyisakan waktu lagi. "
            "Kembalikan paket supaya harinya disepakati ulang."
        )


def _answered(found: Sequence[Flag], approval: Approval, actor: Actor) -> list[dict[str, Any]]:
    """Each flag with the PPK's answer; DomainError beside the first one without."""
    return [
        {
            "key": flag.key,
            "title": flag.title,
            "found": flag.found,
            "answer": rows.reason_text(
                approval.answers.get(flag.key, ""),
                field=f"answer-{flag.key}",
                wanted=f"Jawab dulu: {flag.title.lower()}.",
            ),
            "answered_by": actor.user_id,
            "answered_at": clock.now().isoformat(),
        }
        for flag in found
    ]


def _sign(session: Session, actor: Actor, package: Package, form: str) -> Contract:
    today, zone = clock.today(rows.zone_of(package.work_unit)), rows.zone_of(package.work_unit)
    accept = rule("seller.accept_days", today)
    ends = deadline(clock.now(), accept.number, zone)
    seller = _seller(session, package)
    priced = [(line.agreed_price or line.list_price, line.quantity) for line in package.lines]
    worth = amounts.totals(priced, pkp=seller["pkp"], on=today)
    if worth.total != package.total:
        raise Conflict("Pajak penyedia berubah sejak sepakat. Kembalikan paket supaya dihitung lagi.")
    contract = Contract(
        code=new_code(),
        package_id=package.id,
        business_id=package.business_id,
        work_unit_id=package.work_unit_id,
        ppk_user_id=package.ppk_user_id,
        form=form,
        number="",
        state=ContractState.WAITING_SELLER,
        value=worth.total,
        vat=worth.vat,
        seller=seller,
        buyer=_buyer(session, package),
        rules={
            "version": POLICY.version,
            "used": [amounts.used(accept), amounts.used(rule("late.rate", today))],
            "vat": _vat_note(package),
        },
        deliver_on=package.rounds[-1].deliver_on,
        accept_deadline=ends.instant,
        holiday_version=ends.holiday_version,
        signed_at=clock.now(),
    )
    session.add(contract)
    session.flush()
    return contract


def _seller(session: Session, package: Package) -> dict[str, Any]:
    """The seller on the day of signing, and whose name the SPK carries for it.

    Numbers of people and banks stand only in the issued paper.
    """
    business = businesses.by_id(session, package.business_id)
    return {
        "code": business.code,
        "name": business.name,
        "legal_form": business.legal_form.value,
        "region_code": business.region_code,
        "size_class": business.size_class.value if business.size_class else "",
        "pkp": business.pkp,
        "representative_id": sellers.representative(session, package),
    }


def _buyer(session: Session, package: Package) -> dict[str, Any]:
    """The buyer on the day of signing, with the PPK's office and decree."""
    unit = package.work_unit
    officer = paper_parts.official_of(
        session, unit.id, package.ppk_user_id, Role.PPK, paper_parts.today_in(unit)
    )
    return {
        "code": unit.code,
        "agency": unit.agency.name,
        "work_unit": unit.name,
        "region_code": unit.region_code,
        "ppk": officer.name,
        "ppk_position": officer.position,
        "ppk_appointment": officer.appointment_number,
    }


def _vat_note(package: Package) -> str:
    rate = tax_rate("ppn", clock.today(rows.zone_of(package.work_unit)))
    return f"{rate.rate // 100}% × {rate.base_numerator}/{rate.base_denominator}, {rate.basis}"


def _keep_for_buyer(session: Session, actor: Actor, contract: Contract, package: Package) -> None:
    """Hold the goods and lock the prices until the seller's deadline."""
    holder = ("contract", contract.id)
    lines = [(line.product_id, line.quantity) for line in package.lines]
    inventory.hold(
        session,
        actor,
        lines=lines,
        holder=holder,
        until=contract.accept_deadline,
        by=contract.deliver_on,
        closed=vacations.days_off(session, {contract.business_id}),
    )
    for product_id, _quantity in sorted(lines):
        catalog.lock_price(session, actor, product_id, holder=holder, until=contract.accept_deadline)


def _announce(session: Session, actor: Actor, contract: Contract, package: Package) -> None:
    timeline.record(
        session,
        actor,
        ("contract", contract.id),
        event="sign",
        before=None,
        after=contract.state.value,
        details={"value": contract.value.amount, "deadline": contract.accept_deadline.isoformat()},
    )
    jobs.plan(
        session,
        LAPSE_JOB,
        key=contract.code,
        due_at=contract.accept_deadline + timedelta(seconds=1),
        payload={"contract_id": contract.id},
    )
    outbox.record(session, PackageApproved(package_id=package.id, business_id=package.business_id))
    outbox.record(
        session,
        ContractSigned(
            contract_id=contract.id, business_id=contract.business_id, work_unit_id=contract.work_unit_id
        ),
    )
    notices.settle_approval(session, package)
    notices.signed(session, contract, package)


def _reopen(package: Package) -> None:
    package.ppk_deadline = None
    package.holiday_version = None
    package.rounds[-1].agreed_at = None
    for line in package.lines:
        line.agreed_price = None

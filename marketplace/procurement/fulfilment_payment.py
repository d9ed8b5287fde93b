"""The bill, and the payment as the treasurer recorded it. The money itself never passes through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses import services as business_services
from marketplace.infra import jobs, outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, Refused
from marketplace.kernel.events import PaymentRecorded
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import fulfilment_notices as notices
from marketplace.procurement import fulfilment_papers, fulfilment_rows, policies, rows, wording
from marketplace.procurement.contract_models import Acceptance, Contract, PaymentRecord
from marketplace.procurement.fulfilment_amounts import as_json, tax_preview, taxes_of
from marketplace.procurement.fulfilment_handover import OVERDUE_JOB
from marketplace.procurement.models import BudgetLine
from marketplace.procurement.rules import POLICY, rule
from marketplace.procurement.states import CONTRACT, ContractState

REFERENCE_LENGTH = 80
REMIND_EVERY = timedelta(days=7)

ROUTES = MappingProxyType({"LS": "Langsung (LS)", "UP": "Uang persediaan (UP)"})
"""How a treasurer pays: directly to the seller's account by SP2D, or from the petty cash."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What the treasurer paid: route, its number (SP2D for LS), day, and each tax withheld by its key."""

    route: str
    reference: str
    paid_on: date
    withheld: Mapping[str, Rupiah] = field(default_factory=dict)


def send_invoice(session: Session, actor: Actor, contract_code: str, *, number: str) -> Acceptance:
    """The owner bills once after the BAST, under her own number; the date is kept."""
    contract = fulfilment_rows.locked(session, actor, contract_code)
    fulfilment_rows.ensure_owner(session, actor, contract)
    acceptance = contract.acceptance
    if contract.state is not ContractState.HANDED_OVER or acceptance is None:
        raise Conflict("Tagihan bisa dikirim setelah BAST ditandatangani kedua pihak, sebelum dibayar.")
    if acceptance.billed_at is not None:
        raise Conflict(f"Tagihan {acceptance.invoice_number} sudah dikirim.")
    text = fulfilment_rows.line_of_text(number, field="number", length=REFERENCE_LENGTH)
    if not text:
        raise DomainError("Isi nomor tagihan.", field="number")
    acceptance.invoice_number, acceptance.billed_at = text, clock.now()
    session.flush()
    fulfilment_rows.note(session, actor, contract, "bill", number=text)
    notices.billed(session, contract, text, fulfilment_rows.today_of(contract))
    return acceptance


def record_payment(session: Session, actor: Actor, contract_code: str, *, payment: Payment) -> PaymentRecord:
    """Record that a contract was paid: budget spent, receipt issued, contract paid.

    The treasurer of the work unit, another human being than the one who signed. Gross is the contract's
    value; the fine of the BAST is deducted. Raises Refused for the signer, for petty cash above its limit
    and while the seller's account is held; Conflict before the BAST.
    """
    contract = fulfilment_rows.locked(session, actor, contract_code)
    if not policies.is_treasurer(actor):
        raise Forbidden("only the treasurer records payments")
    treasurer_id = fulfilment_rows.ensure_office(session, actor, contract, "payer", "treasurer")
    acceptance = contract.acceptance
    CONTRACT.after(contract.state, "pay")
    if acceptance is None:
        raise Conflict("BAST belum lengkap, jadi pembayaran belum bisa dicatat.")
    record = _record(session, contract, acceptance, payment, treasurer_id)
    _spend(session, contract.package.budget_line_id, contract.value)
    session.add(record)
    rows.move_contract(
        session,
        actor,
        contract,
        "pay",
        gross=record.gross.amount,
        fine=record.fine.amount,
        withheld=record.withheld,
        net=record.net.amount,
    )
    fulfilment_papers.issue_receipt(session, actor, contract, acceptance, record)
    _announce(session, contract, record)
    return record


def remind_payment(session: Session, _actor: Actor, payload: dict[str, Any]) -> None:
    """Timed work: ask for a payment that is late, every week until it is recorded. Twice tells once."""
    contract = rows.contract_to_expire(session, payload["contract_id"])
    if contract.state is not ContractState.HANDED_OVER:
        return
    acceptance = session.scalar(select(Acceptance).where(Acceptance.contract_id == contract.id))
    if acceptance is None or acceptance.payment_due is None or clock.now() <= acceptance.payment_due:
        return
    number, today = payload["number"], fulfilment_rows.today_of(contract)
    days = days_since_handover(contract, acceptance, today)
    notices.overdue(session, contract, days=days, today=today, number=number)
    jobs.plan(
        session,
        OVERDUE_JOB,
        key=f"{contract.code}:{number + 1}",
        due_at=acceptance.payment_due + REMIND_EVERY * number,
        payload={"contract_id": contract.id, "number": number + 1},
    )


def net_of(contract: Contract, withheld: Mapping[str, Rupiah]) -> Rupiah:
    """What reaches the seller's account; below zero when too much is withheld."""
    fine = contract.acceptance.late_fine if contract.acceptance else ZERO
    return contract.value - fine - sum(withheld.values(), ZERO)


def days_since_handover(contract: Contract, acceptance: Acceptance, today: date) -> int:
    """Calendar days since the seller signed the BAST, where the work unit is."""
    if acceptance.seller_signed_at is None:
        return 0
    return (today - rows.zone_day(acceptance.seller_signed_at, contract.package.work_unit)).days


def _announce(session: Session, contract: Contract, record: PaymentRecord) -> None:
    source = f"contract:{contract.code}"
    business_services.reach(session, contract.business_id, "first_government_payment", source)
    outbox.record(
        session,
        PaymentRecorded(
            contract_id=contract.id,
            business_id=contract.business_id,
            work_unit_id=contract.work_unit_id,
            payment_record_id=record.id,
            amount=record.net.amount,
        ),
    )
    notices.paid(session, contract, record)


def _record(
    session: Session, contract: Contract, acceptance: Acceptance, payment: Payment, treasurer_id: int
) -> PaymentRecord:
    _ensure_day(contract, acceptance, payment)
    _ensure_route(contract, payment)
    reference = fulfilment_rows.line_of_text(payment.reference, field="reference", length=REFERENCE_LENGTH)
    if not reference:
        wanted = "Isi nomor SP2D." if payment.route == "LS" else "Isi nomor bukti pembayaran."
        raise DomainError(wanted, field="reference")
    withheld = _withheld(contract, payment)
    net = net_of(contract, withheld)
    if net < ZERO:
        raise DomainError("Potongan dan denda melebihi nilai kontrak. Periksa lagi angkanya.")
    has_npwp = bool(businesses.by_id(session, contract.business_id).npwp)
    preview = tax_preview(contract, has_npwp=has_npwp, on=payment.paid_on)
    return PaymentRecord(
        code=new_code(),
        contract_id=contract.id,
        route=payment.route,
        reference=reference,
        paid_on=payment.paid_on,
        gross=contract.value,
        fine=acceptance.late_fine,
        withheld={key: amount.amount for key, amount in withheld.items()},
        net=net,
        rules={"version": POLICY.version, "preview": as_json(preview)},
        recorded_by=treasurer_id,
        recorded_at=clock.now(),
    )


def _ensure_route(contract: Contract, payment: Payment) -> None:
    if payment.route not in ROUTES:
        raise DomainError("Pilih jalur pembayaran LS atau UP.", field="route")
    limit = rule("payment.up_cash.payee.max", payment.paid_on)
    if payment.route == "UP" and contract.value > limit.rupiah:
        raise Refused(
            f"UP paling banyak {limit.rupiah} untuk satu penerima ({limit.basis}). Pakai LS.", field="route"
        )


def _ensure_day(contract: Contract, acceptance: Acceptance, payment: Payment) -> None:
    assert acceptance.seller_signed_at is not None
    handed_over_on = rows.zone_day(acceptance.seller_signed_at, contract.package.work_unit)
    if not handed_over_on <= payment.paid_on <= fulfilment_rows.today_of(contract):
        raise DomainError(
            f"Tanggal bayar antara tanggal BAST ({wording.day(handed_over_on)}) dan hari ini.",
            field="paid_on",
        )


def _withheld(contract: Contract, payment: Payment) -> dict[str, Rupiah]:
    known = taxes_of(payment.paid_on)
    for key, amount in payment.withheld.items():
        if key not in known:
            raise DomainError("Jenis potongan ini tidak dikenal pada tanggal itu.", field=f"withheld-{key}")
        if amount < ZERO:
            raise DomainError("Potongan tidak boleh kurang dari nol.", field=f"withheld-{key}")
    if payment.withheld.get("ppn", ZERO) > contract.vat:
        raise DomainError(f"PPN kontrak ini {contract.vat}, tidak lebih.", field="withheld-ppn")
    return {key: amount for key, amount in sorted(payment.withheld.items()) if amount}


def _spend(session: Session, budget_line_id: int, amount: Rupiah) -> None:
    """What the contract bound is spent now, in one conditional UPDATE."""
    moved = session.execute(
        update(BudgetLine)
        .where(BudgetLine.id == budget_line_id, BudgetLine.committed >= amount.amount)
        .values(committed=BudgetLine.committed - amount.amount, spent=BudgetLine.spent + amount.amount)
        .execution_options(synchronize_session=False)
        .returning(BudgetLine.id)
    ).all()
    if not moved:
        raise RuntimeError(f"budget line {budget_line_id} has not bound {amount}")

"""What waits for a person after the SPK was accepted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.procurement import inbox, policies, rows, wording
from marketplace.procurement.contract_models import Acceptance, Contract
from marketplace.procurement.fulfilment_amounts import balances
from marketplace.procurement.fulfilment_notices import contract_url, deal_url
from marketplace.procurement.fulfilment_queries import loaded
from marketplace.procurement.fulfilment_turns import RUNNING
from marketplace.procurement.inbox import Task
from marketplace.procurement.states import AcceptanceState, ContractState, DeliveryState


def contract_tasks(session: Session, actor: Actor) -> list[Task]:
    """After the SPK: counting, BAST and rating for the PPK, payments for the treasurer, the owner's acts."""
    if policies.is_ppk(actor):
        wanted = Contract.ppk_user_id == actor.user_id, Contract.work_unit_id == _party(actor)
        held = _contracts(session, *wanted, ~Contract.rating.has())
        return [task for contract in held if (task := _ppk_task(contract)) is not None]
    if policies.is_treasurer(actor):
        unpaid = Contract.work_unit_id == _party(actor), Contract.state == ContractState.HANDED_OVER
        return [_payment_task(contract) for contract in _contracts(session, *unpaid)]
    if policies.is_seller_owner(actor):
        open_deals = Contract.business_id == _party(actor), Contract.state != ContractState.PAID
        held = _contracts(session, *open_deals)
        return [task for contract in held if (task := _owner_task(contract)) is not None]
    return []


def _contracts(session: Session, *which: ColumnElement[bool]) -> Sequence[Contract]:
    query = select(Contract).where(Contract.state.in_(RUNNING), *which).options(*loaded())
    return session.scalars(query.order_by(Contract.id).limit(inbox.LIMIT)).all()


def _party(actor: Actor) -> int | None:
    return actor.party.id if actor.party else None


def _ppk_task(contract: Contract) -> Task | None:
    name, url = contract.package.name, contract_url(contract)
    if contract.state is not ContractState.IN_FORCE:
        text = "BAST sudah ditandatangani kedua pihak."
        return Task(f"Nilai penyedia: {name}", text, f"{url}/nilai", "Nilai", glyph="award")
    for delivery in contract.deliveries:
        if delivery.state is DeliveryState.SHIPPED:
            text = f"Kiriman {delivery.number} sedang dalam perjalanan."
            link = f"{url}/terima/{delivery.code}"
            return Task(f"Hitung kiriman: {name}", text, link, "Terima", glyph="truck")
    if contract.acceptance is None and not any(balance.missing for balance in balances(contract)):
        text = "Semua barang sudah diterima baik."
        return Task(f"Buat BAST: {name}", text, f"{url}/bast", "Buat BAST", glyph="file-check")
    return None


def _payment_task(contract: Contract) -> Task:
    acceptance = contract.acceptance
    assert acceptance is not None
    assert acceptance.payment_due is not None
    late = clock.now() > acceptance.payment_due
    bill = f"Tagihan {acceptance.invoice_number}. " if acceptance.invoice_number else ""
    return Task(
        title=f"Bayar: {contract.package.name}",
        text=f"{bill}{contract.value}, denda {acceptance.late_fine}.",
        url=f"{contract_url(contract)}/bayar",
        action="Catat pembayaran",
        state="terlambat" if late else "giliran",
        glyph="wallet",
        deadline=inbox.in_words(acceptance.payment_due, rows.zone_of(contract.package.work_unit)),
        countdown=acceptance.payment_due,
    )


def _owner_task(contract: Contract) -> Task | None:
    name, url, acceptance = contract.package.name, deal_url(contract), contract.acceptance
    if acceptance is not None and acceptance.state is AcceptanceState.WAITING_SELLER:
        text = "PPK sudah menandatangani."
        return Task(f"Tanda tangani BAST: {name}", text, f"{url}/bast", "Baca BAST", glyph="file-check")
    if contract.state is ContractState.HANDED_OVER:
        assert acceptance is not None
        if acceptance.billed_at is not None:
            return _unpaid_task(contract, acceptance)
        text = "Tagihan bisa dikirim sekarang."
        return Task(f"Tagih: {name}", text, f"{url}/uang", "Kirim tagihan", glyph="receipt-text")
    if any(balance.to_send for balance in balances(contract)):
        text = f"Sampai paling lambat {wording.day(contract.deliver_on)}."
        return Task(f"Kirim barang: {name}", text, f"{url}/kirim", "Kirim", glyph="truck")
    return None


def _unpaid_task(contract: Contract, acceptance: Acceptance) -> Task | None:
    """A bill whose day has passed: the owner can only look where it lies, so it is said only then."""
    if acceptance.payment_due is None or clock.now() <= acceptance.payment_due:
        return None
    due = inbox.in_words(acceptance.payment_due, rows.zone_of(contract.package.work_unit))
    return Task(
        title=f"Belum dibayar: {contract.package.name}",
        text=f"Tagihan {contract.value}. {due}. Bendahara sudah diingatkan.",
        url=f"{deal_url(contract)}/uang",
        action="Di mana uang saya?",
        state="terlambat",
        glyph="wallet",
    )

"""The handover minutes (BAST): drawn up and signed by the PPK, signed by the owner, then issued as paper."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.infra import jobs, outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, Refused
from marketplace.kernel.events import AcceptanceSigned
from marketplace.kernel.workdays import Deadline, deadline
from marketplace.procurement import fulfilment_notices as notices
from marketplace.procurement import fulfilment_papers, fulfilment_rows, policies, rows
from marketplace.procurement.contract_models import Acceptance, Contract
from marketplace.procurement.fulfilment_amounts import balances, lateness
from marketplace.procurement.rules import rule
from marketplace.procurement.states import ACCEPTANCE, CONTRACT, AcceptanceState

OVERDUE_JOB = "procurement.payment_overdue"

PAYMENT_STEPS = ("seller.bill_days", "payment.spp_days", "payment.spm_days", "payment.sp2d_days")
"""The dated rules whose working days lie between the BAST and the money: bill, SPP, SPM, SP2D."""


def draw_up_bast(session: Session, actor: Actor, contract_code: str) -> Acceptance:
    """The PPK draws up the BAST and signs it, once everything ordered was received in good order.

    Days late and the fine are counted here by the rate of the contract. Raises Refused while a piece is
    missing, Conflict when there is a BAST already or the contract is not in force.
    """
    contract = fulfilment_rows.locked(session, actor, contract_code)
    policies.ensure_ppk_of(actor, contract.package)
    fulfilment_rows.ensure_office(session, actor, contract, "ppk")
    CONTRACT.after(contract.state, "hand_over")
    if contract.acceptance is not None:
        raise Conflict("BAST kontrak ini sudah dibuat dan menunggu tanda tangan penyedia.")
    _ensure_all_received(contract)
    late = lateness(contract)
    acceptance = Acceptance(
        code=new_code(),
        contract_id=contract.id,
        state=AcceptanceState.WAITING_SELLER,
        days_late=late.days,
        late_fine=late.fine,
        ppk_signed_at=clock.now(),
        rules={"used": [late.rule], "fine_base": late.base.amount},
    )
    session.add(acceptance)
    session.flush()
    fulfilment_rows.note(
        session,
        actor,
        contract,
        "draw_up_bast",
        days_late=late.days,
        fine=late.fine.amount,
        fine_base=late.base.amount,
    )
    notices.drawn_up(session, contract, acceptance)
    return acceptance


def sign_bast(session: Session, actor: Actor, contract_code: str) -> Acceptance:
    """The owner signs: the paper is issued with both marks, the contract is handed over, payment may begin.

    Raises Forbidden for staff and helpers, Conflict before the PPK signed and after she did.
    """
    contract = fulfilment_rows.locked(session, actor, contract_code)
    owner_id = fulfilment_rows.ensure_owner(session, actor, contract)
    acceptance = contract.acceptance
    if acceptance is None:
        raise Conflict("BAST belum dibuat PPK. Tunggu sampai semua barang diperiksa.")
    acceptance.state = ACCEPTANCE.after(acceptance.state, "sign")
    acceptance.seller_signed_at, acceptance.seller_signed_by = clock.now(), owner_id
    due = payment_deadline(contract, acceptance.seller_signed_at)
    acceptance.payment_due, acceptance.holiday_version = due.instant, due.holiday_version
    rows.move_contract(session, actor, contract, "hand_over", acceptance=acceptance.code)
    fulfilment_papers.issue_handover(session, actor, contract, acceptance)
    _announce(session, contract, acceptance)
    return acceptance


def payment_deadline(contract: Contract, handed_over_at: datetime) -> Deadline:
    """When the money should have arrived, by the working days of each step as dated on the handover day."""
    unit = contract.package.work_unit
    on = rows.zone_day(handed_over_at, unit)
    days = sum(rule(key, on).number for key in PAYMENT_STEPS)
    return deadline(handed_over_at, days, rows.zone_of(unit))


def _ensure_all_received(contract: Contract) -> None:
    for balance in balances(contract):
        if balance.missing:
            raise Refused(
                f"BAST belum bisa dibuat: “{balance.line.name}” baru diterima baik {balance.received} dari "
                f"{balance.line.quantity} {balance.line.unit}."
            )


def _announce(session: Session, contract: Contract, acceptance: Acceptance) -> None:
    assert acceptance.payment_due is not None
    jobs.plan(
        session,
        OVERDUE_JOB,
        key=f"{contract.code}:1",
        due_at=acceptance.payment_due + timedelta(seconds=1),
        payload={"contract_id": contract.id, "number": 1},
    )
    outbox.record(
        session,
        AcceptanceSigned(
            contract_id=contract.id,
            business_id=contract.business_id,
            work_unit_id=contract.work_unit_id,
            acceptance_id=acceptance.id,
        ),
    )
    notices.handed_over(session, contract, acceptance, fulfilment_rows.today_of(contract))

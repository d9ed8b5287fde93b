"""The seller's turn: accept the work order in time, decline it, or let it lapse."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.catalog import inventory
from marketplace.catalog import services as catalog
from marketplace.infra import outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden, Refused
from marketplace.kernel.events import ContractAccepted, ContractLapsed
from marketplace.procurement import (
    amounts,
    contract_papers,
    notices,
    policies,
    rows,
    sellers,
    separation,
    wording,
)
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.states import CONTRACT, ContractState


def accept_contract(session: Session, actor: Actor, contract_code: str) -> Contract:
    """The owner accepts from her own account, in time; the goods held for the buyer leave the stock.

    Raises Forbidden for staff and helpers, Refused after the deadline, for an owner whom the SPK does not
    name and while the seller is sanctioned, Conflict from any other state. A refusal changes nothing.
    """
    contract = _waiting(session, actor, contract_code, "accept")
    sellers.ensure_represents(session, actor.user_id or 0, contract)
    sellers.record_check(session, contract.package, "acceptance")
    holder = ("contract", contract.id)
    inventory.commit(session, actor, holder=holder)
    catalog.release_price(session, actor, holder=holder)
    contract.accepted_at, contract.accepted_by = clock.now(), actor.user_id
    rows.move_contract(session, actor, contract, "accept", value=contract.value.amount)
    businesses.reach(session, contract.business_id, "first_government_order", f"contract:{contract.code}")
    outbox.record(
        session,
        ContractAccepted(
            contract_id=contract.id, business_id=contract.business_id, work_unit_id=contract.work_unit_id
        ),
    )
    notices.settle_acceptance(session, contract)
    notices.accepted(session, contract)
    return contract


def decline_contract(session: Session, actor: Actor, contract_code: str, *, reason: str) -> Contract:
    """The owner declines with a reason; goods, prices and budget are free again and the SPK is void."""
    contract = _waiting(session, actor, contract_code, "decline")
    text = rows.reason_text(reason, wanted="Tulis alasan menolak.")
    contract.ended_reason = text
    rows.move_contract(session, actor, contract, "decline", reason=text)
    _let_go(session, actor, contract, f"Penyedia menolak: {text}")
    notices.declined(session, contract, text)
    return contract


def lapse_contract(session: Session, actor: Actor, payload: dict[str, Any]) -> None:
    """Timed work: end a contract that its seller let pass. Doing it again, or too early, changes nothing."""
    contract = rows.contract_to_expire(session, payload["contract_id"])
    if contract.state is not ContractState.WAITING_SELLER or clock.now() <= contract.accept_deadline:
        return
    contract.ended_reason = "Penyedia tidak menerima sampai batas."
    rows.move_contract(session, actor, contract, "lapse", reason=contract.ended_reason)
    _let_go(session, actor, contract, contract.ended_reason)
    outbox.record(
        session,
        ContractLapsed(
            contract_id=contract.id, business_id=contract.business_id, work_unit_id=contract.work_unit_id
        ),
    )
    notices.contract_lapsed(session, contract)


def _waiting(session: Session, actor: Actor, code: str, event: str) -> Contract:
    """The contract, when the owner of the seller acts and the table has this step."""
    contract = rows.locked_contract(session, actor, code)
    policies.ensure_owner_of(actor, contract.package)
    if actor.user_id is None:
        raise Forbidden("a person answers")
    separation.ensure_separate(session, actor.user_id, "seller", contract.package)
    _ensure_in_time(contract)
    CONTRACT.after(contract.state, event)
    return contract


def _ensure_in_time(contract: Contract) -> None:
    """Say that it is too late also when the timed work was faster than she."""
    waits = contract.state is ContractState.WAITING_SELLER and clock.now() > contract.accept_deadline
    if waits or contract.state is ContractState.LAPSED:
        until = wording.moment(contract.accept_deadline, rows.zone_of(contract.package.work_unit))
        raise Refused(f"Batas menerima sudah lewat: {until}. SPK ini gugur dan tidak ada yang berubah.")


def _let_go(session: Session, actor: Actor, contract: Contract, reason: str) -> None:
    holder = ("contract", contract.id)
    inventory.release(session, actor, holder=holder)
    catalog.release_price(session, actor, holder=holder)
    amounts.release(session, contract.package.budget_line_id, contract.value)
    contract_papers.void_papers(session, actor, ("contract", contract.id), reason=reason)
    notices.settle_acceptance(session, contract)

"""Goods go out, and are counted line by line at the door. Several consignments may make up one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.infra import outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, Refused
from marketplace.kernel.events import DeliveryReceived, DeliveryShipped
from marketplace.procurement import fulfilment_notices as notices
from marketplace.procurement import fulfilment_rows, policies, rows, separation
from marketplace.procurement.contract_models import Contract, Delivery, DeliveryLine
from marketplace.procurement.fulfilment_amounts import Balance, balances
from marketplace.procurement.states import CONTRACT, DELIVERY, ContractState, DeliveryState

NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Count:
    """One line at the door: received in good order, refused, and why (wanted unless all is good)."""

    received: int
    refused: int = 0
    reason: str = ""


def ship(
    session: Session, actor: Actor, contract_code: str, *, quantities: Mapping[int, int], note: str = ""
) -> Delivery:
    """Send goods of a contract in force: `{position of the line: pieces}`; never more than is still ordered.

    Owner or staff. A helper under a mandate may not: sending binds the seller. Raises Refused for too many
    pieces, Conflict before acceptance and after the last piece.
    """
    contract = fulfilment_rows.locked(session, actor, contract_code)
    sender = _ensure_sender(session, actor, contract)
    if contract.state is not ContractState.IN_FORCE:
        raise Conflict(
            f"Pengiriman tidak bisa dicatat karena status kontrak “{CONTRACT.label(contract.state)}”."
        )
    parts = _parts(balances(contract), quantities)
    delivery = Delivery(
        code=new_code(),
        contract_id=contract.id,
        number=len(contract.deliveries) + 1,
        state=DeliveryState.SHIPPED,
        note=fulfilment_rows.line_of_text(note, field="note", length=NOTE_LENGTH),
        shipped_at=clock.now(),
        shipped_by=sender,
    )
    session.add(delivery)
    session.flush()
    for line_id, pieces in parts.items():
        session.add(DeliveryLine(delivery_id=delivery.id, package_line_id=line_id, sent=pieces))
    session.flush()
    fulfilment_rows.note(session, actor, contract, "ship", delivery=delivery.code, pieces=sum(parts.values()))
    outbox.record(
        session,
        DeliveryShipped(
            contract_id=contract.id,
            business_id=contract.business_id,
            work_unit_id=contract.work_unit_id,
            delivery_id=delivery.id,
        ),
    )
    notices.shipped(session, contract, delivery)
    return delivery


def receive(session: Session, actor: Actor, delivery_code: str, *, counts: Mapping[int, Count]) -> Delivery:
    """Count a consignment at the door: `{position of the line: Count}` for every line that was sent.

    The PPK of the package, or another buying official of the work unit as inspector: never the officer who
    chose the seller, nor anybody of the seller's side. What is refused or missing must be delivered again.
    Raises Refused for more than was sent, Conflict when already counted.
    """
    contract, delivery = fulfilment_rows.locked_delivery(session, actor, delivery_code)
    if not policies.is_official(actor):
        raise Forbidden("only officials of the work unit receive goods")
    named = policies.is_ppk(actor) and actor.user_id == contract.ppk_user_id
    receiver = fulfilment_rows.ensure_office(session, actor, contract, "ppk" if named else "inspector")
    before = delivery.state
    delivery.state = DELIVERY.after(before, "receive")
    names = {line.id: line for line in contract.package.lines}
    for part in delivery.lines:
        line = names[part.package_line_id]
        _count(part, line.name, line.position, counts.get(line.position))
    delivery.received_at, delivery.received_by = clock.now(), receiver
    session.flush()
    totals = {
        "delivery": delivery.code,
        "received": sum(part.received for part in delivery.lines),
        "refused": sum(part.refused for part in delivery.lines),
    }
    fulfilment_rows.note(session, actor, contract, "receive", **totals)
    outbox.record(
        session,
        DeliveryReceived(
            contract_id=contract.id,
            business_id=contract.business_id,
            work_unit_id=contract.work_unit_id,
            delivery_id=delivery.id,
        ),
    )
    all_good = all(part.received == part.sent for part in delivery.lines)
    notices.received(session, contract, delivery, all_good=all_good)
    return delivery


def _ensure_sender(session: Session, actor: Actor, contract: Contract) -> int:
    if not policies.sends_goods(actor) or actor.user_id is None:
        raise Forbidden("only the seller's own people send goods")
    separation.ensure_separate(session, actor.user_id, "seller", contract.package)
    return actor.user_id


def _parts(left: list[Balance], quantities: Mapping[int, int]) -> dict[int, int]:
    """Pieces by the key of their line; DomainError for nothing at all, Refused for more than is left."""
    by_position = {balance.line.position: balance for balance in left}
    if set(quantities) - set(by_position):
        raise DomainError("Baris ini tidak ada dalam kontrak. Muat ulang halaman.")
    parts = {}
    for position, pieces in sorted(quantities.items()):
        balance, field = by_position[position], f"quantity-{position}"
        if pieces < 0:
            raise DomainError("Jumlah kirim tidak boleh kurang dari nol.", field=field)
        if pieces > balance.to_send:
            raise Refused(
                f"“{balance.line.name}” yang masih perlu dikirim {balance.to_send} {balance.line.unit}, "
                f"bukan {pieces}.",
                field=field,
            )
        if pieces:
            parts[balance.line.id] = pieces
    if not parts:
        raise DomainError("Isi jumlah kirim sedikitnya satu barang.")
    return parts


def _count(part: DeliveryLine, name: str, position: int, count: Count | None) -> None:
    if count is None:
        raise DomainError(f"Hitung juga “{name}”.", field=f"received-{position}")
    if count.received < 0 or count.refused < 0:
        raise DomainError("Jumlah tidak boleh kurang dari nol.", field=f"received-{position}")
    if count.received + count.refused > part.sent:
        raise Refused(
            f"“{name}” dikirim {part.sent}. Yang diterima dan ditolak tidak boleh lebih dari itu.",
            field=f"received-{position}",
        )
    part.received, part.refused, part.reason = count.received, count.refused, ""
    if count.received < part.sent:
        part.reason = rows.reason_text(
            count.reason, field=f"reason-{position}", wanted=f"Tulis alasan “{name}” ditolak atau kurang."
        )

"""The papers after the contract: handover minutes (BAST) and receipt (kuitansi)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from marketplace.documents import queries as papers
from marketplace.documents.kinds import PaperKind
from marketplace.documents.models import IssuedDocument
from marketplace.documents.papers import (
    ContractReference,
    HandoverMinutes,
    Receipt,
    ReceivedLine,
    Withholding,
    handover_minutes,
    receipt,
)
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import paper_parts, rows, wording
from marketplace.procurement.contract_models import Acceptance, Contract, PaymentRecord
from marketplace.procurement.fulfilment_amounts import Balance, balances, taxes_of
from marketplace.procurement.rules import rule

FORM_NAME = "Surat Perintah Kerja (SPK)"


def handover_paper(session: Session, contract: Contract, acceptance: Acceptance) -> HandoverMinutes:
    """The minutes as they stand, without number; the seller's mark is empty until she signed."""
    package, unit = contract.package, contract.package.work_unit
    zone, on = rows.zone_of(unit), rows.zone_day(acceptance.ppk_signed_at, unit)
    signed_at = acceptance.seller_signed_at
    return HandoverMinutes(
        head=paper_parts.NO_HEAD,
        letterhead=paper_parts.letterhead_of(unit),
        commitment_officer=paper_parts.official_of(session, unit.id, contract.ppk_user_id, Role.PPK, on),
        seller=paper_parts.seller_of(
            session, contract.business_id, representative_id=acceptance.seller_signed_by
        ),
        package=paper_parts.package_facts(package),
        contract=contract_reference(contract),
        lines=tuple(_received(balance, contract) for balance in balances(contract)),
        delivery_place=package.delivery_place,
        inspection=_inspection(contract),
        late_days=acceptance.days_late,
        fine=acceptance.late_fine,
        warranty_months=0,
        copies=("Penyedia", "Bendahara Pengeluaran", "Arsip"),
        officer_mark=wording.signed_mark(acceptance.ppk_signed_at, zone),
        seller_mark=wording.signed_mark(signed_at, zone) if signed_at else "",
    )


def issue_handover(
    session: Session, actor: Actor, contract: Contract, acceptance: Acceptance
) -> IssuedDocument:
    """Issue the BAST with both marks, numbered by the work unit."""
    paper = handover_paper(session, contract, acceptance)
    return paper_parts.issue(
        session,
        actor,
        contract.package,
        kind=PaperKind.HANDOVER_MINUTES,
        subject=("contract", contract.id),
        build=lambda head: handover_minutes(replace(paper, head=head)),
    )


def issue_receipt(
    session: Session, actor: Actor, contract: Contract, acceptance: Acceptance, payment: PaymentRecord
) -> IssuedDocument:
    """Issue the receipt of a recorded payment; Refused while the seller has no usable bank account.

    The PPK stands in it as on the day of the BAST: a decree that ended since holds up no payment.
    """
    package, unit = contract.package, contract.package.work_unit
    on, accepted_on = paper_parts.today_in(unit), rows.zone_day(acceptance.ppk_signed_at, unit)
    letterhead = paper_parts.letterhead_of(unit)
    stamp_above = rule("stamp.above", on)
    paper = Receipt(
        head=paper_parts.NO_HEAD,
        letterhead=letterhead,
        commitment_officer=paper_parts.official_of(
            session, unit.id, contract.ppk_user_id, Role.PPK, accepted_on
        ),
        treasurer=paper_parts.official_of(session, unit.id, payment.recorded_by, Role.TREASURER, on),
        seller=paper_parts.seller_of(
            session, contract.business_id, representative_id=acceptance.seller_signed_by
        ),
        bank_account=paper_parts.bank_of(session, contract.business_id),
        package=paper_parts.package_facts(package),
        contract=contract_reference(contract),
        handover=_handover_number(session, contract),
        payer=f"Bendahara Pengeluaran {letterhead.office}",
        purpose=f"{package.name}, {payment.route} Nomor {payment.reference}",
        before_tax=contract.value - contract.vat,
        vat=contract.vat,
        withholdings=_withholdings(payment),
        stamp_duty=rule("stamp.duty", on).rupiah if contract.value > stamp_above.rupiah else None,
    )
    return paper_parts.issue(
        session,
        actor,
        package,
        kind=PaperKind.RECEIPT,
        subject=("contract", contract.id),
        build=lambda head: receipt(replace(paper, head=head)),
    )


def contract_reference(contract: Contract) -> ContractReference:
    """The SPK as later papers name it."""
    signed_on = rows.zone_day(contract.signed_at, contract.package.work_unit)
    return ContractReference(
        name=FORM_NAME,
        number=contract.number,
        signed_on=signed_on,
        value=contract.value,
        starts_on=paper_parts.starts_on(signed_on, contract),
        ends_on=contract.deliver_on,
    )


def _received(balance: Balance, contract: Contract) -> ReceivedLine:
    """A line over all deliveries: what came in all, and what of it was refused on the way."""
    reasons = [
        part.reason
        for delivery in contract.deliveries
        for part in delivery.lines
        if part.package_line_id == balance.line.id and part.refused and part.reason
    ]
    note = f"Ditolak lalu diganti: {'; '.join(reasons)}" if reasons else ""
    line = balance.line
    return ReceivedLine(
        line.name, line.unit, line.quantity, balance.received + balance.refused, balance.refused, note
    )


def _inspection(contract: Contract) -> str:
    """When each delivery was counted."""
    unit = contract.package.work_unit
    days = [
        wording.day(rows.zone_day(delivery.received_at, unit))
        for delivery in contract.deliveries
        if delivery.received_at is not None
    ]
    return f"Dihitung per baris saat diterima, {', '.join(dict.fromkeys(days))}"


def _handover_number(session: Session, contract: Contract) -> str:
    """Number and day of the BAST that holds."""
    for paper in papers.of_subjects(session, [("contract", contract.id)]):
        if paper.kind is PaperKind.HANDOVER_MINUTES and paper.voided_at is None:
            return f"BAST Nomor {paper.number} tanggal {wording.day(paper.issued_on)}"
    return ""


def _withholdings(payment: PaymentRecord) -> tuple[Withholding, ...]:
    names = {key: rate.name for key, rate in taxes_of(payment.paid_on).items()}
    cuts = [Withholding(names[key], Rupiah(amount)) for key, amount in payment.withheld.items() if amount]
    if payment.fine > ZERO:
        cuts.append(Withholding("Denda keterlambatan", payment.fine))
    return tuple(cuts)

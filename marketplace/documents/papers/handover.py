"""The handover minutes (*berita acara serah terima*, BAST): ordered, received, rejected, taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.documents.papers.parts import (
    Head,
    Letterhead,
    Official,
    PackageFacts,
    Seller,
    Snapshot,
    count_text,
    day_text,
    head_part,
    money_in_words,
    official_part,
    official_signer,
    package_part,
    seller_part,
    seller_signer,
    signer_part,
)
from marketplace.kernel.money import Rupiah


@dataclass(frozen=True, slots=True)
class ContractReference:
    """The contract that a later paper is about; value with tax."""

    name: str
    number: str
    signed_on: date
    value: Rupiah
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """A line as it was inspected; accepted is received less rejected. note: what was found, may be empty."""

    name: str
    unit: str
    ordered: int
    received: int
    rejected: int
    note: str = ""

    @property
    def accepted(self) -> int:
        return self.received - self.rejected


@dataclass(frozen=True, slots=True)
class HandoverMinutes:
    """inspection: number and day of the inspection minutes. late_days: 0 when in time; fine: zero when none.

    warranty_months: 0 where none was agreed. inspector: also signs, where the agency wants it.
    """

    head: Head
    letterhead: Letterhead
    commitment_officer: Official
    seller: Seller
    package: PackageFacts
    contract: ContractReference
    lines: tuple[ReceivedLine, ...]
    delivery_place: str
    inspection: str
    late_days: int
    fine: Rupiah
    warranty_months: int
    inspector: Official | None = None
    copies: tuple[str, ...] = ()
    officer_mark: str = ""
    seller_mark: str = ""


def handover_minutes(paper: HandoverMinutes) -> Snapshot:
    """The snapshot of the minutes; ValueError without lines or with more rejected than received."""
    if not paper.lines or any(line.accepted < 0 for line in paper.lines):
        raise ValueError("handover minutes need lines with no more rejected than received")
    signers = [
        seller_signer(paper.seller, role="Yang menyerahkan", mark=paper.seller_mark),
        official_signer(paper.commitment_officer, role="Yang menerima", mark=paper.officer_mark),
    ]
    if paper.inspector is not None:
        signers.append(official_signer(paper.inspector, role="Pemeriksa barang"))
    return {
        **head_part(paper.head, paper.letterhead, kind="bast", title="Berita Acara Serah Terima"),
        "officer": official_part(paper.commitment_officer),
        "seller": seller_part(paper.seller),
        "package": package_part(paper.package),
        "contract": contract_part(paper.contract),
        "lines": [_line_part(number, line) for number, line in enumerate(paper.lines, start=1)],
        "complete": all(line.accepted >= line.ordered for line in paper.lines),
        "delivery_place": paper.delivery_place,
        "inspection": paper.inspection,
        "late_days": str(paper.late_days) if paper.late_days else "",
        "fine": money_in_words(paper.fine),
        "warranty_months": str(paper.warranty_months) if paper.warranty_months else "",
        "copies": list(paper.copies),
        "signers": [signer_part(signer) for signer in signers],
    }


def contract_part(contract: ContractReference) -> Snapshot:
    return {
        "name": contract.name,
        "number": contract.number,
        "signed_on": day_text(contract.signed_on),
        "value": money_in_words(contract.value),
        "starts_on": day_text(contract.starts_on),
        "ends_on": day_text(contract.ends_on),
    }


def _line_part(number: int, line: ReceivedLine) -> Snapshot:
    return {
        "no": str(number),
        "name": line.name,
        "unit": line.unit,
        "ordered": count_text(line.ordered),
        "received": count_text(line.received),
        "rejected": count_text(line.rejected),
        "accepted": count_text(line.accepted),
        "note": line.note,
    }

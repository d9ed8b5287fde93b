"""The work order (*surat perintah kerja*, SPK): the contract of direct procurement above Rp50 juta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.documents.papers.parts import (
    BankAccount,
    Head,
    Letterhead,
    Official,
    OrderLine,
    PackageFacts,
    Seller,
    Snapshot,
    day_text,
    head_part,
    line_part,
    money,
    money_in_words,
    official_part,
    official_signer,
    package_part,
    seller_part,
    seller_signer,
    signer_part,
    total_of,
)
from marketplace.kernel.money import Rupiah


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """basis: papers that it rests on, one sentence each. vat: zero where the seller is not PKP.

    vat_note: which rate, or why none. late_rate: basis points a day. warranty: as agreed, may be empty.
    domestic, micro_small: the part of the value that counts for PDN and UMK. stamp_duty: None where no stamp
    is due. copies: who gets a copy (*tembusan*).
    """

    head: Head
    letterhead: Letterhead
    commitment_officer: Official
    seller: Seller
    bank_account: BankAccount
    package: PackageFacts
    basis: tuple[str, ...]
    scope: str
    lines: tuple[OrderLine, ...]
    shipping: Rupiah
    vat: Rupiah
    vat_note: str
    starts_on: date
    ends_on: date
    delivery_place: str
    payment: str
    warranty: str
    late_rate: int
    domestic: Rupiah
    micro_small: Rupiah
    stamp_duty: Rupiah | None
    copies: tuple[str, ...] = ()
    officer_mark: str = ""
    seller_mark: str = ""

    @property
    def subtotal(self) -> Rupiah:
        return total_of(self.lines)

    @property
    def total(self) -> Rupiah:
        """The contract value, with shipping and value added tax."""
        return self.subtotal + self.shipping + self.vat


def work_order(paper: WorkOrder) -> Snapshot:
    """The snapshot of the order; ValueError without lines or with an end before the start."""
    if not paper.lines or paper.ends_on < paper.starts_on:
        raise ValueError("a work order needs lines and a period")
    officer, seller = paper.commitment_officer, paper.seller
    return {
        **head_part(paper.head, paper.letterhead, kind="spk", title="Surat Perintah Kerja"),
        "officer": official_part(officer),
        "seller": seller_part(seller),
        "bank_account": bank_part(paper.bank_account),
        "package": package_part(paper.package),
        "basis": list(paper.basis),
        "scope": paper.scope,
        "lines": [line_part(number, line) for number, line in enumerate(paper.lines, start=1)],
        "subtotal": money(paper.subtotal),
        "shipping": money(paper.shipping),
        "vat": money(paper.vat),
        "vat_note": paper.vat_note,
        "total": money_in_words(paper.total),
        "domestic": money(paper.domestic),
        "micro_small": money(paper.micro_small),
        "starts_on": day_text(paper.starts_on),
        "ends_on": day_text(paper.ends_on),
        "days": str((paper.ends_on - paper.starts_on).days + 1),
        "delivery_place": paper.delivery_place,
        "payment": paper.payment,
        "warranty": paper.warranty,
        "late_rate": _per_day(paper.late_rate),
        "stamp": stamp_text(paper.stamp_duty),
        "copies": list(paper.copies),
        "signers": [
            signer_part(
                official_signer(
                    officer, role="Untuk dan atas nama Pengguna Barang/Jasa", mark=paper.officer_mark
                )
            ),
            signer_part(seller_signer(seller, role="Untuk dan atas nama Penyedia", mark=paper.seller_mark)),
        ],
    }


def bank_part(account: BankAccount) -> Snapshot:
    return {"bank": account.bank, "number": account.number, "holder": account.holder}


def stamp_text(duty: Rupiah | None) -> str:
    """What stands in the box for the stamp (*meterai*); empty where none is due (UU 10/2020 Ps. 3)."""
    return f"Meterai {duty}" if duty is not None else ""


def _per_day(basis_points: int) -> str:
    """A daily rate as contracts write it: 10 basis points are "1/1000"."""
    thousandths, rest = divmod(basis_points, 10)
    return f"{basis_points}/10.000" if rest else f"{thousandths}/1000"

"""The receipt (*kuitansi*) of a payment from the state: gross, withheld, net, and to which account."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.documents.papers.handover import ContractReference, contract_part
from marketplace.documents.papers.parts import (
    BankAccount,
    Head,
    Letterhead,
    Official,
    PackageFacts,
    Seller,
    Snapshot,
    head_part,
    money,
    money_in_words,
    official_signer,
    package_part,
    seller_part,
    seller_signer,
    signer_part,
)
from marketplace.documents.papers.work_order import bank_part, stamp_text
from marketplace.kernel.money import ZERO, Rupiah


@dataclass(frozen=True, slots=True)
class Withholding:
    """One cut, by the treasurer or as a fine; name as printed, such as "PPh Pasal 22 (1,5%)"."""

    name: str
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class Receipt:
    """payer: who pays, such as "Bendahara Pengeluaran Dinas …". purpose: for what.

    before_tax + vat is what is receipted. contract: None for purchases by receipt alone. handover: number
    and day of the handover minutes, may be empty. stamp_duty: None where no stamp is due.
    """

    head: Head
    letterhead: Letterhead
    commitment_officer: Official
    treasurer: Official
    seller: Seller
    bank_account: BankAccount
    package: PackageFacts
    contract: ContractReference | None
    handover: str
    payer: str
    purpose: str
    before_tax: Rupiah
    vat: Rupiah
    withholdings: tuple[Withholding, ...]
    stamp_duty: Rupiah | None
    seller_mark: str = ""

    @property
    def gross(self) -> Rupiah:
        return self.before_tax + self.vat

    @property
    def net(self) -> Rupiah:
        return self.gross - sum((cut.amount for cut in self.withholdings), ZERO)


def receipt(paper: Receipt) -> Snapshot:
    """The snapshot of the receipt; ValueError when more is withheld than paid."""
    if paper.net < ZERO:
        raise ValueError("more is withheld than paid")
    return {
        **head_part(paper.head, paper.letterhead, kind="kuitansi", title="Kuitansi"),
        "seller": seller_part(paper.seller),
        "bank_account": bank_part(paper.bank_account),
        "package": package_part(paper.package),
        "contract": contract_part(paper.contract) if paper.contract is not None else None,
        "handover": paper.handover,
        "payer": paper.payer,
        "purpose": paper.purpose,
        "before_tax": money(paper.before_tax),
        "vat": money(paper.vat),
        "withholdings": [{"name": cut.name, "amount": money(cut.amount)} for cut in paper.withholdings],
        "total": money_in_words(paper.gross),
        "net": money(paper.net),
        "stamp": stamp_text(paper.stamp_duty),
        "signers": [
            signer_part(official_signer(paper.commitment_officer, role="Setuju dibayar")),
            signer_part(official_signer(paper.treasurer, role="Lunas dibayar")),
            signer_part(seller_signer(paper.seller, role="Yang menerima", mark=paper.seller_mark)),
        ],
    }

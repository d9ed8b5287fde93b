"""The integrity pact (*pakta integritas*) of a business, as its owner signed it."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.documents.papers.parts import (
    Head,
    Letterhead,
    Seller,
    Snapshot,
    head_part,
    seller_part,
    seller_signer,
    signer_part,
)


@dataclass(frozen=True, slots=True)
class IntegrityPact:
    """text_version and basis: of the text with this opening and these points. mark: when she signed."""

    head: Head
    seller: Seller
    text_version: str
    basis: str
    opening: str
    points: tuple[str, ...]
    mark: str


def integrity_pact(paper: IntegrityPact) -> Snapshot:
    """The snapshot of the pact; its letterhead is the business itself."""
    seller = paper.seller
    letterhead = Letterhead((seller.legal_name,), seller.legal_name, seller.address, "", "")
    return {
        **head_part(paper.head, letterhead, kind="pakta-integritas", title="Pakta Integritas"),
        "signatory": seller_part(seller),
        "text_version": paper.text_version,
        "basis": paper.basis,
        "opening": paper.opening,
        "points": list(paper.points),
        "signers": [signer_part(seller_signer(seller, role="Yang menyatakan", mark=paper.mark))],
    }

"""Minutes of clarification and negotiation (*berita acara negosiasi*) in direct procurement."""

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
    money,
    money_in_words,
    official_part,
    official_signer,
    package_part,
    seller_part,
    seller_signer,
    signer_part,
)
from marketplace.kernel.money import ZERO, Rupiah


@dataclass(frozen=True, slots=True)
class NegotiatedLine:
    """A line in one round: unit prices before and after it, before value added tax."""

    name: str
    quantity: int
    unit: str
    before: Rupiah
    after: Rupiah


@dataclass(frozen=True, slots=True)
class Round:
    """One round, as it was recorded. delivery_days: calendar days; note: what was said, may be empty."""

    held_on: date
    lines: tuple[NegotiatedLine, ...]
    shipping_before: Rupiah
    shipping_after: Rupiah
    delivery_days_before: int
    delivery_days_after: int
    note: str = ""

    @property
    def total_before(self) -> Rupiah:
        return sum((line.before * line.quantity for line in self.lines), self.shipping_before)

    @property
    def total_after(self) -> Rupiah:
        return sum((line.after * line.quantity for line in self.lines), self.shipping_after)


@dataclass(frozen=True, slots=True)
class PriceReference:
    """A price that the officer compared with: where it was seen, when, and what it was for the whole need."""

    source: str
    seen_on: date
    price: Rupiah


@dataclass(frozen=True, slots=True)
class NegotiationMinutes:
    """rounds: at least one, oldest first. owner_estimate: HPS, None where the law asks for none."""

    head: Head
    letterhead: Letterhead
    officer: Official
    seller: Seller
    package: PackageFacts
    rounds: tuple[Round, ...]
    references: tuple[PriceReference, ...]
    owner_estimate: Rupiah | None
    outcome: str
    officer_mark: str = ""
    seller_mark: str = ""


def negotiation_minutes(paper: NegotiationMinutes) -> Snapshot:
    """The snapshot of the minutes; ValueError without a round."""
    if not paper.rounds:
        raise ValueError("minutes of a negotiation need a round")
    first, last = paper.rounds[0].total_before, paper.rounds[-1].total_after
    return {
        **head_part(
            paper.head,
            paper.letterhead,
            kind="ba-negosiasi",
            title="Berita Acara Klarifikasi dan Negosiasi",
        ),
        "officer": official_part(paper.officer),
        "seller": seller_part(paper.seller),
        "package": package_part(paper.package),
        "owner_estimate": money(paper.owner_estimate) if paper.owner_estimate is not None else None,
        "references": [
            {
                "source": reference.source,
                "seen_on": day_text(reference.seen_on),
                "price": money(reference.price),
            }
            for reference in paper.references
        ],
        "rounds": [_round_part(number, held) for number, held in enumerate(paper.rounds, start=1)],
        "offered": money(first),
        "saved": money(max(first - last, ZERO)),
        "agreed": money_in_words(last),
        "outcome": paper.outcome,
        "signers": [
            signer_part(
                official_signer(
                    paper.officer,
                    role="Pejabat Pengadaan",
                    party=paper.letterhead.office,
                    mark=paper.officer_mark,
                )
            ),
            signer_part(seller_signer(paper.seller, role="Penyedia", mark=paper.seller_mark)),
        ],
    }


def _round_part(number: int, held: Round) -> Snapshot:
    return {
        "number": str(number),
        "held_on": day_text(held.held_on),
        "lines": [
            {
                "no": str(position),
                "name": line.name,
                "quantity": f"{count_text(line.quantity)} {line.unit}",
                "before": money(line.before),
                "after": money(line.after),
                "amount": money(line.after * line.quantity),
            }
            for position, line in enumerate(held.lines, start=1)
        ],
        "shipping_before": money(held.shipping_before),
        "shipping_after": money(held.shipping_after),
        "delivery_before": f"{held.delivery_days_before} hari kalender",
        "delivery_after": f"{held.delivery_days_after} hari kalender",
        "total_before": money(held.total_before),
        "total_after": money(held.total_after),
        "note": held.note,
    }

"""The papers up to the contract: minutes of the negotiation, and the work order (SPK)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.catalog import queries as catalog
from marketplace.documents import queries as papers
from marketplace.documents import services as documents
from marketplace.documents.kinds import PaperKind
from marketplace.documents.models import IssuedDocument
from marketplace.documents.papers import (
    NegotiatedLine,
    NegotiationMinutes,
    Official,
    OrderLine,
    PriceReference,
    Round,
    WorkOrder,
    negotiation_minutes,
    work_order,
)
from marketplace.documents.papers.parts import count_text
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import paper_parts, rows, wording
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.package_models import ComparedOffer, NegotiationRound, Package, PackageLine
from marketplace.procurement.rules import rule

SPECIFICATION_LENGTH = 240


def issue_minutes(session: Session, actor: Actor, package: Package) -> IssuedDocument:
    """Issue the minutes of a negotiation that the actor has just agreed to.

    One side's mark carries the instant of the last offer, the other's that of the agreement to it; the seller
    is represented by the owner who made the one or the other.
    """
    unit, last = package.work_unit, package.rounds[-1]
    on, zone = paper_parts.today_in(unit), rows.zone_of(unit)
    officer = paper_parts.official_of(session, unit.id, package.pp_user_id, Role.PP, on)
    assert last.agreed_at is not None
    offered, agreed = (wording.signed_mark(at, zone) for at in (last.made_at, last.agreed_at))
    representative = last.user_id if last.by_seller else actor.user_id
    paper = NegotiationMinutes(
        head=paper_parts.NO_HEAD,
        letterhead=paper_parts.letterhead_of(unit),
        officer=officer,
        seller=paper_parts.seller_of(session, package.business_id, representative_id=representative),
        package=paper_parts.package_facts(package),
        rounds=_rounds(package),
        references=_references(session, package),
        owner_estimate=None,
        outcome=(
            "Kedua pihak sepakat atas harga dan waktu pada putaran terakhir. Hasil ini diteruskan kepada "
            "Pejabat Pembuat Komitmen untuk disetujui."
        ),
        officer_mark=agreed if last.by_seller else offered,
        seller_mark=offered if last.by_seller else agreed,
    )
    return paper_parts.issue(
        session,
        actor,
        package,
        kind=PaperKind.NEGOTIATION_MINUTES,
        subject=("package", package.id),
        build=lambda head: negotiation_minutes(replace(paper, head=head)),
    )


def issue_work_order(session: Session, actor: Actor, contract: Contract, package: Package) -> IssuedDocument:
    """Issue the SPK of a contract that the PPK signs now; the seller's box says until when she may accept."""
    unit = package.work_unit
    on, zone = paper_parts.today_in(unit), rows.zone_of(unit)
    officer = paper_parts.official_of(session, unit.id, contract.ppk_user_id, Role.PPK, on)
    paper = _work_order(session, contract, package, officer, on)
    paper = replace(
        paper,
        officer_mark=wording.signed_mark(contract.signed_at, zone),
        seller_mark=f"Menerima secara elektronik paling lambat {_short(contract.accept_deadline, package)}",
    )
    return paper_parts.issue(
        session,
        actor,
        package,
        kind=PaperKind.WORK_ORDER,
        subject=("contract", contract.id),
        build=lambda head: work_order(replace(paper, head=head)),
    )


def void_papers(session: Session, actor: Actor, subject: tuple[str, int], *, reason: str) -> None:
    """Declare every paper of a package or contract void."""
    for paper in papers.of_subjects(session, [subject]):
        documents.void(session, actor, paper.id, reason=reason)


def _work_order(
    session: Session, contract: Contract, package: Package, officer: Official, on: date
) -> WorkOrder:
    subtotal = contract.value - contract.vat
    stamp_above = rule("stamp.above", on)
    return WorkOrder(
        head=paper_parts.NO_HEAD,
        letterhead=paper_parts.letterhead_of(package.work_unit),
        commitment_officer=officer,
        seller=paper_parts.seller_of(
            session, package.business_id, representative_id=contract.seller["representative_id"]
        ),
        bank_account=paper_parts.bank_of(session, package.business_id),
        package=paper_parts.package_facts(package),
        basis=_basis(session, package),
        scope=f"Penyediaan dan pengantaran {package.name}.",
        lines=tuple(_order_line(session, line) for line in package.lines),
        shipping=ZERO,
        vat=contract.vat,
        vat_note=_vat_note(contract),
        starts_on=paper_parts.starts_on(on, contract),
        ends_on=contract.deliver_on,
        delivery_place=package.delivery_place,
        payment="Sekaligus setelah serah terima",
        warranty="Barang rusak atau tidak sesuai diganti tanpa tambahan biaya",
        late_rate=rule("late.rate", on).number,
        domestic=_domestic_part(package),
        micro_small=subtotal if contract.seller["size_class"] in {"mikro", "kecil"} else ZERO,
        stamp_duty=rule("stamp.duty", on).rupiah if contract.value > stamp_above.rupiah else None,
        copies=("Penyedia", "Bendahara Pengeluaran", "Arsip"),
    )


def _basis(session: Session, package: Package) -> tuple[str, ...]:
    """The minutes that still hold, and the announced plan."""
    minutes = [
        f"Berita acara klarifikasi dan negosiasi Nomor {paper.number} tanggal {wording.day(paper.issued_on)}."
        for paper in papers.of_subjects(session, [("package", package.id)])
        if paper.voided_at is None
    ]
    entry = package.plan_entry
    plan = f"RUP {entry.rup_code}, diumumkan {wording.day(entry.announced_on)}."
    return (plan, *minutes)


def _order_line(session: Session, line: PackageLine) -> OrderLine:
    """A line as the listing said it when it was chosen."""
    said = catalog.version(session, line.listing_version_id).snapshot
    specification = specified(str(said.get("description", "")))
    return OrderLine(line.name, specification, line.quantity, line.unit, line.agreed_price or line.list_price)


def specified(description: str) -> str:
    """As many whole sentences of a listing's description as fit a line of an SPK; at least one begun."""
    text = " ".join(description.split())
    if len(text) <= SPECIFICATION_LENGTH:
        return text
    last_stop = text.rfind(". ", 0, SPECIFICATION_LENGTH)
    return text[: last_stop + 1] or text[:SPECIFICATION_LENGTH].rsplit(" ", 1)[0] + " …"


def _vat_note(contract: Contract) -> str:
    return contract.rules["vat"] if contract.vat else "Penyedia bukan PKP"


def _domestic_part(package: Package) -> Rupiah:
    """The value, without tax, of the lines that are made in Indonesia by the seller's word."""
    lines = [line for line in package.lines if line.is_domestic]
    return sum(((line.agreed_price or line.list_price) * line.quantity for line in lines), ZERO)


def _rounds(package: Package) -> tuple[Round, ...]:
    """Every round against the one before it; the first against the list prices and the wanted day."""
    unit, before = package.work_unit, {str(line.id): line.list_price.amount for line in package.lines}
    days_before = (package.needed_on - rows.zone_day(package.rounds[0].made_at, unit)).days
    held = []
    for one in package.rounds:
        made_on = rows.zone_day(one.made_at, unit)
        days = (one.deliver_on - made_on).days
        held.append(
            Round(
                held_on=made_on,
                lines=tuple(_negotiated(line, before, one) for line in package.lines),
                shipping_before=ZERO,
                shipping_after=ZERO,
                delivery_days_before=days_before,
                delivery_days_after=days,
                note=_note(one),
            )
        )
        before, days_before = one.prices, days
    return tuple(held)


def _negotiated(line: PackageLine, before: dict[str, int], one: NegotiationRound) -> NegotiatedLine:
    key = str(line.id)
    return NegotiatedLine(line.name, line.quantity, line.unit, Rupiah(before[key]), Rupiah(one.prices[key]))


def _note(one: NegotiationRound) -> str:
    side = "Penyedia" if one.by_seller else "Pejabat Pengadaan"
    return f"Tawaran {side}. {one.message}".strip()


def _references(session: Session, package: Package) -> tuple[PriceReference, ...]:
    """The chosen products for what is bought of each, the others for the quantity of the first line."""
    names = businesses.brief(session, [offer.business_id for offer in package.compared])
    bought = {line.product_id: line.quantity for line in package.lines}
    first = package.lines[0].quantity
    return tuple(
        _reference(
            session, offer, names[offer.business_id].name, bought.get(offer.product_id, first), package
        )
        for offer in package.compared
    )


def _reference(
    session: Session, offer: ComparedOffer, shop: str, quantity: int, package: Package
) -> PriceReference:
    said = catalog.version(session, offer.listing_version_id).snapshot
    seen_on = rows.zone_day(offer.seen_at, package.work_unit)
    source = f"{said['name']}, {shop} (harga tayang untuk {count_text(quantity)} {said['unit']})"
    return PriceReference(source, seen_on, offer.price * quantity)


def _short(instant: datetime, package: Package) -> str:
    return wording.moment(instant, rows.zone_of(package.work_unit))

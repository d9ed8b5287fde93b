"""The negotiation of a package: rounds that never change, one side after the other, until one agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses import vacations
from marketplace.infra import jobs, outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError
from marketplace.kernel.events import PackageAgreed, PackageOfferMade
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_text
from marketplace.kernel.workdays import deadline
from marketplace.procurement import (
    amounts,
    choosing,
    contract_papers,
    notices,
    policies,
    rows,
    sellers,
    separation,
    wording,
)
from marketplace.procurement.package_models import NegotiationRound, Package, PackageLine
from marketplace.procurement.rules import rule

MESSAGE_LENGTH = 500
LAPSE_JOB = "procurement.lapse_package"


@dataclass(frozen=True, slots=True)
class Offer:
    """prices: unit price without tax by line position (from 1). deliver_on: the last day of delivery."""

    prices: Mapping[int, Rupiah]
    deliver_on: date
    message: str = ""


def offer(session: Session, actor: Actor, package_code: str, *, offer: Offer) -> NegotiationRound:
    """Make an offer: the package's officer, or the owner of the seller, whoever's turn it is.

    Raises Forbidden for staff and helpers, Conflict when the other side has not answered yet or the package
    is not in negotiation, DomainError beside `price_<position>` or `deliver_on`.
    """
    package = rows.locked_package(session, actor, package_code)
    by_seller = _side(session, actor, package)
    if package.rounds and package.rounds[-1].by_seller is by_seller:
        raise Conflict("Tawaran Anda sudah terkirim. Tunggu jawaban pihak lain.")
    choosing.ensure_still_sold(session, [line.product_id for line in package.lines])
    prices = _checked_prices(package.lines, offer.prices)
    _ensure_day(session, package, offer.deliver_on)
    made = NegotiationRound(
        package_id=package.id,
        number=len(package.rounds) + 1,
        by_seller=by_seller,
        user_id=actor.user_id,
        prices={str(line.id): prices[line.position].amount for line in package.lines},
        total=amounts.totals(_priced(package, prices), pkp=False, on=clock.today()).subtotal,
        deliver_on=offer.deliver_on,
        message=_message(offer.message),
        made_at=clock.now(),
    )
    rows.move_package(
        session, actor, package, "offer", number=made.number, by_seller=by_seller, total=made.total.amount
    )
    session.add(made)
    session.flush()
    outbox.record(
        session,
        PackageOfferMade(
            package_id=package.id, business_id=package.business_id, offer_id=made.id, by_seller=by_seller
        ),
    )
    notices.offered(session, package, made)
    return made


def agree(session: Session, actor: Actor, package_code: str, *, round_number: int | None = None) -> Package:
    """Agree to the last offer of the other side: minutes are issued and the PPK's time begins.

    round_number: the round that the person saw; Conflict when another one was made meanwhile.
    """
    package = rows.locked_package(session, actor, package_code)
    by_seller = _side(session, actor, package)
    last = _offer_to_answer(package, by_seller, round_number)
    unit, today = package.work_unit, clock.today(rows.zone_of(package.work_unit))
    choosing.ensure_still_sold(session, [line.product_id for line in package.lines])
    sellers.record_check(session, package, "agreement")
    for line in package.lines:
        line.agreed_price = Rupiah(last.prices[str(line.id)])
    pkp = businesses.by_id(session, package.business_id).pkp
    priced = [(line.agreed_price or line.list_price, line.quantity) for line in package.lines]
    package.total = amounts.totals(priced, pkp=pkp, on=today).total
    amounts.work_order_form(package.kind, package.total, today)
    review = rule("ppk.review_days", today)
    ends = deadline(clock.now(), review.number, rows.zone_of(unit))
    package.ppk_deadline, package.holiday_version = ends.instant, ends.holiday_version
    package.rules = package.rules | {"used": _with(package.rules["used"], amounts.used(review))}
    last.agreed_at = clock.now()
    rows.move_package(
        session, actor, package, "agree", round=last.number, by_seller=by_seller, total=package.total.amount
    )
    contract_papers.issue_minutes(session, actor, package)
    jobs.plan(
        session,
        LAPSE_JOB,
        key=f"{package.code}:{ends.instant.isoformat()}",
        due_at=ends.instant + timedelta(seconds=1),
        payload={"package_id": package.id},
    )
    outbox.record(session, PackageAgreed(package_id=package.id, business_id=package.business_id))
    notices.agreed(session, package)
    return package


def _side(session: Session, actor: Actor, package: Package) -> bool:
    """True for the owner of the seller, False for the package's officer; Forbidden for everybody else."""
    if policies.is_seller_owner(actor) and actor.user_id is not None:
        separation.ensure_separate(session, actor.user_id, "seller", package)
        return True
    policies.ensure_pp_of(actor, package)
    separation.ensure_appointed(session, actor)
    separation.ensure_separate(session, package.pp_user_id, "pp", package)
    return False


def _offer_to_answer(package: Package, by_seller: bool, number: int | None) -> NegotiationRound:
    if not package.rounds:
        raise Conflict("Belum ada tawaran. Kirim tawaran lebih dulu.")
    last = package.rounds[-1]
    if number is not None and number != last.number:
        raise Conflict("Ada tawaran baru sejak halaman ini dibuka. Baca tawaran itu lebih dulu.")
    if last.by_seller is by_seller:
        raise Conflict("Tawaran terakhir dari pihak Anda. Tunggu jawaban pihak lain.")
    return last


def _checked_prices(lines: Sequence[PackageLine], prices: Mapping[int, Rupiah]) -> dict[int, Rupiah]:
    if set(prices) != {line.position for line in lines}:
        raise DomainError("Isi harga tawar untuk setiap produk.", field="prices")
    for line in lines:
        price = prices[line.position]
        if price.amount <= 0:
            raise DomainError(f"Isi harga tawar “{line.name}”, lebih dari nol.", field=_field(line))
        if price > line.list_price:
            raise DomainError(
                f"Harga “{line.name}” tidak boleh di atas harga tayang {line.list_price}.", field=_field(line)
            )
    return dict(prices)


def _field(line: PackageLine) -> str:
    return f"price_{line.position}"


def _ensure_day(session: Session, package: Package, deliver_on: date) -> None:
    until = vacations.resting(session, package.business_id, deliver_on)
    if until is not None:
        raise DomainError(f"Penyedia libur sampai {wording.day(until)}. Pilih hari lain.", field="deliver_on")
    if deliver_on <= clock.today(rows.zone_of(package.work_unit)):
        raise DomainError("Barang diserahkan paling cepat besok. Pilih tanggal lain.", field="deliver_on")
    if deliver_on > package.needed_on:
        raise DomainError(
            f"Barang dibutuhkan paling lambat {wording.day(package.needed_on)}.", field="deliver_on"
        )


def _priced(package: Package, prices: Mapping[int, Rupiah]) -> list[tuple[Rupiah, int]]:
    return [(prices[line.position], line.quantity) for line in package.lines]


def _message(text: str) -> str:
    try:
        return clean_text(text, MESSAGE_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field="message") from error


def _with(used: list[dict[str, object]], entry: dict[str, object]) -> list[dict[str, object]]:
    """The list of rules with this one, once."""
    return [one for one in used if one["key"] != entry["key"]] + [entry]

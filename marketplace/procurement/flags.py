"""Red flags: what an auditor would ask, computed before signing. A flag wants an answer, it never blocks.

Source: patterns of APIP and BPK findings; the thresholds are dated rules `flag.*` and `pl.split.*`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.services import lookups
from marketplace.catalog.models import PriceChange, Product
from marketplace.catalog.selling import on_sale
from marketplace.kernel import clock
from marketplace.kernel.money import ZERO, Rupiah, percent
from marketplace.procurement import choosing, interests, wording
from marketplace.procurement.amounts import LIMIT_KEYS
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.interests import Declared
from marketplace.procurement.models import PlanEntry
from marketplace.procurement.package_models import Package
from marketplace.procurement.rules import rule
from marketplace.procurement.states import ContractState, PackageState

PEERS_LOOKED_AT = 200
PEERS_WANTED = 2
WHOLE = 10_000
"""Basis points of a whole."""

_ENDED = (PackageState.CANCELLED, PackageState.LAPSED)
_VOID = (ContractState.DECLINED, ContractState.LAPSED)


@dataclass(frozen=True, slots=True)
class Flag:
    """key: names the pattern. title and found: Indonesian, what it is and what was seen."""

    key: str
    title: str
    found: str


def find(session: Session, package: Package, declared: Declared | None = None) -> list[Flag]:
    """The flags that fire for a package now.

    Its lines, compared offers, plan entry and work unit with its agency must be loaded. declared: what
    `interests.declared` says of it, where the caller has read that already.
    """
    today = clock.today()
    products = _products(session, package)
    return [
        *_young_listing(package, products, today),
        *_raised_price(session, package, products, today),
        *_over_median(session, package, products, today),
        *_above_lowest(package, today),
        *_single_offer(package, today),
        *_same_owner(session, package),
        *_declared_relation(declared or interests.declared(session, package)),
        *_unseen_blacklist(session, package),
        *_repeat_seller(session, package, today),
        *_near_limit(package, today),
        *_split(session, package, today),
        *_outside_plan(session, package),
    ]


def _products(session: Session, package: Package) -> dict[int, Product]:
    ids = [line.product_id for line in package.lines]
    rows = session.scalars(select(Product).where(Product.id.in_(ids)))
    return {product.id: product for product in rows}


def _young_listing(package: Package, products: dict[int, Product], today: date) -> Iterator[Flag]:
    days = rule("flag.listing_age.min", today).number
    for line in package.lines:
        published = products[line.product_id].published_at
        if published is not None and package.created_at - published < timedelta(days=days):
            age = max((package.created_at - published).days, 0)
            yield Flag(
                f"young_listing:{line.position}",
                "Produk baru tayang",
                f"“{line.name}” baru tayang {age} hari saat dipilih (ambang {days} hari).",
            )


def _raised_price(
    session: Session, package: Package, products: dict[int, Product], today: date
) -> Iterator[Flag]:
    days = rule("flag.price_raise.window", today).number
    raised = select(PriceChange).where(
        PriceChange.product_id.in_(products),
        PriceChange.at >= package.created_at - timedelta(days=days),
        PriceChange.before.is_not(None),
        PriceChange.after > PriceChange.before,
    )
    last = {change.product_id: change for change in session.scalars(raised.order_by(PriceChange.id))}
    for line in package.lines:
        change = last.get(line.product_id)
        if change is not None:
            yield Flag(
                f"raised_price:{line.position}",
                "Harga naik baru-baru ini",
                f"“{line.name}” naik dari {change.before} menjadi {change.after} pada "
                f"{wording.day(change.at.astimezone(clock.JAKARTA).date())}.",
            )


def _over_median(
    session: Session, package: Package, products: dict[int, Product], today: date
) -> Iterator[Flag]:
    over = rule("flag.price_over_median", today).number
    for line in package.lines:
        prices = _peer_prices(session, products[line.product_id])
        if len(prices) < PEERS_WANTED:
            continue
        middle = sorted(prices)[len(prices) // 2]
        price = line.agreed_price or line.list_price
        if price > percent(middle, WHOLE + over):
            yield Flag(
                f"over_median:{line.position}",
                "Harga di atas penjual lain",
                f"“{line.name}” {price}, sedangkan nilai tengah {len(prices)} produk sejenis {middle}.",
            )


def _above_lowest(package: Package, today: date) -> Iterator[Flag]:
    """The same-price promise of the seller does not hold for a line (`catalog.promise`)."""
    for line in package.lines:
        price = line.agreed_price or line.list_price
        if line.lowest_public is not None and price > line.lowest_public:
            yield Flag(
                f"above_lowest:{line.position}",
                "Di atas harga umum terendah",
                f"“{line.name}” {price}. "
                f"{wording.above_lowest(line.lowest_public, line.price_reason, today)}",
            )


def _peer_prices(session: Session, product: Product) -> list[Rupiah]:
    """Prices of other sellers in the same category for the same commodity code, or unit without a code."""
    alike = Product.kbki == product.kbki if product.kbki else Product.unit == product.unit
    query = select(Product.price).where(
        Product.category == product.category,
        alike,
        on_sale(clock.today()),
        Product.price.is_not(None),
        Product.business_id != product.business_id,
    )
    found = session.scalars(query.order_by(Product.published_at.desc(), Product.id).limit(PEERS_LOOKED_AT))
    return [price for price in found if price is not None]


def _single_offer(package: Package, today: date) -> Iterator[Flag]:
    if len({offer.business_id for offer in package.compared}) < choosing.sellers_wanted(today):
        yield Flag(
            "single_offer", "Hanya satu penyedia dibandingkan", "Tidak ada penyedia lain dalam perbandingan."
        )


def _same_owner(session: Session, package: Package) -> Iterator[Flag]:
    """A comparison with somebody's second shop compares nothing."""
    mine = set(businesses.owner_ids(session, package.business_id))
    others = {offer.business_id for offer in package.compared} - {package.business_id}
    linked = [one for one in sorted(others) if mine & set(businesses.owner_ids(session, one))]
    if linked:
        names = ", ".join(seller.name for seller in businesses.brief(session, linked).values())
        yield Flag("same_owner", "Pembanding milik orang yang sama", f"Pemiliknya sama: {names}.")


def _declared_relation(seen: Declared) -> Iterator[Flag]:
    """The seller herself names a tie to this office; the person stays in her statement, encrypted."""
    told = []
    for statement, relations in seen.by_statement():
        signed_on = wording.day(statement.signed_at.astimezone(clock.JAKARTA).date())
        ties = "; ".join(f"{one.office}, {one.kind_name.lower()}" for one in relations)
        told.append(f"Pernyataan {signed_on}: {ties}.")
    if told:
        yield Flag(
            "declared_relation",
            "Penyedia menyatakan hubungan dengan kantor ini",
            f"{' '.join(told)} Tulis siapa yang tidak ikut memutus.",
        )


def _unseen_blacklist(session: Session, package: Package) -> Iterator[Flag]:
    """Nobody looked into the Daftar Hitam under her present name and NPWP, or too long ago."""
    business = businesses.by_id(session, package.business_id)
    if not lookups.was_seen_clean(session, business):
        yield Flag(
            "unseen_blacklist",
            "Daftar Hitam belum dilihat",
            "Belum ada hasil pencarian yang masih berlaku. Lihat situsnya dan catat hasilnya lebih dulu.",
        )


def _repeat_seller(session: Session, package: Package, today: date) -> Iterator[Flag]:
    days = rule("flag.repeat_seller.window", today).number
    most = rule("flag.repeat_seller.count", today).number
    earlier = session.scalar(
        select(func.count())
        .select_from(Contract)
        .where(
            Contract.work_unit_id == package.work_unit_id,
            Contract.business_id == package.business_id,
            Contract.package_id != package.id,
            Contract.state.not_in(_VOID),
            Contract.signed_at >= clock.now() - timedelta(days=days),
        )
    )
    if (earlier or 0) >= most:
        yield Flag(
            "repeat_seller",
            "Penyedia yang sama berulang",
            f"Ini pesanan ke-{(earlier or 0) + 1} kepada penyedia ini dalam {days} hari.",
        )


def _near_limit(package: Package, today: date) -> Iterator[Flag]:
    limit = rule(LIMIT_KEYS[package.kind], today).rupiah
    floor = percent(limit, WHOLE - rule("flag.near_threshold", today).number)
    if floor <= package.total <= limit:
        yield Flag(
            "near_limit",
            "Nilai dekat batas",
            f"Nilai {package.total} tepat di bawah batas pengadaan langsung {limit}.",
        )


def _split(session: Session, package: Package, today: date) -> Iterator[Flag]:
    """The same group of commodities bought more than once in a month, or near the limit within the year."""
    group = package.plan_entry.kbki_group
    if group is None:
        return
    others = _same_group(session, package, group)
    days = rule("flag.split.window", today).number
    lately = [one for one in others if one[1] >= package.created_at - timedelta(days=days)]
    if lately:
        yield Flag(
            "split",
            "Mungkin paket yang dipecah",
            f"{len(lately)} paket lain dari kelompok barang {group} dibuat dalam {days} hari terakhir.",
        )
    limit = rule(LIMIT_KEYS[package.kind], today).rupiah
    year_total = sum((total for total, _ in others), package.total)
    if others and year_total >= percent(limit, rule("pl.split.warn", today).number):
        yield Flag(
            "split_year",
            "Kebutuhan setahun mendekati batas",
            f"Kelompok barang {group} setahun ini {year_total}; batas pengadaan langsung {limit}.",
        )


def _same_group(session: Session, package: Package, group: str) -> Sequence[tuple[Rupiah, datetime]]:
    """Value and day of the unit's other packages of a group in the year that may still be bought."""
    query = (
        select(Package.total, Package.created_at)
        .join(PlanEntry, PlanEntry.id == Package.plan_entry_id)
        .outerjoin(Contract, Contract.package_id == Package.id)
        .where(
            Package.work_unit_id == package.work_unit_id,
            Package.id != package.id,
            Package.state.not_in(_ENDED),
            Contract.id.is_(None) | Contract.state.not_in(_VOID),
            PlanEntry.kbki_group == group,
            PlanEntry.year == package.plan_entry.year,
        )
    )
    return [(total or ZERO, created_at) for total, created_at in session.execute(query)]


def _outside_plan(session: Session, package: Package) -> Iterator[Flag]:
    entry = package.plan_entry
    seller = businesses.brief(session, [package.business_id])[package.business_id]
    if entry.wants_umk and seller.size_class not in {"mikro", "kecil"}:
        yield Flag("not_small", "Bukan usaha kecil", f"RUP ini untuk usaha kecil; {seller.name} bukan.")
    foreign = [line.name for line in package.lines if not line.is_domestic]
    if entry.wants_domestic and foreign:
        yield Flag(
            "not_domestic",
            "Belum dinyatakan produk dalam negeri",
            f"RUP ini meminta PDN; belum dinyatakan: {', '.join(foreign)}.",
        )

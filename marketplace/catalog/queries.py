"""Reading products: cards of many, the whole of one, and a seller's own list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import BusinessBrief
from marketplace.catalog import policies, reference
from marketplace.catalog.models import Claim, ClaimKind, ListingVersion, PriceChange, Product, ProductPhoto
from marketplace.catalog.services.listing import missing
from marketplace.catalog.states import ClaimState, ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import slug_with_code
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Rupiah

CLAIM_BADGES: Mapping[str, str] = {
    ClaimKind.PDN: "Buatan Indonesia",
    ClaimKind.TKDN: "TKDN",
    ClaimKind.HALAL: "Halal",
    ClaimKind.SNI: "SNI",
    ClaimKind.PIRT: "PIRT",
    ClaimKind.BPOM: "BPOM",
    ClaimKind.BRAND: "Merek terdaftar",
}
"""What a verified claim is called on the page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as templates use it: addresses of its sizes, each the largest there is up to that width."""

    digest: str
    src240: str
    src480: str
    src800: str
    src1280: str
    alt: str
    is_illustration: bool


@dataclass(frozen=True, slots=True)
class Badge:
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Card:
    """One product as `product_card` shows it. `region_label` names the seller's regency."""

    id: int
    code: str
    slug: str
    url: str
    name: str
    price: Rupiah | None
    price_label: str
    unit: str
    picture: Picture | None
    category: str
    category_icon: str
    shop_name: str
    shop_slug: str
    region_code: str
    region_label: str
    sold: int
    available: bool
    badges: Sequence[Badge]
    external_id: str | None


@dataclass(frozen=True, slots=True)
class ProductView:
    """Everything the product page shows; `claims` are verified and in force, `missing` is for its seller."""

    product: Product
    slug: str
    seller: BusinessBrief
    category_path: Sequence[reference.Category]
    photos: Sequence[Picture]
    claims: Sequence[Claim]
    available: bool


@dataclass(frozen=True, slots=True)
class SellerRow:
    """One line of the seller's own list."""

    product: Product
    picture: Picture | None
    category_icon: str


@dataclass(frozen=True, slots=True)
class EditView:
    """What the seller's pages of one product show. `missing`: field to sentence, what keeps it off sale."""

    product: Product
    photos: Sequence[Picture]
    claims: Sequence[Claim]
    missing: Mapping[str, str]
    price_steps: Sequence[PriceChange]


_CARD_COLUMNS = (
    Product.id,
    Product.code,
    Product.name,
    Product.price,
    Product.unit,
    Product.picture,
    Product.category,
    Product.business_id,
    Product.sold,
    Product.stock,
    Product.held,
    Product.made_to_order,
    Product.shown_claims,
    Product.external_id,
)


def cards(session: Session, ids: Sequence[int]) -> list[Card]:
    """Cards of live products in the order of `ids`, without those that are not live; two statements."""
    if not ids:
        return []
    found = session.execute(
        select(*_CARD_COLUMNS).where(Product.id.in_(ids), Product.state == ProductState.LIVE)
    )
    rows = {row.id: row for row in found}
    sellers = businesses.brief(session, {row.business_id for row in rows.values()})
    return [
        _card(rows[product_id], sellers[rows[product_id].business_id])
        for product_id in ids
        if product_id in rows and not sellers[rows[product_id].business_id].frozen
    ]


def product_page(session: Session, actor: Actor, code: str) -> ProductView:
    """The public page of a product; its seller also sees it before it is live. Raises NotFound."""
    product = session.scalar(select(Product).where(Product.code == code))
    if product is None or not policies.may_see(actor, product):
        raise NotFound(f"product {code}")
    seller = businesses.brief(session, {product.business_id})[product.business_id]
    if seller.frozen and not business_policies.may_act_for(actor, product.business_id, None):
        raise NotFound(f"product {code}")
    return ProductView(
        product=product,
        slug=product.slug,
        seller=seller,
        category_path=reference.path(product.category) if reference.is_category(product.category) else (),
        photos=_photos(session, product.id),
        claims=_verified(session, product.id),
        available=product.made_to_order or product.available > 0,
    )


def live_of(business_id: int) -> Select[int]:
    """Ids of a shop's live products, newest first; for the shop page to page through."""
    return (
        select(Product.id)
        .where(Product.business_id == business_id, Product.state == ProductState.LIVE)
        .order_by(Product.published_at.desc(), Product.id.desc())
    )


def seller_products(
    session: Session,
    actor: Actor,
    page: int,
    *,
    size: int = 20,
    text: str = "",
    state: ProductState | None = None,
) -> tuple[list[SellerRow], int]:
    """A page (from 1) of the actor's own products, last changed first, and how many there are in all."""
    wanted = select(Product).where(Product.business_id == policies.own_business(actor))
    if state is not None:
        wanted = wanted.where(Product.state == state)
    for word in text.split()[:6]:
        wanted = wanted.where(Product.name.icontains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(
        wanted.order_by(Product.updated_at.desc(), Product.id.desc()).limit(size).offset((page - 1) * size)
    )
    return [_seller_row(product) for product in rows], total


def seller_row(session: Session, actor: Actor, code: str) -> SellerRow:
    """One line of the seller's own list; raises NotFound for anybody else's product."""
    return _seller_row(own_product(session, actor, code))


def count_by_state(session: Session, actor: Actor) -> dict[ProductState, int]:
    """How many of the actor's own products are in each state."""
    counted = session.execute(
        select(Product.state, func.count().label("number"))
        .where(Product.business_id == policies.own_business(actor))
        .group_by(Product.state)
    )
    return {row.state: row.number for row in counted}


def own_product(session: Session, actor: Actor, code: str) -> Product:
    """A product of the business that the actor acts for; raises NotFound for anybody else's."""
    product = session.scalar(
        select(Product).where(Product.code == code).execution_options(populate_existing=True)
    )
    if product is None:
        raise NotFound(f"product {code}")
    policies.ensure_own(actor, product)
    return product


def edit_page(session: Session, actor: Actor, code: str) -> EditView:
    """Everything the seller's pages of one product show; raises NotFound for a stranger."""
    product = own_product(session, actor, code)
    steps = select(PriceChange).where(PriceChange.product_id == product.id)
    return EditView(
        product=product,
        photos=_photos(session, product.id),
        claims=session.scalars(select(Claim).where(Claim.product_id == product.id).order_by(Claim.id)).all(),
        missing=missing(session, product),
        price_steps=session.scalars(steps.order_by(PriceChange.id.desc()).limit(5)).all(),
    )


def offered_commodities(
    session: Session, product: Product, text: str, chosen: str | None
) -> list[reference.Commodity]:
    """What to choose a KBKI code from: the chosen one, what was searched for, else what fits the category."""
    found = reference.search_commodities(session, text) if text else []
    offered = found or reference.suggested_commodities(product.category)
    known = reference.commodity(session, chosen) if chosen else None
    return list(dict.fromkeys(([known] if known else []) + offered))


def government_meter(view: EditView) -> list[tuple[str, bool]]:
    """What a product needs before an agency can buy it, and whether it is there."""
    product = view.product
    return [
        ("Nama, kategori, dan satuan", bool(product.name and product.category and product.unit)),
        ("Harga", product.price is not None),
        ("Foto", bool(view.photos)),
        ("Kode barang (KBKI)", bool(product.kbki)),
        ("Asal barang", product.is_domestic is not None),
        ("Berat satu satuan", product.weight_g is not None),
        ("Pernyataan produk dalam negeri", any(claim.kind is ClaimKind.PDN for claim in view.claims)),
    ]


def version(session: Session, version_id: int) -> ListingVersion:
    """What a listing said at a version; raises NotFound."""
    found = session.get(ListingVersion, version_id)
    if found is None:
        raise NotFound(f"listing version {version_id}")
    return found


def media_file(session: Session, actor: Actor, digest: str, width: int) -> str:
    """The SHA-256 of a photo's bytes at a width.

    Raises NotFound unless some live product shows the photo, or one of the actor's own products does.
    """
    rows = session.execute(
        select(ProductPhoto.files, Product.business_id, Product.state)
        .join(Product, Product.id == ProductPhoto.product_id)
        .where(ProductPhoto.digest == digest)
        .order_by(case((Product.state == ProductState.LIVE, 0), else_=1), Product.id)
        .limit(20)
    )
    for files, business_id, state in rows:
        live = state is ProductState.LIVE
        if str(width) in files and (live or business_policies.may_act_for(actor, business_id, None)):
            return str(files[str(width)])
    raise NotFound(f"photo {digest[:12]}-{width}")


def in_force(claims: Iterable[Mapping[str, Any]], today: date) -> list[str]:
    """Kinds of the shown claims that are in force; a claim whose day is over is not shown."""
    day = today.isoformat()
    return [claim["kind"] for claim in claims if not claim["expires_on"] or claim["expires_on"] >= day]


def _seller_row(product: Product) -> SellerRow:
    return SellerRow(product, _picture(product.picture), reference.icon_of(product.category))


def _card(row: Row[Any], seller: BusinessBrief) -> Card:
    slug = slug_with_code(row.name, row.code)
    return Card(
        id=row.id,
        code=row.code,
        slug=slug,
        url=f"/produk/{slug}",
        name=row.name,
        price=row.price,
        price_label=f"/ {row.unit}" if row.price and row.unit else "",
        unit=row.unit,
        picture=_picture(row.picture),
        category=row.category,
        category_icon=reference.icon_of(row.category),
        shop_name=seller.name,
        shop_slug=seller.slug,
        region_code=seller.region_code,
        region_label=seller.region_label,
        sold=row.sold,
        available=row.made_to_order or row.stock > row.held,
        badges=_badges(row.shown_claims, seller),
        external_id=row.external_id,
    )


def _badges(claims: Iterable[Mapping[str, Any]], seller: BusinessBrief) -> list[Badge]:
    kinds = in_force(claims, clock.today())
    ready = [Badge("Siap pengadaan", "nila")] if seller.government_ready else []
    return (ready + [Badge(CLAIM_BADGES[kind], "daun") for kind in kinds])[:2]


def _picture(stored: Mapping[str, Any] | None) -> Picture | None:
    if not stored:
        return None
    return _picture_of(stored["digest"], stored["widths"], stored["alt"], stored["illustration"])


def _picture_of(digest: str, widths: Sequence[int], alt: str, is_illustration: bool) -> Picture:
    def source(wanted: int) -> str:
        width = max((one for one in widths if one <= wanted), default=min(widths))
        return f"/media/{digest}-{width}.webp"

    return Picture(
        digest, source(240), source(480), source(800), source(1280), alt, is_illustration=is_illustration
    )


def _photos(session: Session, product_id: int) -> list[Picture]:
    rows = session.scalars(
        select(ProductPhoto)
        .where(ProductPhoto.product_id == product_id)
        .order_by(ProductPhoto.position, ProductPhoto.id)
    )
    return [
        _picture_of(row.digest, [int(width) for width in row.files], row.alt, row.is_illustration)
        for row in rows
    ]


def _verified(session: Session, product_id: int) -> Sequence[Claim]:
    return session.scalars(
        select(Claim)
        .where(
            Claim.product_id == product_id,
            Claim.status == ClaimState.VERIFIED,
            (Claim.expires_on.is_(None)) | (Claim.expires_on >= clock.today()),
        )
        .order_by(Claim.id)
    ).all()

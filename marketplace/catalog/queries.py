"""Reading products: cards of many, the whole of one, and a seller's own list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses.models import Business
from marketplace.businesses.queries import BusinessBrief
from marketplace.catalog import policies, reference, shelves
from marketplace.catalog.draft_models import OpenDraft
from marketplace.catalog.models import Claim, Curation, ListingVersion, Product, ProductPhoto
from marketplace.catalog.queries_quality import Standing, standings
from marketplace.catalog.selling import government_day, label_of, on_sale
from marketplace.catalog.services.capacity import capacity_of
from marketplace.catalog.services.listing import missing, shop_lacks
from marketplace.catalog.shown import (
    Card,
    Picture,
    ShownClaim,
    card_of,
    claims_of,
    in_force,
    photo_of,
    sized,
    stored_picture,
)
from marketplace.catalog.states import ClaimState, CurationState, ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound

__all__ = [
    "Card",
    "EditView",
    "Picture",
    "ProductView",
    "SellerRow",
    "ShownClaim",
    "capacity_of",
    "cards",
    "count_by_state",
    "edit_page",
    "in_force",
    "offered_commodities",
    "open_draft",
    "others_of_shop",
    "own_product",
    "product_page",
    "seller_products",
    "seller_row",
    "shop_cards",
    "shop_lacks",
    "usual_terms",
    "version",
]


@dataclass(frozen=True, slots=True)
class ProductView:
    """Everything the product page shows; `claims` are verified and in force."""

    product: Product
    slug: str
    seller: BusinessBrief
    category_path: Sequence[reference.Category]
    photos: Sequence[Picture]
    claims: Sequence[ShownClaim]
    available: bool
    seller_story: str
    commodity: reference.Commodity | None
    for_government: bool
    in_curation: bool


@dataclass(frozen=True, slots=True)
class SellerRow:
    """One line of the seller's own list."""

    product: Product
    picture: Picture | None
    category_icon: str
    label: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class DraftView:
    """A new product that is being written: its fields as typed, its photo, when it was last kept."""

    typed: Mapping[str, str]
    picture: Picture | None
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class EditView:
    """What the seller's pages of one product show. `missing`: field to sentence, what keeps it off sale."""

    product: Product
    photos: Sequence[Picture]
    claims: Sequence[Claim]
    missing: Mapping[str, str]
    standing: Standing


_CARD_COLUMNS: Sequence[Any] = (
    Product.id,
    Product.code,
    Product.name,
    Product.price,
    Product.unit,
    cast(Product.picture, Text).label("picture"),
    Product.category,
    Product.business_id,
    Product.sold,
    Product.stock,
    Product.held,
    Product.made_to_order,
    Product.service_area,
    cast(Product.shown_claims, Text).label("shown_claims"),
    Product.kbli_fits,
    Product.procurable_until,
    Product.external_id,
    cast(Product.variants, Text).label("variants"),
)
"""What `card_of` reads. JSON comes as text, so that equal rows are equal keys."""


# Built once: a statement is put together in a third of the time that it takes to run.
_CARDS = (
    select(*_CARD_COLUMNS, *businesses.BRIEF_COLUMNS)
    .join(Business, Business.id == Product.business_id)
    .where(
        Product.id.in_(bindparam("ids", expanding=True)),
        on_sale(bindparam("today", type_=Date())),
        businesses.trading_clause(),
    )
)


def cards(session: Session, ids: Sequence[int]) -> list[Card]:
    """Cards of live products in the order of `ids`, without those that are not live; one statement."""
    if not ids:
        return []
    today = clock.today()
    found = session.connection().execute(_CARDS, {"ids": list(ids), "today": today})
    rows = {row.id: row for row in found}
    sellers = {row.business_id: row for row in rows.values()}
    briefs = {seller_id: businesses.brief_of(row) for seller_id, row in sellers.items()}
    return [card_of(rows[one], briefs[rows[one].business_id], today) for one in ids if one in rows]


_IN_CURATION = (CurationState.SUBMITTED, CurationState.IN_CURATION)
_WITH_PHOTOS = (
    select(
        Product,
        ProductPhoto,
        Business.story.label("seller_story"),
        select(Curation.id)
        .where(
            Curation.product_id == Product.id,
            Curation.state.in_(_IN_CURATION),
        )
        .correlate(Product)
        .exists()
        .label("in_curation"),
        reference.official_title(Product.kbki).correlate(Product).scalar_subquery().label("kbki_title"),
        *businesses.BRIEF_COLUMNS,
    )
    .join(Business, Business.id == Product.business_id)
    .outerjoin(ProductPhoto, ProductPhoto.product_id == Product.id)
    .where(Product.code == bindparam("code"))
    .order_by(ProductPhoto.position, ProductPhoto.id)
)


def product_page(session: Session, code: str, *, actor: Actor | None = None) -> ProductView:
    """The page of a product as everybody sees it; with `actor`, its seller sees it before it is live.

    One statement. Raises NotFound.
    """
    actor = actor or Actor.visitor()
    rows = session.execute(_WITH_PHOTOS, {"code": code}).all()
    product: Product | None = rows[0][0] if rows else None
    if product is None or not policies.may_see(actor, product):
        raise NotFound(f"product {code}")
    seller = businesses.brief_of(rows[0])
    if seller.frozen and not business_policies.may_act_for(actor, product.business_id, None):
        raise NotFound(f"product {code}")
    return ProductView(
        product=product,
        slug=product.slug,
        seller=seller,
        category_path=reference.path(product.category) if reference.is_category(product.category) else (),
        photos=[photo_of(photo) for _product, photo, *_seller in rows if photo is not None],
        claims=claims_of(product),
        available=product.made_to_order or product.available > 0,
        seller_story=rows[0].seller_story,
        commodity=reference.named(product.kbki, rows[0].kbki_title) if product.kbki else None,
        for_government=(government_day(product) or date.min) >= clock.today(),
        in_curation=rows[0].in_curation,
    )


def shop_cards(
    session: Session, seller: BusinessBrief, *, page: int = 1, size: int
) -> tuple[list[Card], int]:
    """A page (from 1) of what a shop has on sale, newest first, and how many there are; one statement.

    Beyond the last page there is nothing, and the number is 0.
    """
    rows = session.execute(
        select(*_CARD_COLUMNS, func.count().over().label("total"))
        .where(Product.business_id == seller.id, on_sale(clock.today()), Product.is_lead)
        .order_by(Product.published_at.desc(), Product.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    cards = shelves.apart([card_of(row, seller, clock.today()) for row in rows])
    return cards, rows[0].total if rows else 0


LOOKED_AT = 3
"""How many things are looked at for each that is shown: sizes of one thing share a picture."""

_OF_SHOP = (
    select(*_CARD_COLUMNS)
    .where(
        Product.business_id == bindparam("seller"),
        on_sale(bindparam("today", type_=Date())),
        Product.is_lead,
        Product.id != bindparam("but"),
        func.coalesce(Product.variant_group_id, 0) != bindparam("group"),
    )
    .order_by(Product.published_at.desc(), Product.id.desc())
    .limit(bindparam("size"))
)


def others_of_shop(session: Session, view: ProductView, *, size: int) -> list[Card]:
    """The newest things of a shop beside a product and its variants, no picture twice; one statement."""
    today = clock.today()
    wanted = {
        "seller": view.seller.id,
        "but": view.product.id,
        "group": view.product.variant_group_id or -1,
        "size": size * LOOKED_AT,
        "today": today,
    }
    newest = [card_of(row, view.seller, today) for row in session.execute(_OF_SHOP, wanted)]
    return shelves.one_of_each(newest, last=view.photos[0].digest if view.photos else "")[:size]


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
    if state is None:
        wanted = wanted.where(Product.state != ProductState.ARCHIVED)
    else:
        wanted = wanted.where(Product.state == state)
    for word in text.split()[:6]:
        wanted = wanted.where(Product.name.icontains(word, autoescape=True))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(
        wanted.order_by(Product.updated_at.desc(), Product.id.desc()).limit(size).offset((page - 1) * size)
    )
    return _seller_rows(session, actor, rows.all()), total


def seller_row(session: Session, actor: Actor, code: str) -> SellerRow:
    """One line of the seller's own list; raises NotFound for anybody else's product."""
    return _seller_rows(session, actor, [own_product(session, actor, code)])[0]


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
    present = select(Claim).where(Claim.product_id == product.id, Claim.status != ClaimState.REPLACED)
    return EditView(
        product=product,
        photos=_photos(session, product.id),
        claims=session.scalars(present.order_by(Claim.kind, Claim.id)).all(),
        missing=missing(session, product),
        standing=standings(session, actor, [product])[product.id],
    )


def open_draft(session: Session, actor: Actor) -> DraftView | None:
    """The new product that the actor is writing for the present business; None when there is none."""
    draft = session.scalar(
        select(OpenDraft).where(
            OpenDraft.business_id == policies.own_business(actor), OpenDraft.user_id == actor.user_id
        )
    )
    if draft is None or not (draft.typed or draft.photo):
        return None
    picture = sized(draft.photo["digest"], map(int, draft.photo["files"]), "") if draft.photo else None
    return DraftView(draft.typed, picture, draft.updated_at)


def usual_terms(session: Session, actor: Actor) -> dict[str, str | bool]:
    """How the newest product of the actor's business is counted and made: where the next one begins."""
    newest = session.execute(
        select(Product.unit, Product.made_to_order)
        .where(Product.business_id == policies.own_business(actor))
        .order_by(Product.id.desc())
        .limit(1)
    ).first()
    return {"unit": newest.unit, "made_to_order": newest.made_to_order} if newest else {}


def offered_commodities(
    session: Session, product: Product, text: str, chosen: str | None
) -> tuple[list[reference.Commodity], bool]:
    """What to choose a KBKI code from: the chosen one, what was searched for, else what fits by name.

    Also whether the search found nothing.
    """
    found = reference.search_commodities(session, text) if text else []
    offered = found or reference.suggested_commodities(product.category, product.name)
    known = reference.commodity(session, chosen) if chosen else None
    return list(dict.fromkeys(([known] if known else []) + offered)), bool(text) and not found


def version(session: Session, version_id: int) -> ListingVersion:
    """What a listing said at a version; raises NotFound."""
    found = session.get(ListingVersion, version_id)
    if found is None:
        raise NotFound(f"listing version {version_id}")
    return found


def versions(session: Session, version_ids: Iterable[int]) -> dict[int, ListingVersion]:
    """What several listings said, by id, in one statement."""
    found = session.scalars(select(ListingVersion).where(ListingVersion.id.in_(set(version_ids))))
    return {one.id: one for one in found}


def _seller_rows(session: Session, actor: Actor, products: Sequence[Product]) -> list[SellerRow]:
    standing, today = standings(session, actor, products), clock.today()
    return [
        SellerRow(
            product,
            stored_picture(product.picture),
            reference.icon_of(product.category),
            label_of(product, today),
            standing[product.id],
        )
        for product in products
    ]


def _photos(session: Session, product_id: int) -> list[Picture]:
    rows = session.scalars(
        select(ProductPhoto)
        .where(ProductPhoto.product_id == product_id)
        .order_by(ProductPhoto.position, ProductPhoto.id)
    )
    return [photo_of(row) for row in rows]

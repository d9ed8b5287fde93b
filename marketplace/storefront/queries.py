"""Reads over several rooms: the shop window of the home page, a shop, products side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses import vacations
from marketplace.businesses.models import Business
from marketplace.businesses.queries import BusinessBrief
from marketplace.catalog import queries as catalog
from marketplace.catalog import reference, shelves
from marketplace.catalog.models import Product
from marketplace.catalog.queries import Card, ShownClaim
from marketplace.catalog.selling import on_sale
from marketplace.catalog.shown import claims_of
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import code_from_slug
from marketplace.kernel.dated import Period
from marketplace.kernel.errors import NotFound
from marketplace.search import documents
from marketplace.search import queries as search
from marketplace.search.engine import SearchRequest
from marketplace.search.queries import Found

LOOKED_AT = 48
MOST_OF_A_CATEGORY = 3
LONGEST_OPENING = 220
SENTENCE = re.compile(r"[^.!?]+[.!?]+\s*")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is there now, counted: businesses with something on sale, their provinces, their products."""

    businesses: int
    provinces: int
    provinces_in_all: int
    government_ready: int
    products: int


@dataclass(frozen=True, slots=True)
class ShopView:
    """A shop for everybody: who makes the things, and where. days_off: its vacations from today on."""

    brief: BusinessBrief
    story: str
    since_year: int | None
    specialities: Sequence[str]
    motif: str
    days_off: Sequence[Period]


@dataclass(frozen=True, slots=True)
class Window:
    """What the home page shows: mixed products, and how many are on sale by main category and province.

    While the index is away nothing is counted, and both are empty.
    """

    cards: Sequence[Card]
    categories: Mapping[str, int]
    provinces: Sequence[tuple[str, int]]


def shop_window(session: Session, wanted: int) -> Window:
    """The newest products with a picture, mixed: few of a category, one of a shop while there are others."""
    newest = search.candidates(session, SearchRequest(per_page=LOOKED_AT))
    pictured = [card for card in catalog.cards(session, newest.ids) if card.picture]
    chosen, of_category, shops = [], Counter[str](), set[str]()
    for card in pictured:
        main = _main_category(card.category)
        if card.shop_slug in shops or of_category[main] >= MOST_OF_A_CATEGORY:
            continue
        chosen.append(card)
        of_category[main] += 1
        shops.add(card.shop_slug)
    rest = [card for card in pictured if card not in chosen]
    return Window(
        shelves.apart((chosen + rest)[:wanted]), newest.facets.get("category", {}), _provinces(newest)
    )


def _provinces(found: Found) -> list[tuple[str, int]]:
    """With the most products first."""
    counts = found.facets.get("region", {})
    provinces = [(code, count) for code, count in counts.items() if "." not in code]
    return sorted(provinces, key=lambda province: (-province[1], province[0]))


def _main_category(slug: str) -> str:
    return reference.path(slug)[0].slug if reference.is_category(slug) else slug


@dataclass(frozen=True, slots=True)
class Story:
    """How a shop began, in the first sentences of its own words."""

    name: str
    slug: str
    place: str
    opening: str


def stories(session: Session, cards: Sequence[Card], wanted: int) -> list[Story]:
    """Of the shops whose products are shown, from the last to the first, those that tell something."""
    shops = list(dict.fromkeys(card.shop_slug for card in reversed(cards)))
    codes = [code for code in map(code_from_slug, shops) if code]
    columns = (Business.code, Business.name, Business.story)
    rows = {row.code: row for row in session.execute(select(*columns).where(Business.code.in_(codes)))}
    places = {card.shop_slug: card.region_label for card in cards}
    told = [
        Story(rows[code].name, shop, places[shop], opening_of(rows[code].story))
        for shop, code in zip(shops, codes, strict=True)
        if code in rows and rows[code].story
    ]
    return told[:wanted]


def opening_of(text: str) -> str:
    """The whole sentences that fit into the length of an opening; at least one, shortened at need."""
    opening = ""
    for sentence in SENTENCE.findall(text):
        if len(opening) + len(sentence) > LONGEST_OPENING:
            break
        opening += sentence
    return opening.strip() or shorten(text, LONGEST_OPENING, placeholder="…")


def figures(session: Session) -> Figures:
    """The numbers of the home page, in one statement."""
    selling = (select(Product.id).where(Product.business_id == Business.id, on_sale(clock.today()))).exists()
    products = (
        select(func.count(Product.id))
        .join(Business, Business.id == Product.business_id)
        .where(documents.visible())
        .scalar_subquery()
    )
    ready = case((businesses.government_ready_clause(clock.today()), 1), else_=0)
    row = session.execute(
        select(
            func.count(Business.id).label("businesses"),
            func.count(func.distinct(func.substr(Business.region_code, 1, 2))).label("provinces"),
            func.coalesce(func.sum(ready), 0).label("ready"),
            products.label("products"),
        ).where(businesses.trading_clause(), selling)
    ).one()
    everywhere = len(regions.children())
    return Figures(row.businesses, row.provinces, everywhere, row.ready, row.products)


def shop(session: Session, slug: str, *, actor: Actor) -> ShopView:
    """The shop of an address. Raises NotFound; a sanctioned business is seen by its own people alone."""
    code = code_from_slug(slug)
    query = select(Business, *businesses.BRIEF_COLUMNS).where(Business.code == code)
    found = session.execute(query).one_or_none() if code else None
    if found is None or found.Business.closed_at is not None:
        raise NotFound(f"shop {slug}")
    row, brief = found.Business, businesses.brief_of(found)
    if brief.frozen and not business_policies.may_act_for(actor, row.id, None):
        raise NotFound(f"shop {slug}")
    return ShopView(
        brief=brief,
        story=row.story,
        since_year=row.since_year,
        specialities=row.specialities,
        motif=row.motif,
        days_off=vacations.days_off(session, {row.id}).get(row.id, ()),
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One product of a comparison: its card's facts and the terms that buyers weigh."""

    card: Card
    product: Product
    claims: Sequence[ShownClaim]


def compared(session: Session, codes: Sequence[str], *, offered: int) -> tuple[list[Compared], list[Card]]:
    """Products by their codes, in that order, and up to `offered` others of the first one's category.

    Codes of nothing that may be seen are left out.
    """
    if not codes:
        return [], []
    live = select(Product).where(Product.code.in_(codes), on_sale(clock.today()))
    products = {row.id: row for row in session.scalars(live)}
    order = sorted(products, key=lambda product_id: codes.index(products[product_id].code))
    category = products[order[0]].category if order else ""
    alike = search.candidates(
        session,
        SearchRequest(categories=(category,) if category else (), per_page=offered + len(order)),
    )
    cards = catalog.cards(session, list(dict.fromkeys([*order, *alike.ids])))
    things = [
        Compared(card, products[card.id], claims_of(products[card.id]))
        for card in cards
        if card.id in products
    ]
    return things, shelves.apart([card for card in cards if card.id not in products][:offered])

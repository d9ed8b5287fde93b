"""What machines read of a page: its one address, whether it belongs into their lists, its picture and facts.

The facts repeat what the page shows and nothing else; an address that only sorts, filters or searches leads
to the page it is a view of.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.urls import iri_to_uri

from marketplace.businesses.queries import BusinessBrief
from marketplace.catalog.models import OfferKind
from marketplace.catalog.queries import ProductView
from marketplace.catalog.shown import Card, Picture
from marketplace.kernel import regions
from marketplace.kernel.dated import Period
from marketplace.search.engine import SearchRequest
from marketplace.storefront.queries import ShopView
from marketplace.web.addresses import url_for
from marketplace.web.pagination import Page
from marketplace.web.sharing import Share
from marketplace.web.structured import Thing, data_block, thing

CURRENCY = "IDR"
COUNTRY = "ID"
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSED = {"opens": "00:00", "closes": "00:00"}
"""How schema.org says that a day has no hours."""
Trail = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Head:
    """`url` is the canonical address; `kind` the Open Graph type; `picture` a whole address."""

    url: str
    indexed: bool = True
    kind: str = "website"
    picture: str = ""
    facts: str = ""


def of_home(site_name: str) -> Head:
    """The market itself, and how it is searched."""
    home = _whole(url_for("storefront.home"))
    search = {"@type": "EntryPoint", "urlTemplate": f"{_whole(url_for('storefront.catalogue'))}?q={{q}}"}
    site = thing(
        "WebSite",
        name=site_name,
        url=home,
        inLanguage="id",
        potentialAction=thing("SearchAction", target=search, **{"query-input": "required name=q"}),
    )
    return Head(home, facts=data_block([thing("Organization", name=site_name, url=home), site]))


def of_product(view: ProductView, trail: Trail) -> Head:
    """The product and its offer; without a price there is no offer, as on the page."""
    product, url = view.product, _whole(url_for("storefront.product", slug=view.slug))
    pictures = [_whole(photo.src800) for photo in view.photos]
    service = product.kind is OfferKind.SERVICE
    facts = thing(
        "Service" if service else "Product",
        name=product.name,
        url=url,
        description=product.description,
        image=pictures,
        category=" › ".join(step.name for step in view.category_path),
        offers=_offer(view, url) if product.price else None,
        **{"provider": _seller(view)} if service else {"sku": product.code},
    )
    return Head(
        url,
        kind="product",
        picture=pictures[0] if pictures else "",
        facts=data_block([facts, _breadcrumbs(trail, url)]),
    )


def _offer(view: ProductView, url: str) -> Thing:
    product = view.product
    availability = "InStock" if view.available else "OutOfStock"
    if product.made_to_order:
        availability = "MadeToOrder"
    return thing(
        "Offer",
        url=url,
        price=product.price.amount if product.price else None,
        priceCurrency=CURRENCY,
        availability=None if product.kind is OfferKind.SERVICE else f"https://schema.org/{availability}",
        seller=_seller(view),
    )


def _seller(view: ProductView) -> Thing:
    url = _whole(url_for("storefront.shop", slug=view.seller.slug))
    return thing("Organization", name=view.seller.name, url=url)


def of_shop(view: ShopView, page: Page[Card], trail: Trail) -> Head:
    """The business and where it is; a shop without anything on sale stays out of lists."""
    shop = view.brief
    url = _whole(url_for("storefront.shop", slug=shop.slug))
    pictures = _pictures(page.items)
    facts = thing(
        "LocalBusiness",
        name=shop.name,
        url=url,
        description=view.story,
        foundingDate=str(view.since_year) if view.since_year else None,
        image=pictures[:1],
        address=_address(shop.region_code),
        openingHoursSpecification=[*_hours(shop), *_closed_on(view.days_off)],
    )
    return Head(
        _page(url, page.number),
        indexed=bool(page.items),
        kind="profile",
        picture=pictures[0] if pictures else "",
        facts=data_block([facts, _breadcrumbs(trail, url)]),
    )


def _hours(shop: BusinessBrief) -> list[dict[str, Any]]:
    """Days with the same hours together, a day in none of them is closed; [] while the shop is silent."""
    days: dict[tuple[str, str], list[str]] = {}
    for number, (opens, closes) in sorted(json.loads(shop.hours_json).items()):
        days.setdefault((opens.replace(".", ":"), closes.replace(".", ":")), []).append(WEEK[int(number)])
    kind = "OpeningHoursSpecification"
    found = [
        thing(kind, dayOfWeek=names, opens=opens, closes=closes) for (opens, closes), names in days.items()
    ]
    if found and shop.rests_on_holidays:
        found.append(thing(kind, dayOfWeek="PublicHolidays", **CLOSED))
    return found


def _closed_on(days_off: Sequence[Period]) -> list[dict[str, Any]]:
    return [
        thing(
            "OpeningHoursSpecification",
            validFrom=period.since.isoformat(),
            validThrough=period.until.isoformat() if period.until else None,
            **CLOSED,
        )
        for period in days_off
    ]


def _address(region_code: str) -> Thing:
    regency, province = region_code[:5], region_code[:2]
    return thing(
        "PostalAddress",
        addressLocality=regions.name_of(regency),
        addressRegion=regions.name_of(province),
        addressCountry=COUNTRY,
    )


def share_of_product(view: ProductView) -> Share:
    """The product to pass on, with its price as it is now."""
    product = view.product
    price = (
        f"{product.price}{f' / {product.unit}' if product.unit else ''}" if product.price else "tanya harga"
    )
    text = f"{product.name}, {price}, dari {view.seller.name}."
    return Share(product.name, text, _whole(url_for("storefront.product", slug=view.slug)))


def share_of_shop(view: ShopView) -> Share:
    """The shop to pass on."""
    shop = view.brief
    text = f"{shop.name}, {shop.region_label}."
    return Share(shop.name, text, _whole(url_for("storefront.shop", slug=shop.slug)))


def of_shelf(url: str, page: Page[Card], trail: Trail) -> Head:
    """A category or region at the path `url`; an order of its products is no page of its own."""
    whole, pictures = _whole(url), _pictures(page.items)
    return Head(
        _page(whole, page.number),
        indexed=bool(page.items),
        picture=pictures[0] if pictures else "",
        facts=data_block([_breadcrumbs(trail, whole)]),
    )


def of_search(wanted: SearchRequest, page: Page[Card]) -> Head:
    """A single category or region is its own page; words and combinations of filters stay out of lists."""
    plain = SearchRequest(sort=wanted.sort, page=wanted.page, per_page=wanted.per_page, to=wanted.to)
    if wanted == plain:
        url = _whole(url_for("storefront.catalogue"))
        return Head(_page(url, wanted.page), indexed=bool(page.items))
    own = _own_page(wanted)
    return Head(
        _page(own, wanted.page) if own else iri_to_uri(request.url), indexed=bool(own) and bool(page.items)
    )


def _own_page(wanted: SearchRequest) -> str:
    """The page of the only filter in force; nothing where it has none or more is asked for."""
    alone = SearchRequest(
        categories=wanted.categories,
        regions=wanted.regions,
        sort=wanted.sort,
        page=wanted.page,
        per_page=wanted.per_page,
        to=wanted.to,
    )
    if wanted != alone or len(wanted.categories) + len(wanted.regions) != 1:
        return ""
    place: dict[str, Any] = (
        {"endpoint": "storefront.category", "slug": wanted.categories[0]}
        if wanted.categories
        else {"endpoint": "storefront.region", "code": wanted.regions[0]}
    )
    return _whole(url_for(**place))


def of_comparison() -> Head:
    """Any choice of products is a view of the one page that compares; the empty one alone is listed."""
    url = _whole(url_for("storefront.compare"))
    return Head(url, indexed=not request.args)


def _breadcrumbs(trail: Trail, here: str) -> Thing:
    """As shown above the page; its last step is the page itself."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=place, name=label, item=_whole(url) if place < len(trail) else here)
            for place, (label, url) in enumerate(trail, start=1)
        ],
    )


def _pictures(cards: Sequence[Card]) -> list[str]:
    pictures: list[Picture] = [card.picture for card in cards if card.picture]
    return [_whole(picture.src800 or picture.src480) for picture in pictures]


def _page(url: str, number: int) -> str:
    return f"{url}?hal={number}" if number > 1 else url


def _whole(path: str) -> str:
    """The whole address of one of our paths, at the name under which we were asked."""
    return request.host_url.rstrip("/") + path

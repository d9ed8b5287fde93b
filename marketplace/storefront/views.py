"""Pages for everybody: home, search, one product, a shop, a category, a region, a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from marketplace.catalog import queries as catalog
from marketplace.catalog import reference, shelves
from marketplace.catalog.hampers_shown import inside
from marketplace.catalog.offering import offering
from marketplace.catalog.variants_shown import chooser
from marketplace.infra.db import db
from marketplace.kernel import regions
from marketplace.kernel.codes import code_from_slug
from marketplace.kernel.errors import NotFound
from marketplace.search import parameters
from marketplace.search import queries as search
from marketplace.search.engine import SearchRequest, Sort
from marketplace.search.parameters import Asked
from marketplace.search.queries import Found
from marketplace.storefront import comparing, destination, facets, heads, links, queries
from marketplace.web.access import local_path, public_cached
from marketplace.web.actors import current_actor
from marketplace.web.hx import push_url, render
from marketplace.web.pagination import Page, page_number

bp = Blueprint("storefront", __name__)

ON_HOME = 17
HEROES = 5
STORIES = 3
OF_SHOP = 24
MORE_OF_SHOP = 4
ALIKE = 8
MOST_COMPARED = 4
BY_PRICE = frozenset({Sort.PRICE_UP, Sort.PRICE_DOWN})
"""Orders that are kept to the letter."""

NEW_PACKAGE = "/pengadaan/paket/baru"


@bp.get("/")
@public_cached
def home() -> Response:
    session = db.session()
    window = queries.shop_window(session, ON_HOME)
    return render(
        "storefront/home.html",
        stories=queries.stories(session, window.cards, STORIES),
        heroes=window.cards[:HEROES],
        newest=window.cards[HEROES:],
        provinces=links.place_pills(window.provinces),
        figures=queries.figures(session),
        categories=links.filled_categories(window.categories),
        head=heads.of_home(current_app.extensions["lapak.settings"].site_name),
    )


@bp.get("/produk")
@public_cached
def catalogue() -> Response:
    asked = _asked()
    wanted = asked.request
    found = search.candidates(db.session(), wanted)
    results = _results(wanted, found)
    response = render(
        "storefront/catalogue.html",
        fragment="storefront/_new_results.html",
        **results,
        head=heads.of_search(wanted, results["page"]),
        asked=wanted,
        ignored=asked.ignored,
        groups=facets.groups(wanted, found),
        destinations=destination.choices(current_actor(), wanted.to),
        chosen=facets.chosen_count(wanted),
        chosen_pills=links.chosen_pills(wanted),
        sorting=links.sort_pills(wanted),
        ways_on=links.ways_on(wanted),
        corrected_url=links.search_url(replace(wanted, text=found.corrected or "", page=1)),
        search_words=wanted.text,
    )
    return push_url(response, links.search_url(wanted))


@bp.get("/produk/<slug:slug>")
@public_cached
def product(slug: str) -> AnyResponse:
    session, actor = db.session(), current_actor()
    view = catalog.product_page(session, _code(slug), actor=actor)
    if slug != view.slug:
        return _moved(url_for(".product", slug=view.slug))
    more, to = catalog.others_of_shop(session, view, size=MORE_OF_SHOP), destination.asked(actor)
    code = view.product.code
    trail = [*links.category_trail(view.category_path), (view.product.name, "")]
    return render(
        "storefront/product.html",
        view=view,
        offering=offering(session, view.product, typed=request.args.get("jumlah", "")),
        chooser=chooser(session, view.product),
        inside=inside(session, view.product),
        origin=reference.countries().get(view.product.origin_country or ""),
        trail=trail,
        head=heads.of_product(view, trail),
        share=heads.share_of_product(view),
        more=destination.said_of(more, to),
        going=destination.going(actor, to, destination.areas_of_product(view)),
        going_to=to,
        government_url=local_path(f"{NEW_PACKAGE}?produk={code}"),
        compare_url=url_for(".compare", produk=code),
    )


@bp.get("/toko/<slug:slug>")
@public_cached
def shop(slug: str) -> AnyResponse:
    session, actor, number = db.session(), current_actor(), page_number()
    view = queries.shop(session, slug, actor=actor)
    if slug != view.brief.slug:
        return _moved(url_for(".shop", slug=view.brief.slug))
    cards, total = catalog.shop_cards(session, view.brief, page=number, size=OF_SHOP)
    to = destination.asked(actor)
    page = Page(destination.said_of(cards, to), number, OF_SHOP, total)
    trail = [*links.region_trail(view.brief.region_code[:5]), (view.brief.name, "")]
    return render(
        "storefront/shop.html",
        view=view,
        trail=trail,
        page=page,
        head=heads.of_shop(view, page, trail),
        share=heads.share_of_shop(view),
        going=destination.going(actor, to, [view.brief.serves]),
        going_to=to,
    )


@bp.get("/kategori/<slug:slug>")
@public_cached
def category(slug: str) -> Response:
    here = reference.category(slug)
    wanted = _browsed(categories=(slug,))
    found = search.candidates(db.session(), wanted)
    results, trail = _results(wanted, found), links.category_trail(reference.path(slug))
    return render(
        "storefront/category.html",
        **results,
        head=heads.of_shelf(url_for(".category", slug=slug), results["page"], trail),
        category=here,
        trail=trail,
        inside=links.category_pills(reference.children(slug), found.facets.get("category", {})),
        sorting=links.sort_pills(wanted, endpoint=".category", slug=slug),
        filter_url=links.search_url(replace(wanted, page=1)),
    )


@bp.get("/daerah/<region:code>")
@public_cached
def region(code: str) -> Response:
    if not regions.exists(code):
        raise NotFound(f"region {code}")
    wanted = _browsed(regions=(code,))
    found = search.candidates(db.session(), wanted)
    results, trail = _results(wanted, found), links.region_trail(code)
    return render(
        "storefront/region.html",
        **results,
        head=heads.of_shelf(url_for(".region", code=code), results["page"], trail),
        here=regions.region(code),
        trail=trail,
        inside=links.place_pills(links.regencies(code, found.facets.get("region", {}))),
        sorting=links.sort_pills(wanted, endpoint=".region", code=code),
        filter_url=links.search_url(replace(wanted, page=1)),
    )


@bp.get("/bandingkan")
@public_cached
def compare() -> Response:
    codes = list(dict.fromkeys(code.upper() for code in request.args.getlist("produk")))[:MOST_COMPARED]
    things, others = queries.compared(db.session(), codes, offered=ALIKE)
    return render(
        "storefront/compare.html",
        things=things,
        rows=comparing.rows(things),
        removals=comparing.removals(things),
        full=len(things) == MOST_COMPARED,
        offers=comparing.offers(things, others),
        head=heads.of_comparison(),
    )


def _code(slug: str) -> str:
    code = code_from_slug(slug)
    if code is None:
        raise NotFound(f"slug {slug}")
    return code


def _moved(url: str) -> AnyResponse:
    """To the present address of the same thing, with all that was asked of it."""
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{url}?{query}" if query else url, 301)


def _browsed(**place: Any) -> SearchRequest:
    """A page that is itself a filter takes only the order and the page number from its address."""
    asked = _asked().request
    return SearchRequest(**place, sort=asked.sort, page=asked.page, per_page=asked.per_page, to=asked.to)


def _asked() -> Asked:
    asked = parameters.read(request.args.to_dict(flat=False), also={destination.NAME})
    wanted = replace(asked.request, to=destination.asked(current_actor()))
    return Asked(wanted, asked.ignored + destination.unknown())


def _results(wanted: SearchRequest, found: Found) -> dict[str, Any]:
    """What every list of results shows: its page of cards, one for the sizes of a thing, and how it came."""
    cards = catalog.cards(db.session(), found.ids)
    if wanted.sort not in BY_PRICE:
        cards = shelves.apart(cards)
    cards = shelves.folded(destination.said_of(cards, wanted.to))
    page = Page(cards, wanted.page, wanted.per_page, found.total)
    return {"page": page, "found": found, "going_to": wanted.to}

"""For those who make lists of pages: the map of the site in parts, and what they may read."""

from __future__ import annotations

from flask import Response, abort, render_template, request, url_for

from marketplace.infra.db import db
from marketplace.storefront import sitemap
from marketplace.storefront.sitemap import Entry
from marketplace.storefront.views import bp
from marketplace.web.access import public_cached
from marketplace.web.pagination import page_number


@bp.get("/sitemap.xml")
@public_cached
def sitemap_index() -> Response:
    last = sitemap.count(db.session())
    parts = [url_for(".sitemap_products", hal=part) for part in range(1, last + 1)]
    return _xml("storefront/sitemap.xml", parts=[url_for(".sitemap_shelves"), *parts])


@bp.get("/sitemap-rak.xml")
@public_cached
def sitemap_shelves() -> Response:
    pages = [url_for(".home"), url_for(".catalogue")]
    return _xml("storefront/sitemap_part.xml", pages=pages, rows=_rows(sitemap.shelves(db.session())))


@bp.get("/sitemap-produk.xml")
@public_cached
def sitemap_products() -> Response:
    entries = sitemap.products(db.session(), page_number())
    if not entries:
        abort(404)
    return _xml("storefront/sitemap_part.xml", pages=[], rows=_rows(entries))


@bp.get("/robots.txt")
@public_cached
def robots() -> Response:
    page = render_template("storefront/robots.txt", origin=_origin(), map=url_for(".sitemap_index"))
    return Response(page, mimetype="text/plain")


def _rows(entries: list[Entry]) -> list[tuple[str, str]]:
    """Paths with the day of their last change. A path is its view's with another last part."""
    starts = {
        "product": url_for(".catalogue"),
        "shop": url_for(".shop", slug="x").removesuffix("/x"),
        "category": url_for(".category", slug="x").removesuffix("/x"),
        "region": url_for(".region", code="00").removesuffix("/00"),
    }
    return [(f"{starts[one.view]}/{one.place}", f"{one.changed_at:%Y-%m-%dT%H:%M:%SZ}") for one in entries]


def _xml(template: str, **context: object) -> Response:
    return Response(render_template(template, origin=_origin(), **context), mimetype="application/xml")


def _origin() -> str:
    return request.host_url.rstrip("/")

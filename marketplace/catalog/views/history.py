"""What a listing said before: for its seller, and for whoever judges listings and purchases."""

from __future__ import annotations

from flask import Response

from marketplace.businesses.policies import is_seller
from marketplace.catalog import history, policies
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render
from marketplace.web.pagination import Page, page_number


@bp.get("/penjual/produk/<code:code>/riwayat")
@requires(is_seller)
def product_history(code: str) -> Response:
    return _page(code, own=True)


@bp.get("/riwayat-produk/<code:code>")
@requires(policies.may_read_history)
def listing_history(code: str) -> Response:
    return _page(code, own=False)


def _page(code: str, *, own: bool) -> Response:
    number = page_number()
    product, rows, total = history.versions(db.session(), current_actor(), code, page=number)
    return render(
        "catalog/history.html",
        product=product,
        page=Page(rows, number, history.PAGE_SIZE, total),
        own=own,
    )

"""The seller's list of products, with stock and price in place."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from marketplace.businesses.policies import is_seller
from marketplace.catalog import queries, services
from marketplace.catalog.forms import PriceForm, StockForm
from marketplace.catalog.queries import SellerRow
from marketplace.catalog.states import PRODUCT_LABELS, ProductState
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other, wants_fragment
from marketplace.web.pagination import Page, page_number

PAGE_SIZE = 20


@bp.get("/penjual/produk")
@requires(is_seller)
def products() -> Response:
    session, actor = db.session(), current_actor()
    text, state = request.args.get("q", "").strip(), _state()
    number = page_number()
    rows, total = queries.seller_products(session, actor, number, size=PAGE_SIZE, text=text, state=state)
    return render(
        "catalog/products.html",
        fragment="catalog/_products.html",
        page=Page([(row, *_forms(row)) for row in rows], number, PAGE_SIZE, total),
        text=text,
        state=state,
        tabs=_tabs(queries.count_by_state(session, actor), state, text),
    )


@bp.route("/penjual/produk/<code:code>/stok", methods=["GET", "POST"])
@requires(is_seller)
def stock(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    form = StockForm(prefix=f"{code}-", data={"stock": product.stock})
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.set_stock(session, actor, product.id, form.stock.data or 0)
        except DomainError as error:
            form.show(error)
    return _row(code, form)


@bp.route("/penjual/produk/<code:code>/harga", methods=["GET", "POST"])
@requires(is_seller)
def price(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    form, proposed = PriceForm(prefix=f"{code}-", data={"price": product.price}), False
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                proposed = not services.set_price_or_propose(
                    session, actor, product.id, price=form.price.amount
                )
        except DomainError as error:
            form.show(error)
    return _row(code, form, proposed=proposed)


def _row(code: str, changed: Form, *, proposed: bool = False) -> Response:
    """One product of the list after a change: its row for htmx, the list again or a small page without."""
    if request.method == "POST" and not changed.errors and not wants_fragment():
        notice = "Usulan harga dikirim ke pemilik." if proposed else "Perubahan disimpan."
        return see_other(url_for(".products"), notice=notice)
    row = queries.seller_row(db.session(), current_actor(), code)
    stock_form, price_form = _forms(row)
    return render(
        "catalog/product_row.html",
        fragment="catalog/_row.html",
        status=changed.status,
        row=row,
        stock_form=changed if isinstance(changed, StockForm) else stock_form,
        price_form=changed if isinstance(changed, PriceForm) else price_form,
        proposed=proposed,
        saved=request.method == "POST" and not changed.errors,
    )


def _forms(row: SellerRow) -> tuple[StockForm, PriceForm]:
    prefix = f"{row.product.code}-"
    return (
        StockForm(prefix=prefix, data={"stock": row.product.stock}),
        PriceForm(prefix=prefix, data={"price": row.product.price}),
    )


def _state() -> ProductState | None:
    """The state asked for by `?status=`; anything else shows all."""
    asked = request.args.get("status", "")
    return ProductState(asked) if asked in set(ProductState) else None


def _tabs(counts: dict[ProductState, int], state: ProductState | None, text: str) -> list[dict[str, Any]]:
    """All products, then each state that has some."""
    query: dict[str, Any] = {"q": text} if text else {}
    every = {
        "label": "Semua",
        "url": url_for(".products", **query),
        "current": state is None,
        "count": sum(number for one, number in counts.items() if one is not ProductState.ARCHIVED),
    }
    return [every] + [
        {
            "label": PRODUCT_LABELS[one],
            "url": url_for(".products", status=one.value, **query),
            "current": one is state,
            "count": counts[one],
        }
        for one in ProductState
        if one in counts
    ]

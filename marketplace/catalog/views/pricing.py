"""Prices and stock of all products in one table, and the steps that a price took."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses.policies import is_seller
from marketplace.catalog import queries_prices as queries
from marketplace.catalog import services
from marketplace.catalog.forms_prices import RowForm
from marketplace.catalog.services import RowsRefused
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.csrf import KEY_FIELD
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

TABLE_ROWS = 25
HISTORY_ROWS = 20


@bp.get("/penjual/produk/harga-stok")
@requires(is_seller)
def price_table() -> Response:
    rows, total = queries.price_rows(
        db.session(), current_actor(), page_number(), size=TABLE_ROWS, text=_text()
    )
    return _table([RowForm(row) for row in rows], total)


@bp.post("/penjual/produk/harga-stok")
@requires(is_seller)
def save_price_table() -> Response:
    forms, refused = _posted(), None
    if all(form.validate() for form in forms):
        changes = [form.change() for form in forms]
        try:
            with unit_of_work(key=request.form.get(KEY_FIELD)) as (session, actor):
                changed = services.change_rows(session, actor, changes)
        except RowsRefused as error:
            refused = error
        else:
            notice = f"{changed} produk disimpan." if changed else "Tidak ada yang berubah."
            return see_other(_here(), notice=notice)
    # Read anew: a row that nobody touched is shown as it is by now.
    forms = _posted()
    for form in forms:
        form.validate()
        form.keep_or_renew(refused)
    _rows, total = queries.price_rows(db.session(), current_actor(), 1, size=1, text=_text())
    return _table(forms, total)


@bp.get("/penjual/produk/<code:code>/riwayat-harga")
@requires(is_seller)
def price_history(code: str) -> Response:
    number = page_number()
    product, steps, total = queries.price_history(
        db.session(), current_actor(), code, number, size=HISTORY_ROWS
    )
    return render(
        "catalog/price_history.html", product=product, page=Page(steps, number, HISTORY_ROWS, total)
    )


def _text() -> str:
    return request.args.get("q", "").strip()


def _here() -> str:
    """The same page of the same search."""
    return url_for(".price_table", q=_text() or None, hal=page_number() if page_number() > 1 else None)


def _posted() -> list[RowForm]:
    """The rows of the posted page, in the order of the table."""
    codes = request.form.getlist("kode")[:TABLE_ROWS]
    return [RowForm(row) for row in queries.price_rows_of(db.session(), current_actor(), codes)]


def _table(forms: list[RowForm], total: int) -> Response:
    problems = [(form.row.product.name, field) for form in forms for field in form if field.errors]
    return render(
        "catalog/price_table.html",
        status=422 if problems else 200,
        page=Page(forms, page_number(), TABLE_ROWS, total),
        text=_text(),
        here=_here(),
        problems=problems,
    )

"""The pages that the letter of a week leads to: one thing each, its field ready to type in."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses.policies import is_owner
from marketplace.catalog import queries, queries_prices, services
from marketplace.desk import week
from marketplace.desk.forms import WeekPriceForm, WeekStockForm
from marketplace.desk.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.get("/penjual/minggu-ini")
@requires(is_owner)
def this_week() -> Response:
    return render("desk/week.html", week=week.of_shop(db.session(), current_actor()))


@bp.route("/penjual/minggu-ini/harga/<code:code>", methods=["GET", "POST"])
@requires(is_owner)
def week_price(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    form = WeekPriceForm.of(product)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.review_price(session, actor, product.id, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".this_week"), notice="Harga disimpan.")
    row = queries_prices.price_rows_of(db.session(), current_actor(), [code])[0]
    return render("desk/week_price.html", status=form.status, form=form, row=row)


@bp.route("/penjual/minggu-ini/stok/<code:code>", methods=["GET", "POST"])
@requires(is_owner)
def week_stock(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    form = WeekStockForm(data={"stock": product.stock})
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.set_stock(session, actor, product.id, form.stock.data or 0)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".this_week"), notice="Stok disimpan.")
    row = queries_prices.price_rows_of(db.session(), current_actor(), [code])[0]
    return render("desk/week_stock.html", status=form.status, form=form, row=row)


@bp.get("/penjual/minggu-ini/jawab")
@requires(is_owner)
def week_answer() -> Response:
    """To what waits longest for her answer; to the week's page when nothing does any more."""
    return see_other(week.first_answer(db.session(), current_actor()) or url_for(".this_week"))

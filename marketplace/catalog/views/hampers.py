"""Hampers of the seller: making them, and saying what is inside."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses.policies import is_seller
from marketplace.catalog import hampers_shown as queries
from marketplace.catalog import services
from marketplace.catalog.hampers_forms import HampersForm, PartsForm
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/penjual/produk/hampers", methods=["GET", "POST"])
@requires(is_seller)
def new_hampers() -> Response:
    form = HampersForm()
    form.offer(queries.offered(db.session(), current_actor()))
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                made = services.make_hampers(
                    session, actor, name=form.name.data, price=form.price.amount, parts=form.chosen()
                )
                code = made.code
        except DomainError as error:
            form.show(error)
        else:
            notice = "Hampers disimpan sebagai draf. Tambahkan foto, lalu tayangkan."
            return see_other(url_for(".product", code=code), notice=notice)
    return render("catalog/hampers.html", status=form.status, form=form, product=None)


@bp.route("/penjual/produk/<code:code>/isi", methods=["GET", "POST"])
@requires(is_seller)
def hampers_parts(code: str) -> Response:
    own = queries.own_hampers(db.session(), current_actor(), code)
    form = PartsForm.of(own.parts)
    form.offer(queries.offered(db.session(), current_actor()), own.parts)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.set_parts(session, actor, own.product.id, parts=form.chosen())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".product", code=code), notice="Isi hampers disimpan.")
    return render("catalog/hampers.html", status=form.status, form=form, product=own.product)

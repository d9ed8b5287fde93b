"""One product of the seller: its page, photos, going on sale and off."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses.policies import is_helper, is_seller
from marketplace.catalog import curation_queries, photos, queries, selling, services
from marketplace.catalog.forms import EditForm, PhotoForm
from marketplace.catalog.states import ProductState
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other

NOW_LIVE = "Produk tayang. Pembeli sudah bisa menemukannya."
KEPT_BACK = "Disimpan. Yang sudah lulus kurasi berganti setelah kurator setuju."
TAKEN_BACK = "Perubahan ditarik. Produk tetap seperti yang dilihat pembeli sekarang."
ASKED_OWNER = "Permintaan tayang dikirim ke pemilik."


@bp.route("/penjual/produk/<code:code>", methods=["GET", "POST"])
@requires(is_seller)
def product(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    form = EditForm(product)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                made = services.change_or_propose(
                    session, actor, product.id, values=form.values(), version=form.version.data
                )
        except DomainError as error:
            form.show(error)
        else:
            waits = curation_queries.staged_change(db.session(), product) is not None
            saved = KEPT_BACK if waits else "Perubahan disimpan."
            notice = saved if made else "Usulan perubahan dikirim ke pemilik."
            return see_other(url_for(".product", code=code), notice=notice)
    return _product_page(code, form)


@bp.post("/penjual/produk/<code:code>/tayang")
@requires(is_seller)
def publish(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    with unit_of_work(key=request.form.get("_key")) as (session, actor):
        live = services.publish_or_propose(session, actor, product.id)
    return see_other(url_for(".product", code=code), notice=NOW_LIVE if live else ASKED_OWNER)


@bp.post("/penjual/produk/<code:code>/tarik")
@requires(is_seller)
def withdraw(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    with unit_of_work(key=request.form.get("_key")) as (session, actor):
        services.withdraw(session, actor, product.id)
    return see_other(url_for(".product", code=code), notice="Produk ditarik. Pembeli tidak melihatnya lagi.")


@bp.post("/penjual/produk/<code:code>/tarik-perubahan")
@requires(is_seller)
def take_change_back(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    with unit_of_work(key=request.form.get("_key")) as (session, actor):
        services.take_change_back(session, actor, product.id)
    return see_other(url_for(".product", code=code), notice=TAKEN_BACK)


@bp.route("/penjual/produk/<code:code>/foto", methods=["GET", "POST"])
@requires(is_seller)
def add_photo(code: str) -> Response:
    view, form = queries.edit_page(db.session(), current_actor(), code), PhotoForm()
    if form.submitted():
        try:
            photo = photos.process(form.photo.content)
            with unit_of_work(key=form.key) as (session, actor):
                services.add_photo(session, actor, view.product.id, photo=photo)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".product", code=code), notice="Foto ditambahkan.")
    return render("catalog/photos.html", status=form.status, view=view, photo_form=form)


@bp.post("/penjual/produk/<code:code>/foto/<digest:digest>")
@requires(is_seller)
def arrange_photo(code: str, digest: str) -> Response:
    """Move a photo, or take it away, by the button that was pressed."""
    product = queries.own_product(db.session(), current_actor(), code)
    act = request.form.get("aksi", "")
    with unit_of_work(key=request.form.get("_key")) as (session, actor):
        if act == "remove":
            services.remove_photo(session, actor, product.id, digest)
        else:
            services.move_photo(session, actor, product.id, digest, to=act)
    return see_other(url_for(".product", code=code))


def _product_page(code: str, form: EditForm) -> Response:
    actor = current_actor()
    view = queries.edit_page(db.session(), actor, code)
    return render(
        "catalog/product.html",
        status=form.status,
        view=view,
        form=form,
        photo_form=PhotoForm(),
        label=selling.label_of(view.product, clock.today()),
        staged=curation_queries.staged_change(db.session(), view.product),
        helping=is_helper(actor),
        editable=not is_helper(actor) or view.product.state is ProductState.DRAFT,
    )

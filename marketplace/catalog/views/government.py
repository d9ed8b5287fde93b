"""What government buyers need of a product: commodity code, origin, terms, claims, curation."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses.policies import is_helper, is_seller
from marketplace.catalog import claim_kinds, government_queries, queries, reference, services
from marketplace.catalog.claim_forms import CertificateForm
from marketplace.catalog.forms import GovernmentForm
from marketplace.catalog.government import government_meter
from marketplace.catalog.states import ProductState
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other

SENT = "Dikirim untuk diperiksa. Pembeli melihatnya setelah terverifikasi."
ASKED = "Diajukan. Kami mengabari Anda setelah kurator memeriksa."


@bp.route("/penjual/produk/<code:code>/pengadaan", methods=["GET", "POST"])
@requires(is_seller)
def government(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    form = GovernmentForm.of(product, queries.capacity_of(db.session(), product))
    offered, in_vain = queries.offered_commodities(db.session(), product, form.search.data, form.kbki.data)
    form.offer(offered, in_vain=in_vain)
    if form.submitted() and request.form.get("aksi") != "cari":
        try:
            values = form.values()
            with unit_of_work(key=form.key) as (session, actor):
                made = services.change_or_propose(
                    session, actor, product.id, values=values, version=form.version.data
                )
        except DomainError as error:
            form.show(error)
        else:
            notice = "Data pengadaan disimpan." if made else "Usulan perubahan dikirim ke pemilik."
            return see_other(url_for(".government", code=code), notice=notice)
    return _page(code, form)


@bp.get("/penjual/produk/<code:code>/klaim")
@requires(is_seller)
def claims(code: str) -> Response:
    """Which kind of claim to add."""
    product = queries.own_product(db.session(), current_actor(), code)
    return render("catalog/claims.html", product=product, kinds=claim_kinds.kinds_today())


@bp.route("/penjual/produk/<code:code>/klaim/<slug:kind>", methods=["GET", "POST"])
@requires(is_seller)
def claim(code: str, kind: str) -> Response:
    """Send a claim, or send it again with what was there before."""
    product, wanted = queries.own_product(db.session(), current_actor(), code), claim_kinds.kind_of(kind)
    rules, before = government_queries.claim_to_send(db.session(), product, wanted)
    form = CertificateForm.of(rules, before)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.claim(session, actor, product.id, kind=wanted, paper=form.certificate())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".government", code=code), notice=SENT)
    file = government_queries.file_of(db.session(), before)
    return render(
        "catalog/claim.html", status=form.status, product=product, form=form, before=before, file=file
    )


@bp.post("/penjual/produk/<code:code>/kurasi")
@requires(is_seller)
def ask_curation(code: str) -> Response:
    product = queries.own_product(db.session(), current_actor(), code)
    with unit_of_work(key=request.form.get("_key")) as (session, actor):
        services.submit_for_curation(session, actor, product.id)
    return see_other(url_for(".government", code=code), notice=ASKED)


def _page(code: str, form: GovernmentForm) -> Response:
    actor = current_actor()
    view = government_queries.government_page(db.session(), actor, code)
    product = view.edit.product
    return render(
        "catalog/government.html",
        status=form.status,
        view=view,
        form=form,
        commodity=reference.commodity(db.session(), product.kbki) if product.kbki else None,
        meter=government_meter(view.edit),
        editable=not is_helper(actor) or product.state is ProductState.DRAFT,
        helping=is_helper(actor),
    )

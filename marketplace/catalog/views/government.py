"""What government buyers need of a product: commodity code, origin, terms, claims."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses.policies import is_helper, is_seller
from marketplace.catalog import queries, reference, services
from marketplace.catalog.forms import CLAIM_LABELS, ClaimForm, GovernmentForm
from marketplace.catalog.government import government_meter
from marketplace.catalog.states import CLAIM_LABELS as STATE_LABELS
from marketplace.catalog.states import ProductState
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


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


@bp.route("/penjual/produk/<code:code>/klaim", methods=["GET", "POST"])
@requires(is_seller)
def claim(code: str) -> Response:
    view, form = queries.edit_page(db.session(), current_actor(), code), ClaimForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.claim(
                    session,
                    actor,
                    view.product.id,
                    kind=form.claim_kind,
                    number=form.number.data,
                    expires_on=form.expires_on.data,
                    share_bp=form.share_bp,
                )
        except DomainError as error:
            form.show(error)
        else:
            notice = "Pernyataan dikirim untuk diperiksa. Pembeli melihatnya setelah terverifikasi."
            return see_other(url_for(".government", code=code), notice=notice)
    return render("catalog/claim.html", status=form.status, view=view, claim_form=form)


def _page(code: str, form: GovernmentForm) -> Response:
    actor = current_actor()
    view = queries.edit_page(db.session(), actor, code)
    return render(
        "catalog/government.html",
        status=form.status,
        view=view,
        form=form,
        commodity=reference.commodity(db.session(), view.product.kbki) if view.product.kbki else None,
        meter=government_meter(view),
        claim_labels=CLAIM_LABELS,
        state_labels=STATE_LABELS,
        editable=not is_helper(actor) or view.product.state is ProductState.DRAFT,
    )

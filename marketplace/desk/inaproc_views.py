"""The kit for the real registration as a government vendor, and what was really done there."""

from __future__ import annotations

from flask import Response, abort, url_for

from marketplace.businesses import queries as businesses
from marketplace.businesses import services
from marketplace.businesses.inaproc import official_steps
from marketplace.businesses.policies import is_owner, is_seller
from marketplace.catalog import official_sheet
from marketplace.desk import bundle, kit
from marketplace.desk.forms import ShopPolicyForm, StepForm
from marketplace.desk.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAVED = "Tercatat."
ASKED = "Usulan dikirim. Pemilik memeriksa, lalu menyetujui."


@bp.get("/penjual/inaproc")
@requires(is_seller)
def inaproc() -> Response:
    found = kit.of(db.session(), current_actor())
    return render("desk/inaproc.html", kit=found, own=is_owner(current_actor()), whole=False)


@bp.post("/penjual/inaproc")
@requires(is_owner, step_up=True)
def inaproc_whole() -> Response:
    """The same page with numbers in full, once; that they were shown is logged."""
    with unit_of_work() as (session, actor):
        services.reveal_own_numbers(session, actor, businesses.own(session, actor).id)
    found = kit.of(db.session(), current_actor(), whole=True)
    response = render("desk/inaproc.html", kit=found, own=True, whole=True)
    response.cache_control.no_store = True
    return response


@bp.get("/penjual/inaproc/berkas.zip")
@requires(is_owner, step_up_to_read=True)
def inaproc_papers() -> Response:
    with unit_of_work() as (session, actor):
        content = bundle.papers(session, actor, kit.of(session, actor))
    return _download(content, "application/zip", "berkas-inaproc.zip")


@bp.get("/penjual/inaproc/produk.xlsx")
@requires(is_seller)
def inaproc_products() -> Response:
    rows = official_sheet.rows(db.session(), current_actor())
    return _download(bundle.product_sheet(rows), XLSX, "produk-inaproc.xlsx")


@bp.route("/penjual/inaproc/<slug:step>/catat", methods=["GET", "POST"])
@requires(is_seller)
def inaproc_step(step: str) -> Response:
    found = next((one for one in official_steps(clock.today()) if one.key == step), None)
    form = StepForm()
    if found is None:
        abort(404)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                business = businesses.own(session, actor)
                at_once = services.record_step(session, actor, business.id, step=step, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(f"{url_for('.inaproc')}#langkah-{step}", notice=SAVED if at_once else ASKED)
    return render(
        "desk/inaproc_step.html",
        fragment="desk/_inaproc_step_form.html",
        status=form.status,
        form=form,
        step=found,
    )


@bp.route("/penjual/inaproc/kebijakan", methods=["GET", "POST"])
@requires(is_owner)
def inaproc_policy() -> Response:
    business = businesses.own(db.session(), current_actor())
    form = ShopPolicyForm(data={"text": business.shop_policy})
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.set_shop_policy(session, actor, business.id, text=form.text.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(f"{url_for('.inaproc')}#langkah-toko", notice=SAVED)
    return render(
        "desk/inaproc_policy.html",
        fragment="desk/_inaproc_policy_form.html",
        status=form.status,
        form=form,
    )


def _download(content: bytes, mime: str, name: str) -> Response:
    response = Response(content, mimetype=mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.cache_control.no_store = True
    return response

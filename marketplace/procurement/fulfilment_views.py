"""The agency's pages of a running contract: consignments, counting at the door, BAST, payment, rating."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for

from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.procurement import (
    fulfilment_delivery,
    fulfilment_handover,
    fulfilment_payment,
    fulfilment_queries,
    fulfilment_rating,
    fulfilment_turns,
    papers_shown,
)
from marketplace.procurement.fulfilment_forms import SignForm, payment_form, rating_form, receive_form
from marketplace.procurement.fulfilment_money import payment_sum, recorded_sum, where_is_the_money
from marketplace.procurement.fulfilment_queries import ContractView
from marketplace.procurement.policies import is_official, is_ppk, is_treasurer, reads_unit, receives
from marketplace.procurement.reference import rating_aspects, rating_words
from marketplace.procurement.views import bp
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other


@bp.get("/pengadaan/kontrak/<code:code>")
@requires(reads_unit)
def contract(code: str) -> Response:
    view, actor = _view(code), current_actor()
    return _page(
        "procurement/delivery_contract.html",
        view,
        money=where_is_the_money(view),
        papers=papers_shown.rows(view.papers),
        turn=fulfilment_turns.contract_page_turn(actor, view),
        sum=recorded_sum(view.contract),
        may_receive=receives(actor, view.package),
        rating=fulfilment_rating.shown(view.contract),
    )


@bp.route("/pengadaan/kontrak/<code:code>/terima/<code:delivery_code>", methods=["GET", "POST"])
@requires(is_official)
def receive(code: str, delivery_code: str) -> Response:
    view = _view(code)
    delivery = view.delivery(delivery_code)
    form = receive_form(delivery.parts)
    if form.submitted() and not form.step(delivery.parts):
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_delivery.receive(session, actor, delivery_code, counts=form.counts())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".contract", code=code), notice="Kiriman tercatat.")
    return _page(
        "procurement/receive.html",
        view,
        fragment="procurement/_receive_form.html",
        form=form,
        delivery=delivery,
    )


@bp.route("/pengadaan/kontrak/<code:code>/bast", methods=["GET", "POST"])
@requires(is_official, step_up=True)
def handover(code: str) -> Response:
    form = SignForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_handover.draw_up_bast(session, actor, code)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(
                url_for(".contract", code=code), notice="BAST ditandatangani. Menunggu penyedia."
            )
    view, actor = _view(code), current_actor()
    may_sign = is_ppk(actor) and actor.user_id == view.contract.ppk_user_id
    return _page("procurement/acceptance_buyer.html", view, form=form, may_sign=may_sign)


@bp.route("/pengadaan/kontrak/<code:code>/bayar", methods=["GET", "POST"])
@requires(is_treasurer, step_up=True)
def pay(code: str) -> Response:
    view = _view(code)
    today = fulfilment_queries.today_of(view)
    preview = fulfilment_queries.preview(db.session(), view, today)
    form = payment_form(preview, today)
    if form.submitted() and not form.recalculating:
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_payment.record_payment(session, actor, code, payment=form.payment())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".contract", code=code), notice="Pembayaran tercatat, kuitansi terbit.")
    return _page(
        "procurement/payment.html",
        view,
        fragment="procurement/_payment_form.html",
        form=form,
        preview=preview,
        open_taxes={f"withheld-{line.key}" for line in preview.lines},
        sum=recorded_sum(view.contract) or payment_sum(view.contract, form.withheld(), today),
    )


@bp.route("/pengadaan/kontrak/<code:code>/nilai", methods=["GET", "POST"])
@requires(is_ppk)
def rate(code: str) -> Response:
    view = _view(code)
    aspects = rating_aspects(fulfilment_queries.today_of(view))
    form = rating_form(aspects, rating_words())
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_rating.rate(session, actor, code, scores=form.scores(), reasons=form.reasons())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".contract", code=code), notice="Penilaian tersimpan.")
    return _page("procurement/rating.html", view, form=form, aspects=aspects)


def _view(code: str) -> ContractView:
    return fulfilment_queries.contract_page(db.session(), current_actor(), code)


def _page(
    template: str, view: ContractView, *, form: Form | None = None, fragment: str | None = None, **shown: Any
) -> Response:
    status = form.status if form is not None else 200
    return render(template, fragment=fragment, status=status, view=view, form=form, **shown)

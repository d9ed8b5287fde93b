"""The seller's pages of a running contract: sending, signing the BAST, and where her money is."""

from __future__ import annotations

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
    papers_shown,
)
from marketplace.procurement.fulfilment_forms import InvoiceForm, ReplyForm, SignForm, ship_form
from marketplace.procurement.fulfilment_money import recorded_sum, where_is_the_money
from marketplace.procurement.fulfilment_queries import ContractView
from marketplace.procurement.policies import is_seller, is_seller_owner, sends_goods
from marketplace.procurement.states import ContractState
from marketplace.procurement.views import bp
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/penjual/pengadaan/<code:code>/kirim", methods=["GET", "POST"])
@requires(is_seller)
def ship(code: str) -> Response:
    view = _view(code)
    form = ship_form(view.balances)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_delivery.ship(
                    session,
                    actor,
                    view.contract.code,
                    quantities=form.quantities(),
                    note=form.note.data,
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".ship", code=code), notice="Pengiriman tercatat. Instansi diberi tahu.")
    may_send = sends_goods(current_actor()) and view.contract.state is ContractState.IN_FORCE
    return render(
        "procurement/delivery_ship.html", status=form.status, view=view, form=form, may_send=may_send
    )


@bp.route("/penjual/pengadaan/<code:code>/bast", methods=["GET", "POST"])
@requires(is_seller, step_up=True)
def sign_handover(code: str) -> Response:
    view, form = _view(code), SignForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_handover.sign_bast(session, actor, view.contract.code)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".money", code=code), notice="BAST ditandatangani. Kirim tagihan Anda.")
    return render(
        "procurement/acceptance_seller.html",
        status=form.status,
        view=_view(code),
        form=form,
        papers=papers_shown.rows(view.papers),
        may_sign=is_seller_owner(current_actor()),
    )


@bp.get("/penjual/pengadaan/<code:code>/uang")
@requires(is_seller)
def money(code: str) -> Response:
    return _money_page(_view(code), InvoiceForm(), ReplyForm())


@bp.post("/penjual/pengadaan/<code:code>/tagih")
@requires(is_seller_owner)
def bill(code: str) -> Response:
    view, form = _view(code), InvoiceForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_payment.send_invoice(session, actor, view.contract.code, number=form.number.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".money", code=code), notice="Tagihan terkirim.")
    return _money_page(view, form, ReplyForm())


@bp.post("/penjual/pengadaan/<code:code>/jawab-nilai")
@requires(is_seller_owner)
def reply_to_rating(code: str) -> Response:
    view, form = _view(code), ReplyForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                fulfilment_rating.reply(session, actor, view.contract.code, text=form.text.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".money", code=code), notice="Jawaban Anda tersimpan.")
    return _money_page(view, InvoiceForm(), form)


def _view(code: str) -> ContractView:
    return fulfilment_queries.deal_page(db.session(), current_actor(), code)


def _money_page(view: ContractView, invoice: InvoiceForm, reply: ReplyForm) -> Response:
    owner, contract = is_seller_owner(current_actor()), view.contract
    unbilled = contract.acceptance is not None and contract.acceptance.billed_at is None
    return render(
        "procurement/payment_money.html",
        status=max(invoice.status, reply.status),
        view=view,
        money=where_is_the_money(view),
        sum=recorded_sum(contract),
        papers=papers_shown.rows(view.papers),
        invoice=invoice,
        reply=reply,
        may_bill=owner and unbilled and contract.state is ContractState.HANDED_OVER,
        rating=fulfilment_rating.shown(contract),
        may_reply=owner and fulfilment_rating.may_reply(contract),
    )

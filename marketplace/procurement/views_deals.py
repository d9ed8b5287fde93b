"""The seller's side: purchases that she was invited to, and one of them from the offer to the SPK."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.procurement import (
    papers_shown,
    queries_packages,
    services_contracts,
    services_negotiation,
    turns,
)
from marketplace.procurement.forms import AgreeForm, EmptyForm, OfferForm, ReasonForm
from marketplace.procurement.policies import is_seller, is_seller_owner
from marketplace.procurement.queries_packages import PAGE_SIZE, PackageView
from marketplace.procurement.states import PackageState
from marketplace.procurement.views import bp
from marketplace.procurement.views_package import offer_of
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number


@bp.get("/penjual/pengadaan")
@requires(is_seller)
def deals() -> Response:
    number = page_number()
    rows, total = queries_packages.deals(db.session(), current_actor(), number)
    return render("procurement/deals.html", page=Page(rows, number, PAGE_SIZE, total))


@bp.get("/penjual/pengadaan/<code:code>")
@requires(is_seller)
def deal(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    return _deal_page(view, offer_of(view), EmptyForm())


@bp.post("/penjual/pengadaan/<code:code>/tawar")
@requires(is_seller)
def offer(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    form = offer_of(view)
    if form.submitted():
        try:
            made = form.offer(view.package.lines)
            with unit_of_work(key=form.key) as (session, actor):
                services_negotiation.offer(session, actor, code, offer=made)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".deal", code=code), notice="Tawaran terkirim ke instansi.")
    return _deal_page(view, form, EmptyForm())


@bp.post("/penjual/pengadaan/<code:code>/sepakat")
@requires(is_seller)
def agree_to_offer(code: str) -> Response:
    form = AgreeForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services_negotiation.agree(session, actor, code, round_number=form.round_number.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".deal", code=code), notice="Sepakat. PPK instansi memeriksa dulu.")
    view = queries_packages.package_page(db.session(), current_actor(), code)
    return _deal_page(view, offer_of(view), form)


@bp.post("/penjual/pengadaan/<code:code>/terima")
@requires(is_seller, step_up=True)
def accept(code: str) -> Response:
    contract, form = _contract_code(code), EmptyForm()
    try:
        with unit_of_work(key=form.key) as (session, actor):
            services_contracts.accept_contract(session, actor, contract)
    except DomainError as error:
        form.show(error)
    else:
        return see_other(url_for(".deal", code=code), notice="SPK diterima. Siapkan barangnya.")
    view = queries_packages.package_page(db.session(), current_actor(), code)
    return _deal_page(view, offer_of(view), form)


@bp.route("/penjual/pengadaan/<code:code>/tolak", methods=["GET", "POST"])
@requires(is_seller_owner, step_up=True)
def decline(code: str) -> Response:
    contract, form = _contract_code(code), ReasonForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services_contracts.decline_contract(session, actor, contract, reason=form.reason.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".deal", code=code), notice="SPK ditolak. Instansi diberi tahu.")
    return render(
        "procurement/reason.html",
        status=form.status,
        form=form,
        view=queries_packages.package_page(db.session(), current_actor(), code),
        back_url=url_for(".deal", code=code),
        title="Tolak SPK",
        lead="Pesanan ini batal dan stoknya bebas lagi. Instansi membaca alasan Anda.",
        action="Tolak SPK",
    )


def _contract_code(code: str) -> str:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    if view.contract is None:
        raise NotFound(f"no contract for package {code}")
    return view.contract.code


def _deal_page(view: PackageView, form: OfferForm, act: Form) -> Response:
    actor, last, state = current_actor(), view.last_round, view.package.state
    mine = state is PackageState.NEGOTIATING and is_seller_owner(actor)
    return render(
        "procurement/deal.html",
        status=max(form.status, act.status),
        view=view,
        form=form,
        act=act,
        turn=turns.turn_of(actor, view),
        papers=papers_shown.rows(view.papers),
        may_offer=mine and (last is None or not last.by_seller),
        may_agree=mine and last is not None and not last.by_seller,
        offer_url=url_for(".offer", code=view.package.code),
        agree_url=url_for(".agree_to_offer", code=view.package.code),
    )

"""One package of the agency: workspace, negotiation, approval, and giving it back or up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, url_for

from marketplace.businesses.register_queries import blacklist_of
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.procurement import (
    flags,
    interests,
    papers_shown,
    queries_packages,
    services_approval,
    services_negotiation,
    services_packages,
    turns,
)
from marketplace.procurement.flags import Flag
from marketplace.procurement.forms import (
    AgreeForm,
    ApprovalForm,
    EmptyForm,
    OfferForm,
    ReasonForm,
    approval_form,
    offer_form,
)
from marketplace.procurement.interests import Declared
from marketplace.procurement.policies import is_official, is_pp, is_ppk, reads_unit
from marketplace.procurement.queries_packages import PackageView
from marketplace.procurement.rules import rule
from marketplace.procurement.services_approval import Approval
from marketplace.procurement.states import PackageState
from marketplace.procurement.views import bp
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.get("/pengadaan/paket/<code:code>")
@requires(reads_unit)
def package(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    return render(
        "procurement/package.html",
        view=view,
        turn=turns.turn_of(current_actor(), view),
        papers=papers_shown.rows(view.papers),
        blacklist=blacklist_of(db.session(), view.package.business_id),
        declared=interests.declared(db.session(), view.package),
    )


@bp.post("/pengadaan/paket/<code:code>/undang")
@requires(is_pp)
def invite(code: str) -> Response:
    with unit_of_work(key=EmptyForm().key) as (session, actor):
        services_packages.invite(session, actor, code)
    return see_other(url_for(".package", code=code), notice="Undangan terkirim ke penyedia.")


@bp.route("/pengadaan/paket/<code:code>/nego", methods=["GET", "POST"])
@requires(is_official)
def negotiation(code: str) -> Response:
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
            return see_other(url_for(".negotiation", code=code), notice="Tawaran terkirim.")
    return _negotiation_page(view, form, AgreeForm())


@bp.post("/pengadaan/paket/<code:code>/nego/sepakat")
@requires(is_pp)
def agree(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    form = AgreeForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services_negotiation.agree(session, actor, code, round_number=form.round_number.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".package", code=code), notice="Sepakat. Paket diteruskan ke PPK.")
    return _negotiation_page(view, offer_of(view), form)


@bp.route("/pengadaan/paket/<code:code>/setuju", methods=["GET", "POST"])
@requires(is_official, step_up=True)
def approval(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    if view.package.state is not PackageState.WAITING_PPK:
        return see_other(url_for(".package", code=code))
    declared = interests.declared(db.session(), view.package)
    found = flags.find(db.session(), view.package, declared)
    form = approval_form(found, version=view.package.version)
    if form.submitted():
        try:
            given = Approval(form.answers(), form.version.data)
            with unit_of_work(key=form.key) as (session, actor):
                services_approval.approve_and_sign(session, actor, code, approval=given)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".package", code=code), notice="SPK ditandatangani dan dikirim.")
    return _approval_page(view, form, found, declared)


@bp.route("/pengadaan/paket/<code:code>/kembalikan", methods=["GET", "POST"])
@requires(is_ppk)
def return_package(code: str) -> Response:
    return _with_reason(
        code,
        services_approval.return_package,
        title="Kembalikan paket",
        lead="Negosiasi dibuka lagi dan berita acaranya dinyatakan batal.",
        action="Kembalikan paket",
        notice="Paket dikembalikan ke Pejabat Pengadaan.",
    )


@bp.route("/pengadaan/paket/<code:code>/batal", methods=["GET", "POST"])
@requires(is_official)
def cancel_package(code: str) -> Response:
    return _with_reason(
        code,
        services_packages.cancel_package,
        title="Batalkan paket",
        lead="Paket tidak bisa dibuka lagi. Penyedia diberi tahu alasannya.",
        action="Batalkan paket",
        notice="Paket dibatalkan.",
    )


def offer_of(view: PackageView) -> OfferForm:
    """The form of an offer, filled with what was last on the table."""
    last = view.last_round
    prices = last.prices if last else [line.list_price for line in view.package.lines]
    day = last.deliver_on if last else view.package.needed_on
    return offer_form(view.package.lines, deliver_on=day, prices=prices)


def _approval_page(
    view: PackageView, form: ApprovalForm, found: Sequence[Flag], declared: Declared
) -> Response:
    actor = current_actor()
    return render(
        "procurement/approval.html",
        status=form.status,
        form=form,
        view=view,
        flags=found,
        mine=is_ppk(actor) and actor.user_id == view.package.ppk_user_id,
        accept_days=rule("seller.accept_days", clock.today(view.zone)).number,
        turn=turns.turn_of(actor, view),
        papers=papers_shown.rows(view.papers),
        blacklist=blacklist_of(db.session(), view.package.business_id),
        declared=declared,
    )


def _negotiation_page(view: PackageView, form: OfferForm, agreement: AgreeForm) -> Response:
    if view.package.state is PackageState.DRAFT:
        raise NotFound("no negotiation yet")
    actor, last = current_actor(), view.last_round
    mine = view.package.state is PackageState.NEGOTIATING and actor.user_id == view.package.pp_user_id
    return render(
        "procurement/negotiation.html",
        status=max(form.status, agreement.status),
        view=view,
        form=form,
        agreement=agreement,
        may_offer=mine and (last is None or last.by_seller),
        may_agree=mine and last is not None and last.by_seller,
        offer_url=url_for(".negotiation", code=view.package.code),
        agree_url=url_for(".agree", code=view.package.code),
    )


def _with_reason(code: str, act: Callable[..., Any], *, notice: str, **shown: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    form = ReasonForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                act(session, actor, code, reason=form.reason.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".package", code=code), notice=notice)
    return render(
        "procurement/reason.html",
        status=form.status,
        form=form,
        view=view,
        back_url=url_for(".package", code=code),
        **shown,
    )

"""Sanctions for the staff: proposing, deciding by another, lifting, answering objections, looking back."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from marketplace.backoffice.forms import AnswerForm, DecideForm, LiftForm, ProposeSanctionForm
from marketplace.backoffice.views import bp
from marketplace.businesses import policies, sanction_queries, services
from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

LONGEST_SEARCH = 80


@bp.get("/kelola/sanksi")
@requires(policies.may_propose_sanction)
def sanctions() -> Response:
    session, actor, number = db.session(), current_actor(), page_number()
    waiting = request.args.get("lihat") != "riwayat"
    rows, total = sanction_queries.proposals(session, actor, waiting=waiting, page=number)
    typed = request.args.get("usaha", "")[:LONGEST_SEARCH]
    return render(
        "backoffice/sanctions.html",
        page=Page(rows, number, PAGE_SIZE, total),
        waiting=waiting,
        objections=sanction_queries.waiting_objections(session, actor),
        typed=typed,
        found=sanction_queries.businesses_named(session, actor, typed),
    )


@bp.route("/kelola/sanksi/usaha/<code:code>", methods=["GET", "POST"])
@requires(policies.may_propose_sanction, step_up=True)
def sanction_business(code: str) -> Response:
    """One business: everything that was imposed on it, and the form of a new proposal."""
    business, number = businesses.by_code(db.session(), code), page_number()
    rows, total = sanction_queries.history(db.session(), current_actor(), business.id, page=number)
    form = ProposeSanctionForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                proposal = services.propose_sanction(session, actor, business.id, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sanction_proposal", code=proposal.code), notice="Usulan disimpan.")
    return render(
        "backoffice/sanction_business.html",
        fragment="backoffice/_sanction_form.html",
        status=form.status,
        form=form,
        business=business,
        page=Page(rows, number, PAGE_SIZE, total),
    )


@bp.route("/kelola/sanksi/usulan/<code:code>", methods=["GET", "POST"])
@requires(policies.may_propose_sanction, step_up=True)
def sanction_proposal(code: str) -> Response:
    """A proposal: another administrator approves or refuses, the proposer may take it back."""
    form = DecideForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                if form.answer.data == "tarik":
                    services.withdraw_proposal(session, actor, code)
                else:
                    agrees, why = form.answer.data == "setuju", form.reason.data
                    services.decide_proposal(session, actor, code, approve=agrees, reason=why)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sanctions"), notice="Tersimpan dan berlaku saat ini juga.")
    found = sanction_queries.proposal(db.session(), current_actor(), code)
    return _page("proposal", form, proposal=found, decides=policies.may_decide_sanction(current_actor()))


@bp.route("/kelola/sanksi/<code:code>/cabut", methods=["GET", "POST"])
@requires(policies.may_propose_sanction, step_up=True)
def lift_sanction(code: str) -> Response:
    sanction, business = sanction_queries.staff_sanction(db.session(), current_actor(), code)
    form = LiftForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                proposal = services.propose_lifting(session, actor, code, reason=form.reason.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sanction_proposal", code=proposal.code), notice="Usulan disimpan.")
    return _page("lift", form, sanction=sanction, business=business)


@bp.route("/kelola/sanksi/<code:code>/keberatan", methods=["GET", "POST"])
@requires(policies.may_decide_sanction, step_up=True)
def answer_objection(code: str) -> Response:
    sanction, business = sanction_queries.staff_sanction(db.session(), current_actor(), code)
    form = AnswerForm()
    if form.submitted() and sanction.objection:
        accepts, said = form.uphold.data == "ya", form.answer.data
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.answer_objection(
                    session, actor, sanction.objection.code, uphold=accepts, answer=said
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".sanctions"), notice="Jawaban dikirim ke pemilik usaha.")
    return _page("answer", form, sanction=sanction, business=business)


def _page(name: str, form: Any, **context: Any) -> Response:
    page, fragment = f"backoffice/sanction_{name}.html", f"backoffice/_sanction_{name}_form.html"
    return render(page, fragment=fragment, status=form.status, form=form, **context)

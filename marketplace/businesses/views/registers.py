"""The official registers of a case: what was seen there, and writing down a new look."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import case_queries, policies, register_queries, services
from marketplace.businesses.register_forms import LookupForm
from marketplace.businesses.registers import register_of
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.get("/verifikasi/<code:code>/daftar-resmi")
@requires(policies.is_verifier)
def registers(code: str) -> Response:
    case = case_queries.case(db.session(), current_actor(), code)
    services.ensure_impartial(db.session(), current_actor(), case.business.id)
    return render(
        "businesses/registers.html",
        case=case,
        registers=register_queries.lookups_of(db.session(), case.business.id),
    )


@bp.route("/verifikasi/<code:code>/daftar-resmi/<slug:slug>", methods=["GET", "POST"])
@requires(policies.is_verifier, step_up=True)
def lookup(code: str, slug: str) -> Response:
    case = case_queries.case(db.session(), current_actor(), code)
    services.ensure_impartial(db.session(), current_actor(), case.business.id)
    register = register_of(slug, clock.today())
    form = LookupForm().ask(register)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.record_lookup(session, actor, case.business.id, register, seen=form.seen())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".registers", code=code), notice="Hasil pencarian disimpan.")
    return render(
        "businesses/lookup.html",
        fragment="businesses/_lookup_form.html",
        status=form.status,
        form=form,
        here=url_for(".lookup", code=code, slug=slug),
        case=case,
        register=register,
    )

"""The curators' queue, and one case after the other."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from marketplace.businesses import services as businesses
from marketplace.catalog import curation_queries, policies, services
from marketplace.catalog.claim_forms import CurationForm
from marketplace.catalog.curation_queries import PAGE_SIZE, Case
from marketplace.catalog.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number


@bp.get("/kurasi")
@requires(policies.may_curate)
def curation() -> Response:
    session, actor, wanted = db.session(), current_actor(), request.args.get("jenis", "")
    number = page_number()
    rows, total = curation_queries.queue(session, actor, wanted=wanted, page=number)
    return render(
        "catalog/curation.html",
        page=Page(rows, number, PAGE_SIZE, total),
        groups=curation_queries.groups(session, actor),
        wanted=wanted,
    )


@bp.route("/kurasi/klaim/<code:code>", methods=["GET", "POST"])
@requires(policies.may_curate, step_up=True)
def curate_claim(code: str) -> Response:
    case, form = _opened(curation_queries.claim_case(db.session(), current_actor(), code))
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.decide_claim(
                    session,
                    actor,
                    case.id,
                    sent=form.sent.data or "",
                    seen=form.seen.data or "",
                    **form.values(),
                )
        except DomainError as error:
            form.show(error)
        else:
            return _next()
    return _page(case, form)


@bp.route("/kurasi/produk/<code:code>", methods=["GET", "POST"])
@requires(policies.may_curate, step_up=True)
def curate_listing(code: str) -> Response:
    case, form = _opened(curation_queries.listing_case(db.session(), current_actor(), code))
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.decide_curation(session, actor, case.id, sent=form.sent.data or "", **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return _next()
    return _page(case, form)


@bp.route("/kurasi/perubahan/<code:code>", methods=["GET", "POST"])
@requires(policies.may_curate, step_up=True)
def curate_change(code: str) -> Response:
    case, form = _opened(curation_queries.change_case(db.session(), current_actor(), code))
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.decide_change(session, actor, case.id, **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return _next()
    return _page(case, form)


def _opened(case: Case) -> tuple[Case, CurationForm]:
    """The case with its form; refused for whoever is or was close to the seller."""
    businesses.ensure_impartial(db.session(), current_actor(), case.product.business_id)
    return case, CurationForm(data={"sent": case.stamp})


def _next() -> Response:
    """What waits longest opens by itself, in the same kind that is being worked on."""
    wanted = request.args.get("jenis", "")
    row = curation_queries.first(db.session(), current_actor(), wanted=wanted)
    query: dict[str, Any] = {"jenis": wanted} if wanted else {}
    if row is None:
        return see_other(url_for(".curation"), notice="Keputusan disimpan. Antrean ini sudah kosong.")
    here = {"klaim": ".curate_claim", "produk": ".curate_listing", "perubahan": ".curate_change"}
    return see_other(
        url_for(here[row.task], code=row.code, **query), notice="Keputusan disimpan. Ini yang berikutnya."
    )


def _page(case: Case, form: CurationForm) -> Response:
    return render(
        "catalog/curation_case.html",
        fragment="catalog/_curation_form.html",
        status=form.status,
        case=case,
        form=form,
        wanted=request.args.get("jenis", ""),
    )

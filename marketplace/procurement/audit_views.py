"""The auditor's pages, which change nothing, and the file of a purchase for whoever may read it."""

from __future__ import annotations

from flask import Response, request

from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.procurement import (
    audit_offices,
    audit_queries,
    dossier_tables,
    fulfilment_dossier,
    fulfilment_rating,
    interests,
    papers_shown,
    queries_packages,
)
from marketplace.procurement.audit_queries import PAGE_SIZE
from marketplace.procurement.fulfilment_money import recorded_sum
from marketplace.procurement.policies import is_auditor, reads_unit
from marketplace.procurement.states import PACKAGE, PackageState
from marketplace.procurement.views import bp
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render
from marketplace.web.pagination import Page, page_number


@bp.get("/audit")
@requires(is_auditor)
def audit() -> Response:
    wanted, typed, number = request.args.get("status", ""), request.args.get("tahun", ""), page_number()
    state = PackageState(wanted) if wanted in set(PackageState) else None
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
    audited = audit_queries.packages(db.session(), current_actor(), state=state, year=year, page=number)
    return render(
        "procurement/audit.html",
        audited=audited,
        page=Page(audited.rows, number, PAGE_SIZE, audited.total),
        state=state,
        year=year,
        states=[(each, PACKAGE.label(each)) for each in PackageState],
    )


@bp.get("/audit/paket/<code:code>")
@requires(is_auditor)
def audit_package(code: str) -> Response:
    session, actor = db.session(), current_actor()
    view = audit_queries.package(session, actor, code)
    contract = view.contract
    return render(
        "procurement/audit_package.html",
        audit=view,
        view=view.package,
        moments=dossier_tables.MOMENTS,
        offices=audit_offices.offices(session, view.package.package, contract),
        sum=recorded_sum(contract) if contract else [],
        papers=papers_shown.rows(view.package.papers),
        declared=interests.declared(session, view.package.package),
        dossier=fulfilment_dossier.dossier(view.package),
        rating=fulfilment_rating.shown(contract) if contract else None,
    )


@bp.get("/pengadaan/paket/<code:code>/berkas")
@requires(reads_unit)
def dossier(code: str) -> Response:
    view = queries_packages.package_page(db.session(), current_actor(), code)
    return render(
        "procurement/dossier.html",
        view=view,
        dossier=fulfilment_dossier.dossier(view),
        papers=papers_shown.rows(view.papers),
    )


@bp.get("/pengadaan/paket/<code:code>/berkas.zip")
@requires(reads_unit)
def bundle(code: str) -> Response:
    with unit_of_work() as (session, actor):
        view = queries_packages.package_page(session, actor, code)
        content = fulfilment_dossier.bundle(session, actor, view)
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="berkas-{code}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response

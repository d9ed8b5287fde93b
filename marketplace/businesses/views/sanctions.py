"""What was imposed on the business, in plain words, and the owner's objection."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import policies, sanction_queries, services
from marketplace.businesses.forms import ObjectionForm
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number


@bp.get("/penjual/usaha/sanksi")
@requires(policies.is_seller)
def own_sanctions() -> Response:
    number = page_number()
    rows, total = sanction_queries.own_sanctions(db.session(), current_actor(), page=number)
    return render(
        "businesses/sanctions.html",
        page=Page(rows, number, PAGE_SIZE, total),
        own=policies.is_owner(current_actor()),
    )


@bp.route("/penjual/usaha/sanksi/<code:code>/keberatan", methods=["GET", "POST"])
@requires(policies.is_owner)
def objection(code: str) -> Response:
    sanction = sanction_queries.own_sanction(db.session(), current_actor(), code)
    form = ObjectionForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.object_to_sanction(session, actor, code, text=form.text.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".own_sanctions"), notice="Keberatan Anda kami terima.")
    return render(
        "businesses/objection.html",
        fragment="businesses/_objection_form.html",
        status=form.status,
        form=form,
        sanction=sanction,
    )

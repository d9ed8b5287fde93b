"""Listings for the staff: stopping one for a while, taking it down, letting it go on."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.backoffice.views import bp
from marketplace.catalog import policies, services, staff_queries
from marketplace.catalog.claim_forms import ReasonForm
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

LONGEST_SEARCH = 80


@bp.get("/kelola/produk")
@requires(policies.may_stop)
def listings() -> Response:
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    number = page_number()
    rows, total = staff_queries.listings(db.session(), current_actor(), typed, page=number)
    page = Page(rows, number, staff_queries.PAGE_SIZE, total)
    return render("backoffice/listings.html", typed=typed, page=page)


@bp.route("/kelola/produk/<code:code>", methods=["GET", "POST"])
@requires(policies.may_stop, step_up=True)
def listing(code: str) -> Response:
    """One listing, and what may be done with it, by the button that is pressed."""
    view, form = staff_queries.listing(db.session(), current_actor(), code), ReasonForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.move_by_staff(
                    session, actor, view.product.id, event=_event(), reason=form.reason.data or ""
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".listing", code=code), notice="Disimpan. Penjual sudah diberi tahu.")
    return render("backoffice/listing.html", status=form.status, view=view, form=form)


def _event() -> str:
    asked = request.form.get("aksi", "")
    if asked not in staff_queries.EVENTS:
        raise NotFound(f"event {asked[:20]}")
    return asked

"""Listings for the staff: stopping one, taking it down, taking back what was found true of it."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.backoffice.views import bp
from marketplace.catalog import policies, revoking_queries, services, staff_queries
from marketplace.catalog.claim_forms import ReasonForm, RevokeForm
from marketplace.catalog.revoking_queries import PAGE_SIZE
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

LONGEST_SEARCH = 80
REVOKED = "Dicabut dan berlaku saat ini juga. Penjual sudah diberi tahu."
WAITS = "Usulan disimpan. Pencabutan berlaku setelah orang kedua setuju."
OVER = "Itu sudah tidak berlaku. Tidak ada yang perlu dicabut."
KEPT = "Tetap berlaku. Tidak ada yang berubah."


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
    granted = revoking_queries.granted(db.session(), current_actor(), view.product)
    return render("backoffice/listing.html", status=form.status, view=view, form=form, granted=granted)


@bp.get("/kelola/produk/pencabutan")
@requires(policies.may_stop)
def revocations() -> Response:
    """What somebody would take back and a second person has yet to answer."""
    number = page_number()
    rows, total = revoking_queries.doubts(db.session(), current_actor(), page=number)
    return render("backoffice/revocations.html", page=Page(rows, number, PAGE_SIZE, total))


@bp.route("/kelola/produk/<code:code>/cabut/<code:which>", methods=["GET", "POST"])
@requires(policies.may_stop, step_up=True)
def revoke(code: str, which: str) -> Response:
    """A verified claim or the curation of a listing: take it back, or let it stand, by the button."""
    view, one = revoking_queries.one_granted(db.session(), current_actor(), code, which)
    form, notice = RevokeForm(), KEPT
    if one is None:
        return see_other(url_for(".listing", code=code), notice=OVER)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                if form.keeps():
                    services.keep(session, actor, view.product.id, code=which)
                else:
                    now = services.take_back(
                        session, actor, view.product.id, code=which, reason=form.reason.data or ""
                    )
                    notice = REVOKED if now else WAITS
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".listing", code=code), notice=notice)
    return render("backoffice/revoke.html", status=form.status, view=view, one=one, form=form)


def _event() -> str:
    asked = request.form.get("aksi", "")
    if asked not in staff_queries.EVENTS:
        raise NotFound(f"event {asked[:20]}")
    return asked

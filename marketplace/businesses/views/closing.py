"""Closing the business, by its owner."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import policies, queries, services
from marketplace.businesses.services.closing import obstacles_of
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.forms import Form
from marketplace.web.hx import render, see_other


@bp.route("/penjual/usaha/tutup", methods=["GET", "POST"])
@requires(policies.is_owner, step_up=True)
def close() -> Response:
    """Says what happens and what is in the way; the end itself is immediate."""
    business, form = queries.own(db.session(), current_actor()), Form()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.close_business(session, actor, business.id)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for("accounts.seats"), notice=f"{business.name} sudah ditutup.")
    return render(
        "businesses/close.html",
        status=form.status,
        form=form,
        business=business,
        obstacles=obstacles_of(db.session(), business.id),
    )

"""Proposed changes: what would be different, line by line, and the owner's yes or no."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import policies, queries, services
from marketplace.businesses.forms import ReasonForm
from marketplace.businesses.states import ChangeState
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number


@bp.get("/penjual/perubahan")
@requires(policies.is_owner)
def changes() -> Response:
    session, actor = db.session(), current_actor()
    business, number = queries.own(session, actor), page_number()
    rows, total = queries.changes(session, business.id, page=number)
    return render(
        "businesses/changes.html",
        page=Page(rows, number, queries.PAGE_SIZE, total),
        waiting=queries.waiting_changes(session, business.id),
    )


@bp.route("/penjual/perubahan/<code:code>", methods=["GET", "POST"])
@requires(policies.is_owner)
def change(code: str) -> Response:
    found = queries.change_by_code(db.session(), current_actor(), code)
    form = ReasonForm()
    if form.submitted():
        refusing = form.answer.data == "tolak"
        try:
            with unit_of_work(key=form.key) as (session, actor):
                if refusing:
                    services.refuse_change(session, actor, found.id, reason=form.reason.data)
                else:
                    services.confirm_change(session, actor, found.id)
        except DomainError as error:
            form.show(error)
        else:
            done = "Usulan ditolak. Tidak ada yang berubah." if refusing else "Usulan disetujui dan disimpan."
            return see_other(url_for(".changes"), notice=done)
    return render(
        "businesses/change.html",
        fragment="businesses/_change.html",
        status=form.status,
        form=form,
        change=found,
        waits=found.state is ChangeState.WAITING,
    )

"""What was accepted and proves false is taken back, from the case where it is looked at."""

from __future__ import annotations

from flask import Response, url_for

from marketplace.businesses import case_queries, policies, services
from marketplace.businesses.case_forms import TakeBackForm
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.route("/verifikasi/<code:code>/<slug:name>/tarik", methods=["GET", "POST"])
@requires(policies.is_verifier, step_up_to_read=True)
def take_back(code: str, name: str) -> Response:
    found = case_queries.case(db.session(), current_actor(), code)
    services.ensure_impartial(db.session(), current_actor(), found.business.id)
    step, shown = case_queries.accepted_step(found, name)
    form = TakeBackForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.reject_evidence(session, actor, shown.id, reason=form.reason.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".case", code=code), notice=f"{step.requirement.label}: ditarik.")
    return render("businesses/take_back.html", status=form.status, form=form, case=found, step=step)

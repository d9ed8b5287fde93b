"""The verifier's queue and the case with its dated checklist."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses import policies, queries, services, verification_queries
from marketplace.businesses.forms import DecisionForm, checked_questions, remark_for
from marketplace.businesses.profile_values import LABELS, present, spoken
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.businesses.services import Answer
from marketplace.businesses.states import CASE, CaseState
from marketplace.businesses.verification_queries import CaseView
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

_COMPARED = [key for key in LABELS if key not in {"story", "specialities", "motif", "since_year"}]


@bp.get("/verifikasi")
@requires(policies.is_verifier)
def queue() -> Response:
    wanted = request.args.get("status", "")
    state = CaseState(wanted) if wanted in set(CaseState) else CaseState.SUBMITTED
    number = page_number()
    rows, total = verification_queries.queue(db.session(), current_actor(), state=state, page=number)
    return render(
        "businesses/queue.html",
        page=Page(rows, number, PAGE_SIZE, total),
        state=state,
        states=[(each, CASE.label(each)) for each in CaseState],
    )


@bp.route("/verifikasi/<code:code>", methods=["GET", "POST"])
@requires(policies.is_verifier, step_up=True)
def case(code: str) -> Response:
    found = verification_queries.case(db.session(), current_actor(), code)
    services.ensure_impartial(db.session(), current_actor(), found.business.id)
    form = DecisionForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.decide(session, actor, found.id, answers=_answers(found), **form.values())
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".queue"), notice=f"Keputusan untuk {found.business.name} disimpan.")
    return render(
        "businesses/case.html",
        fragment="businesses/_case_form.html",
        status=form.status,
        form=form,
        case=found,
        compared=_facts(found),
        ticked=set(request.form),
        remarks=request.form,
    )


def _answers(case: CaseView) -> dict[str, Answer]:
    asked = (step.requirement for step in case.steps if step.state != "ok")
    return {
        row.key: Answer(checked_questions(row.key, len(row.checks)), remark_for(row.key)) for row in asked
    }


def _facts(case: CaseView) -> list[tuple[str, str]]:
    """The profile that the checklist compares the papers with."""
    business = case.business
    values = present(business, [list(pair) for pair in queries.kbli_of(db.session(), business.id)])
    return [
        *spoken(values, _COMPARED, masked=True),
        ("Kelas", business.size_class.value if business.size_class else ""),
    ]

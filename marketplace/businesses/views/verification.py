"""The verifier's queue, and the case that one verifier judges and another one confirms."""

from __future__ import annotations

from flask import Response, request, url_for

from marketplace.businesses import case_queries, pledge_queries, policies, queries, register_queries, services
from marketplace.businesses.case_forms import DecisionForm, SecondForm, answers, boxes, form_for
from marketplace.businesses.case_queries import CaseView, Wanted
from marketplace.businesses.profile_values import LABELS, present, spoken
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.businesses.requirements import Level, level_name
from marketplace.businesses.states import CASE, CaseState
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.headers import framing
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number


@bp.get("/verifikasi")
@requires(policies.is_verifier)
def queue() -> Response:
    session, actor, number, wanted = db.session(), current_actor(), page_number(), _wanted()
    rows, total = case_queries.queue(session, actor, wanted, page=number)
    return render(
        "businesses/queue.html",
        page=Page(rows, number, PAGE_SIZE, total),
        wanted=wanted,
        states=[(each.value, CASE.label(each)) for each in CaseState],
        levels=[(each.value, level_name(each)) for each in Level],
        provinces=case_queries.provinces(session, actor),
    )


@bp.route("/verifikasi/<code:code>", methods=["GET", "POST"])
@requires(policies.is_verifier, step_up=True)
def case(code: str) -> Response:
    """The first verifier's checklist or the second one's answer; opening it takes the case for a while."""
    found = _opened(code)
    form = form_for(found)
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                if isinstance(form, DecisionForm):
                    services.decide(session, actor, found.id, answers=answers(found), **form.values())
                elif form.confirms:
                    services.confirm(session, actor, found.id, seen=form.seen)
                else:
                    services.send_back(session, actor, found.id, reason=form.reason.data, seen=form.seen)
        except DomainError as error:
            form.show(error)
            found = case_queries.case(db.session(), current_actor(), code)
        else:
            return _on_to_next(found)
    return _page(found, form)


def _wanted() -> Wanted:
    """The filter in the address; what is unknown there is left out."""
    status, level = request.args.get("status", ""), request.args.get("jenjang", "")
    region = request.args.get("wilayah", "")
    return Wanted(
        state=CaseState(status) if status in set(CaseState) else None,
        level=Level(level) if level in set(Level) else None,
        region=region if region.isascii() and region.isdigit() and len(region) == 2 else "",
        mine=request.args.get("milik") == "saya",
    )


def _opened(code: str) -> CaseView:
    """The case for somebody who may judge it; on opening it is held for them, where it is free."""
    found = case_queries.case(db.session(), current_actor(), code)
    services.ensure_impartial(db.session(), current_actor(), found.business.id)
    if request.method == "GET" and found.part in {"first", "second"}:
        with unit_of_work() as (session, actor):
            services.hold(session, actor, found.id)
        found = case_queries.case(db.session(), current_actor(), code)
    return found


def _on_to_next(done: CaseView) -> Response:
    """The next case opens by itself; when none waits, the queue says so."""
    following = case_queries.next_free(db.session(), current_actor(), done.id)
    url = url_for(".case", code=following) if following else url_for(".queue")
    return see_other(url, notice=f"{done.business.name}: keputusan disimpan.")


def _page(found: CaseView, form: DecisionForm | SecondForm) -> Response:
    session, actor = db.session(), current_actor()
    ticked, texts = boxes(found, form)
    answer = render(
        "businesses/case.html",
        fragment="businesses/_case_form.html",
        status=form.status,
        form=form,
        case=found,
        facts=_facts(found),
        ticked=ticked,
        texts=texts,
        all_ticked=isinstance(form, DecisionForm) and form.ticking,
        signed=pledge_queries.signed_by(session, found.business),
        retractable={step.requirement.key for step in found.steps if step.may_be_taken_back},
        following=case_queries.neighbour(session, actor, found.id),
        previous=case_queries.neighbour(session, actor, found.id, forward=False),
    )
    return framing(answer)


def _facts(found: CaseView) -> dict[str, list[tuple[str, str]]]:
    """For each requirement the data that its paper is compared with."""
    business = found.business
    codes = [list(pair) for pair in queries.kbli_of(db.session(), business.id)]
    values = present(business, codes, renewal=found.renewal)
    compared = {}
    for need in (step.requirement for step in found.steps):
        tied = need.reopened_by | need.replaced_by
        compared[need.key] = spoken(values, [key for key in LABELS if key in tied], masked=True)
    compared["sanction_check"] = register_queries.spoken_blacklist(db.session(), business.id)
    if found.account:
        compared["bank_account"] = list(zip(("Bank", "Nomor", "Atas nama"), found.account, strict=True))
    return compared

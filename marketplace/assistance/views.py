"""A helper's pages, and the owner's page to ask for one."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from marketplace.assistance import policies, queries, services
from marketplace.assistance.forms import (
    AcceptForm,
    AskForm,
    FinishForm,
    HeldForm,
    MandateForm,
    VisitForm,
)
from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number
from marketplace.web.qr import qr_svg

bp = Blueprint("assistance", __name__)


@bp.get("/pendamping")
@requires(policies.is_helper)
def day() -> Response:
    """A helper's day: who waits near her, whom she accompanies, what waits for whom, when she goes where."""
    session, actor = db.session(), current_actor()
    near, total = queries.requests_near(session, actor)
    profile = queries.helper_of(session, actor)
    return render(
        "assistance/day.html",
        near=near[:3],
        near_total=total,
        engagements=queries.engagements(session, actor),
        changes=businesses.changes_of_helper(session, actor.user_id or 0),
        visits=queries.next_visits(session, actor),
        ending=queries.ending_mandates(session, actor),
        areas=queries.areas_of(session, profile.id),
        capacity=profile.capacity,
    )


@bp.get("/pendamping/permintaan")
@requires(policies.is_helper)
def requests() -> Response:
    number = page_number()
    rows, total = queries.requests_near(db.session(), current_actor(), page=number)
    return render("assistance/requests.html", page=Page(rows, number, queries.PAGE_SIZE, total))


@bp.route("/pendamping/permintaan/<code:code>", methods=["GET", "POST"])
@requires(policies.is_helper)
def request_page(code: str) -> Response:
    """One request in the owner's own words; taking it is the button."""
    found = queries.request_by_code(db.session(), current_actor(), code)
    form = AcceptForm()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            services.accept_request(session, actor, found.id)
        return see_other(
            url_for(".engagement", slug=found.business.slug),
            notice="Permintaan Anda ambil. Berikutnya, minta surat kuasa.",
        )
    mine = queries.engagement_of_request(db.session(), current_actor(), found.id)
    return render("assistance/request.html", form=form, request_=found, mine=mine)


@bp.get("/pendamping/usaha")
@requires(policies.is_helper)
def engagements() -> Response:
    session, actor, number = db.session(), current_actor(), page_number()
    ended, total = queries.ended_engagements(session, actor, page=number)
    return render(
        "assistance/engagements.html",
        running=queries.engagements(session, actor),
        page=Page(ended, number, queries.PAGE_SIZE, total),
    )


@bp.route("/pendamping/usaha/<slug:slug>", methods=["GET", "POST"])
@requires(policies.is_helper)
def engagement(slug: str) -> Response:
    """A business that is accompanied: the mandate, the meetings, and the way into her shop."""
    found = queries.engagement_by_slug(db.session(), current_actor(), slug)
    zone, form, number = clock.zone_of_region(found.business.region_code), VisitForm(), page_number()
    at = form.at(zone) if form.submitted() else None
    if at is not None:
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.plan_visit(
                    session, actor, found.id, at=at, place=form.place.data, note=form.note.data
                )
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".engagement", slug=slug), notice="Kunjungan dicatat.")
    visits, total = queries.visits_of(db.session(), found.id, page=number)
    return render(
        "assistance/engagement.html",
        fragment="assistance/_visit_form.html",
        status=form.status,
        form=form,
        engagement=found,
        page=Page(visits, number, queries.PAGE_SIZE, total),
        zone=zone,
    )


@bp.route("/pendamping/usaha/<slug:slug>/kuasa", methods=["GET", "POST"])
@requires(policies.is_helper)
def ask_mandate(slug: str) -> Response:
    found = queries.engagement_by_slug(db.session(), current_actor(), slug)
    form = MandateForm.for_today()
    if form.submitted():
        scopes, ends_on = form.terms
        try:
            with unit_of_work(key=form.key) as (session, actor):
                mandate = services.ask_mandate(session, actor, found.id, scopes=scopes, ends_on=ends_on)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".mandate", code=mandate.code))
    return render(
        "assistance/ask_mandate.html",
        fragment="assistance/_mandate_form.html",
        status=form.status,
        form=form,
        engagement=found,
        never=business_policies.NEVER,
    )


@bp.get("/pendamping/kuasa/<code:code>")
@requires(policies.is_helper)
def mandate(code: str) -> Response:
    """What the owner scans or types; shown to the helper who asked and to nobody else."""
    found = businesses.mandate_by_code(db.session(), code)
    if found.helper_id != current_actor().user_id:
        raise NotFound(f"mandate {code}")
    consent = url_for("businesses.consent", code=found.code, _external=True)
    return render(
        "assistance/mandate.html",
        mandate=found,
        slug=businesses.brief(db.session(), [found.business_id])[found.business_id].slug,
        code_svg=qr_svg(consent, label="Kode QR ke halaman persetujuan pemilik") if found.words else None,
        words=found.words.split(),
        here=url_for(".mandate", code=code),
    )


@bp.route("/pendamping/kunjungan/<code:code>", methods=["GET", "POST"])
@requires(policies.is_helper)
def visit(code: str) -> Response:
    """Note that a meeting was held and what was done."""
    found = queries.visit_by_code(db.session(), current_actor(), code)
    form = HeldForm()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            services.hold_visit(session, actor, found.id, note=form.note.data)
        return see_other(url_for(".day"), notice="Kunjungan dicatat.")
    return render("assistance/visit.html", status=form.status, form=form, visit=found)


@bp.route("/pendamping/usaha/<slug:slug>/selesai", methods=["GET", "POST"])
@requires(policies.is_helper)
def finish(slug: str) -> Response:
    found = queries.engagement_by_slug(db.session(), current_actor(), slug)
    form = FinishForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.finish(session, actor, found.id, result=form.result.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".day"), notice="Pendampingan selesai. Terima kasih.")
    return render("assistance/finish.html", status=form.status, form=form, engagement=found)


@bp.route("/penjual/pendamping/minta", methods=["GET", "POST"])
@requires(business_policies.is_owner)
def ask() -> Response:
    """The owner asks for somebody at her side, in her own words."""
    business = businesses.own(db.session(), current_actor())
    form = AskForm()
    if form.submitted():
        try:
            with unit_of_work(key=form.key) as (session, actor):
                services.ask_for_help(session, actor, business.id, topic=form.topic.data, text=form.text.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".ask"), notice="Permintaan terkirim ke pendamping di daerah Anda.")
    return render(
        "assistance/ask.html",
        fragment="assistance/_ask_form.html",
        status=form.status,
        form=form,
        running=queries.request_of_business(db.session(), business.id),
    )


@bp.route("/penjual/pendamping/minta/batal", methods=["GET", "POST"])
@requires(business_policies.is_owner)
def withdraw() -> Response:
    """Asks once more before a request for help is taken back."""
    business = businesses.own(db.session(), current_actor())
    running = queries.request_of_business(db.session(), business.id)
    if running is None or running.over:
        raise NotFound("no request runs")
    form = AcceptForm()
    if form.submitted():
        with unit_of_work(key=form.key) as (session, actor):
            services.withdraw_request(session, actor, running.id)
        return see_other(url_for(".ask"), notice="Permintaan dibatalkan.")
    return render("assistance/withdraw.html", form=form, running=running)

"""How far a shop has come, the number that proves itself, and the two-minute lessons."""

from __future__ import annotations

from flask import Response, abort, url_for

from marketplace.accounts import flows, phone_proof
from marketplace.accounts.forms import SentCodeForm
from marketplace.accounts.queries import contact_of
from marketplace.businesses import lessons as lesson_book
from marketplace.businesses import policies, queries, services, verification_queries
from marketplace.businesses.views import bp
from marketplace.infra import messages
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Phone
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other


@bp.get("/penjual/mulai")
@requires(policies.is_signed_in)
def start() -> Response:
    session, actor = db.session(), current_actor()
    if not policies.is_seller(actor):
        return see_other(url_for(".register"))
    business = queries.own(session, actor)
    return render(
        "businesses/start.html",
        rungs=verification_queries.ladder(session, business),
        case=verification_queries.open_case(session, business.id),
        own=policies.is_owner(actor),
    )


@bp.route("/penjual/mulai/nomor", methods=["GET", "POST"])
@requires(policies.is_owner)
def own_phone() -> Response:
    """The code that was sent to the owner's number; `own_phone_code` sends it."""
    business, form = queries.own(db.session(), current_actor()), SentCodeForm()
    if form.submitted():
        try:
            flows.try_own_phone_code(digits=form.digits.data)
            with unit_of_work(key=form.key) as (session, actor):
                services.prove_phone(session, actor, business.id, digits=form.digits.data)
        except DomainError as error:
            form.show(error)
        else:
            return see_other(url_for(".start"), notice="Nomor HP Anda sudah diperiksa.")
    phone, proof = contact_of(db.session(), current_actor().user_id or 0).phone, flows.waiting_proof()
    return render(
        "businesses/own_phone.html",
        status=form.status,
        form=form,
        number=Phone(phone).masked if phone else "",
        sent=bool(proof and proof.phone == phone and proof.sent_at),
        sends=phone_proof.sends_codes(),
        reaches_phones=messages.reaches_phones(),
    )


@bp.post("/penjual/mulai/nomor/kirim")
@requires(policies.is_owner)
def own_phone_code() -> Response:
    flows.ask_own_phone_code(again=True)
    return see_other(url_for(".own_phone"))


@bp.get("/penjual/belajar")
@requires(policies.is_signed_in)
def lessons() -> Response:
    return render("businesses/lessons.html", lessons=lesson_book.lessons(clock.today()))


@bp.get("/penjual/belajar/<slug:slug>")
@requires(policies.is_signed_in)
def lesson(slug: str) -> Response:
    found = lesson_book.lesson(slug, clock.today())
    if found is None:
        abort(404)
    return render("businesses/lesson.html", lesson=found)

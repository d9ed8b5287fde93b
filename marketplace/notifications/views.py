"""The inbox page."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from marketplace.accounts.policies import is_signed_in
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import NotFound
from marketplace.notifications import choices, queries, services
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render, see_other
from marketplace.web.pagination import Page, page_number

bp = Blueprint("notifications", __name__)

_STOPPED = "Dihentikan. Anda bisa menyalakannya lagi di sini."
_WANTED = {"ya": True, "tidak": False}
_SENT_AGAIN = "Dinyalakan. Pesan berikutnya datang lagi."


@bp.get("/akun/kabar")
@requires(is_signed_in)
def inbox() -> Response:
    number = page_number()
    rows, total = queries.inbox(db.session(), current_actor(), page=number)
    page = Page(rows, number, queries.PAGE_SIZE, total)
    return render("notifications/inbox.html", page=page, now=clock.now())


@bp.route("/akun/kabar/pilihan", methods=["GET", "POST"])
@requires(is_signed_in)
def news_choices() -> Response:
    """Which news still comes, where a person may choose."""
    if request.method == "POST":
        wanted = _WANTED.get(request.form.get("kirim", ""))
        if wanted is None:
            raise NotFound("neither yes nor no")
        with unit_of_work() as (session, actor):
            choices.choose(session, actor, request.form.get("kabar", ""), wanted=wanted)
        return see_other(url_for(".news_choices"), notice=_SENT_AGAIN if wanted else _STOPPED)
    found = choices.of(db.session(), current_actor())
    return render("notifications/choices.html", choices=found)


@bp.post("/akun/kabar/<code:code>")
@requires(is_signed_in)
def open_notice(code: str) -> Response:
    with unit_of_work() as (session, actor):
        url = services.read(session, actor, code)
    return see_other(url)


@bp.post("/akun/kabar/baca-semua")
@requires(is_signed_in)
def read_all() -> Response:
    with unit_of_work() as (session, actor):
        services.read_all(session, actor)
    return see_other(url_for(".inbox"))

"""Private papers and numbers: opening them, and the list of who did."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, request

from marketplace.businesses import flows, policies, privacy_queries, queries, services
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.businesses.views import bp
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.headers import FRAMED
from marketplace.web.hx import render
from marketplace.web.pagination import Page, page_number


@bp.get("/berkas/<code:code>")
@requires(policies.is_signed_in)
def stored_file(code: str) -> Response:
    """A private file, for whom its policy allows; each reading is logged, each copy for others is marked.

    `?cara=lihat` shows it in a frame of the page that asks for it.
    """
    beside = request.args.get("cara") == "lihat"
    opened = flows.open_paper(code, site=current_app.extensions["lapak.settings"].site_name)
    response = Response(opened.content, mimetype=opened.mime)
    how = "inline" if beside else "attachment"
    disposition = f"{how}; filename=\"berkas-{code}\"; filename*=UTF-8''{quote(opened.filename)}"
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = FRAMED if beside else "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.cache_control.no_store = True
    return response


@bp.get("/penjual/usaha/siapa-melihat")
@requires(policies.is_owner)
def showings() -> Response:
    number = page_number()
    rows, total = privacy_queries.showings(db.session(), current_actor(), page=number)
    return render("businesses/showings.html", page=Page(rows, number, PAGE_SIZE, total))


@bp.post("/penjual/usaha/nomor-lengkap")
@requires(policies.is_owner, step_up=True)
def own_numbers() -> Response:
    with unit_of_work() as (session, actor):
        numbers = services.reveal_own_numbers(session, actor, queries.own(session, actor).id)
    return _shown(numbers)


@bp.post("/verifikasi/<code:code>/nomor-lengkap")
@requires(policies.is_verifier, step_up=True)
def case_numbers(code: str) -> Response:
    with unit_of_work() as (session, actor):
        numbers = services.reveal_case_numbers(session, actor, code)
    return _shown(numbers)


def _shown(numbers: list[tuple[str, str]]) -> Response:
    response = render("businesses/numbers.html", fragment="businesses/_numbers.html", numbers=numbers)
    response.cache_control.no_store = True
    return response

"""Download a paper, and check one by its code or its file."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.documents import policies, queries, services
from marketplace.documents.forms import CheckForm
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.codes import code_from_slug
from marketplace.web.access import public, public_reading, requires
from marketplace.web.hx import render, see_other

bp = Blueprint("documents", __name__)

LARGEST_PAPER = 4 * 1024 * 1024


@bp.url_value_preprocessor
def _let_papers_through(endpoint: str | None, _values: object) -> None:
    """Raised before the cross-site check reads the form; every other page keeps the app's small limit."""
    if endpoint == "documents.check":
        request.max_content_length = LARGEST_PAPER


@bp.get("/dokumen/<code:code>.pdf")
@requires(policies.is_signed_in)
def paper(code: str) -> Response:
    with unit_of_work() as (session, actor):
        found = queries.for_reader(session, actor, code)
        services.record_download(session, actor, found.id)
    response = Response(found.pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.kind}-{found.code}.pdf"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/cek/<code:code>", methods=["GET", "POST"])
@public_reading
def check(code: str) -> ResponseReturnValue:
    """Anybody may compare what is printed with what was issued, and a file with the stored bytes."""
    facts = queries.public_facts(db.session(), code)
    form = CheckForm()
    same = queries.same_bytes(facts, form.paper.content) if form.submitted() and form.paper.content else None
    status = 422 if same is False or form.errors else 200
    return render(
        "documents/check.html",
        fragment="documents/_check_result.html",
        status=status,
        facts=facts,
        form=form,
        same=same,
    )


@bp.get("/cek")
@public
def check_start() -> ResponseReturnValue:
    """Where somebody types the code from a paper."""
    typed = request.args.get("kode", "").strip()
    code = code_from_slug(typed)
    if code:
        return see_other(url_for(".check", code=code))
    return render("documents/check_start.html", typed=typed)

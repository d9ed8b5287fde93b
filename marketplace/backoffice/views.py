"""The first page of the platform's staff."""

from __future__ import annotations

from flask import Blueprint, Response

from marketplace.backoffice import policies, queries
from marketplace.infra.db import db
from marketplace.web.access import requires
from marketplace.web.hx import render
from marketplace.web.pagination import Page, page_number

bp = Blueprint("backoffice", __name__)


@bp.get("/kelola")
@requires(policies.is_admin)
def start() -> Response:
    session, number = db.session(), page_number()
    rows, total = queries.sanctions_in_force(session, page=number)
    page = Page(rows, number, queries.PAGE_SIZE, total)
    return render("backoffice/start.html", page=page, health=queries.health(session))

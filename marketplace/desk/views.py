"""The first pages of a seller and of a dinas."""

from __future__ import annotations

from flask import Blueprint, Response

from marketplace.assistance import queries as assistance
from marketplace.businesses import inaproc_queries
from marketplace.businesses.policies import is_seller
from marketplace.desk import policies, today
from marketplace.infra.db import db
from marketplace.kernel import clock, regions
from marketplace.web.access import requires
from marketplace.web.actors import current_actor
from marketplace.web.hx import render
from marketplace.web.pagination import Page, page_number

bp = Blueprint("desk", __name__)


@bp.get("/penjual")
@requires(is_seller)
def seller() -> Response:
    found = today.of_seller(db.session(), current_actor())
    return render("desk/seller.html", today=found, day=clock.today())


@bp.get("/dinas")
@requires(policies.is_dinas)
def dinas() -> Response:
    actor, number = current_actor(), page_number()
    region = actor.region_code or ""
    waiting, total = assistance.open_in_region(db.session(), region, page=number)
    page = Page(waiting, number, assistance.PAGE_SIZE, total)
    ready, registered = inaproc_queries.standing_in(db.session(), region)
    return render(
        "desk/dinas.html", page=page, place=regions.label_of(region), ready=ready, registered=registered
    )

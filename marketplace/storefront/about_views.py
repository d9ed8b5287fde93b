"""Pages that explain: what it costs and what happens with data, what words mean."""

from __future__ import annotations

from flask import Response

from marketplace.kernel import clock
from marketplace.storefront import plain_facts
from marketplace.storefront.views import bp
from marketplace.web.access import public_cached
from marketplace.web.hx import render
from marketplace.web.terms import terms


@bp.get("/biaya-dan-data")
@public_cached
def costs_and_data() -> Response:
    today = clock.today()
    return render("storefront/costs_and_data.html", answers=plain_facts.answers(today), today=today)


@bp.get("/istilah")
@public_cached
def glossary() -> Response:
    return render("storefront/glossary.html", terms=terms(clock.today()))

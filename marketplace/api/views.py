"""Addresses of the public JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from marketplace.api import products as answers
from marketplace.infra.db import db
from marketplace.search import parameters
from marketplace.web.access import public

bp = Blueprint("api", __name__, url_prefix="/api/v1")

PER_PAGE = "per_hal"
MOST_PER_PAGE = 100


@bp.get("/products")
@public
def products() -> Response:
    """The same parameters as the catalogue page, and `per_hal` of at most 100."""
    query = request.args.to_dict(flat=False)
    asked = parameters.read(query, per_page=_per_page(), also={PER_PAGE})
    return jsonify(answers.answer(db.session(), asked))


def _per_page() -> int:
    number = request.args.get(PER_PAGE, type=int) or parameters.PAGE_SIZE
    return min(max(number, 1), MOST_PER_PAGE)

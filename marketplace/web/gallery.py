"""Every component in every state on one page, for those who build and review; development only."""

from __future__ import annotations

from flask import Blueprint, Response

from marketplace.web.access import public
from marketplace.web.hx import render

bp = Blueprint("gallery", __name__)


@bp.get("/gaya")
@public
def gallery() -> Response:
    return render("web/gaya.html")

"""Suggestions while typing: a page of its own, and the list below the search box."""

from __future__ import annotations

from flask import Blueprint, Response, request

from marketplace.search import queries
from marketplace.web.access import public
from marketplace.web.hx import render

bp = Blueprint("search", __name__)

LONGEST = 80


@bp.get("/cari/saran")
@public
def suggestions() -> Response:
    typed = request.args.get("q", "").strip()[:LONGEST]
    head = typed.rpartition(" ")[0]
    words = queries.suggestions(typed) if typed else []
    return render(
        "search/suggestions.html",
        fragment="search/_suggestions.html",
        typed=typed,
        suggested=[f"{head} {word}".strip() for word in words],
    )

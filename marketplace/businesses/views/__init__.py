"""Pages of a business and of its verifier."""

from __future__ import annotations

from flask import Blueprint, request

from marketplace.businesses.services.evidence import LARGEST

bp = Blueprint("businesses", __name__)

UPLOADS = frozenset({"businesses.paper", "businesses.lookup"})
ROOM_FOR_FIELDS = 64 * 1024


@bp.url_value_preprocessor
def _let_uploads_through(endpoint: str | None, _values: object) -> None:
    """Raised before the cross-site check reads the form; every other page keeps the app's small limit."""
    if endpoint in UPLOADS:
        request.max_content_length = LARGEST + ROOM_FOR_FIELDS

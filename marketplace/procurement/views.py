"""Pages of government buying: the agency's console and the seller's deals."""

from __future__ import annotations

from flask import Blueprint, request

from marketplace.businesses.services.evidence import LARGEST

bp = Blueprint("procurement", __name__)

UPLOADS = frozenset({"procurement.sanction_look"})
ROOM_FOR_FIELDS = 64 * 1024


@bp.url_value_preprocessor
def _let_uploads_through(endpoint: str | None, _values: object) -> None:
    """Raised before the cross-site check reads the form; every other page keeps the app's small limit."""
    if endpoint in UPLOADS:
        request.max_content_length = LARGEST + ROOM_FOR_FIELDS

"""Pages of products: the seller's own list and forms, and the pictures that everybody sees."""

from __future__ import annotations

from flask import Blueprint, request

bp = Blueprint("catalog", __name__)

UPLOAD_BYTES = 12 * 2**20 + 64 * 1024
"""A photo of 12 MB and the fields around it; every other form stays at the small limit of the app."""

UPLOADS = frozenset({"catalog.new", "catalog.keep_draft", "catalog.add_photo", "catalog.import_products"})


@bp.url_value_preprocessor
def _allow_photos(endpoint: str | None, _values: object) -> None:
    """Raise the size limit before anything reads the form."""
    if endpoint in UPLOADS:
        request.max_content_length = UPLOAD_BYTES

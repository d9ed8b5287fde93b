"""Pictures of products: for everybody once a live product shows them, never changing under their address."""

from __future__ import annotations

from flask import Response

from marketplace.catalog import queries_media
from marketplace.catalog.views import bp
from marketplace.infra import files
from marketplace.infra.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound
from marketplace.web.access import public
from marketplace.web.actors import current_actor

FOREVER = "public, max-age=31536000, immutable"


@bp.get("/media/<digest:digest>-<int(max=1280):width>.webp")
@public
def media(digest: str, width: int) -> Response:
    session = db.session()
    try:
        sha256, kept = queries_media.media_file(session, Actor.visitor(), digest, width), FOREVER
    except NotFound:
        sha256, kept = queries_media.media_file(session, current_actor(), digest, width), "private, no-store"
    response = Response(files.get_bytes(sha256), mimetype="image/webp")
    response.headers["Cache-Control"] = kept
    return response

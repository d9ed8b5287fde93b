"""Pages of no room: is it up, is it ready."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, jsonify
from flask.typing import ResponseReturnValue

from marketplace.infra import readiness
from marketplace.infra.db import db
from marketplace.web import gallery
from marketplace.web.access import public

bp = Blueprint("web", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    return jsonify(status="up")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    checks = readiness.checks(db.session())
    ready = all(check.ok for check in checks)
    return jsonify(ready=ready, checks={check.name: check.detail for check in checks}), 200 if ready else 503


def init_app(app: Flask, *, development: bool) -> None:
    """Pages of no room; in development also the gallery of components."""
    app.register_blueprint(bp)
    if development:
        app.register_blueprint(gallery.bp)

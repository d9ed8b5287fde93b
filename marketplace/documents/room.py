"""Wires the room of papers into the app."""

from __future__ import annotations

from flask import Flask

from marketplace.documents import services
from marketplace.documents.views import bp
from marketplace.settings import Settings


def init_app(app: Flask, settings: Settings) -> None:
    services.use_origin(settings.server_origin)
    app.register_blueprint(bp)

"""Wires the public JSON in."""

from __future__ import annotations

from flask import Flask

from marketplace.api.views import bp
from marketplace.settings import Settings


def init_app(app: Flask, _settings: Settings) -> None:
    """Called once by `create_app`."""
    app.register_blueprint(bp)

"""Wires the staff pages in."""

from __future__ import annotations

from flask import Flask

from marketplace.backoffice.views import bp
from marketplace.kernel.actor import Role
from marketplace.settings import Settings
from marketplace.web.layout import NavItem, add_nav, set_home


def init_app(app: Flask, settings: Settings) -> None:
    add_nav(NavItem("Hari ini", "backoffice.start", "house", frozenset({Role.ADMIN}), 10))
    set_home("backoffice.start", Role.ADMIN)
    app.register_blueprint(bp)

"""Wires the desks in."""

from __future__ import annotations

from flask import Flask

from marketplace.businesses.policies import is_seller
from marketplace.desk import inaproc_views, sharing_views
from marketplace.desk.views import bp
from marketplace.kernel.actor import Role
from marketplace.settings import Settings
from marketplace.web.layout import NavItem, add_nav, set_home

PAGES = (inaproc_views, sharing_views)
"""The modules whose import adds the pages to the blueprint."""


def init_app(app: Flask, settings: Settings) -> None:
    sellers = frozenset({Role.OWNER, Role.STAFF, Role.HELPER})
    add_nav(
        NavItem("Hari ini", "desk.seller", "house", sellers, 10, only=is_seller),
        NavItem("INAPROC", "desk.inaproc", "landmark", sellers, 55, only=is_seller),
        NavItem("Hari ini", "desk.dinas", "house", frozenset({Role.DINAS}), 10),
    )
    set_home("desk.seller", Role.OWNER, Role.STAFF)
    set_home("desk.dinas", Role.DINAS)
    app.register_blueprint(bp)

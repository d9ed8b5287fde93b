"""Wires the staff pages in."""

from __future__ import annotations

from flask import Flask

from marketplace.backoffice import listing_views, sanction_views
from marketplace.backoffice.views import bp
from marketplace.businesses import policies as business_policies
from marketplace.catalog import policies as catalog_policies
from marketplace.kernel.actor import Role
from marketplace.settings import Settings
from marketplace.web.layout import NavItem, add_nav, set_home

PAGES = (sanction_views, listing_views)
"""The modules whose import adds the pages to the blueprint."""


def init_app(app: Flask, settings: Settings) -> None:
    add_nav(NavItem("Hari ini", "backoffice.start", "house", frozenset({Role.ADMIN}), 10))
    staff = frozenset({Role.ADMIN, Role.VERIFIER})
    add_nav(
        NavItem(
            "Sanksi",
            "backoffice.sanctions",
            "triangle-alert",
            staff,
            30,
            only=business_policies.may_propose_sanction,
        )
    )
    add_nav(NavItem("Produk", "backoffice.listings", "package", staff, 40, only=catalog_policies.may_stop))
    set_home("backoffice.start", Role.ADMIN)
    app.register_blueprint(bp)

"""Wires the pages for everybody in."""

from __future__ import annotations

from flask import Flask

from marketplace.kernel.actor import Actor, Role
from marketplace.settings import Settings
from marketplace.storefront import about_views, sitemap_views
from marketplace.storefront.views import bp
from marketplace.web.addresses import url_for
from marketplace.web.layout import NavItem, add_context, add_nav

PAGES = (about_views, sitemap_views)
"""The modules whose import adds the pages to the blueprint."""

BUYERS = frozenset({Role.VISITOR, Role.SHOPPER})


def init_app(app: Flask, _settings: Settings) -> None:
    """Called once by `create_app`."""
    app.register_blueprint(bp)
    add_nav(
        NavItem("Beranda", "storefront.home", "house", BUYERS, 10),
        NavItem("Produk", "storefront.catalogue", "layout-grid", BUYERS, 20),
        NavItem("Bandingkan", "storefront.compare", "scale", BUYERS, 30),
    )
    add_context("footer_links", _footer_links)


def _footer_links(actor: Actor) -> list[tuple[str, str]]:
    links = [
        ("Semua produk", url_for("storefront.catalogue")),
        ("Siap pengadaan", url_for("storefront.catalogue", klaim="siap-pengadaan")),
        ("Bandingkan produk", url_for("storefront.compare")),
        ("Periksa keaslian dokumen", url_for("documents.check_start")),
        ("Biaya dan data", url_for("storefront.costs_and_data")),
        ("Arti istilah", url_for("storefront.glossary")),
    ]
    return links if actor.signed_in else [*links, ("Daftar", url_for("accounts.sign_up"))]

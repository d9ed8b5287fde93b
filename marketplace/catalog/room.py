"""Wires the catalogue in: pages, commands, the timed job, the commands that helpers may propose."""

from __future__ import annotations

from flask import Flask

from marketplace.businesses.policies import is_seller
from marketplace.businesses.services import closing, profile
from marketplace.catalog import cli, curation_queries, handlers, inventory, leaving, policies
from marketplace.catalog.services import claims, importing, proposals, staging, standing
from marketplace.catalog.services import drafting as drafts
from marketplace.catalog.views import (
    bp,
    curating,
    drafting,
    editing,
    exchange,
    government,
    hampers,
    history,
    listing,
    media,
    pricing,
    resting,
    variants,
)
from marketplace.infra import files, jobs, personal_data, upkeep
from marketplace.kernel.actor import Role
from marketplace.settings import Settings
from marketplace.web.layout import NavItem, add_nav

PAGES = (
    *(listing, drafting, editing, exchange, government, history, curating, resting, media, pricing),
    *(hampers, variants),
)
"""Imported so that their views are on the blueprint."""

CURATORS = frozenset({Role.VERIFIER})
SELLERS = frozenset({Role.OWNER, Role.STAFF, Role.HELPER})


def init_app(app: Flask, _settings: Settings) -> None:
    """Called once by `create_app`."""
    app.register_blueprint(bp)
    jobs.handle(inventory.EXPIRE_JOB, inventory.expire)
    jobs.handle(importing.STEP_JOB, handlers.import_step)
    upkeep.add_sweep(handlers.forget_lines)
    handlers.register()
    proposals.register()
    staging.register()
    profile.when_codes_change(standing.refit)
    files.register_policy(claims.PURPOSE, curation_queries.why_read_certificate)
    upkeep.add_sweep(drafts.forget_old)
    closing.register(obstacles=leaving.nothing_open, effect=leaving.withdraw_all)
    personal_data.register(
        "catalog",
        tables={"open_draft"},
        export=drafts.export_of,
        erase=drafts.forget_person,
        belongings=leaving.belongings,
    )
    add_nav(NavItem("Produk", "catalog.products", "package", SELLERS, 20, only=is_seller))
    add_nav(NavItem("Kurasi", "catalog.curation", "badge-check", CURATORS, 20, only=policies.may_curate))
    app.cli.add_command(cli.catalog_cli)
    app.cli.add_command(cli.reference_cli)

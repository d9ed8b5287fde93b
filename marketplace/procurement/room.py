"""Wires government buying into the app."""

from __future__ import annotations

from flask import Flask

from marketplace.businesses.pledges import PAPER_SUBJECT
from marketplace.businesses.services import closing
from marketplace.documents import queries as papers
from marketplace.infra import jobs, outbox, personal_data
from marketplace.kernel.actor import PartyKind, Role
from marketplace.kernel.events import Topic
from marketplace.procurement import actors as offices
from marketplace.procurement import (
    fulfilment_room,
    handlers,
    inbox,
    interests,
    leaving,
    personal,
    policies,
    services_approval,
    services_contracts,
    services_negotiation,
    views_deals,
    views_looks,
    views_office,
    views_package,
)
from marketplace.procurement.views import bp
from marketplace.settings import Settings
from marketplace.web import actors
from marketplace.web.layout import NavItem, add_nav, set_home

PAGES = (views_office, views_package, views_deals, views_looks)
"""The modules whose import adds the pages to the blueprint."""

SELLERS = frozenset({Role.OWNER, Role.STAFF, Role.HELPER})


def init_app(app: Flask, settings: Settings) -> None:
    actors.register(PartyKind.WORK_UNIT, offices.load_official, offices.official_seats)
    personal_data.register(
        "procurement",
        tables={"appointment"},
        export=personal.export,
        erase=personal.erase,
        obstacles=leaving.offices_of,
    )
    closing.register(obstacles=leaving.open_with, effect=leaving.tell_officers)
    papers.register_readers(PAPER_SUBJECT, interests.may_read_paper)
    jobs.handle(services_negotiation.LAPSE_JOB, services_approval.lapse_package)
    jobs.handle(services_approval.LAPSE_JOB, services_contracts.lapse_contract)
    inbox.add_source(inbox.package_tasks)
    outbox.on(Topic.LISTING_WITHDRAWN, handlers.on_listing_withdrawn, name="procurement.tell_officers")
    _add_to_layout()
    fulfilment_room.init_app(app)
    app.register_blueprint(bp)


def _add_to_layout() -> None:
    add_nav(
        NavItem("Tugas", "procurement.home", "list-checks", policies.BUYERS, 10),
        NavItem("RUP", "procurement.plan", "landmark", policies.BUYERS, 20),
        NavItem("Paket", "procurement.packages", "package", policies.BUYERS, 30),
        NavItem("Pengadaan", "procurement.deals", "landmark", SELLERS, 30, only=policies.is_seller),
    )
    set_home("procurement.home", *policies.BUYERS)

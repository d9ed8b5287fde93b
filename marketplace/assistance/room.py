"""Wires the room in: helpers' own seats, what it hears, its pages and personal data."""

from __future__ import annotations

from flask import Flask

from marketplace.assistance import handlers, personal, policies, seats
from marketplace.assistance.views import bp
from marketplace.infra import outbox, personal_data
from marketplace.kernel.actor import PartyKind, Role
from marketplace.kernel.events import Topic
from marketplace.settings import Settings
from marketplace.web import actors
from marketplace.web.layout import NavItem, add_nav, set_home


def init_app(app: Flask, settings: Settings) -> None:
    actors.register(PartyKind.HELPER, seats.load_helper, seats.helper_seats)
    outbox.on(Topic.HELP_REQUESTED, handlers.on_help_requested, name="assistance.tell_helpers")
    outbox.on(Topic.MANDATE_GRANTED, handlers.on_mandate_granted, name="assistance.start")
    personal_data.register("assistance", tables=personal.TABLES, export=personal.export, erase=personal.erase)
    helpers = frozenset({Role.HELPER})
    add_nav(
        NavItem("Hari ini", "assistance.day", "house", helpers, 10, only=policies.is_helper),
        NavItem("Permintaan", "assistance.requests", "megaphone", helpers, 20, only=policies.is_helper),
        NavItem("Usaha", "assistance.engagements", "store", helpers, 30, only=policies.is_helper),
    )
    set_home("assistance.day", Role.HELPER)
    app.register_blueprint(bp)

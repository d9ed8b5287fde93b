"""Wires the room in: helpers' own seats, what it hears, its pages and personal data."""

from __future__ import annotations

from flask import Flask

from marketplace.assistance import handlers, personal, seats
from marketplace.infra import outbox, personal_data
from marketplace.kernel.actor import PartyKind
from marketplace.kernel.events import Topic
from marketplace.settings import Settings
from marketplace.web import actors


def init_app(app: Flask, settings: Settings) -> None:
    actors.register(PartyKind.HELPER, seats.load_helper, seats.helper_seats)
    outbox.on(Topic.MANDATE_GRANTED, handlers.on_mandate_granted, name="assistance.start")
    personal_data.register("assistance", tables=personal.TABLES, export=personal.export, erase=personal.erase)

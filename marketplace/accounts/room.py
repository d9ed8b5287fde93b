"""Wires the room in: who may act as a person or for the platform, pages, commands, personal data."""

from __future__ import annotations

from flask import Flask

from marketplace.accounts import queries, seats
from marketplace.kernel.actor import PartyKind
from marketplace.settings import Settings
from marketplace.web import actors


def init_app(app: Flask, settings: Settings) -> None:
    actors.register_names(queries.name_of)
    actors.register(PartyKind.PERSON, seats.load_person, seats.person_seats)
    actors.register(PartyKind.PLATFORM, seats.load_platform, seats.platform_seats)

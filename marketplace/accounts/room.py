"""Wires the room in: who may act as a person or for the platform, pages, commands, personal data."""

from __future__ import annotations

from flask import Flask

from marketplace.accounts import passwords, personal, phone_proof, policies, queries, seats
from marketplace.accounts import recovery as recovering
from marketplace.accounts.cli import users_cli
from marketplace.accounts.views import bp, entry, in_person, leaving, own, recovery, security, selling
from marketplace.infra import personal_data, upkeep
from marketplace.kernel.actor import PartyKind, Role
from marketplace.settings import Settings
from marketplace.web import actors
from marketplace.web.layout import NavItem, add_nav

PAGES = (entry, in_person, leaving, own, recovery, security, selling)
"""The modules whose import adds the pages to the blueprint."""


def init_app(app: Flask, settings: Settings) -> None:
    passwords.use(passwords.OF_TESTS if settings.testing else passwords.AGREED)
    policies.allow_demo_accounts(not settings.production)
    actors.register_names(queries.name_of)
    actors.register(PartyKind.PERSON, seats.load_person, seats.person_seats)
    actors.register(PartyKind.PLATFORM, seats.load_platform, seats.platform_seats)
    upkeep.add_sweep(recovering.forget_old)
    upkeep.add_sweep(phone_proof.forget_old)
    personal_data.register(
        "accounts",
        tables=personal.TABLES,
        export=personal.export,
        erase=personal.erase,
        leave=personal.leave,
    )
    add_nav(NavItem("Akun", "accounts.own", "user", frozenset({Role.VISITOR, Role.SHOPPER}), 90))
    staff = frozenset({Role.ADMIN, Role.VERIFIER})
    add_nav(
        NavItem("Pemulihan", "accounts.in_person", "users", staff, 40, only=policies.may_recover_in_person)
    )
    app.register_blueprint(bp)
    app.cli.add_command(users_cli)

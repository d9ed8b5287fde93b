"""Wires government buying into the app."""

from __future__ import annotations

from flask import Flask

from marketplace.infra import jobs, personal_data
from marketplace.kernel.actor import PartyKind
from marketplace.procurement import actors as offices
from marketplace.procurement import (
    fulfilment_room,
    personal,
    services_approval,
    services_contracts,
    services_negotiation,
)
from marketplace.settings import Settings
from marketplace.web import actors


def init_app(app: Flask, settings: Settings) -> None:
    actors.register(PartyKind.WORK_UNIT, offices.load_official, offices.official_seats)
    personal_data.register(
        "procurement", tables={"appointment"}, export=personal.export, erase=personal.erase
    )
    jobs.handle(services_negotiation.LAPSE_JOB, services_approval.lapse_package)
    jobs.handle(services_approval.LAPSE_JOB, services_contracts.lapse_contract)
    fulfilment_room.init_app(app)

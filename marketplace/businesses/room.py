"""Wires the room in: who may act for a business, its pages and files, its commands and jobs."""

from __future__ import annotations

from flask import Flask

from marketplace.businesses import personal, seats
from marketplace.businesses.services import changes, evidence, profile, sanctions
from marketplace.businesses.verification_queries import may_read_evidence
from marketplace.infra import files, jobs, personal_data
from marketplace.kernel.actor import PartyKind
from marketplace.settings import Settings
from marketplace.web import actors


def init_app(app: Flask, settings: Settings) -> None:
    actors.register(PartyKind.BUSINESS, seats.load_business, seats.business_seats)
    files.register_policy(evidence.PURPOSE, may_read_evidence)
    jobs.handle(sanctions.JOB, sanctions.apply_dates)
    changes.register_command(
        profile.PROFILE_COMMAND, profile.replay_profile, version_of=profile.profile_version
    )
    personal_data.register("businesses", tables=personal.TABLES, export=personal.export, erase=personal.erase)

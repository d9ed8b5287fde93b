"""Wires the room in: who may act for a business, its pages and files, its commands and jobs."""

from __future__ import annotations

from flask import Flask

from marketplace.accounts import in_person
from marketplace.accounts.services import when_phone_changes
from marketplace.businesses import personal, pledge_queries, policies, seats, ties
from marketplace.businesses.acting import acting_for
from marketplace.businesses.pledges import PAPER_SUBJECT
from marketplace.businesses.register_queries import why_read_lookup, why_read_official_lookup
from marketplace.businesses.services import (
    changes,
    closing,
    evidence,
    inaproc,
    keeping,
    lookups,
    own_phone,
    pledges,
    profile,
    sanctions,
    size_renewal,
    transfers,
)
from marketplace.businesses.verification_queries import why_read_evidence
from marketplace.businesses.views import (
    bank,
    bp,
    mandates,
    papers,
    privacy,
    refused,
    start,
    taking_back,
    team,
    times,
    verification,
)
from marketplace.businesses.views import changes as change_pages
from marketplace.businesses.views import closing as closing_pages
from marketplace.businesses.views import pledges as pledge_pages
from marketplace.businesses.views import profile as profile_pages
from marketplace.businesses.views import registers as register_pages
from marketplace.businesses.views import sanctions as sanction_pages
from marketplace.documents import queries as documents
from marketplace.infra import files, jobs, personal_data, upkeep
from marketplace.kernel.actor import PartyKind, Role
from marketplace.kernel.errors import Forbidden
from marketplace.settings import Settings
from marketplace.web import actors
from marketplace.web.layout import NavItem, add_context, add_nav, set_home

PAGES = (
    profile_pages,
    bank,
    mandates,
    change_pages,
    closing_pages,
    papers,
    pledge_pages,
    privacy,
    register_pages,
    sanction_pages,
    start,
    taking_back,
    team,
    verification,
    times,
)
"""The modules whose import adds the pages to the blueprint."""

OWNER = frozenset({Role.OWNER})
SELLERS = frozenset({Role.OWNER, Role.STAFF, Role.HELPER})


def init_app(app: Flask, settings: Settings) -> None:
    actors.register(PartyKind.BUSINESS, seats.load_business, seats.business_seats)
    in_person.register_ties(ties.near)
    files.register_policy(evidence.PURPOSE, why_read_evidence)
    files.register_policy(lookups.PURPOSE, why_read_lookup)
    files.register_policy(lookups.OFFICIAL_PURPOSE, why_read_official_lookup)
    upkeep.add_sweep(keeping.forget_checked_papers)
    upkeep.add_sweep(pledges.end_old_signatures)
    upkeep.add_sweep(size_renewal.plan_reminders)
    documents.register_readers(PAPER_SUBJECT, pledge_queries.may_read_paper)
    jobs.handle(sanctions.JOB, sanctions.apply_dates)
    jobs.handle(size_renewal.REMIND, size_renewal.remind)
    jobs.handle(transfers.JOB, transfers.complete_transfer)
    when_phone_changes(own_phone.phone_changed)
    changes.register_command(
        profile.PROFILE_COMMAND, profile.replay_profile, version_of=profile.profile_version
    )
    changes.register_command(inaproc.COMMAND, inaproc.replay_step, version_of=inaproc.steps_version)
    personal_data.register(
        "businesses",
        tables=personal.TABLES,
        export=personal.export,
        erase=personal.erase,
        obstacles=closing.obstacles_for,
        leave=closing.leave_all,
        belongings=personal.belongings,
    )
    _add_to_layout()
    app.register_blueprint(bp)
    app.register_error_handler(Forbidden, refused.forbidden)


def _add_to_layout() -> None:
    add_nav(
        NavItem("Jual", "accounts.sell", "store", frozenset({Role.VISITOR}), 60),
        NavItem("Jual", "businesses.register", "store", frozenset({Role.SHOPPER}), 60),
        NavItem("Usaha", "businesses.profile", "store", SELLERS, 40, only=policies.is_seller),
        NavItem("Berkas", "businesses.papers", "file-check", SELLERS, 50, only=policies.is_seller),
        NavItem("Usulan", "businesses.changes", "list-checks", OWNER, 60),
        NavItem("Pendamping", "businesses.helpers", "handshake", OWNER, 70),
        NavItem("Tim", "businesses.team", "users", SELLERS, 80, only=policies.works_here),
        NavItem("Antrean", "businesses.queue", "list-checks", frozenset({Role.VERIFIER}), 10),
    )
    set_home("businesses.profile", Role.OWNER, Role.STAFF)
    set_home("businesses.profile", Role.HELPER, mandated=True)
    set_home("businesses.queue", Role.VERIFIER)
    add_context("acting_for", acting_for)

"""Wires what follows an accepted contract into the room: pages, tasks, the next act, timed work."""

from __future__ import annotations

from flask import Flask

from marketplace.infra import jobs
from marketplace.kernel.actor import Role
from marketplace.procurement import (
    audit_views,
    fulfilment_inbox,
    fulfilment_payment,
    fulfilment_turns,
    fulfilment_views,
    fulfilment_views_seller,
    inbox,
    turns,
)
from marketplace.procurement.fulfilment_handover import OVERDUE_JOB
from marketplace.web.layout import NavItem, add_nav, set_home

PAGES = (fulfilment_views, fulfilment_views_seller, audit_views)
"""The modules that put their pages on the room's blueprint."""


def init_app(_app: Flask) -> None:
    jobs.handle(OVERDUE_JOB, fulfilment_payment.remind_payment)
    inbox.add_source(fulfilment_inbox.contract_tasks)
    turns.add_contract_turn(fulfilment_turns.contract_turn)
    add_nav(NavItem("Audit", "procurement.audit", "shield-check", frozenset({Role.AUDITOR}), 10))
    set_home("procurement.audit", Role.AUDITOR)

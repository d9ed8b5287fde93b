"""Wires what follows an accepted contract into the app: pages, timed work."""

from __future__ import annotations

from flask import Flask

from marketplace.infra import jobs
from marketplace.procurement import fulfilment_payment
from marketplace.procurement.fulfilment_handover import OVERDUE_JOB


def init_app(_app: Flask) -> None:
    jobs.handle(OVERDUE_JOB, fulfilment_payment.remind_payment)

"""What the catalogue does later: a shop's table of products, brought in step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import seats
from marketplace.catalog.import_models import ImportLine, ImportRun
from marketplace.catalog.services import importing
from marketplace.infra.sweeping import sweep
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

LINES_FOR = timedelta(days=30)
"""How long the rows of a sent table are kept; what came of it stays in its counts."""


def import_step(session: Session, worker: Actor, payload: dict[str, Any]) -> None:
    """Job: the next rows of a table, as its sender, only while she may act for the shop."""
    run = importing.running(session, payload["run"])
    if run is None:
        return
    assert run.business_id is not None
    assert run.role is not None
    sender = Actor(
        user_id=run.user_id,
        session_id=None,
        role=Role(run.role),
        party=PartyRef(PartyKind.BUSINESS, run.business_id),
        mandate_id=run.mandate_id,
    )
    present = seats.load_business(session, sender, True)
    if present is None:
        importing.stop_import(session, worker, run)
    else:
        importing.carry_on(session, present, run)


def forget_lines(session: Session) -> bool:
    """Sweep: the rows of tables that were sent more than thirty days ago."""
    old = select(ImportRun.id).where(ImportRun.started_at < clock.now() - LINES_FOR)
    return sweep(session, ImportLine, ImportLine.run_id.in_(old))

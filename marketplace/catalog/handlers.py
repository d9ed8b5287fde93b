"""What the catalogue does later: a shop's table brought in step by step, the cards of variants kept true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import seats
from marketplace.catalog.import_models import ImportLine, ImportRun
from marketplace.catalog.models import Product
from marketplace.catalog.services import grouping, hampers, importing
from marketplace.infra import outbox
from marketplace.infra.outbox import Delivery
from marketplace.infra.sweeping import sweep
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.events import Topic

LINES_FOR = timedelta(days=30)
"""How long the rows of a sent table are kept; what came of it stays in its counts."""


def import_step(
    session: Session,
    worker: Actor,
    payload: dict[str, Any],
    *,
    seconds: float = importing.STEP_SECONDS,
) -> None:
    """Job: the next rows of a table, for so long, as its sender, only while she may act for the shop."""
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
        importing.carry_on(session, present, run, seconds=seconds)


def forget_lines(session: Session) -> bool:
    """Sweep: the rows of tables that were sent more than thirty days ago."""
    old = select(ImportRun.id).where(ImportRun.started_at < clock.now() - LINES_FOR)
    return sweep(session, ImportLine, ImportLine.run_id.in_(old))


def settle_groups(session: Session, _actor: Actor, deliveries: Sequence[Delivery]) -> None:
    """A listing changed: its group of variants may be led by another one, and told otherwise, from now on."""
    touched = {delivery.payload.product_id for delivery in deliveries}
    groups = session.scalars(
        select(Product.variant_group_id)
        .where(Product.id.in_(touched), Product.variant_group_id.is_not(None))
        .distinct()
        .order_by(Product.variant_group_id)
    ).all()
    for group_id in groups:
        assert group_id is not None
        grouping.settle(session, group_id)


def rest_hampers(session: Session, worker: Actor, deliveries: Sequence[Delivery]) -> None:
    """A product left the sale: so do the hampers that it is in."""
    hampers.rest_without_parts(session, worker, sorted({one.payload.product_id for one in deliveries}))


def register() -> None:
    outbox.on(Topic.LISTING_WITHDRAWN, rest_hampers, name="catalog.hampers")
    for topic in (Topic.LISTING_PUBLISHED, Topic.LISTING_CHANGED, Topic.LISTING_WITHDRAWN):
        outbox.on(topic, settle_groups, name="catalog.variants")

"""The steps after the accepted SPK, each by the person whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Milestone
from marketplace.infra.jobs import Job
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.procurement import (
    fulfilment_delivery,
    fulfilment_handover,
    fulfilment_payment,
    fulfilment_rating,
)
from marketplace.procurement.contract_models import (
    Acceptance,
    Contract,
    Delivery,
    DeliveryLine,
    PaymentRecord,
    Rating,
)
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.fulfilment_payment import Payment
from tests.procurement import steps
from tests.procurement.steps import QUANTITY, Story

GOOD = {"quality": 3, "cost": 3, "time": 3, "service": 2}
_COUNTED = (Delivery, DeliveryLine, Acceptance, PaymentRecord, Rating, Milestone, Job)


def in_force(of: Story) -> Contract:
    return steps.accepted(of, steps.signed(of))


def shipped(of: Story, contract: Contract, pieces: int = QUANTITY, *, by: Actor | None = None) -> Delivery:
    with unit_of_work(actor=by or of.shop.owner) as (session, actor):
        return fulfilment_delivery.ship(
            session, actor, contract.code, quantities={1: pieces}, note="Armada sendiri, SJ-01"
        )


def received(of: Story, delivery: Delivery, count: Count, *, by: Actor | None = None) -> Delivery:
    with unit_of_work(actor=by or of.unit.ppk) as (session, actor):
        return fulfilment_delivery.receive(session, actor, delivery.code, counts={1: count})


def delivered(of: Story, contract: Contract, pieces: int = QUANTITY) -> Delivery:
    """Sent, and all of it received in good order."""
    return received(of, shipped(of, contract, pieces), Count(pieces))


def drawn_up(of: Story, contract: Contract, *, by: Actor | None = None) -> Acceptance:
    with unit_of_work(actor=by or of.unit.ppk) as (session, actor):
        return fulfilment_handover.draw_up_bast(session, actor, contract.code)


def signed_bast(of: Story, contract: Contract, *, by: Actor | None = None) -> Acceptance:
    with unit_of_work(actor=by or of.shop.owner) as (session, actor):
        return fulfilment_handover.sign_bast(session, actor, contract.code)


def handed_over(of: Story) -> Contract:
    """A contract with everything received and the BAST signed by both."""
    contract = in_force(of)
    delivered(of, contract)
    drawn_up(of, contract)
    signed_bast(of, contract)
    return contract


def billed(of: Story, contract: Contract, *, by: Actor | None = None) -> Acceptance:
    with unit_of_work(actor=by or of.shop.owner) as (session, actor):
        return fulfilment_payment.send_invoice(session, actor, contract.code, number="TG/2026/01")


def payment(**changed: Any) -> Payment:
    values: dict[str, Any] = {"route": "LS", "reference": "SP2D-110007/2026", "paid_on": clock.today()}
    return Payment(**(values | changed))


def paid(of: Story, contract: Contract, *, by: Actor | None = None, **changed: Any) -> PaymentRecord:
    with unit_of_work(actor=by or of.unit.treasurer) as (session, actor):
        return fulfilment_payment.record_payment(session, actor, contract.code, payment=payment(**changed))


def rated(
    of: Story,
    contract: Contract,
    scores: Mapping[str, int] = GOOD,
    reasons: Mapping[str, str] | None = None,
    *,
    by: Actor | None = None,
) -> Rating:
    with unit_of_work(actor=by or of.unit.ppk) as (session, actor):
        return fulfilment_rating.rate(session, actor, contract.code, scores=scores, reasons=reasons or {})


def replied(of: Story, contract: Contract, *, by: Actor | None = None) -> Rating:
    with unit_of_work(actor=by or of.shop.owner) as (session, actor):
        return fulfilment_rating.reply(session, actor, contract.code, text="Kami perbaiki pengemasannya.")


def late_by(contract: Contract, days: int) -> Any:
    """The clock at noon in Jakarta, so many days after the contract's day of delivery."""
    day: date = contract.deliver_on + timedelta(days=days)
    return clock.frozen(clock.now().replace(year=day.year, month=day.month, day=day.day, hour=5))


def everything(session: Session, of: Story) -> dict[str, Any]:
    """What a refusal must leave as it was, with the tables of the second half."""
    before = steps.everything(session, of)
    counts = {
        model.__tablename__: session.scalar(select(func.count()).select_from(model)) for model in _COUNTED
    }
    lines = select(DeliveryLine.sent, DeliveryLine.received, DeliveryLine.refused, DeliveryLine.reason)
    return (
        before
        | counts
        | {
            "lines": list(session.execute(lines.order_by(DeliveryLine.id)).all()),
            "deliveries": list(session.execute(select(Delivery.state, Delivery.version)).all()),
            "acceptances": list(session.execute(select(Acceptance.state, Acceptance.version)).all()),
            "invoices": list(session.scalars(select(Acceptance.invoice_number)).all()),
            "replies": list(session.scalars(select(Rating.reply)).all()),
        }
    )

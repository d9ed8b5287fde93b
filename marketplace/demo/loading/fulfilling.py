"""The verbs of government buying from the first consignment to the rating."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.demo.loading.buying import package_of, ppk
from marketplace.demo.loading.stage import Stage
from marketplace.demo.story import StoryEvent
from marketplace.kernel.actor import Role
from marketplace.kernel.money import Rupiah
from marketplace.procurement import fulfilment_delivery as delivery
from marketplace.procurement import fulfilment_handover as handover
from marketplace.procurement import fulfilment_payment as payment
from marketplace.procurement import fulfilment_rating as rating

ASPECTS = ("quality", "cost", "time", "service")


def ship(session: Session, stage: Stage, event: StoryEvent) -> None:
    package, values = package_of(stage, event), event.values
    sent = delivery.ship(
        session,
        stage.owner(package.business),
        stage.contracts[package.id],
        quantities=dict(enumerate(values["quantities"], start=1)),
        note=f"{values['courier'].capitalize()}, surat jalan {values['waybill']}",
    )
    stage.deliveries[package.id] = sent.code


def receive(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    pairs = zip(event.values["received"], event.values["rejected"], strict=True)
    counts = {
        number: delivery.Count(received, refused, event.note if refused else "")
        for number, (received, refused) in enumerate(pairs, start=1)
    }
    delivery.receive(session, ppk(stage, package), stage.deliveries[package.id], counts=counts)


def sign_bast(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    contract = stage.contracts[package.id]
    if event.values["side"] == "ppk":
        handover.draw_up_bast(session, ppk(stage, package), contract)
    else:
        handover.sign_bast(session, stage.owner(package.business), contract)


def send_invoice(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    owner, contract = stage.owner(package.business), stage.contracts[package.id]
    payment.send_invoice(session, owner, contract, number=event.values["number"])


def record_payment(session: Session, stage: Stage, event: StoryEvent) -> None:
    package, values = package_of(stage, event), event.values
    payment.record_payment(
        session,
        stage.official(event.actor, Role.TREASURER, package.work_unit),
        stage.contracts[package.id],
        payment=payment.Payment(
            route=values["route"],
            reference=values["sp2d"],
            paid_on=date.fromisoformat(values["paid_on"]),
            withheld={item["kind"]: Rupiah(item["amount"]) for item in values["withheld"]},
        ),
    )


def rate(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    rating.rate(
        session,
        ppk(stage, package),
        stage.contracts[package.id],
        scores={aspect: event.values[aspect] for aspect in ASPECTS},
        reasons=event.values["reasons"],
    )


def reply(session: Session, stage: Stage, event: StoryEvent) -> None:
    package = package_of(stage, event)
    owner, contract = stage.owner(package.business), stage.contracts[package.id]
    rating.reply(session, owner, contract, text=event.values["text"])

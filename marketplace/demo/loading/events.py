"""The events of the story as scenes: which verb is played by which function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from sqlalchemy.orm import Session

from marketplace.demo.loading import buying, fulfilling, helping
from marketplace.demo.loading.stage import Scene, Stage, instant
from marketplace.demo.story import StoryEvent

Verb = Callable[[Session, Stage, StoryEvent], None]

VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "help.request": helping.request_help,
        "help.accept": helping.accept_help,
        "help.visit": helping.visit,
        "help.done": helping.finish_help,
        "mandate.request": helping.request_mandate,
        "mandate.grant": helping.grant_mandate,
        "mandate.revoke": helping.revoke_mandate,
        "proposal.make": helping.make_proposal,
        "proposal.confirm": helping.confirm_proposal,
        "proposal.refuse": helping.refuse_proposal,
        "sanction.impose": helping.impose_sanction,
        "sanction.lift": helping.lift_sanction,
        "package.open": buying.open_package,
        "package.offer": buying.offer,
        "package.agree": buying.agree,
        "package.approve": buying.approve,
        "package.accept": buying.accept,
        "package.cancel": buying.cancel,
        "delivery.ship": fulfilling.ship,
        "delivery.receive": fulfilling.receive,
        "bast.sign": fulfilling.sign_bast,
        "invoice.submit": fulfilling.send_invoice,
        "payment.record": fulfilling.record_payment,
        "rating.give": fulfilling.rate,
        "rating.reply": fulfilling.reply,
    }
)

PLAYED_ELSEWHERE = frozenset({"document.submit", "document.accept", "document.reject", "package.lapse"})
"""Dossiers belong to their business (`shops`); what lapses is ended by the timed work of its own deadline."""


def scenes(stage: Stage) -> Iterator[Scene]:
    """Everything that happens after the shops are open; raises KeyError for a verb without a player."""
    for event in stage.content.story.events:
        if event.verb not in PLAYED_ELSEWHERE:
            yield Scene(instant(event.date, event.time), partial(_play, verb=VERBS[event.verb], event=event))


def _play(session: Session, stage: Stage, *, verb: Verb, event: StoryEvent) -> None:
    try:
        verb(session, stage, event)
    except Exception as error:
        error.add_note(f"event {event.id} of the story: {event.verb} {dict(event.subject)}")
        raise

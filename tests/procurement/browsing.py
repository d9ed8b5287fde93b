"""Browsers of the people of a story."""

from __future__ import annotations

from marketplace.kernel.actor import Actor
from tests.procurement.steps import Story


def code_of(of: Story, actor: Actor) -> str:
    """The public code of the party that an actor acts for in a story."""
    return of.shop.business.code if actor.party == of.shop.owner.party else of.unit.unit.code


def browser(as_actor, of: Story, actor: Actor, **options):
    """A signed-in browser of somebody in the story."""
    label = of.shop.business.name if actor.party == of.shop.owner.party else of.unit.unit.name
    return as_actor(
        actor.user_id,
        actor.role,
        actor.party,
        code=code_of(of, actor),
        label=label,
        mandate_id=actor.mandate_id,
        **options,
    )

"""Who may do what about help. Pure functions of the actor."""

from __future__ import annotations

from marketplace.businesses import policies as businesses
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Forbidden

is_helper = businesses.may_request_mandate
"""An admitted helper in their own seat, acting for nobody."""


def may_admit(actor: Actor) -> bool:
    """Helpers are admitted by the platform's staff."""
    return actor.role in {Role.ADMIN, Role.SYSTEM}


def ensure_helper(actor: Actor) -> int:
    """The key of the helper's profile; Forbidden for everybody else."""
    if not is_helper(actor) or actor.party is None:
        raise Forbidden(f"{actor.role} is no helper in their own seat")
    return actor.party.id

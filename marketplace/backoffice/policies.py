"""Who sees the staff pages."""

from __future__ import annotations

from marketplace.kernel.actor import Actor, Role


def is_admin(actor: Actor) -> bool:
    return actor.role is Role.ADMIN

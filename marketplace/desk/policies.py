"""Who has a desk here."""

from __future__ import annotations

from marketplace.kernel.actor import Actor, Role


def is_dinas(actor: Actor) -> bool:
    """An officer of a regional service, bounded by a region."""
    return actor.role is Role.DINAS and actor.region_code is not None

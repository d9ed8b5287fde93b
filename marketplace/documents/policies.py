"""Who may ask for papers at all; whether for this one is decided by `queries.for_reader`."""

from __future__ import annotations

from marketplace.kernel.actor import Actor


def is_signed_in(actor: Actor) -> bool:
    return actor.signed_in

"""Who may ask for papers at all; whether for this one is decided by `queries.for_reader`."""

from __future__ import annotations

from marketplace.kernel.actor import Actor, Role

PAPERS = "procurement.read"
"""What staff of a business need in their permissions: all papers so far are of government purchases."""


def is_signed_in(actor: Actor) -> bool:
    return actor.signed_in


def reads_papers_of_party(actor: Actor) -> bool:
    """In their own right, and of a business only its owner or staff who may see its purchases."""
    return actor.mandate_id is None and (actor.role is not Role.STAFF or PAPERS in actor.scopes)

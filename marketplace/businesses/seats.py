"""The right to act for a business, read from membership and mandate: again in every transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies, queries
from marketplace.businesses.models import Mandate, Member, MemberRole
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.web.actors import Seat
from marketplace.web.layout import home_of

_ROLES = {MemberRole.OWNER: Role.OWNER, MemberRole.STAFF: Role.STAFF}


def load_business(session: Session, actor: Actor, lock: bool) -> Actor | None:
    """The actor with what the membership or the mandate gives now; None when it gives nothing any more.

    `lock` (in a writing transaction) holds the row, so that a revocation and an act can't cross.
    """
    if actor.party is None:
        return None
    if actor.mandate_id is not None:
        return _under_mandate(session, actor, actor.party.id, lock)
    present = select(Member.role, Member.permissions).where(
        Member.business_id == actor.party.id, Member.user_id == actor.user_id, Member.left_at.is_(None)
    )
    found = session.execute(present.with_for_update(read=True) if lock else present).one_or_none()
    if found is None or _ROLES[found.role] is not actor.role:
        return None
    return replace(actor, scopes=policies.scopes_of(found.permissions))


def _under_mandate(session: Session, actor: Actor, business_id: int, lock: bool) -> Actor | None:
    in_force = select(Mandate.scopes).where(
        Mandate.id == actor.mandate_id,
        Mandate.business_id == business_id,
        Mandate.helper_id == actor.user_id,
        queries.in_force_clause(clock.today()),
    )
    scopes = session.scalar(in_force.with_for_update(read=True) if lock else in_force)
    if scopes is None:
        return None
    return replace(actor, role=Role.HELPER, scopes=frozenset(scopes))


def business_seats(session: Session, user_id: int) -> Sequence[Seat]:
    """A seat for each own business, and one for each business that a mandate covers today."""
    own = [
        Seat(
            _ROLES[role],
            PartyRef(PartyKind.BUSINESS, business.id),
            business.code,
            business.name,
            home_of(_ROLES[role]),
        )
        for business, role in queries.businesses_of(session, user_id)
    ]
    helped = [
        Seat(
            Role.HELPER,
            PartyRef(PartyKind.BUSINESS, mandate.business_id),
            mandate.business_code,
            mandate.business_name,
            home_of(Role.HELPER, mandated=True),
            mandate_id=mandate.id,
        )
        for mandate in queries.mandates_of_helper(session, user_id, active=True)
    ]
    return [*own, *helped]

"""Loading and locking, shared by the use cases of this room."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.infra import audit, outbox
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.errors import NotFound
from marketplace.kernel.events import BusinessChanged


def locked_business(session: Session, business_id: int) -> Business:
    """The business, locked and as it is in this transaction; raises NotFound."""
    query = select(Business).where(Business.id == business_id).with_for_update()
    business = session.scalar(query.execution_options(populate_existing=True))
    if business is None:
        raise NotFound(f"business {business_id}")
    return business


def party_of(business_id: int) -> PartyRef:
    """The business as a party: whose chain its acts go to."""
    return PartyRef(PartyKind.BUSINESS, business_id)


def note(session: Session, actor: Actor, action: str, business_id: int, subject: str, **data: object) -> None:
    """An audit entry on the chain of the business."""
    audit.record(session, actor, action, subject=subject, parties=[party_of(business_id)], data=data)


def tell_change(session: Session, business_id: int) -> None:
    """What others see or check of the business changed."""
    outbox.record(session, BusinessChanged(business_id=business_id))


def owner_ids(session: Session, business_id: int) -> list[int]:
    """The accounts of the present owners."""
    query = select(Member.user_id).where(
        Member.business_id == business_id, Member.role == MemberRole.OWNER, Member.left_at.is_(None)
    )
    return list(session.scalars(query.order_by(Member.id)))

"""The people of a business: given named permissions, removed by the owner, leaving by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import Account
from marketplace.businesses import policies
from marketplace.businesses.models import Member, MemberRole
from marketplace.businesses.services import _team_notices
from marketplace.businesses.services._rows import locked_business, note
from marketplace.businesses.services.invitations import known_permissions
from marketplace.businesses.services.transfers import drop_transfer_with
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound, Refused

LAST_OWNER = (
    "Anda satu-satunya pemilik, jadi tidak bisa keluar begitu saja. Pindahkan dulu usaha ini ke orang lain "
    "dalam tim, atau tutup usahanya."
)


def set_permissions(
    session: Session, actor: Actor, business_id: int, member_code: str, *, permissions: Sequence[str]
) -> None:
    """What a person of staff may do from this transaction on. Raises DomainError beside `permissions`."""
    policies.ensure_may_own(actor, business_id)
    member = locked_member(session, business_id, member_code)
    if member.role is MemberRole.OWNER:
        raise Refused("Pemilik boleh semuanya; izinnya tidak diatur di sini.")
    member.permissions = known_permissions(permissions)
    session.flush()
    subject = f"account:{member_code}"
    data = {"permissions": member.permissions}
    note(session, actor, "businesses.set_permissions", business_id, subject, **data)
    _team_notices.permissions_changed(session, member, locked_business(session, business_id))


def remove_member(session: Session, actor: Actor, business_id: int, member_code: str) -> None:
    """The owner ends somebody's membership; their next act is refused already."""
    policies.ensure_may_own(actor, business_id)
    member = locked_member(session, business_id, member_code)
    if member.role is MemberRole.OWNER:
        raise Refused(LAST_OWNER)
    end_membership(session, actor, member, "businesses.remove_member", member_code)
    _team_notices.removed(session, member, locked_business(session, business_id).name)


def leave_business(session: Session, actor: Actor, business_id: int) -> None:
    """Somebody of staff leaves by themselves. Raises Refused for the last owner."""
    policies.ensure_works_at(actor, business_id)
    locked_business(session, business_id)
    code = session.get_one(Account, actor.user_id).code
    member = locked_member(session, business_id, code)
    if member.role is MemberRole.OWNER:
        raise Refused(LAST_OWNER)
    end_membership(session, actor, member, "businesses.leave", code)
    _team_notices.left(session, member, accounts.name_of(session, member.user_id) or "")


def end_membership(session: Session, actor: Actor, member: Member, action: str, member_code: str) -> None:
    """Close the row of a locked membership, and with it what waited for this person."""
    drop_transfer_with(session, actor, member.business_id, member.user_id)
    member.left_at = clock.now()
    session.flush()
    note(session, actor, action, member.business_id, f"account:{member_code}")


def locked_member(session: Session, business_id: int, member_code: str) -> Member:
    """A present person of the business by the code of their account, locked; raises NotFound."""
    found = session.scalar(
        select(Member)
        .join(Account, Account.id == Member.user_id)
        .where(Member.business_id == business_id, Account.code == member_code, Member.left_at.is_(None))
        .with_for_update(of=Member)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(f"member {member_code}")
    return found

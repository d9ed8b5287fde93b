"""Who may do what with accounts."""

from __future__ import annotations

from marketplace.infra import sessions
from marketplace.infra.sessions import OFFICE_ROLES
from marketplace.kernel.actor import Actor, PartyKind, Role


def is_signed_in(actor: Actor) -> bool:
    return actor.signed_in


def proved_lately(actor: Actor) -> bool:
    """The second factor (or password) was given, or used for an act, in the last thirty minutes."""
    at = actor.stepped_up_at
    return at is not None and sessions.wall_clock() - at <= sessions.STEP_UP_IDLE


def may_create_account(actor: Actor) -> bool:
    """Visitors for themselves; admins and the program for others."""
    return actor.role in {Role.VISITOR, Role.ADMIN, Role.SYSTEM}


def may_grant_roles(actor: Actor) -> bool:
    return actor.role in {Role.ADMIN, Role.SYSTEM}


def may_recover_in_person(actor: Actor) -> bool:
    """The platform's staff in their own seat; that it is somebody else's account is asked of the case."""
    party = actor.party
    own_seat = party is None or party.kind is PartyKind.PLATFORM
    return actor.role in {Role.ADMIN, Role.VERIFIER} and own_seat


def needs_second_factor(role: Role) -> bool:
    """Roles that sign, pay, judge or look into others' files are taken only after a one-time code."""
    return role in OFFICE_ROLES


_demo_accounts = {"allowed": False}


def allow_demo_accounts(allowed: bool) -> None:
    """Set once by `create_app`: only development lets the demo people in."""
    _demo_accounts["allowed"] = allowed


def may_enter(*, is_demo: bool) -> bool:
    """Whether an account may be signed in to here at all."""
    return not is_demo or _demo_accounts["allowed"]


def may_repeat_code(*, is_demo: bool) -> bool:
    """A one-time code works once; only the demo people may use theirs again inside its window."""
    return is_demo and _demo_accounts["allowed"]


def may_read_messages_here() -> bool:
    """In development whoever runs the program reads what it sends on a page of its own."""
    return _demo_accounts["allowed"]

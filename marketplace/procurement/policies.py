"""Who may do what in government buying. Roles come from dated appointments, read again in each act."""

from __future__ import annotations

from marketplace.kernel.actor import Actor, PartyKind, Role
from marketplace.kernel.errors import Forbidden, NotFound
from marketplace.procurement.package_models import Package

OFFICIALS = frozenset({Role.PP, Role.PPK, Role.POKJA, Role.TREASURER, Role.AUDITOR})
BUYERS = OFFICIALS - {Role.AUDITOR}
SELLERS = frozenset({Role.OWNER, Role.STAFF, Role.HELPER})
READ, SHIP = "procurement.read", "procurement.ship"
"""What the permissions of staff name; see `businesses.policies.PERMISSIONS`."""


def is_official(actor: Actor) -> bool:
    """Somebody appointed in a work unit who takes part in buying."""
    return actor.role in BUYERS and _in_unit(actor)


def is_pp(actor: Actor) -> bool:
    return actor.role is Role.PP and _in_unit(actor)


def is_ppk(actor: Actor) -> bool:
    return actor.role is Role.PPK and _in_unit(actor)


def is_treasurer(actor: Actor) -> bool:
    return actor.role is Role.TREASURER and _in_unit(actor)


def is_auditor(actor: Actor) -> bool:
    """Reads everything of the work unit and changes nothing."""
    return actor.role is Role.AUDITOR and _in_unit(actor)


def reads_unit(actor: Actor) -> bool:
    """Officials and auditors read what their work unit does."""
    return actor.role in OFFICIALS and _in_unit(actor)


def is_seller_owner(actor: Actor) -> bool:
    """An owner acting for her own business: offers, acceptance and signatures are never delegated."""
    return actor.role is Role.OWNER and _in_business(actor) and actor.mandate_id is None


def is_seller(actor: Actor) -> bool:
    """Owner, staff who may see purchases, and a helper under a mandate (who only reads)."""
    unbound = actor.role in {Role.OWNER, Role.HELPER} or READ in actor.scopes
    return unbound and actor.role in SELLERS and _in_business(actor)


def sends_goods(actor: Actor) -> bool:
    """The owner, or staff who may: sending goods binds the seller, so no helper does it."""
    own = actor.role is Role.OWNER or (actor.role is Role.STAFF and SHIP in actor.scopes)
    return own and _in_business(actor) and actor.mandate_id is None


def may_administer(actor: Actor) -> bool:
    """Agencies, work units and appointments are entered by platform staff on the agency's letter."""
    return actor.role in {Role.ADMIN, Role.SYSTEM}


def ensure_may_administer(actor: Actor) -> None:
    if not may_administer(actor):
        raise Forbidden(f"{actor.role} does not administer work units")


def is_side_of(actor: Actor, package: Package) -> bool:
    """Whether a package belongs to the actor's work unit, or to the actor's business as seller."""
    if actor.party is None:
        return False
    if actor.party.kind is PartyKind.WORK_UNIT:
        return actor.party.id == package.work_unit_id
    return actor.party.kind is PartyKind.BUSINESS and actor.party.id == package.business_id


def ensure_side_of(actor: Actor, package: Package) -> None:
    """A package of others does not exist for this actor."""
    if not is_side_of(actor, package):
        raise NotFound(f"package {package.code}")


def ensure_pp_of(actor: Actor, package: Package) -> None:
    """The officer who opened the package; another officer of the unit, and everybody else, may not."""
    if not is_pp(actor) or actor.user_id != package.pp_user_id:
        raise Forbidden("only the officer of the package does this")


def ensure_ppk_of(actor: Actor, package: Package) -> None:
    """The PPK named in the package, in that office."""
    if not is_ppk(actor) or actor.user_id != package.ppk_user_id:
        raise Forbidden("only the PPK of the package does this")


def chooses(actor: Actor, package: Package) -> bool:
    """The officer or the PPK of the package."""
    return is_official(actor) and actor.user_id in {package.pp_user_id, package.ppk_user_id}


def ensure_chooses(actor: Actor, package: Package) -> None:
    """The officer or the PPK of the package: whoever appoints its seller answers for having looked."""
    if not chooses(actor, package):
        raise Forbidden("only the officer and the PPK of the package do this")


def receives(actor: Actor, package: Package) -> bool:
    """The PPK of the package, or another buying official who did not choose its seller."""
    return is_official(actor) and actor.user_id != package.pp_user_id


def ensure_owner_of(actor: Actor, package: Package) -> None:
    """The owner of the selling business, from her own account."""
    if not is_seller_owner(actor) or not is_side_of(actor, package):
        raise Forbidden("only the owner of the seller does this")


def _in_unit(actor: Actor) -> bool:
    return actor.party is not None and actor.party.kind is PartyKind.WORK_UNIT


def _in_business(actor: Actor) -> bool:
    return actor.party is not None and actor.party.kind is PartyKind.BUSINESS

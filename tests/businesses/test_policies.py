"""Who may do what: every kind of actor against every act of this room."""

from __future__ import annotations

import pytest

from marketplace.businesses import policies
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Forbidden, NotFound

SHOP, OTHER = 7, 8
HERE = PartyRef(PartyKind.BUSINESS, SHOP)

ACTORS = {
    "visitor": Actor.visitor(),
    "shopper": Actor(1, 1, Role.SHOPPER, PartyRef(PartyKind.PERSON, 1)),
    "owner": Actor(1, 1, Role.OWNER, HERE),
    "staff": Actor(1, 1, Role.STAFF, HERE, scopes=policies.scopes_of(policies.PERMISSIONS)),
    "staff for stock": Actor(1, 1, Role.STAFF, HERE, scopes=policies.scopes_of(["stock"])),
    "staff without permissions": Actor(1, 1, Role.STAFF, HERE),
    "acting": Actor(1, 1, Role.HELPER, HERE, mandate_id=3, scopes=frozenset({"profile.write"})),
    "helper": Actor(1, 1, Role.HELPER, PartyRef(PartyKind.HELPER, 1)),
    "verifier": Actor(1, 1, Role.VERIFIER, PartyRef(PartyKind.PLATFORM, 1)),
    "admin": Actor(1, 1, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1)),
    "ppk": Actor(1, 1, Role.PPK, PartyRef(PartyKind.WORK_UNIT, SHOP)),
    "auditor": Actor(1, 1, Role.AUDITOR, PartyRef(PartyKind.WORK_UNIT, SHOP)),
    "system": Actor.system("worker"),
    # What no session holds, and no policy may be fooled by.
    "owner under a mandate": Actor(1, 1, Role.OWNER, HERE, mandate_id=3),
    "helper without a mandate": Actor(1, 1, Role.HELPER, HERE),
    "verifier for a business": Actor(1, 1, Role.VERIFIER, HERE),
}

STAFF = {"staff", "staff for stock", "staff without permissions"}

RULES = {
    "is_owner": (policies.is_owner, {"owner"}),
    "is_helper": (policies.is_helper, {"acting"}),
    "is_staff": (policies.is_staff, STAFF),
    "works_here": (policies.works_here, {"owner"} | STAFF),
    "is_seller": (policies.is_seller, {"owner", "acting"} | STAFF),
    "is_verifier": (policies.is_verifier, {"verifier"}),
    "may_register": (policies.may_register, {"shopper", "owner"} | STAFF),
    "may_request_mandate": (policies.may_request_mandate, {"helper"}),
    "may_impose": (policies.may_impose, {"system"}),
    "may_propose_sanction": (policies.may_propose_sanction, {"verifier", "admin"}),
    "may_decide_sanction": (policies.may_decide_sanction, {"admin"}),
    "may own": (lambda actor: policies.may_own(actor, SHOP), {"owner"}),
    "may own another": (lambda actor: policies.may_own(actor, OTHER), set()),
    "profile": (
        lambda actor: policies.may_act_for(actor, SHOP, "profile.write"),
        {"owner", "staff", "acting"},
    ),
    "catalog": (lambda actor: policies.may_act_for(actor, SHOP, "catalog.write"), {"owner", "staff"}),
    "stock": (
        lambda actor: policies.may_act_for(actor, SHOP, "stock.write"),
        {"owner", "staff", "staff for stock"},
    ),
    "no scope wanted": (lambda actor: policies.may_act_for(actor, SHOP), {"owner", "acting"} | STAFF),
    "in_own_right": (
        policies.in_own_right,
        set(ACTORS) - {"visitor", "system", "acting", "owner under a mandate"},
    ),
    "profile of another": (lambda actor: policies.may_act_for(actor, OTHER, "profile.write"), set()),
}


@pytest.mark.parametrize("rule", RULES)
def test_exactly_these_may(rule):
    allowed, expected = RULES[rule]
    assert {name for name, actor in ACTORS.items() if allowed(actor)} == expected


def test_a_stranger_is_told_nothing_and_a_helper_that_it_is_not_hers():
    with pytest.raises(NotFound):
        policies.ensure_may_own(ACTORS["shopper"], SHOP)
    with pytest.raises(NotFound):
        policies.ensure_may_act_for(ACTORS["owner"], OTHER, "profile.write")
    with pytest.raises(Forbidden):
        policies.ensure_may_own(ACTORS["acting"], SHOP)
    with pytest.raises(Forbidden):
        policies.ensure_may_act_for(ACTORS["acting"], SHOP, "catalog.write")


def test_the_bank_the_team_and_the_end_stay_with_the_owner():
    given = policies.scopes_of(policies.PERMISSIONS)
    assert not [scope for scope in given if scope.startswith(("bank", "member", "mandate", "contract"))]
    for name in STAFF:
        with pytest.raises(Forbidden):
            policies.ensure_may_own(ACTORS[name], SHOP)


def test_only_its_own_people_work_at_a_business():
    policies.ensure_works_at(ACTORS["staff"], SHOP)
    with pytest.raises(NotFound):
        policies.ensure_works_at(ACTORS["staff"], OTHER)
    with pytest.raises(Forbidden):
        policies.ensure_works_at(ACTORS["acting"], SHOP)


def test_no_scope_reaches_what_only_owners_do():
    never = ("bank", "price", "contract", "member", "consent", "verification")
    assert not [scope for scope in policies.SCOPES if scope.startswith(never)]

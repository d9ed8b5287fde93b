"""Who may do what in government buying: every role in every kind of party against every rule."""

from __future__ import annotations

import pytest

from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Forbidden, NotFound
from marketplace.procurement import policies
from marketplace.procurement.package_models import Package

UNIT, SHOP, OTHER = 7, 8, 9
OFFICER, SIGNER = 1, 2
PARTIES = {
    "nobody": None,
    "person": PartyRef(PartyKind.PERSON, 1),
    "unit": PartyRef(PartyKind.WORK_UNIT, UNIT),
    "shop": PartyRef(PartyKind.BUSINESS, SHOP),
    "helper": PartyRef(PartyKind.HELPER, 1),
    "platform": PartyRef(PartyKind.PLATFORM, 1),
}
ACTORS = (
    {
        f"{role.value} of {where}": Actor(1, 1, role, party)
        for role in Role
        for where, party in PARTIES.items()
    }
    | {
        f"{role.value} under a mandate": Actor(1, 1, role, PARTIES["shop"], mandate_id=3)
        for role in (Role.OWNER, Role.STAFF, Role.HELPER)
    }
    | {
        "reading staff of shop": Actor(1, 1, Role.STAFF, PARTIES["shop"], scopes=frozenset({policies.READ})),
        "shipping staff of shop": Actor(
            1, 1, Role.STAFF, PARTIES["shop"], scopes=frozenset({policies.READ, policies.SHIP})
        ),
        "shipping staff of unit": Actor(
            1, 1, Role.STAFF, PARTIES["unit"], scopes=frozenset({policies.READ, policies.SHIP})
        ),
        "verifier with scopes": Actor(
            1, 1, Role.VERIFIER, PARTIES["shop"], scopes=frozenset({policies.READ})
        ),
    }
)
BUYERS = {"pp of unit", "ppk of unit", "pokja of unit", "treasurer of unit"}
READERS = {"owner of shop", "reading staff of shop", "shipping staff of shop", "helper of shop"}
UNDER_MANDATES = {"owner under a mandate", "helper under a mandate"}
STAFF_OF_THE_PLATFORM = {f"{role} of {where}" for role in ("admin", "system") for where in PARTIES}

RULES = {
    "is_official": (policies.is_official, BUYERS),
    "is_pp": (policies.is_pp, {"pp of unit"}),
    "is_ppk": (policies.is_ppk, {"ppk of unit"}),
    "is_treasurer": (policies.is_treasurer, {"treasurer of unit"}),
    "is_auditor": (policies.is_auditor, {"auditor of unit"}),
    "reads_unit": (policies.reads_unit, BUYERS | {"auditor of unit"}),
    "is_seller_owner": (policies.is_seller_owner, {"owner of shop"}),
    "is_seller": (policies.is_seller, READERS | UNDER_MANDATES),
    "sends_goods": (policies.sends_goods, {"owner of shop", "shipping staff of shop"}),
    "may_administer": (policies.may_administer, STAFF_OF_THE_PLATFORM),
}


@pytest.mark.parametrize("rule", RULES)
def test_exactly_these_may(rule):
    allowed, expected = RULES[rule]
    assert {name for name, actor in ACTORS.items() if allowed(actor)} == expected


@pytest.fixture
def package() -> Package:
    return Package(
        code="7H2K9M4QRT", work_unit_id=UNIT, business_id=SHOP, pp_user_id=OFFICER, ppk_user_id=SIGNER
    )


def somebody(role: Role, user_id: int, kind: PartyKind, party_id: int) -> Actor:
    return Actor(user_id, 1, role, PartyRef(kind, party_id))


@pytest.mark.parametrize(
    ("kind", "party_id", "inside"),
    [
        (PartyKind.WORK_UNIT, UNIT, True),
        (PartyKind.BUSINESS, SHOP, True),
        (PartyKind.WORK_UNIT, SHOP, False),
        (PartyKind.BUSINESS, UNIT, False),
        (PartyKind.WORK_UNIT, OTHER, False),
        (PartyKind.BUSINESS, OTHER, False),
        (PartyKind.HELPER, SHOP, False),
    ],
)
def test_a_package_exists_for_its_two_sides_only(package, kind, party_id, inside):
    actor = somebody(Role.OWNER, 5, kind, party_id)
    assert policies.is_side_of(actor, package) is inside
    if inside:
        policies.ensure_side_of(actor, package)
    else:
        with pytest.raises(NotFound):
            policies.ensure_side_of(actor, package)


def test_nobody_without_a_party_is_a_side(package):
    assert policies.is_side_of(Actor.visitor(), package) is False


UNIT_OF = (PartyKind.WORK_UNIT, UNIT)


@pytest.mark.parametrize(
    ("ensure", "right", "wrong"),
    [
        (
            policies.ensure_pp_of,
            somebody(Role.PP, OFFICER, *UNIT_OF),
            [somebody(Role.PP, SIGNER, *UNIT_OF), somebody(Role.PPK, OFFICER, *UNIT_OF)],
        ),
        (
            policies.ensure_ppk_of,
            somebody(Role.PPK, SIGNER, *UNIT_OF),
            [somebody(Role.PPK, OFFICER, *UNIT_OF), somebody(Role.PP, SIGNER, *UNIT_OF)],
        ),
        (
            policies.ensure_owner_of,
            somebody(Role.OWNER, 5, PartyKind.BUSINESS, SHOP),
            [
                somebody(Role.OWNER, 5, PartyKind.BUSINESS, OTHER),
                somebody(Role.STAFF, 5, PartyKind.BUSINESS, SHOP),
            ],
        ),
    ],
    ids=["pp", "ppk", "owner"],
)
def test_only_the_person_of_the_package_in_that_office(package, ensure, right, wrong):
    ensure(right, package)
    for actor in wrong:
        with pytest.raises(Forbidden):
            ensure(actor, package)


def test_whoever_chose_the_seller_does_not_count_the_goods(package):
    may = {
        (role, user_id)
        for role in (Role.PP, Role.PPK, Role.TREASURER, Role.AUDITOR)
        for user_id in (OFFICER, SIGNER)
        if policies.receives(somebody(role, user_id, *UNIT_OF), package)
    }
    assert may == {(Role.PP, SIGNER), (Role.PPK, SIGNER), (Role.TREASURER, SIGNER)}


def test_only_the_platforms_staff_enter_work_units():
    policies.ensure_may_administer(ACTORS["admin of platform"])
    with pytest.raises(Forbidden):
        policies.ensure_may_administer(ACTORS["ppk of unit"])

"""Who acts: visitors, people, people under a mandate, the program itself."""

from __future__ import annotations

import pytest

from marketplace.kernel.actor import ROLE_LABELS, Actor, PartyKind, PartyRef, Role

BUSINESS = PartyRef(PartyKind.BUSINESS, 4)


def test_every_role_has_a_label_of_its_own():
    assert {role.label for role in Role} == set(ROLE_LABELS.values())
    assert len(set(ROLE_LABELS.values())) == len(Role) == 14


def test_a_visitor_is_nobody():
    visitor = Actor.visitor()
    assert not visitor.signed_in
    assert (visitor.role, visitor.party, visitor.on_behalf_of) == (Role.VISITOR, None, None)


def test_the_program_acts_under_its_name():
    worker = Actor.system("worker")
    assert (worker.role, worker.name, worker.signed_in) == (Role.SYSTEM, "worker", False)


@pytest.mark.parametrize(
    ("party", "mandate_id", "business_id"),
    [
        (BUSINESS, None, None),  # the owner acts in their own right
        (BUSINESS, 9, 4),
        (PartyRef(PartyKind.HELPER, 4), 9, None),
        (None, None, None),
    ],
)
def test_on_behalf_of_is_the_business_of_a_mandate(party, mandate_id, business_id):
    actor = Actor(user_id=1, session_id=2, role=Role.HELPER, party=party, mandate_id=mandate_id)
    assert actor.signed_in
    assert actor.on_behalf_of == business_id

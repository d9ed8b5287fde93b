"""Every act up to the SPK, in every state, by every role: what table and policies leave is little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from marketplace.businesses.policies import PERMISSIONS, scopes_of
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from marketplace.kernel.money import Rupiah
from marketplace.procurement import (
    services_approval,
    services_contracts,
    services_negotiation,
    services_packages,
)
from marketplace.procurement.services_approval import Approval
from marketplace.procurement.services_negotiation import Offer
from marketplace.procurement.states import PACKAGE, ContractState, PackageState
from tests.businesses import factories as people
from tests.procurement import factories, steps


class Undo(Exception):
    """Raised after an act that was let through, so that the next cell finds the same state."""


ALL_SCOPES = scopes_of(PERMISSIONS)

PACKAGE_ACTS = {
    "invite": lambda session, actor, code, given: services_packages.invite(session, actor, code),
    "offer": lambda session, actor, code, given: services_negotiation.offer(
        session, actor, code, offer=Offer({1: Rupiah(51_000)}, clock.today() + timedelta(days=9))
    ),
    "agree": lambda session, actor, code, given: services_negotiation.agree(session, actor, code),
    "approve": lambda session, actor, code, given: services_approval.approve_and_sign(
        session, actor, code, approval=Approval(given)
    ),
    "return": lambda session, actor, code, given: services_approval.return_package(
        session, actor, code, reason="Perbaiki."
    ),
    "cancel": lambda session, actor, code, given: services_packages.cancel_package(
        session, actor, code, reason="Tidak jadi."
    ),
}

# (state, event): who. In the negotiation the last offer is the owner's, so the officer answers it.
PACKAGE_MAY = {
    (PackageState.DRAFT, "invite"): {"pp"},
    (PackageState.DRAFT, "cancel"): {"pp"},
    (PackageState.NEGOTIATING, "offer"): {"pp"},
    (PackageState.NEGOTIATING, "agree"): {"pp"},
    (PackageState.NEGOTIATING, "cancel"): {"pp"},
    (PackageState.WAITING_PPK, "approve"): {"ppk"},
    (PackageState.WAITING_PPK, "return"): {"ppk"},
    (PackageState.WAITING_PPK, "cancel"): {"ppk"},
}

CONTRACT_ACTS = {
    "accept": lambda session, actor, code, _: services_contracts.accept_contract(session, actor, code),
    "decline": lambda session, actor, code, _: services_contracts.decline_contract(
        session, actor, code, reason="Tidak sanggup."
    ),
}
CONTRACT_MAY = {
    (ContractState.WAITING_SELLER, "accept"): {"owner"},
    (ContractState.WAITING_SELLER, "decline"): {"owner"},
}


def everybody(story: steps.Story) -> dict[str, Actor]:
    """The people around a package, and strangers to it in the same roles."""
    business = PartyRef(PartyKind.BUSINESS, story.shop.business.id)
    mandate = people.mandate(story.shop.business, story.shop.owner)
    elsewhere = factories.work_unit()
    return {
        "pp": story.unit.pp,
        "ppk": story.unit.ppk,
        "treasurer": story.unit.treasurer,
        "auditor": story.unit.auditor,
        "owner": story.shop.owner,
        "other pp": factories.official(story.unit.unit, Role.PP),
        "other ppk": factories.official(story.unit.unit, Role.PPK),
        "foreign pp": factories.official(elsewhere, Role.PP),
        "foreign ppk": factories.official(elsewhere, Role.PPK),
        "staff": Actor(people.person().id, None, Role.STAFF, business, scopes=ALL_SCOPES),
        "staff for stock": Actor(people.person().id, None, Role.STAFF, business),
        "helper": people.acting(mandate),
        "stranger": people.business(name="Warung Lain")[1],
        "shopper": people.shopper(people.person()),
        "visitor": Actor.visitor(),
    }


def lapsed_package(story):
    package = steps.negotiated(story)
    assert package.ppk_deadline is not None
    with (
        clock.frozen(package.ppk_deadline + timedelta(seconds=1)),
        unit_of_work(actor=factories.SYSTEM) as (
            session,
            actor,
        ),
    ):
        services_approval.lapse_package(session, actor, {"package_id": package.id})
    return package


def negotiating(story):
    package = steps.invited(story, steps.opened(story))
    steps.offered(story.shop.owner, package, 52_000)
    return package


def cancelled(story):
    package = steps.opened(story)
    with unit_of_work(actor=story.unit.pp) as (session, actor):
        return services_packages.cancel_package(session, actor, package.code, reason="Tidak jadi.")


def contracted(story):
    package = steps.negotiated(story)
    steps.approved(story, package)
    return package


PACKAGES = {
    PackageState.DRAFT: steps.opened,
    PackageState.NEGOTIATING: negotiating,
    PackageState.WAITING_PPK: steps.negotiated,
    PackageState.CONTRACTED: contracted,
    PackageState.CANCELLED: cancelled,
    PackageState.LAPSED: lapsed_package,
}


def declined(story):
    contract = steps.signed(story)
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        return services_contracts.decline_contract(session, actor, contract.code, reason="Tidak sanggup.")


def lapsed_contract(story):
    contract = steps.signed(story)
    late = contract.accept_deadline + timedelta(seconds=1)
    with clock.frozen(late), unit_of_work(actor=factories.SYSTEM) as (session, actor):
        services_contracts.lapse_contract(session, actor, {"contract_id": contract.id})
    return contract


CONTRACTS = {
    ContractState.WAITING_SELLER: steps.signed,
    ContractState.IN_FORCE: lambda story: steps.accepted(story, steps.signed(story)),
    ContractState.DECLINED: declined,
    ContractState.LAPSED: lapsed_contract,
}


def let_through(act: Callable[..., object], actor: Actor, code: str, given: dict[str, str]) -> bool:
    try:
        with unit_of_work(actor=actor) as (session, doer):
            act(session, doer, code, given)
            raise Undo
    except Undo:
        return True
    except (DomainError, Forbidden, NotFound):
        return False


@pytest.mark.parametrize("state", list(PackageState))
def test_a_package_is_moved_by_whom_the_table_names_and_by_nobody_else(session, database, state):
    story = steps.story()
    package = PACKAGES[state](story)
    assert package.state is state
    given = steps.answers(story, package)
    people_around, before = everybody(story), steps.everything(session, story)
    for event, act in PACKAGE_ACTS.items():
        may = {name for name, actor in people_around.items() if let_through(act, actor, package.code, given)}
        assert may == PACKAGE_MAY.get((state, event), set()), event
    after = steps.everything(session, story)
    assert {key: after[key] for key in ("packages", "contracts", "budget", "stock")} == {
        key: before[key] for key in ("packages", "contracts", "budget", "stock")
    }


@pytest.mark.parametrize("state", list(CONTRACTS))
def test_a_contract_is_answered_by_its_owner_alone_and_once(database, state):
    story = steps.story()
    contract = CONTRACTS[state](story)
    assert contract.state is state
    people_around = everybody(story)
    for event, act in CONTRACT_ACTS.items():
        may = {name for name, actor in people_around.items() if let_through(act, actor, contract.code, {})}
        assert may == CONTRACT_MAY.get((state, event), set()), event


def test_every_step_of_the_state_machine_but_the_timed_one_has_its_people():
    timed = {"lapse"}
    assert set(PACKAGE_MAY) == {step for step in PACKAGE.table if step[1] not in timed}

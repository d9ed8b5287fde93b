"""Whatever statement fails, nothing half-done stays; and what was carried out is never carried out again.

For n = 1, 2, 3, … the n-th statement of an act raises, until the act passes. After each failure every row of
every table is what it was. Then the same form is sent again with the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.catalog import services as catalog
from marketplace.infra import audit
from marketplace.infra.db import Base, db
from marketplace.infra.idempotency import Repeated
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah
from marketplace.procurement import (
    fulfilment_delivery,
    fulfilment_handover,
    fulfilment_payment,
    fulfilment_rating,
    services_approval,
    services_contracts,
    services_negotiation,
    services_packages,
)
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.package_models import Package
from marketplace.procurement.services_approval import Approval
from marketplace.procurement.services_negotiation import Offer
from tests.businesses import factories as people
from tests.catalog import factories as products
from tests.long.measures import tell
from tests.procurement import fulfilment_steps as after
from tests.procurement import steps
from tests.procurement.steps import QUANTITY, Story

pytestmark = [pytest.mark.long, pytest.mark.db, pytest.mark.two_connections]

Act = Callable[[Session, Actor], Any]
MOST_STATEMENTS = 400


class Fault(Exception):
    """The planted failure."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of somebody, as a form with a key would carry it out."""

    name: str
    who: Actor
    act: Act

    def run(self) -> Any:
        with unit_of_work(key=f"long-{self.name}", actor=self.who) as (session, actor):
            return self.act(session, actor)


@contextmanager
def failing_at(number: int) -> Iterator[None]:
    """Let the `number`-th statement from now on raise; the commit counts as a statement, too."""
    counted = [0]

    def hit(*_arguments: object) -> None:
        counted[0] += 1
        if counted[0] == number:
            raise Fault(number)

    points = ("before_cursor_execute", "commit")
    for point in points:
        event.listen(db.engine, point, hit)
    try:
        yield
    finally:
        for point in points:
            event.remove(db.engine, point, hit)


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    with db.engine.connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{name}"')))
            for name in Base.metadata.tables
        }


def changed(before: dict[str, list[str]]) -> list[str]:
    """Names of the tables that are not what they were."""
    now = everything()
    return [name for name, rows in now.items() if rows != before[name]]


def survive(step: Step) -> tuple[Any, int]:
    """Fail at every statement, pass at last, and repeat; what the act gave, and the failures it survived."""
    before = everything()
    for number in range(1, MOST_STATEMENTS):
        db.session.remove()
        try:
            with failing_at(number):
                result = step.run()
        except Fault:
            assert changed(before) == [], f"{step.name}: half-done after a failure at statement {number}"
            continue
        break
    else:
        pytest.fail(f"{step.name} never passed")
    # What the act gave is read on after this session.
    db.session.remove()
    carried_out = everything()
    assert carried_out != before, f"{step.name} did nothing"
    with pytest.raises(Repeated):
        step.run()
    assert changed(carried_out) == [], f"{step.name}: the same key had a second effect"
    assert list(audit.verify(db.session())) == []
    db.session.remove()
    return result, number - 1


def purchase(of: Story) -> Iterator[tuple[Step, Callable[[Any], None]]]:
    """The steps from the first line of a package to its rating; each may use what an earlier one made."""
    made: dict[str, Any] = {}
    pp, ppk, owner, treasurer = of.unit.pp, of.unit.ppk, of.shop.owner, of.unit.treasurer

    def step(name: str, who: Actor, act: Act) -> tuple[Step, Callable[[Any], None]]:
        return Step(name, who, act), lambda result: made.__setitem__(name, result)

    def package() -> str:
        return str(made["open"].code)

    def contract() -> str:
        return str(made["approve"].code)

    wanted, offer = (
        steps.request(of),
        Offer({1: Rupiah(52_000)}, clock.today() + timedelta(days=20), "Antar."),
    )
    yield step("open", pp, lambda s, a: services_packages.open_package(s, a, request=wanted))
    yield step("invite", pp, lambda s, a: services_packages.invite(s, a, package()))
    yield step("offer", owner, lambda s, a: services_negotiation.offer(s, a, package(), offer=offer))
    yield step("agree", pp, lambda s, a: services_negotiation.agree(s, a, package()))
    approval = Approval(steps.answers(of, made["open"]))
    yield step(
        "approve", ppk, lambda s, a: services_approval.approve_and_sign(s, a, package(), approval=approval)
    )
    yield step("accept", owner, lambda s, a: services_contracts.accept_contract(s, a, contract()))
    yield step(
        "ship",
        owner,
        lambda s, a: fulfilment_delivery.ship(s, a, contract(), quantities={1: QUANTITY}, note="SJ-01"),
    )
    yield step(
        "receive",
        ppk,
        lambda s, a: fulfilment_delivery.receive(s, a, made["ship"].code, counts={1: Count(QUANTITY)}),
    )
    yield step("bast", ppk, lambda s, a: fulfilment_handover.draw_up_bast(s, a, contract()))
    yield step("sign", owner, lambda s, a: fulfilment_handover.sign_bast(s, a, contract()))
    yield step("bill", owner, lambda s, a: fulfilment_payment.send_invoice(s, a, contract(), number="TG/1"))
    money = after.payment()
    yield step(
        "pay", treasurer, lambda s, a: fulfilment_payment.record_payment(s, a, contract(), payment=money)
    )
    yield step(
        "rate",
        ppk,
        lambda s, a: fulfilment_rating.rate(s, a, contract(), scores=after.GOOD, reasons={}),
    )


def test_a_purchase_survives_a_failure_at_every_statement(own_database, tuesday_morning):
    story = steps.story()
    value, free = Rupiah(QUANTITY * 52_000), Rupiah(0)
    budget_after = {"approve": (value, free), "pay": (free, value)}
    budget, failures, acts = (free, free), 0, 0
    for step, keep in purchase(story):
        result, survived = survive(step)
        keep(result)
        failures, acts = failures + survived, acts + 1
        budget = budget_after.get(step.name, budget)
        assert steps.budget_of(db.session(), story) == budget, step.name
    session = db.session()
    assert steps.stock_of(session, story.product) == (2_000 - QUANTITY, 0)
    assert (session.query(Package).count(), session.query(Contract).count()) == (1, 1)
    tell("fault loop, purchase", f"{failures} failures in {acts} acts", "0 half-done, 0 done twice")


def test_a_publication_survives_a_failure_at_every_statement(own_database):
    business, owner = products.shop()
    draft = products.draft(business, owner)
    step = Step("publish", owner, lambda session, actor: catalog.publish(session, actor, draft.id))
    _product, failures = survive(step)
    tell("fault loop, publication", f"{failures} failures in 1 act", "0 half-done, 0 done twice")


def test_a_mandate_survives_a_failure_at_every_statement(own_database):
    business, owner = people.business()
    rina = people.helper(people.person("Rina Wulandari"))
    ends_on = clock.today() + timedelta(days=30)
    ask = Step(
        "ask",
        rina,
        lambda session, actor: businesses.request_mandate(
            session, actor, business_id=business.id, scopes=("profile.write",), ends_on=ends_on
        ),
    )
    mandate, asked = survive(ask)
    grant = Step(
        "grant",
        owner,
        lambda session, actor: businesses.grant_mandate(session, actor, code=mandate.code, agreed=True),
    )
    _mandate, granted = survive(grant)
    revoke = Step(
        "revoke", owner, lambda session, actor: businesses.revoke_mandate(session, actor, mandate.id)
    )
    _mandate, revoked = survive(revoke)
    failures = asked + granted + revoked
    tell("fault loop, mandate", f"{failures} failures in 3 acts", "0 half-done, 0 done twice")


def test_the_loop_finds_an_act_that_commits_halfway(own_database):
    business, owner = products.shop()
    draft = products.draft(business, owner)

    def two_commits(session: Session, actor: Actor) -> None:
        catalog.publish(session, actor, draft.id)
        session.commit()
        catalog.withdraw(session, actor, draft.id)

    with pytest.raises(AssertionError, match="half-done"):
        survive(Step("planted", owner, two_commits))

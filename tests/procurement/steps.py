"""The steps of a purchase, each by the person whose turn it is, for tests that begin in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalog.models import PriceLock, Product
from marketplace.catalog.stock_models import StockHold
from marketplace.documents.models import IssuedDocument
from marketplace.infra.audit import AuditEntry
from marketplace.infra.timeline import StateChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah
from marketplace.notifications.models import Notice
from marketplace.procurement import (
    flags,
    rows,
    services_approval,
    services_contracts,
    services_negotiation,
    services_packages,
)
from marketplace.procurement.choosing import Wanted
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import BudgetLine, PlanEntry, SanctionCheck
from marketplace.procurement.package_models import ComparedOffer, NegotiationRound, Package, PackageLine
from marketplace.procurement.services_approval import Approval
from marketplace.procurement.services_negotiation import Offer
from marketplace.procurement.services_packages import PackageRequest
from tests.procurement import factories
from tests.procurement.factories import Shop, Unit

QUANTITY = 1_200
ANSWER = "Sudah diperiksa dan wajar."
_COUNTED = (
    Package,
    PackageLine,
    ComparedOffer,
    NegotiationRound,
    Contract,
    SanctionCheck,
    IssuedDocument,
    StateChange,
    AuditEntry,
    StockHold,
    PriceLock,
    Notice,
)


@dataclass(frozen=True, slots=True)
class Story:
    """A buying unit with a plan entry, and a seller with one product."""

    unit: Unit
    entry: PlanEntry
    shop: Shop
    product: Product


def story(*, ceiling: int = 65_000_000, region_code: str = factories.MEJAYAN, **product: Any) -> Story:
    unit = factories.unit(region_code)
    entry = factories.plan_entry(unit.unit, ceiling=ceiling)
    shop = factories.shop()
    return Story(unit, entry, shop, factories.product(shop, **product))


def request(of: Story, **changed: Any) -> PackageRequest:
    """A request that nothing speaks against, with some parts otherwise."""
    wanted = PackageRequest(
        plan_entry_code=of.entry.code,
        budget_account=factories.ACCOUNT,
        lines=[Wanted(of.product.code, QUANTITY)],
        ppk_user_id=of.unit.ppk.user_id or 0,
        needed_on=clock.today() + timedelta(days=20),
        delivery_place="Lapangan Krajan, Mejayan",
        choice_reason="Kapasitas cukup dan jarak kirim dekat.",
    )
    return replace(wanted, **changed)


def opened(of: Story, **changed: Any) -> Package:
    with unit_of_work(actor=of.unit.pp) as (session, actor):
        return services_packages.open_package(session, actor, request=request(of, **changed))


def invited(of: Story, package: Package) -> Package:
    with unit_of_work(actor=of.unit.pp) as (session, actor):
        return services_packages.invite(session, actor, package.code)


def offered(by: Actor, package: Package, price: int, *, deliver_on: date | None = None) -> NegotiationRound:
    made = Offer({1: Rupiah(price)}, deliver_on or package.needed_on, "Termasuk antar.")
    with unit_of_work(actor=by) as (session, actor):
        return services_negotiation.offer(session, actor, package.code, offer=made)


def agreed(by: Actor, package: Package) -> Package:
    with unit_of_work(actor=by) as (session, actor):
        return services_negotiation.agree(session, actor, package.code)


def negotiated(of: Story, price: int = 52_000) -> Package:
    """A package that waits for its PPK."""
    package = invited(of, opened(of))
    offered(of.shop.owner, package, price)
    return agreed(of.unit.pp, package)


def answers(of: Story, package: Package) -> dict[str, str]:
    """An answer for every flag that fires."""
    with unit_of_work(actor=of.unit.ppk) as (session, actor):
        found = flags.find(session, rows.locked_package(session, actor, package.code))
    return {flag.key: ANSWER for flag in found}


def approved(of: Story, package: Package, expected: Sequence[str] = ()) -> Contract:
    """expected: flags that may fire only while others approve, which are answered all the same."""
    given = dict.fromkeys(expected, ANSWER) | answers(of, package)
    with unit_of_work(actor=of.unit.ppk) as (session, actor):
        return services_approval.approve_and_sign(session, actor, package.code, approval=Approval(given))


def signed(of: Story) -> Contract:
    """A contract that waits for its seller."""
    return approved(of, negotiated(of))


def accepted(of: Story, contract: Contract) -> Contract:
    with unit_of_work(actor=of.shop.owner) as (session, actor):
        return services_contracts.accept_contract(session, actor, contract.code)


def stock_of(session: Session, product: Product) -> tuple[int, int]:
    """Pieces in stock, and how many of them are held."""
    row = session.execute(select(Product.stock, Product.held).where(Product.id == product.id)).one()
    return row.stock, row.held


def budget_of(session: Session, of: Story) -> tuple[Rupiah, Rupiah]:
    """What contracts bind of the story's budget line, and what is spent of it."""
    wanted = select(BudgetLine.committed, BudgetLine.spent).where(BudgetLine.plan_entry_id == of.entry.id)
    row = session.execute(wanted).one()
    return row.committed, row.spent


def everything(session: Session, of: Story) -> dict[str, Any]:
    """What a refusal must leave as it was: rows of every table of the story, states, budget, stock."""
    session.expire_all()
    counts = {model.__tablename__: _count(session, model) for model in _COUNTED}
    return counts | {
        "packages": list(session.execute(select(Package.state, Package.total, Package.version)).all()),
        "contracts": list(session.execute(select(Contract.state, Contract.version)).all()),
        "budget": budget_of(session, of),
        "stock": stock_of(session, of.product),
    }


def _count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0

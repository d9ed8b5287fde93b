"""A helper drafts; what is on sale, and its price, stays with the owner, who confirms what was proposed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses import services as businesses
from marketplace.businesses.models import ProposedChange
from marketplace.catalog import services
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.kernel.errors import Conflict, DomainError, Forbidden
from marketplace.kernel.money import Rupiah
from tests.catalog import factories

pytestmark = pytest.mark.db


def reread(session, product: Product) -> Product:
    session.expire_all()
    return session.get_one(Product, product.id)


@pytest.fixture
def helped(session):
    """A shop, its owner, and a helper under a mandate for catalogue and stock."""
    business, owner = factories.shop()
    _mandate, helper = factories.catalogue_mandate(business, owner)
    return business, owner, helper


def waiting(session) -> ProposedChange:
    return session.scalars(select(ProposedChange).order_by(ProposedChange.id.desc())).first()


def test_a_helper_drafts_with_a_price_and_changes_the_draft(session, uow, helped):
    business, _owner, helper = helped
    made = factories.draft(business, helper)
    with uow(helper) as (inside, actor):
        services.set_price(inside, actor, made.id, price=Rupiah(20_000))
        services.change_product(inside, actor, made.id, values={"kbki": "23999", "is_domestic": True})
    fresh = reread(session, made)
    assert (fresh.price, fresh.kbki, fresh.state) == (Rupiah(20_000), "23999", ProductState.DRAFT)


def test_a_helper_never_publishes_withdraws_or_changes_what_is_on_sale(session, uow, helped):
    business, owner, helper = helped
    made = factories.live(business, owner)
    acts = [
        lambda inside, actor: services.publish(inside, actor, made.id),
        lambda inside, actor: services.withdraw(inside, actor, made.id),
        lambda inside, actor: services.set_price(inside, actor, made.id, price=Rupiah(1)),
        lambda inside, actor: services.change_product(inside, actor, made.id, values={"unit": "dus"}),
        lambda inside, actor: services.add_photo(inside, actor, made.id, photo=factories.photo()),
    ]
    for act in acts:
        with pytest.raises(Forbidden, match="Pendamping"), uow(helper) as (inside, actor):
            act(inside, actor)
    fresh = reread(session, made)
    assert (fresh.price, fresh.unit, fresh.state) == (Rupiah(18_000), "bungkus", ProductState.LIVE)


def test_a_mandate_without_the_catalogue_drafts_nothing(session, uow):
    business, owner = factories.shop()
    _mandate, helper = factories.catalogue_mandate(business, owner, scopes=("profile.write",))
    with pytest.raises(Forbidden):
        factories.draft(business, helper)


def test_stock_needs_its_own_scope(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    _mandate, helper = factories.catalogue_mandate(business, owner, scopes=("catalog.write",))
    with pytest.raises(Forbidden), uow(helper) as (inside, actor):
        services.set_stock(inside, actor, made.id, 3)


def test_a_proposed_price_waits_and_is_set_as_the_owner(session, uow, helped):
    business, owner, helper = helped
    made = factories.live(business, owner)
    with uow(helper) as (inside, actor):
        assert not services.set_price_or_propose(inside, actor, made.id, price=Rupiah(17_000))
    assert reread(session, made).price == Rupiah(18_000)
    change = waiting(session)
    assert change.diff == [{"label": "Harga", "before": "Rp18.000", "after": "Rp17.000"}]
    with uow(owner) as (inside, actor):
        businesses.confirm_change(inside, actor, change.id)
    assert reread(session, made).price == Rupiah(17_000)


def test_a_proposed_change_carries_every_kind_of_value(session, uow, helped):
    business, owner, helper = helped
    made = factories.live(business, owner)
    values = {"name": "Keripik tempe pedas 250 g", "price": Rupiah(19_000), "is_domestic": True}
    with uow(helper) as (inside, actor):
        assert not services.change_or_propose(inside, actor, made.id, values=values)
    with uow(owner) as (inside, actor):
        businesses.confirm_change(inside, actor, waiting(session).id)
    fresh = reread(session, made)
    assert (fresh.name, fresh.price, fresh.is_domestic) == tuple(values.values())


def test_a_request_to_publish_is_granted_by_the_owner(session, uow, helped):
    business, owner, helper = helped
    made = factories.draft(business, helper)
    with uow(helper) as (inside, actor):
        assert not services.publish_or_propose(inside, actor, made.id)
    with uow(owner) as (inside, actor):
        businesses.confirm_change(inside, actor, waiting(session).id)
    assert reread(session, made).state is ProductState.LIVE


def test_an_incomplete_draft_is_not_even_proposed(session, uow, helped):
    business, _owner, helper = helped
    made = factories.draft(business, helper, category="")
    with pytest.raises(DomainError), uow(helper) as (inside, actor):
        services.publish_or_propose(inside, actor, made.id)


def test_a_proposal_that_no_longer_fits_is_refused(session, uow, helped):
    business, owner, helper = helped
    made = factories.live(business, owner)
    with uow(helper) as (inside, actor):
        services.set_price_or_propose(inside, actor, made.id, price=Rupiah(17_000))
    with uow(owner) as (inside, actor):
        services.set_price(inside, actor, made.id, price=Rupiah(21_000))
    with pytest.raises(Conflict), uow(owner) as (inside, actor):
        businesses.confirm_change(inside, actor, waiting(session).id)
    assert reread(session, made).price == Rupiah(21_000)


def test_proposing_what_is_already_so_says_so(session, uow, helped):
    business, owner, helper = helped
    made = factories.live(business, owner)
    with pytest.raises(DomainError), uow(helper) as (inside, actor):
        services.set_price_or_propose(inside, actor, made.id, price=Rupiah(18_000))

"""Permits that are sent go before the listing; what variants share waits for a curator on each of them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses.models import ProposedChange
from marketplace.businesses.states import ChangeState
from marketplace.catalog import government_queries, services
from marketplace.catalog.models import ClaimKind
from marketplace.catalog.states import CurationState
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from tests.catalog import factories as make
from tests.catalog import variants

pytestmark = pytest.mark.db

FOOD = [["2020", "10794"]]


@pytest.fixture
def food(session):
    business, owner = make.shop()
    make.classes(business, owner, FOOD)
    return make.live(business, owner), owner


def test_a_listing_may_be_handed_in_with_permits_that_are_still_checked_and_is_decided_after_them(food):
    product, owner = food
    sent = [make.claimed(product, owner, kind) for kind in (ClaimKind.PIRT, ClaimKind.HALAL)]
    with unit_of_work(actor=owner) as (session, actor):
        asked = services.submit_for_curation(session, actor, product.id)
    curator = make.verifier()
    with pytest.raises(DomainError) as caught, unit_of_work(actor=curator) as (session, actor):
        services.decide_curation(session, actor, asked.id, accepted=True)
    assert caught.value.field == "decision"
    assert "Izin pangan" in caught.value.message
    for claim in sent:
        make.decided(claim, by=curator)
    with unit_of_work(actor=curator) as (session, actor):
        decided = services.decide_curation(session, actor, asked.id, accepted=True)
    assert decided.state is CurationState.APPROVED


def test_the_seller_reads_that_what_she_sent_is_being_checked(session, food):
    product, owner = food
    make.claimed(product, owner, ClaimKind.PIRT)
    page = government_queries.government_page(session, owner, product.code)
    remedies = {gap.key: gap.remedy for gap in page.gaps}
    assert remedies["food_permit"] == government_queries.IN_CHECK
    assert "BPJPH" in remedies["halal"]
    assert not page.may_submit
    make.claimed(product, owner, ClaimKind.HALAL)
    assert government_queries.government_page(session, owner, product.code).may_submit


def test_a_variant_of_a_curated_listing_is_renamed_for_all_by_a_curator_alone(session):
    business, owner = make.shop()
    product = make.for_government(business, owner)
    variants.make(owner, product)
    second = variants.variants_of(session, product)[1]
    before = second.name
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, second.id, values={"name": "Keripik udang"})
    assert variants.variants_of(session, product)[1].name == before
    target = ProposedChange.target == f"product:{second.code}"
    staged = session.scalars(
        select(ProposedChange).where(ProposedChange.state == ChangeState.WAITING, target)
    ).one()
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, staged.id, accepted=True)
    names = [one.name for one in variants.variants_of(session, product)]
    assert all(name.startswith("Keripik udang, ") for name in names)

"""Claims are shown only once a verifier found them true, and only while they are in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.catalog import queries, services
from marketplace.catalog.models import Claim, ClaimKind
from marketplace.catalog.states import ClaimState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from tests.businesses import factories as businesses
from tests.catalog import factories

pytestmark = pytest.mark.db


@pytest.fixture
def product(session):
    business, owner = factories.shop()
    return factories.live(business, owner), owner


def make_claim(product, actor, kind=ClaimKind.HALAL, number="ID35110012345", **values) -> Claim:
    from marketplace.infra.uow import unit_of_work

    with unit_of_work(actor=actor) as (session, doer):
        return services.claim(session, doer, product.id, kind=kind, number=number, **values)


def shown(session, product) -> tuple[list[str], list[str]]:
    """Badges of the card, kinds on the page."""
    session.expire_all()
    card = queries.cards(session, [product.id])[0]
    page = queries.product_page(session, product.code)
    return [badge.text for badge in card.badges], [claim.kind.value for claim in page.claims]


def verifier() -> Actor:
    return businesses.verifier(businesses.person("Rahmat"))


def test_a_claim_is_hidden_until_verified(session, uow, product):
    listing, owner = product
    claim = make_claim(listing, owner)
    assert shown(session, listing) == ([], [])
    with uow(verifier()) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)
    assert shown(session, listing) == (["Halal"], ["halal"])


def test_a_verifier_of_another_region_decides_no_claim(session, uow, product):
    listing, owner = product
    claim = make_claim(listing, owner)
    with pytest.raises(NotFound), uow(replace(verifier(), region_code="53")) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)


def test_a_verified_claim_is_part_of_the_listing_version(session, uow, product):
    listing, owner = product
    claim = make_claim(listing, owner)
    with uow(verifier()) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)
    session.expire_all()
    version = queries.version(session, listing.current_version_id)
    assert [one["kind"] for one in version.snapshot["claims"]] == ["halal"]


def test_a_claim_ends_by_its_day(session, uow, product):
    listing, owner = product
    claim = make_claim(listing, owner, expires_on=clock.today() + timedelta(days=5))
    with uow(verifier()) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)
    with clock.frozen(clock.now() + timedelta(days=5)):
        assert shown(session, listing) == (["Halal"], ["halal"])
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert shown(session, listing) == ([], [])


def test_claiming_anew_hides_it_until_it_is_checked_again(session, uow, product):
    listing, owner = product
    claim = make_claim(listing, owner)
    with uow(verifier()) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)
    again = make_claim(listing, owner, number="ID35110099999")
    assert (again.id, again.status) == (claim.id, ClaimState.SUBMITTED)
    assert shown(session, listing) == ([], [])


def test_a_refusal_needs_a_reason(session, uow, product):
    listing, owner = product
    claim = make_claim(listing, owner)
    with pytest.raises(DomainError) as caught, uow(verifier()) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=False, reason="  ")
    assert caught.value.field == "reason"


def test_nobody_decides_a_claim_of_their_own(session, uow):
    account = businesses.person()
    business, owner = businesses.business(account)
    listing = factories.live(business, owner)
    claim = make_claim(listing, owner)
    with pytest.raises(Forbidden), uow(businesses.verifier(account)) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)
    with pytest.raises(Forbidden), uow(owner) as (inside, actor):
        services.decide_claim(inside, actor, claim.id, accepted=True)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (ClaimKind.HALAL, {"number": " "}, "number"),
        (ClaimKind.TKDN, {"share_bp": None}, "share"),
        (ClaimKind.TKDN, {"share_bp": 10_001}, "share"),
        (ClaimKind.SNI, {"expires_on": clock.today() - timedelta(days=1)}, "expires_on"),
    ],
)
def test_a_claim_that_cannot_be_checked_is_refused(session, product, kind, values, field):
    listing, owner = product
    with pytest.raises(DomainError) as caught:
        make_claim(listing, owner, kind, **values)
    assert caught.value.field == field


def test_domestic_needs_no_number(session, product):
    listing, owner = product
    assert make_claim(listing, owner, ClaimKind.PDN, number="").status is ClaimState.SUBMITTED

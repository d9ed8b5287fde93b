"""Curation: listings that government may see, changes that wait, the queue, and who may decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses.models import Business, ProposedChange
from marketplace.businesses.states import ChangeState
from marketplace.catalog import curation_queries, eligibility, queries, services
from marketplace.catalog.models import ClaimKind, Curation, Product
from marketplace.catalog.selling import fits_government
from marketplace.catalog.services.listing import recheck
from marketplace.catalog.services.standing import standing_of
from marketplace.catalog.states import CURATION, CurationState
from marketplace.infra import counting
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, Refused
from marketplace.kernel.money import Rupiah
from marketplace.notifications.models import Notice
from tests.businesses import factories as businesses
from tests.catalog import factories as make

pytestmark = pytest.mark.db

FOOD = [["2020", "10794"]]


@pytest.fixture
def shop(session):
    business, owner = make.shop()
    make.classes(business, owner, FOOD)
    return business, owner


@pytest.fixture
def food(shop):
    """A food with everything but a curator's look."""
    business, owner = shop
    product = make.live(business, owner)
    for kind in (ClaimKind.PIRT, ClaimKind.HALAL):
        make.verified(product, owner, kind)
    return product, owner


def submit(product: Product, owner: Actor) -> Curation:
    with unit_of_work(actor=owner) as (session, actor):
        return services.submit_for_curation(session, actor, product.id)


def decide(asked: Curation, *, accepted: bool = True, by: Actor | None = None, **values: str) -> Curation:
    with unit_of_work(actor=by or make.verifier()) as (session, actor):
        return services.decide_curation(session, actor, asked.id, accepted=accepted, **values)


def gaps(session, product) -> list[str]:
    session.refresh(product)
    return [gap.key for gap in standing_of(session, product).gaps]


def fits(session, product) -> bool:
    """What queries for government filter by."""
    query = select(Product.id).where(Product.id == product.id, fits_government(clock.today()))
    return session.scalar(query) is not None


# What government needs


def test_each_missing_thing_is_named_with_what_to_do(session):
    business, owner = make.shop()
    product = make.live(business, owner)
    found = standing_of(session, product).gaps
    assert [gap.key for gap in found] == ["kbli", "food_permit", "halal", "curation"]
    assert "OSS, gratis" in found[0].remedy
    assert all(gap.what and gap.remedy and gap.reason for gap in found)


def test_shoppers_see_at_once_what_government_may_not_yet_buy(session, food):
    product, _owner = food
    assert queries.cards(session, [product.id])
    assert not fits(session, product)


def test_an_approved_listing_is_open_to_government(session, food):
    product, owner = food
    decide(submit(product, owner))
    assert gaps(session, product) == []
    assert fits(session, product)


def test_other_categories_need_no_curator(session, shop):
    business, owner = shop
    product = make.live(business, owner, category="oleh-oleh")
    assert gaps(session, product) == []
    with pytest.raises(DomainError, match="tidak perlu kurasi"):
        submit(product, owner)


def test_a_class_that_goes_closes_government_at_once_and_one_that_comes_opens_it(session, food):
    product, owner = food
    decide(submit(product, owner))
    business = session.get_one(Business, product.business_id)
    make.classes(business, owner, [["2025", "31011"]])
    assert (gaps(session, product), fits(session, product)) == (["kbli"], False)
    make.classes(business, owner, FOOD)
    assert fits(session, product)


def test_the_edition_of_a_class_counts(session):
    assert eligibility.kbli_fits("camilan-kering", [("2020", "10793")])
    assert not eligibility.kbli_fits("camilan-kering", [("2025", "10793")])
    assert not eligibility.kbli_fits("", [("2020", "10794")])


def test_an_expired_permit_closes_government_by_the_clock_alone(session, food):
    product, owner = food
    decide(submit(product, owner))
    with clock.frozen(clock.now() + timedelta(days=900)):
        assert not fits(session, product)
        assert "food_permit" in gaps(session, product)


def test_halal_counts_from_the_day_of_its_rule(session):
    claims = {ClaimKind.PIRT: None}
    before = eligibility.standing(
        "makanan", [("2020", "10794")], claims, approved=True, today=date(2026, 10, 1)
    )
    assert (before.gaps, before.until) == ([], date(2026, 10, 16))
    after = eligibility.standing(
        "makanan", [("2020", "10794")], claims, approved=True, today=date(2026, 10, 17)
    )
    assert [gap.key for gap in after.gaps] == ["halal"]


def test_what_is_stored_is_what_the_full_computation_says(session, food):
    product, owner = food
    decide(submit(product, owner))
    session.refresh(product)
    full = standing_of(session, product)
    assert (product.kbli_fits, product.procurable_until) == (full.kbli_fits, full.until)


def test_a_recheck_repairs_what_was_stored_under_other_tables(session, food):
    product, owner = food
    decide(submit(product, owner))
    product = session.get_one(Product, product.id)
    with unit_of_work(actor=owner) as (inside, _actor):
        inside.get_one(Product, product.id).kbli_fits = False
    assert not fits(session, product)
    with unit_of_work(actor=owner) as (inside, _actor):
        last, count = recheck(inside, 0, size=10) or (0, 0)
        assert (count, recheck(inside, last, size=10)) == (1, None)
    assert fits(session, product)


# Asking and deciding


def test_curation_is_asked_for_once_everything_else_is_there(session, shop):
    business, owner = shop
    product = make.live(business, owner)
    with pytest.raises(DomainError, match="Izin pangan"):
        submit(product, owner)


def test_a_listing_comes_back_with_a_reason_and_is_sent_again(session, food):
    product, owner = food
    asked = submit(product, owner)
    with pytest.raises(DomainError) as caught:
        decide(asked, accepted=False)
    assert caught.value.field == "reason"
    decide(asked, accepted=False, reason="Foto tidak menunjukkan kemasan.")
    told = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
    assert any("Foto tidak menunjukkan kemasan." in text for text in told)
    assert submit(product, owner).state is CurationState.SUBMITTED


def test_what_was_changed_meanwhile_is_not_approved_unseen(session, food):
    product, owner = food
    asked = submit(product, owner)
    stamp = curation_queries.listing_case(session, make.verifier(), asked.code).stamp
    change(product, owner, name="Keripik tempe lain")
    with pytest.raises(Conflict):
        decide(asked, sent=stamp)


ROLES = {
    "owner": lambda owner: owner,
    "verifier": lambda owner: make.verifier(),
    "stranger": lambda owner: make.shop()[1],
    "shopper": lambda owner: businesses.shopper(businesses.person()),
    "admin": lambda owner: Actor(businesses.person().id, None, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1)),
}


@pytest.mark.parametrize("role", ROLES)
def test_only_verifiers_curate(session, food, role):
    product, owner = food
    asked = submit(product, owner)
    by = ROLES[role](owner)
    if role == "verifier":
        assert decide(asked, by=by).state is CurationState.APPROVED
    else:
        with pytest.raises(Forbidden):
            decide(asked, by=by)


STEPS = {
    (CurationState.SUBMITTED, "begin"): CurationState.IN_CURATION,
    (CurationState.SUBMITTED, "approve"): CurationState.APPROVED,
    (CurationState.IN_CURATION, "approve"): CurationState.APPROVED,
    (CurationState.SUBMITTED, "return"): CurationState.RETURNED,
    (CurationState.IN_CURATION, "return"): CurationState.RETURNED,
    (CurationState.APPROVED, "doubt"): CurationState.APPROVED,
    (CurationState.APPROVED, "keep"): CurationState.APPROVED,
    (CurationState.APPROVED, "revoke"): CurationState.RETURNED,
    (CurationState.RETURNED, "submit"): CurationState.SUBMITTED,
}


@pytest.mark.parametrize("state", CurationState)
@pytest.mark.parametrize("event", ["begin", "approve", "return", "submit", "doubt", "keep", "revoke"])
def test_curation_moves_only_by_its_table(state, event):
    wanted = STEPS.get((state, event))
    if wanted is None:
        with pytest.raises(Conflict):
            CURATION.after(state, event)
    else:
        assert CURATION.after(state, event) is wanted


# Changes of a curated listing


def change(product: Product, owner: Actor, **values: object) -> None:
    with unit_of_work(actor=owner) as (session, actor):
        services.change_product(session, actor, product.id, values=values)  # type: ignore[arg-type]


def waiting(session) -> list[ProposedChange]:
    return list(session.scalars(select(ProposedChange).where(ProposedChange.state == ChangeState.WAITING)))


@pytest.fixture
def curated(food):
    product, owner = food
    decide(submit(product, owner))
    return product, owner


def test_a_curated_field_waits_and_the_rest_changes_at_once(session, curated):
    product, owner = curated
    change(product, owner, name="Keripik tempe pedas", price=Rupiah(21_000), description="Lebih pedas.")
    session.refresh(product)
    assert (product.name, product.price, product.description) == (
        "Keripik tempe sagu 250 g",
        Rupiah(21_000),
        "Lebih pedas.",
    )
    assert [row["after"] for row in waiting(session)[0].diff] == ["Keripik tempe pedas"]


def test_the_change_takes_its_place_once_a_curator_agrees(session, curated):
    product, owner = curated
    change(product, owner, name="Keripik tempe pedas")
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, waiting(session)[0].id, accepted=True)
    session.expire_all()
    assert queries.product_page(session, product.code).product.name == "Keripik tempe pedas"
    assert waiting(session) == []


def test_price_and_stock_that_move_meanwhile_do_not_spoil_it(session, curated):
    product, owner = curated
    change(product, owner, name="Keripik tempe pedas")
    change(product, owner, price=Rupiah(25_000))
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, waiting(session)[0].id, accepted=True)
    session.refresh(product)
    assert (product.name, product.price) == ("Keripik tempe pedas", Rupiah(25_000))


def test_a_second_edit_replaces_the_staged_one_and_keeps_what_it_said(session, curated):
    product, owner = curated
    change(product, owner, name="Keripik tempe pedas")
    first = waiting(session)[0].id
    change(product, owner, kbki="21394")
    (second,) = waiting(session)
    assert {row["label"] for row in second.diff} == {"Nama produk", "Kode KBKI"}
    with pytest.raises(Conflict), unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, first, accepted=True)


def test_a_refused_change_leaves_the_listing_and_says_why(session, curated):
    product, owner = curated
    change(product, owner, name="Keripik tempe organik bersertifikat")
    staged = waiting(session)[0].id
    with pytest.raises(DomainError), unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, staged, accepted=False)
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, staged, accepted=False, reason="Tidak ada sertifikat organik.")
    session.refresh(product)
    assert product.name == "Keripik tempe sagu 250 g"


def test_the_owner_does_not_answer_what_waits_for_a_curator(session, curated):
    product, owner = curated
    change(product, owner, name="Keripik tempe pedas")
    with pytest.raises(Forbidden), unit_of_work(actor=owner) as (inside, actor):
        services.decide_change(inside, actor, waiting(session)[0].id, accepted=True)


def test_a_listing_that_nobody_curated_changes_at_once(session, food):
    product, owner = food
    change(product, owner, name="Keripik tempe pedas")
    session.refresh(product)
    assert product.name == "Keripik tempe pedas"


# The queue


def test_the_queue_holds_claims_listings_and_changes_the_oldest_first(session, curated):
    product, owner = curated
    start = clock.now()
    with clock.frozen(start + timedelta(hours=1)):
        make.claimed(product, owner, ClaimKind.BRAND)
    with clock.frozen(start + timedelta(hours=2)):
        change(product, owner, name="Keripik tempe pedas")
    with clock.frozen(start + timedelta(days=5)):
        rows, total = curation_queries.queue(session, make.verifier())
        assert total == 2
        assert [(row.what, row.late) for row in rows] == [("Merek terdaftar", True), ("Perubahan", True)]
        narrowed, _ = curation_queries.queue(session, make.verifier(), wanted="merek")
        assert [row.task for row in narrowed] == ["klaim"]
        assert curation_queries.groups(session, make.verifier()) == [
            ("merek", "Merek terdaftar", 1),
            ("perubahan", "Perubahan", 1),
        ]


def test_what_a_curator_may_not_decide_is_not_in_the_queue(session, food):
    product, owner = food
    make.claimed(product, owner, ClaimKind.BRAND)
    close = replace(make.verifier(), user_id=owner.user_id)
    assert curation_queries.queue(session, close) == ([], 0)
    assert curation_queries.queue(session, replace(make.verifier(), region_code="53"))[1] == 0
    assert curation_queries.queue(session, replace(make.verifier(), region_code="35"))[1] == 1


def test_the_second_person_finds_it_and_the_first_does_not(session, food):
    product, owner = food
    first = make.verifier()
    make.decided(make.claimed(product, owner, ClaimKind.TKDN), by=first)
    assert curation_queries.queue(session, first)[1] == 0
    assert curation_queries.queue(session, make.verifier())[0][0].second


def test_a_longer_queue_costs_no_more_statements(session, food):
    product, owner = food
    rahmat = make.verifier()
    make.claimed(product, owner, ClaimKind.BRAND)

    def statements() -> int:
        counting.start()
        curation_queries.queue(session, rahmat)
        return counting.current()

    few = statements()
    for kind in (ClaimKind.SNI, ClaimKind.BPOM, ClaimKind.PDN):
        make.claimed(product, owner, kind)
    assert statements() == few


def test_nobody_but_curators_reads_the_queue(session, shop):
    with pytest.raises(Forbidden):
        curation_queries.queue(session, shop[1])


def test_a_verifier_who_helped_the_seller_curates_nothing_of_it(session, food):
    product, owner = food
    asked = submit(product, owner)
    with pytest.raises((Refused, Forbidden)):
        decide(asked, by=replace(make.verifier(), user_id=owner.user_id))
    assert db.session.get_one(Curation, asked.id).state is CurationState.SUBMITTED

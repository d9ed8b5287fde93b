"""Variants: each is a product of its own; what they are is said once; one of them stands for all in lists."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import services
from marketplace.catalog.models import Claim, ClaimKind, ListingVersion, VariantGroup
from marketplace.catalog.services import Option, Row, RowsRefused
from marketplace.catalog.services.variants import clean_options
from marketplace.catalog.states import ClaimState, ProductState
from marketplace.infra import outbox
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.money import Rupiah
from tests.catalog import factories, variants
from tests.catalog.variants import SIZES

pytestmark = pytest.mark.db


@pytest.fixture
def shop(session):
    """A shop, its owner, and a T-shirt on sale."""
    business, owner = factories.shop()
    return owner, factories.live(business, owner, name="Kaus batik", category="pakaian", unit="lembar")


def drain() -> None:
    while outbox.drain():
        pass


def lead_of(session, product):
    leads = [one for one in variants.variants_of(session, product) if one.is_lead]
    assert len(leads) == 1
    return leads[0]


def test_a_table_makes_a_product_of_each_combination(session, shop):
    owner, shirt = shop
    variants.make(owner, shirt)
    made = variants.variants_of(session, shirt)
    assert [one.name for one in made] == ["Kaus batik, S", "Kaus batik, M", "Kaus batik, L"]
    assert [one.price for one in made] == [Rupiah(50_000), Rupiah(55_000), Rupiah(60_000)]
    assert [one.stock for one in made] == [24, 24, 24]
    assert {one.state for one in made} == {ProductState.LIVE}
    assert made[0].id == shirt.id
    assert len({one.code for one in made}) == 3
    versions = session.scalars(select(ListingVersion).where(ListingVersion.product_id == made[1].id)).all()
    assert versions[-1].snapshot["variant_values"] == {"Ukuran": "M"}


def test_a_new_variant_takes_over_texts_terms_photos_and_claims_that_are_checked_anew(session, shop, uow):
    owner, shirt = shop
    with uow(owner) as (inside, actor):
        services.change_product(
            inside, actor, shirt.id, values={"story": "Dicap tangan.", "weight_g": 180, "min_qty": 2}
        )
        services.add_photo(inside, actor, shirt.id, photo=factories.photo())
    verified = factories.verified(shirt, owner, ClaimKind.SNI)
    variants.make(owner, shirt)
    _first, second, _third = variants.variants_of(session, shirt)
    assert (second.description, second.story) == (shirt.description, "Dicap tangan.")
    assert (second.weight_g, second.min_qty) == (180, 2)
    assert second.picture == shirt.picture is not None
    copied = session.scalars(select(Claim).where(Claim.product_id == second.id)).all()
    assert [(one.number, one.expires_on, one.file_id, one.status) for one in copied] == [
        (verified.number, verified.expires_on, verified.file_id, ClaimState.SUBMITTED)
    ]
    assert second.shown_claims == []


def test_the_same_table_again_changes_nothing(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    before = [(one.id, one.version) for one in variants.variants_of(session, shirt)]
    rows = variants.as_shown(session, shirt)
    with uow(owner) as (inside, actor):
        services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=rows)
    assert [(one.id, one.version) for one in variants.variants_of(session, shirt)] == before


def test_a_row_without_a_price_is_not_sold_and_one_with_a_price_again_is(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt, {"S": 50_000, "M": None, "L": 60_000})
    small, large = variants.variants_of(session, shirt)
    for price, state in ((None, ProductState.WITHDRAWN), (Rupiah(60_000), ProductState.LIVE)):
        rows = [
            Row(("L",), price, 24, code=large.code, seen_price=Rupiah(60_000), seen_stock=24),
            *(row for row in variants.as_shown(session, shirt) if row.code == small.code),
        ]
        with uow(owner) as (inside, actor):
            services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=rows)
        assert [one.state for one in variants.variants_of(session, shirt)] == [ProductState.LIVE, state]


def test_a_variant_without_stock_waits_as_a_draft(session, shop):
    owner, shirt = shop
    variants.make(owner, shirt, stock=0)
    states = [one.state for one in variants.variants_of(session, shirt)]
    assert states == [ProductState.LIVE, ProductState.DRAFT, ProductState.DRAFT]


def test_what_sold_meanwhile_is_not_counted_back_by_an_old_table(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    rows = variants.as_shown(session, shirt)
    with uow(owner) as (inside, actor):
        services.set_stock(inside, actor, shirt.id, 3)
        services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=rows)
    assert [one.stock for one in variants.variants_of(session, shirt)] == [3, 24, 24]
    rows[0] = Row(("S",), Rupiah(50_000), 30, rows[0].code, Rupiah(50_000), 24)
    with pytest.raises(RowsRefused) as caught, uow(owner) as (inside, actor):
        services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=rows)
    assert "menjadi 3" in caught.value.refusals[shirt.code, "stock"]


def test_a_table_from_before_the_variants_is_refused(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    rows = [Row(("S",), Rupiah(50_000), code="0000000000")]
    with pytest.raises(Conflict), uow(owner) as (inside, actor):
        services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=rows)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ([Option("", ())], "option_1"),
        ([Option("Ukuran", (" ",))], "option_1"),
        ([Option("", ("S",))], "option_1"),
        ([Option("Ukuran", ("S", "s"))], "option_1"),
        ([Option("Ukuran", tuple(map(str, range(11))))], "option_1"),
        ([Option("Ukuran", ("S",)), Option("ukuran", ("M",))], "option_2"),
        ([Option("Ukuran", tuple("ABCDEFGH")), Option("Warna", tuple("ABCDEF"))], "option_2"),
    ],
)
def test_options_that_make_no_table(options, field):
    with pytest.raises(DomainError) as caught:
        clean_options(options)
    assert caught.value.field == field


def test_a_value_in_use_and_the_names_of_options_stay(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    rows = variants.as_shown(session, shirt)
    for options, kept in (
        ([Option("Ukuran", ("S", "M"))], rows[:2]),
        ([Option("Besar", ("S", "M", "L"))], rows),
    ):
        with pytest.raises(DomainError), uow(owner) as (inside, actor):
            services.set_variants(inside, actor, shirt.id, options=options, rows=kept)


def test_what_it_is_holds_for_all_and_how_it_is_sold_for_one(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    with uow(owner) as (inside, actor):
        services.change_product(
            inside,
            actor,
            shirt.id,
            values={
                "name": "Kaus batik Madura, S",
                "description": "Katun.",
                "weight_g": 150,
                "unit": "helai",
            },
        )
    small, medium, large = variants.variants_of(session, shirt)
    assert [one.name for one in (small, medium, large)] == [
        "Kaus batik Madura, S",
        "Kaus batik Madura, M",
        "Kaus batik Madura, L",
    ]
    assert {one.description for one in (small, medium, large)} == {"Katun."}
    assert (small.weight_g, medium.weight_g) == (150, None)
    assert (small.unit, medium.unit) == ("helai", "lembar")
    frozen = session.get_one(ListingVersion, large.current_version_id).snapshot
    assert (frozen["name"], frozen["description"]) == ("Kaus batik Madura, L", "Katun.")


def test_a_name_without_its_own_ending_is_that_of_all(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, shirt.id, values={"name": "Kaus lurik"})
    names = [one.name for one in variants.variants_of(session, shirt)]
    assert names == ["Kaus lurik, S", "Kaus lurik, M", "Kaus lurik, L"]
    assert session.scalars(select(VariantGroup.name)).all() == ["Kaus lurik"]


def test_the_cheapest_that_can_be_had_stands_for_all(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    small, medium, large = variants.variants_of(session, shirt)
    assert lead_of(session, shirt).id == small.id
    assert small.variants == {
        "name": "Kaus batik",
        "count": 3,
        "from": 50_000,
        "differ": True,
        "words": "S M L",
    }
    with uow(owner) as (inside, actor):
        services.set_price(inside, actor, large.id, price=Rupiah(40_000))
    drain()
    assert lead_of(session, shirt).id == large.id
    with uow(owner) as (inside, actor):
        services.set_stock(inside, actor, large.id, 0)
    drain()
    assert lead_of(session, shirt).id == small.id
    with uow(owner) as (inside, actor):
        services.withdraw(inside, actor, small.id)
    drain()
    assert lead_of(session, shirt).id == medium.id
    assert lead_of(session, shirt).variants["count"] == 2
    for one in (medium, large):
        with uow(owner) as (inside, actor):
            services.withdraw(inside, actor, one.id)
    drain()
    assert lead_of(session, shirt).variants is None


def test_who_leads_disturbs_nobody_who_is_editing(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    before = {one.id: one.version for one in variants.variants_of(session, shirt)}
    with uow(owner) as (inside, actor):
        services.withdraw(inside, actor, shirt.id)
    drain()
    after = {one.id: one.version for one in variants.variants_of(session, shirt)}
    assert [one for one in before if before[one] != after[one]] == [shirt.id]


def test_a_helper_makes_variants_of_a_draft_only(session, uow):
    business, owner = factories.shop()
    _mandate, helper = factories.catalogue_mandate(business, owner)
    draft, on_sale = factories.draft(business, owner), factories.live(business, owner)
    variants.make(helper, draft)
    assert {one.state for one in variants.variants_of(session, draft)} == {ProductState.DRAFT}
    with pytest.raises(Forbidden):
        variants.make(helper, on_sale)


def test_a_strangers_product_is_not_found(session, shop):
    _owner, shirt = shop
    _other, stranger = factories.shop()
    with pytest.raises((NotFound, Forbidden)):
        variants.make(stranger, shirt)


def test_a_locked_price_stays_while_the_others_move(session, shop, uow):
    owner, shirt = shop
    variants.make(owner, shirt)
    with uow() as (inside, actor):
        services.lock_price(
            inside, actor, shirt.id, holder=("package", 1), until=clock.now() + timedelta(days=1)
        )
    small, medium, large = variants.as_shown(session, shirt)
    dearer = Row(small.values, Rupiah(51_000), 24, small.code, small.seen_price, 24)
    with pytest.raises(RowsRefused) as caught, uow(owner) as (inside, actor):
        services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=[dearer, medium, large])
    assert list(caught.value.refusals) == [(shirt.code, "price")]
    with pytest.raises(Refused), uow(owner) as (inside, actor):
        services.set_price(inside, actor, shirt.id, price=Rupiah(51_000))
    cheaper = Row(medium.values, Rupiah(54_000), 24, medium.code, medium.seen_price, 24)
    with uow(owner) as (inside, actor):
        services.set_variants(inside, actor, shirt.id, options=[SIZES], rows=[small, cheaper, large])
    prices = [one.price for one in variants.variants_of(session, shirt)]
    assert prices == [Rupiah(50_000), Rupiah(54_000), Rupiah(60_000)]


def describe(session, actor, product_id: int, number: int) -> None:
    services.change_product(session, actor, product_id, values={"description": f"{product_id}: {number}"})


def review(session, actor, product_id: int, number: int) -> None:
    services.review_price(session, actor, product_id, price=Rupiah(20_000 + number))


@pytest.mark.two_connections
@pytest.mark.parametrize("act", [describe, review])
def test_two_edits_of_two_variants_never_wait_in_a_circle(own_database, act):
    business, owner = factories.shop()
    shirt = factories.live(business, owner)
    variants.make(owner, shirt)
    ids = [one.id for one in variants.variants_of(db.session(), shirt)]
    db.session.remove()
    begin, failed = threading.Barrier(3), list[Exception]()

    def edit(product_id: int) -> None:
        with own_database.app_context():
            begin.wait()
            for number in range(6):
                try:
                    with unit_of_work(actor=owner) as (inside, actor):
                        act(inside, actor, product_id, number)
                except Exception as error:
                    failed.append(error)
            db.session.remove()

    threads = [threading.Thread(target=edit, args=(product_id,)) for product_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    after = variants.variants_of(db.session(), shirt)
    assert len({one.description for one in after}) == 1
    assert act is describe or {one.price for one in after} == {Rupiah(20_005)}

"""What a curator approved binds until a curator says otherwise; what ran out counts no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from wtforms import ValidationError

from marketplace.businesses.models import ProposedChange
from marketplace.businesses.states import ChangeState
from marketplace.catalog import claim_forms, history, services
from marketplace.catalog.models import ClaimKind, VariantGroup
from marketplace.catalog.states import ClaimState
from marketplace.infra.outbox import OutboxEvent
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.notifications.models import Notice
from tests.catalog import factories as make
from tests.catalog import test_hampers, variants

pytestmark = pytest.mark.db

OTHER = "Arak bambu 40 persen"


@pytest.fixture
def curated(session):
    business, owner = make.shop()
    return make.for_government(business, owner), owner


def waiting(session) -> list[ProposedChange]:
    return list(session.scalars(select(ProposedChange).where(ProposedChange.state == ChangeState.WAITING)))


def facts(session) -> int:
    return session.scalar(select(func.count()).select_from(OutboxEvent)) or 0


@pytest.mark.parametrize("stopped", ["by her", "by a verifier"])
def test_a_curated_listing_off_sale_is_renamed_by_a_curator_alone(session, curated, stopped):
    product, owner = curated
    with unit_of_work(actor=owner if stopped == "by her" else make.verifier()) as (inside, actor):
        if stopped == "by her":
            services.withdraw(inside, actor, product.id)
        else:
            services.freeze(inside, actor, product.id, reason="Harga tidak wajar.")
    before = product.name
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, product.id, values={"name": OTHER})
    session.refresh(product)
    assert product.name == before
    assert len(waiting(session)) == 1


def test_the_name_that_a_first_variant_gets_waits_too(session, curated):
    product, owner = curated
    before = product.name
    variants.make(owner, product)
    session.refresh(product)
    assert product.name == before
    (staged,) = waiting(session)
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, staged.id, accepted=True)
    session.refresh(product)
    assert product.name == f"{before}, S"


def test_the_word_of_a_variant_waits_with_its_name(session, curated):
    """What a curator agreed to stays in the name and beside the others until another word is agreed to."""
    product, owner = curated
    variants.make(owner, product)
    small = variants.variants_of(session, product)[0]
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, waiting(inside)[0].id, accepted=True)
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, small.id, values={"variant_values": {"Ukuran": "Kecil"}})
    kept = variants.variants_of(session, product)
    assert [one.variant_values["Ukuran"] for one in kept] == ["S", "M", "L"]
    assert {row["label"]: row["after"] for row in waiting(session)[0].diff} == {
        "Nama produk": f"{kept[1].name.removesuffix(', M')}, Kecil",
        "Pilihan": "Ukuran: Kecil",
    }
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, waiting(inside)[0].id, accepted=True)
    changed = variants.variants_of(session, product)[0]
    assert (changed.variant_values, changed.variant_key) == ({"Ukuran": "Kecil"}, "kecil")
    assert changed.name.endswith(", Kecil")
    group = session.get_one(VariantGroup, changed.variant_group_id)
    assert group.options == [{"name": "Ukuran", "values": ["Kecil", "M", "L"]}]


def test_whose_change_is_refused_reads_why(session, curated):
    product, owner = curated
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, product.id, values={"name": OTHER})
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(
            inside, actor, waiting(session)[0].id, accepted=False, reason="Bukan camilan lagi."
        )
    told = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
    assert any("Bukan camilan lagi." in text for text in told)


def test_a_claim_that_ran_out_in_the_queue_takes_the_place_of_nothing(session, curated):
    product, owner = curated
    old = make.verified(product, owner, ClaimKind.BRAND)
    late = make.claimed(product, owner, ClaimKind.BRAND, expires_on=clock.today() + timedelta(days=3))
    with clock.frozen(clock.now() + timedelta(days=5)), pytest.raises(DomainError) as caught:
        make.decided(late)
    assert caught.value.field == "decision"
    session.refresh(old)
    assert old.status is ClaimState.VERIFIED


def test_a_verifier_stops_listings_of_his_region_only(curated):
    product, _owner = curated
    elsewhere = replace(make.verifier(), region_code="99")
    with pytest.raises(NotFound), unit_of_work(actor=elsewhere) as (session, actor):
        services.freeze(session, actor, product.id, reason="Harga tidak wajar.")


def test_a_new_variant_is_sold_no_longer_than_the_first(session):
    business, owner = make.shop()
    last = clock.today() + timedelta(days=5)
    product = make.live(business, owner, valid_until=last)
    variants.make(owner, product)
    assert {one.valid_until for one in variants.variants_of(session, product)} == {last}


def test_a_new_last_day_is_told_to_who_searches(session):
    business, owner = make.shop()
    product = make.live(business, owner, valid_until=clock.today() + timedelta(days=5))
    before = facts(session)
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(
            inside, actor, product.id, values={"valid_until": clock.today() + timedelta(days=9)}
        )
    assert facts(session) > before


def test_hampers_are_not_held_once_the_last_day_of_a_part_is_over(session):
    business, owner = make.shop()
    crisps = make.live(business, owner, valid_until=clock.today() + timedelta(days=1))
    coffee = make.live(business, owner, name="Kopi robusta 200 g", category="kopi-teh")
    made = test_hampers.make(owner, (crisps, 1), (coffee, 1))
    with clock.frozen(clock.now() + timedelta(days=9)), pytest.raises(Conflict, match="tidak dijual lagi"):
        test_hampers.hold([(made, 1)])


def test_the_history_tells_terms_claims_and_what_is_inside_in_words():
    claim = {"kind": "tkdn", "number": "123", "share_bp": 4250, "bmp_bp": None, "expires_on": "2027-01-31"}
    before = {
        "kind": "goods",
        "government_price": None,
        "claims": [claim],
        "parts": [{"code": "A", "name": "Kopi", "quantity": 1}],
    }
    after = {
        "kind": "service",
        "government_price": 15_000,
        "claims": [claim | {"share_bp": 2500}],
        "parts": [{"code": "A", "name": "Kopi", "quantity": 1200}],
    }
    rows = {row["label"]: (row["before"], row["after"]) for row in history.difference(before, after)}
    assert rows["Isi hampers"] == ("1 × Kopi", "1.200 × Kopi")
    assert rows["Pernyataan terverifikasi"] == (
        "TKDN 123 TKDN 42,5% sampai 31 Januari 2027",
        "TKDN 123 TKDN 25% sampai 31 Januari 2027",
    )
    assert ("", "Rp15.000") in rows.values()
    assert not {"goods", "service"} & {word for pair in rows.values() for word in pair}


@pytest.mark.parametrize("typed", ["42,²", "42,567", "4x", "1000"])
def test_a_share_that_is_no_percentage_is_refused_and_never_cut(typed):
    with pytest.raises(ValidationError):
        claim_forms._basis_points(typed)

"""What waits for a curator of a variant: its name, its words and the rest never undo each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses.models import ProposedChange
from marketplace.businesses.states import ChangeState
from marketplace.catalog import services
from marketplace.catalog.models import Curation, Product
from marketplace.catalog.services import Option
from marketplace.catalog.services.variants import add_variant
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Rupiah
from tests.catalog import factories as make
from tests.catalog import variants

pytestmark = pytest.mark.db

KEPT = "Keripik tempe sagu 250 g"
WORD = {"variant_values": {"Ukuran": "Kecil"}}


@pytest.fixture
def curated(session):
    business, owner = make.shop()
    return make.for_government(business, owner), owner


@pytest.fixture
def sizes(session, curated):
    """The three variants of a curated listing, their names agreed to, and their owner."""
    product, owner = curated
    variants.make(owner, product)
    agree(session)
    return variants.variants_of(session, product), owner


def waiting(session) -> list[ProposedChange]:
    return list(session.scalars(select(ProposedChange).where(ProposedChange.state == ChangeState.WAITING)))


def agree(session) -> None:
    (staged,) = waiting(session)
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_change(inside, actor, staged.id, accepted=True)


def change(owner: Actor, product: Product, values) -> None:
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(inside, actor, product.id, values=values)


def names(session, product) -> list[str]:
    return [one.name for one in variants.variants_of(session, product)]


@pytest.mark.parametrize("typed", ["Tempe, S", "Tempe", "Tempe, Kecil"])
@pytest.mark.parametrize("word_first", [True, False])
def test_a_name_and_a_word_that_wait_keep_each_other(session, sizes, word_first, typed):
    (small, *_others), owner = sizes
    for values in (WORD, {"name": typed}) if word_first else ({"name": typed}, WORD):
        change(owner, small, values)
    (staged,) = waiting(session)
    assert {row["label"]: row["after"] for row in staged.diff} == {
        "Nama produk": "Tempe, Kecil",
        "Pilihan": "Ukuran: Kecil",
    }
    agree(session)
    assert names(session, small) == ["Tempe, Kecil", "Tempe, M", "Tempe, L"]


def test_another_word_takes_the_place_of_the_one_that_waits(session, sizes):
    (small, *_others), owner = sizes
    for values in (WORD, {"name": "Tempe, S"}, {"variant_values": {"Ukuran": "Mini"}}):
        change(owner, small, values)
    agree(session)
    assert names(session, small) == ["Tempe, Mini", "Tempe, M", "Tempe, L"]


@pytest.mark.parametrize("adding", [False, True])
def test_what_waits_survives_that_its_product_becomes_a_variant(session, curated, adding):
    product, owner = curated
    change(owner, product, {"name": "Tempe", "category": "kopi-teh"})
    if adding:
        with unit_of_work(actor=owner) as (inside, actor):
            add_variant(inside, actor, product.id, options=[Option("Ukuran", ("S",))], price=None)
    else:
        variants.make(owner, product)
    session.refresh(product)
    assert (product.name, product.category) == (KEPT, "camilan-kering")
    agree(session)
    session.refresh(product)
    assert (product.name, product.category) == ("Tempe, S", "kopi-teh")
    assert names(session, product) == (["Tempe, S"] if adding else ["Tempe, S", "Tempe, M", "Tempe, L"])


def test_what_waits_of_another_field_keeps_the_name_of_the_first_variant(session, curated):
    product, owner = curated
    change(owner, product, {"category": "kopi-teh"})
    variants.make(owner, product)
    agree(session)
    session.refresh(product)
    assert (product.name, product.category) == (f"{KEPT}, S", "kopi-teh")


def test_it_survives_that_the_approval_was_taken_back_before(session, curated):
    product, owner = curated
    change(owner, product, {"category": "kopi-teh"})
    (approved,) = session.scalars(select(Curation).where(Curation.product_id == product.id))
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.take_back(inside, actor, product.id, code=approved.code, reason="Fotonya barang lain.")
    variants.make(owner, product)
    session.refresh(product)
    assert (product.name, product.category) == (f"{KEPT}, S", "camilan-kering")
    agree(session)
    session.refresh(product)
    assert (product.name, product.category) == (f"{KEPT}, S", "kopi-teh")


def test_a_word_that_is_taken_meanwhile_is_told_to_the_curator_as_such(session, sizes):
    (small, *_others), owner = sizes
    change(owner, small, WORD)
    with unit_of_work(actor=owner) as (inside, actor):
        options = [Option("Ukuran", ("Kecil",))]
        add_variant(inside, actor, small.id, options=options, price=Rupiah(40_000))
    with pytest.raises(Conflict, match="Kata itu sudah dipakai pilihan lain") as caught:
        agree(session)
    assert caught.value.field is None
    assert [row.command for row in waiting(session)] == ["catalog.change_curated"]


@pytest.mark.parametrize("late", [False, True])
def test_a_curator_is_told_to_refuse_what_cannot_be_run(session, curated, late):
    product, owner = curated
    change(owner, product, {"name": "Tempe"})
    (staged,) = waiting(session)
    with unit_of_work(actor=owner) as (inside, _actor):
        if late:
            inside.get_one(ProposedChange, staged.id).expires_at = clock.now() - timedelta(days=1)
        else:
            inside.get_one(ProposedChange, staged.id).target_version += 1
    with pytest.raises(Conflict, match="Tolak usulan ini; penjual bisa mengubahnya lagi") as caught:
        agree(session)
    assert "pendamping" not in caught.value.message

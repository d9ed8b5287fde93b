"""Drafts, going on sale, listing versions and prices."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import queries, services
from marketplace.catalog.models import ListingVersion, PriceChange, Product
from marketplace.catalog.states import ProductState
from marketplace.infra.audit import AuditEntry
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.money import Rupiah
from tests.businesses import factories as businesses
from tests.catalog import factories

pytestmark = pytest.mark.db


def reread(session, product: Product) -> Product:
    session.expire_all()
    return session.get_one(Product, product.id)


def versions(session, product: Product) -> list[ListingVersion]:
    query = select(ListingVersion).where(ListingVersion.product_id == product.id)
    return list(session.scalars(query.order_by(ListingVersion.number)))


@pytest.fixture
def told():
    """Names of the facts that were recorded, in order."""
    from marketplace.infra import outbox
    from marketplace.kernel.events import Topic

    topics = (Topic.LISTING_PUBLISHED, Topic.LISTING_CHANGED, Topic.LISTING_WITHDRAWN)
    for topic in topics:
        outbox.on(topic, lambda *_: None, name="tests.listen")

    def read(session) -> list[str]:
        query = select(outbox.OutboxEvent.topic).where(outbox.OutboxEvent.handler.like("%/tests.listen"))
        return list(session.scalars(query.order_by(outbox.OutboxEvent.id)))

    yield read
    for topic in topics:
        outbox._handlers.pop(f"{topic}/tests.listen")


def test_a_draft_needs_no_more_than_a_name(session, uow):
    business, owner = factories.shop()
    with uow(owner) as (inside, actor):
        made = services.draft_product(inside, actor, business.id, values={"name": "  Sambal\u200b teri "})
    assert (made.name, made.state, made.current_version_id) == ("Sambal teri", ProductState.DRAFT, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " \u200b "),
        ("category", "tidak-ada"),
        ("price", Rupiah(0)),
        ("lead_days", -1),
        ("min_qty", 0),
        ("weight_g", 0),
        ("kbki", "12345"),
        ("kbki", "abc"),
    ],
)
def test_a_value_that_cannot_be_is_refused_beside_its_field(session, uow, field, value):
    business, owner = factories.shop()
    with pytest.raises(DomainError) as caught, uow(owner) as (inside, actor):
        services.draft_product(inside, actor, business.id, values={"name": "Sambal", field: value})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("gap", "field"),
    [
        ({"category": ""}, "category"),
        ({"unit": ""}, "unit"),
        ({"without_photo": False}, "photo"),
        ({"stock": 0}, "stock"),
    ],
)
def test_publishing_names_what_is_missing(session, uow, gap, field):
    business, owner = factories.shop()
    made = factories.draft(business, owner, **gap)
    with pytest.raises(DomainError) as caught, uow(owner) as (inside, actor):
        services.publish(inside, actor, made.id)
    assert caught.value.field == field
    assert reread(session, made).state is ProductState.DRAFT


def test_made_to_order_stands_in_for_stock_and_no_price_is_asked_for(session):
    business, owner = factories.shop()
    made = factories.live(business, owner, stock=0, made_to_order=True, price=None)
    assert made.state is ProductState.LIVE
    card = queries.cards(session, [made.id])[0]
    assert (card.price, card.price_label, card.available) == (None, "", True)


def test_publishing_freezes_what_the_listing_says_under_its_hash(session, told):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    (version,) = versions(session, made)
    text = json.dumps(version.snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert version.snapshot["price"] == 18_000
    assert told(session) == ["listing.published"]


def test_a_change_on_sale_makes_a_new_version_and_leaves_the_old_one(session, uow, told):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, made.id, values={"name": "Keripik tempe daun jeruk 250 g"})
    first, second = versions(session, made)
    assert (first.snapshot["name"], second.snapshot["name"]) == (
        made_name(),
        "Keripik tempe daun jeruk 250 g",
    )
    assert reread(session, made).current_version_id == second.id
    assert told(session) == ["listing.published", "listing.changed"]


def made_name() -> str:
    return factories.VALUES["name"]


def test_saving_the_same_again_makes_no_version(session, uow, told):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, made.id, values={"name": made_name()})
    assert len(versions(session, made)) == 1
    assert told(session) == ["listing.published"]


def test_a_version_is_never_altered(session, uow):
    business, owner = factories.shop()
    (version,) = versions(session, factories.live(business, owner))
    with pytest.raises(RuntimeError, match="frozen"), uow() as (inside, _actor):
        inside.get_one(ListingVersion, version.id).sha256 = "0" * 64
    session.expire_all()
    assert version.sha256 != "0" * 64


def test_what_is_on_sale_stays_complete(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with pytest.raises(DomainError), uow(owner) as (inside, actor):
        services.change_product(inside, actor, made.id, values={"unit": ""})
    assert reread(session, made).unit == "bungkus"


def test_a_second_writer_is_noticed(session, uow):
    business, owner = factories.shop()
    made = factories.draft(business, owner)
    seen = made.version
    with uow(owner) as (inside, actor):
        services.change_product(inside, actor, made.id, values={"unit": "pak"}, version=seen)
    with pytest.raises(Conflict), uow(owner) as (inside, actor):
        services.change_product(inside, actor, made.id, values={"unit": "dus"}, version=seen)
    assert reread(session, made).unit == "pak"


def test_each_step_of_the_price_is_kept(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    for price in (Rupiah(17_500), None):
        with uow(owner) as (inside, actor):
            services.set_price(inside, actor, made.id, price=price)
    steps = session.execute(
        select(PriceChange.before, PriceChange.after)
        .where(PriceChange.product_id == made.id)
        .order_by(PriceChange.id)
    )
    assert [tuple(step) for step in steps] == [
        (None, Rupiah(18_000)),
        (Rupiah(18_000), Rupiah(17_500)),
        (Rupiah(17_500), None),
    ]
    assert [version.snapshot["price"] for version in versions(session, made)] == [18_000, 17_500, None]


def test_an_open_purchase_locks_the_price_until_it_ends(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    until = clock.now() + timedelta(days=3)
    with uow() as (inside, actor):
        services.lock_price(inside, actor, made.id, holder=("package", 7), until=until)
    with pytest.raises(Refused) as caught, uow(owner) as (inside, actor):
        services.set_price(inside, actor, made.id, price=Rupiah(19_000))
    assert caught.value.field == "price"
    with uow() as (inside, actor):
        services.release_price(inside, actor, holder=("package", 7))
    with uow(owner) as (inside, actor):
        services.set_price(inside, actor, made.id, price=Rupiah(19_000))
    assert reread(session, made).price == Rupiah(19_000)


def test_a_lock_ends_by_the_clock(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    until = clock.now() + timedelta(days=3)
    with uow() as (inside, actor):
        services.lock_price(inside, actor, made.id, holder=("package", 7), until=until)
    with clock.frozen(until + timedelta(seconds=1)), uow(owner) as (inside, actor):
        services.set_price(inside, actor, made.id, price=Rupiah(19_000))
    assert reread(session, made).price == Rupiah(19_000)


def test_withdrawn_is_off_sale_and_may_come_back(session, uow, told):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with uow(owner) as (inside, actor):
        services.withdraw(inside, actor, made.id)
    assert queries.cards(session, [made.id]) == []
    with uow(owner) as (inside, actor):
        services.publish(inside, actor, made.id)
    assert [card.id for card in queries.cards(session, [made.id])] == [made.id]
    assert told(session) == ["listing.published", "listing.withdrawn", "listing.published"]


def test_what_a_verifier_froze_its_seller_cannot_publish(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    verifier = businesses.verifier(businesses.person("Rahmat"))
    with uow(verifier) as (inside, actor):
        services.freeze(inside, actor, made.id, reason="Harga jauh di atas pasar.")
    with pytest.raises(Conflict), uow(owner) as (inside, actor):
        services.publish(inside, actor, made.id)
    with uow(verifier) as (inside, actor):
        services.thaw(inside, actor, made.id, reason="Harga sudah wajar.")
    assert reread(session, made).state is ProductState.LIVE


def test_a_seller_freezes_nothing(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with pytest.raises(Forbidden), uow(owner) as (inside, actor):
        services.freeze(inside, actor, made.id, reason="coba")


@pytest.mark.parametrize("act", ["change_product", "publish", "withdraw", "set_price", "set_stock"])
def test_another_sellers_product_does_not_exist(session, uow, act):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    _other, stranger = factories.shop()
    extra = {"change_product": {"values": {"unit": "dus"}}, "set_price": {"price": None}}.get(act, {})
    with pytest.raises(NotFound), uow(stranger) as (inside, actor):
        getattr(services, act)(inside, actor, made.id, *((3,) if act == "set_stock" else ()), **extra)
    assert reread(session, made).version == made.version


def test_every_act_stands_in_the_sellers_audit_chain(session):
    business, owner = factories.shop()
    factories.live(business, owner)
    acts = session.scalars(
        select(AuditEntry.action).where(
            AuditEntry.chain_kind == "business",
            AuditEntry.chain_id == business.id,
            AuditEntry.action.like("catalog.%"),
        )
    ).all()
    assert acts == ["catalog.draft", "catalog.publish"]


def test_cards_come_in_the_order_asked_and_cost_two_statements(session):
    from marketplace.infra import counting

    business, owner = factories.shop()
    ids = [factories.live(business, owner, name=f"Keripik {number}").id for number in range(5)]
    asked = [ids[3], 10**9, ids[0], ids[4]]
    session.expunge_all()
    counter = counting.start()
    cards = queries.cards(session, asked)
    assert counter[0] <= 2
    assert [card.id for card in cards] == [ids[3], ids[0], ids[4]]
    assert cards[0].url.startswith("/produk/keripik-3-")
    assert cards[0].shop_name == business.name


def test_the_product_page_costs_two_statements(session):
    from marketplace.infra import counting

    business, owner = factories.shop()
    code = factories.live(business, owner).code
    session.expunge_all()
    counter = counting.start()
    assert queries.product_page(session, code).seller.name == business.name
    assert counter[0] <= 2


def test_the_public_sees_only_what_is_live(session):
    business, owner = factories.shop()
    made = factories.draft(business, owner)
    with pytest.raises(NotFound):
        queries.product_page(session, made.code)
    assert queries.product_page(session, made.code, actor=owner).product.id == made.id


def test_ratings_add_up(session, uow):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    with uow() as (inside, _actor):
        services.record_rating(inside, made.id, 2, 9)
        services.record_rating(inside, made.id, 1, 3)
    fresh = reread(session, made)
    assert (fresh.rating_count, fresh.rating_total) == (3, 12)

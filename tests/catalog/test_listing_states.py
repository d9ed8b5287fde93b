"""Where a listing can go, who may send it there, and that the calendar ends it everywhere without a job."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.catalog import history, queries, services, staff_queries
from marketplace.catalog.models import ListingVersion, Product
from marketplace.catalog.selling import label_of
from marketplace.catalog.states import PRODUCT, ProductState
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from marketplace.kernel.money import Rupiah
from marketplace.notifications.models import Notice
from marketplace.search import documents
from marketplace.storefront import queries as storefront
from tests.businesses import factories as businesses
from tests.catalog import factories as make
from tests.machines import undone

pytestmark = pytest.mark.db

STEPS = {
    (ProductState.DRAFT, "publish"): ProductState.LIVE,
    (ProductState.WITHDRAWN, "publish"): ProductState.LIVE,
    (ProductState.LIVE, "withdraw"): ProductState.WITHDRAWN,
    (ProductState.LIVE, "freeze"): ProductState.FROZEN,
    (ProductState.FROZEN, "thaw"): ProductState.LIVE,
    (ProductState.DRAFT, "archive"): ProductState.ARCHIVED,
    (ProductState.LIVE, "archive"): ProductState.ARCHIVED,
    (ProductState.WITHDRAWN, "archive"): ProductState.ARCHIVED,
    (ProductState.ARCHIVED, "restore"): ProductState.WITHDRAWN,
    (ProductState.LIVE, "delist"): ProductState.DELISTED,
    (ProductState.FROZEN, "delist"): ProductState.DELISTED,
    (ProductState.WITHDRAWN, "delist"): ProductState.DELISTED,
    (ProductState.ARCHIVED, "delist"): ProductState.DELISTED,
    (ProductState.DELISTED, "relist"): ProductState.WITHDRAWN,
}
EVENTS = ("publish", "withdraw", "freeze", "thaw", "archive", "restore", "delist", "relist")
WAYS = {
    ProductState.DRAFT: (),
    ProductState.LIVE: ("publish",),
    ProductState.FROZEN: ("publish", "freeze"),
    ProductState.WITHDRAWN: ("publish", "withdraw"),
    ProductState.ARCHIVED: ("publish", "archive"),
    ProductState.DELISTED: ("publish", "delist"),
}
"""How a draft comes into each state."""

SELLERS, STAFF = {"publish", "withdraw", "archive", "restore"}, {"freeze", "thaw", "delist", "relist"}
MAY = {
    "owner": SELLERS,
    "helper": set(),
    "verifier": {"freeze", "thaw"},
    "admin": STAFF,
    "stranger": set(),
    "shopper": set(),
}


def admin() -> Actor:
    return Actor(businesses.person("Yusuf").id, None, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1))


def do(actor: Actor, product: Product, event: str) -> None:
    with unit_of_work(actor=actor) as (session, doer):
        if event in STAFF:
            services.move_by_staff(session, doer, product.id, event=event, reason="Isi tidak sesuai foto.")
        else:
            getattr(services, event)(session, doer, product.id)


def in_state(state: ProductState):
    """A product in a state with its business and owner."""
    business, owner = make.shop()
    product = make.draft(business, owner)
    for event in WAYS[state]:
        do(admin() if event in STAFF else owner, product, event)
    return product, business, owner


def actors(role: str, business, owner) -> Actor:
    made = {
        "owner": lambda: owner,
        "helper": lambda: make.catalogue_mandate(business, owner)[1],
        "verifier": make.verifier,
        "admin": admin,
        "stranger": lambda: make.shop()[1],
        "shopper": lambda: businesses.shopper(businesses.person()),
    }
    return made[role]()


@pytest.mark.parametrize("state", ProductState)
def test_every_step_by_everybody(session, state):
    product, business, owner = in_state(state)
    people = {role: actors(role, business, owner) for role in MAY}
    for event, role in itertools.product(EVENTS, MAY):
        wanted = STEPS.get((state, event)) if event in MAY[role] else None
        with undone():
            if wanted is not None:
                do(people[role], product, event)
            else:
                with pytest.raises((Conflict, Forbidden, NotFound)):
                    do(people[role], product, event)
            session.expire_all()
            assert session.get_one(Product, product.id).state is (wanted or state), (event, role)


def test_the_table_of_states_holds_no_other_steps():
    assert dict(PRODUCT.table) == STEPS


def test_a_sanction_needs_a_reason_and_the_seller_reads_it(session):
    product, _business, owner = in_state(ProductState.LIVE)
    with pytest.raises(DomainError) as caught, unit_of_work(actor=admin()) as (inside, actor):
        services.delist(inside, actor, product.id, reason=" ")
    assert caught.value.field == "reason"
    do(admin(), product, "delist")
    told = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
    assert any("diturunkan petugas: Isi tidak sesuai foto." in text for text in told)


def test_the_archive_is_out_of_the_usual_list(session):
    product, _business, owner = in_state(ProductState.ARCHIVED)
    assert queries.seller_products(session, owner, 1)[1] == 0
    assert queries.seller_products(session, owner, 1, state=ProductState.ARCHIVED)[1] == 1
    assert queries.own_product(session, owner, product.code).id == product.id


# The last day on sale


@pytest.fixture
def seasonal(session):
    """A product whose last day is today, and an instant of tomorrow."""
    business, owner = make.shop()
    product = make.live(business, owner, valid_until=clock.today())
    return product, owner, clock.now() + timedelta(days=1)


def seen(session, product, place: str) -> bool:
    seller = queries.businesses.brief(session, {product.business_id})[product.business_id]
    try:
        return {
            "card": lambda: bool(queries.cards(session, [product.id])),
            "page": lambda: bool(queries.product_page(session, product.code)),
            "shop": lambda: bool(queries.shop_cards(session, seller, size=10)[0]),
            "search": lambda: (
                session.scalar(documents.rows().with_only_columns(Product.id).where(Product.id == product.id))
                is not None
            ),
            "comparison": lambda: bool(storefront.compared(session, [product.code], offered=0)[0]),
            "figures": lambda: storefront.figures(session).products == 1,
        }[place]()
    except NotFound:
        return False


@pytest.mark.parametrize("place", ["card", "page", "shop", "search", "comparison", "figures"])
def test_a_seasonal_product_leaves_every_place_after_its_last_day(session, seasonal, place):
    product, _owner, tomorrow = seasonal
    assert seen(session, product, place)
    with clock.frozen(tomorrow):
        assert not seen(session, product, place)


def test_the_seller_reads_that_it_is_over_and_sells_on_by_a_new_day(session, seasonal):
    product, owner, tomorrow = seasonal
    with clock.frozen(tomorrow):
        assert label_of(session.get_one(Product, product.id), clock.today()) == "Masa tayang habis"
        with pytest.raises(DomainError), unit_of_work(actor=owner) as (inside, actor):
            services.change_product(
                inside, actor, product.id, values={"valid_until": clock.today() - timedelta(1)}
            )
        with unit_of_work(actor=owner) as (inside, actor):
            services.change_product(inside, actor, product.id, values={"valid_until": None})
        assert queries.cards(session, [product.id])


# Staff and history


def test_staff_find_a_listing_by_code_address_and_name(session):
    product, _business, _owner = in_state(ProductState.LIVE)

    def found(words: str) -> list[int]:
        rows, total = staff_queries.listings(session, admin(), words, page=1)
        assert total == len(rows)
        return [row.product.id for row in rows]

    for words in (product.code.lower(), f"https://contoh.test/produk/{product.slug}", "keripik tempe"):
        assert found(words) == [product.id]
    assert found("ke") == found("") == []
    with pytest.raises(Forbidden):
        staff_queries.listings(session, make.shop()[1], "keripik", page=1)


def test_without_words_staff_see_what_they_stopped(session):
    stopped = [in_state(state)[0].id for state in (ProductState.FROZEN, ProductState.DELISTED)]
    in_state(ProductState.LIVE)
    rows, total = staff_queries.listings(session, admin(), "", page=1)
    assert {row.product.id for row in rows} == set(stopped)
    assert total == 2


def test_a_version_tells_what_it_changed(session):
    product, _business, owner = in_state(ProductState.LIVE)
    with unit_of_work(actor=owner) as (inside, actor):
        services.change_product(
            inside, actor, product.id, values={"name": "Keripik pedas", "price": Rupiah(20_000)}
        )
    _product, rows, total = history.versions(session, owner, product.code)
    assert (total, [row.number for row in rows], rows[0].current) == (2, [2, 1], True)
    assert {(row["label"], row["after"]) for row in rows[0].diff} == {
        ("Nama produk", "Keripik pedas"),
        ("Harga", "Rp20.000"),
    }
    assert rows[1].diff == ()


def test_history_pages_tell_each_version_against_the_one_before(session):
    product, _business, owner = in_state(ProductState.LIVE)
    for number in range(11):
        with unit_of_work(actor=owner) as (inside, actor):
            services.change_product(inside, actor, product.id, values={"name": f"Keripik {number}"})
    assert session.query(ListingVersion).count() == 12
    _product, first, _total = history.versions(session, owner, product.code)
    _product, second, _total = history.versions(session, owner, product.code, page=2)
    assert [row.number for row in first] == list(range(12, 2, -1))
    assert [row.number for row in second] == [2, 1]
    assert first[-1].diff
    assert second[0].diff


@pytest.mark.parametrize(("state", "page"), [(ProductState.DRAFT, 1), (ProductState.LIVE, 9)])
def test_where_there_is_no_version_the_history_is_empty(session, state, page):
    product, _business, owner = in_state(state)
    assert history.versions(session, owner, product.code, page=page)[1] == []


@pytest.mark.parametrize(
    ("role", "may"), [("owner", True), ("verifier", True), ("admin", True), ("shopper", False)]
)
def test_who_reads_the_history(session, role, may):
    product, business, owner = in_state(ProductState.LIVE)
    if may:
        assert history.versions(session, actors(role, business, owner), product.code)[2] == 1
    else:
        with pytest.raises(NotFound):
            history.versions(session, actors(role, business, owner), product.code)

"""The lists of sellers: shop, people, products, tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

from marketplace.businesses import services as businesses
from marketplace.businesses.models import Business, ProposedChange
from marketplace.businesses.sanction_models import Sanction, SanctionKind
from marketplace.catalog import services as catalog
from marketplace.catalog.import_models import ImportRun
from marketplace.catalog.models import ListingVersion, PriceChange, Product
from marketplace.infra import disclosures
from marketplace.infra.disclosures import Disclosure
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Rupiah
from tests.businesses import factories as people
from tests.businesses import team_steps as team
from tests.catalog import factories as goods
from tests.catalog import tables
from tests.client import StrictClient
from tests.house.growing import Growing, World

_number = count(1)


def _shop(world: World) -> tuple[Business, Actor, StrictClient]:
    business, owner = people.business()
    return business, owner, world.browser(owner, business.code)


def helpers(world: World) -> Growing:
    business, owner, browser = _shop(world)

    def more() -> None:
        made = people.mandate(business, owner)
        with unit_of_work(actor=owner) as (session, actor):
            businesses.revoke_mandate(session, actor, made.id)

    return Growing(browser, "/penjual/pendamping", more)


def changes(world: World) -> Growing:
    business, owner, browser = _shop(world)

    def more() -> None:
        made = people.mandate(business, owner)
        with unit_of_work(actor=people.acting(made)) as (session, actor):
            businesses.fill_profile(session, actor, business.id, values={"story": f"Cerita {next(_number)}."})
        with unit_of_work(actor=owner) as (session, actor):
            businesses.revoke_mandate(session, actor, made.id)

    return Growing(browser, "/penjual/perubahan", more, ProposedChange)


def team_of_a_shop(world: World) -> Growing:
    business, owner, browser = _shop(world)

    def more() -> None:
        team.staff(business, owner)
        team.invite(business, owner, phone=f"08139999{next(_number):04d}")

    return Growing(browser, "/penjual/tim", more)


def vacations(world: World) -> Growing:
    business, owner, browser = _shop(world)

    def more() -> None:
        day = clock.today() + timedelta(days=7 * next(_number))
        with unit_of_work(actor=owner) as (session, actor):
            businesses.take_vacation(session, actor, business.id, from_on=day, to_on=day)

    return Growing(browser, "/penjual/usaha/jadwal", more)


def warned(world: World) -> Growing:
    business, _owner, browser = _shop(world)
    return Growing(browser, "/penjual/usaha", lambda: people.sanction(business, kind=SanctionKind.WARNING))


def own_sanctions(world: World) -> Growing:
    business, _owner, browser = _shop(world)
    return Growing(browser, "/penjual/usaha/sanksi", lambda: people.sanction(business), Sanction)


def showings(world: World) -> Growing:
    _business, owner, browser = _shop(world)
    assert owner.party is not None
    party = owner.party

    def more() -> None:
        with unit_of_work(actor=people.verifier(people.person())) as (session, actor):
            disclosures.record(session, actor, party, what="nib", why="Memeriksa berkas")

    return Growing(browser, "/penjual/usaha/siapa-melihat", more, Disclosure)


def _named(business: Business, owner: Actor) -> Product:
    return goods.draft(business, owner, name=f"Keripik rasa ke-{next(_number)}")


def _on_sale(business: Business, owner: Actor) -> Product:
    return goods.live(business, owner, name=f"Keripik rasa ke-{next(_number)}")


def products(world: World) -> Growing:
    business, owner, browser = _shop(world)
    return Growing(browser, "/penjual/produk", lambda: _named(business, owner), Product)


def price_table(world: World) -> Growing:
    business, owner, browser = _shop(world)
    return Growing(browser, "/penjual/produk/harga-stok", lambda: _named(business, owner), Product)


def exported(world: World) -> Growing:
    business, owner, browser = _shop(world)
    return Growing(browser, "/penjual/produk/ekspor", lambda: _named(business, owner))


def hampers(world: World) -> Growing:
    business, owner, browser = _shop(world)
    return Growing(browser, "/penjual/produk/hampers", lambda: _on_sale(business, owner))


def inaproc(world: World) -> Growing:
    business, owner, browser = _shop(world)
    return Growing(browser, "/penjual/inaproc", lambda: _on_sale(business, owner))


def inaproc_products(world: World) -> Growing:
    return replace(inaproc(world), url="/penjual/inaproc/produk.xlsx")


def price_history(world: World) -> Growing:
    business, owner, browser = _shop(world)
    product = goods.draft(business, owner)

    def more() -> None:
        with unit_of_work(actor=owner) as (session, actor):
            catalog.set_price(session, actor, product.id, price=Rupiah(10_000 + 100 * next(_number)))

    return Growing(browser, f"/penjual/produk/{product.code}/riwayat-harga", more, PriceChange)


def product_history(world: World) -> Growing:
    business, owner, browser = _shop(world)
    product = goods.live(business, owner)

    def more() -> None:
        with unit_of_work(actor=owner) as (session, actor):
            catalog.set_price(session, actor, product.id, price=Rupiah(10_000 + 100 * next(_number)))

    return Growing(browser, f"/penjual/produk/{product.code}/riwayat", more, ListingVersion)


def photos(world: World) -> Growing:
    business, owner, browser = _shop(world)
    product = goods.draft(business, owner)
    colours = iter(["orange", "red", "green", "blue"])

    def more() -> None:
        with unit_of_work(actor=owner) as (session, actor):
            catalog.add_photo(
                session, actor, product.id, photo=goods.photo(next(colours)), alt="Keripik di piring"
            )

    return Growing(browser, f"/penjual/produk/{product.code}", more)


def imports(world: World) -> Growing:
    browser = _shop(world)[2]

    def more() -> None:
        tables.send(browser, {"name": f"Kopi {next(_number)}"})

    return Growing(browser, tables.HERE, more, ImportRun)


def seller_day(world: World) -> Growing:
    business, _owner, browser = _shop(world)

    def more() -> None:
        helper = people.person("Rina Wulandari")
        with unit_of_work(actor=people.helper(helper)) as (session, actor):
            businesses.request_mandate(
                session,
                actor,
                business_id=business.id,
                scopes=("profile.write",),
                ends_on=clock.today() + timedelta(days=30),
            )

    return Growing(browser, "/penjual", more)


LISTS = {
    "businesses.changes": changes,
    "businesses.helpers": helpers,
    "businesses.own_sanctions": own_sanctions,
    "businesses.profile": warned,
    "businesses.showings": showings,
    "businesses.team": team_of_a_shop,
    "businesses.times": vacations,
    "catalog.export_products": exported,
    "catalog.import_products": imports,
    "catalog.new_hampers": hampers,
    "catalog.price_history": price_history,
    "catalog.price_table": price_table,
    "catalog.product": photos,
    "catalog.product_history": product_history,
    "catalog.products": products,
    "desk.inaproc": inaproc,
    "desk.inaproc_products": inaproc_products,
    "desk.seller": seller_day,
}

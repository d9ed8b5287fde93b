"""Opening a package: what plan, budget, law, seller and comparison refuse, each leaving nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import queries as accounts
from marketplace.businesses import services as businesses
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.catalog import services as catalog
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.money import Rupiah
from marketplace.procurement import amounts, services_packages
from marketplace.procurement.choosing import Wanted
from marketplace.procurement.models import BudgetLine
from marketplace.procurement.package_models import ComparedOffer, PackageLine
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def refused(session, story):
    """`refused(SomeError, "message", …)`: opening is refused so, and nothing is changed by it."""

    def check(error, message, *, by=None, of=story, **changed):
        before = steps.everything(session, of)
        with pytest.raises(error, match=message), unit_of_work(actor=by or of.unit.pp) as (inside, actor):
            services_packages.open_package(inside, actor, request=steps.request(of, **changed))
        assert steps.everything(session, of) == before

    return check


def line_of(session, package):
    return session.scalars(select(PackageLine).where(PackageLine.package_id == package.id)).one()


def test_a_line_costs_what_an_agency_pays_in_its_quantity(session, story):
    """The tier of 1,200 pieces is below the price for agencies, which is below the list price."""
    tiers = [{"from": 1_000, "price": 50_000}]
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        catalog.change_product(
            inside,
            actor,
            story.product.id,
            values={"tiers": tiers, "government_price": Rupiah(52_000)},
        )
    line = line_of(session, steps.opened(story))
    assert (line.list_price, line.lowest_public) == (Rupiah(50_000), Rupiah(50_000))
    few = steps.opened(story, lines=[Wanted(story.product.code, 900)])
    line = line_of(session, few)
    assert (line.list_price, line.lowest_public, line.price_reason) == (Rupiah(52_000), Rupiah(54_000), "")


def test_quantities_off_the_step_or_over_the_most_are_refused(refused, story):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        catalog.change_product(
            inside, actor, story.product.id, values={"step_qty": 10, "min_qty": 10, "max_qty": 1_200}
        )
    code = story.product.code
    refused(DomainError, "kelipatan 10 paket. Jumlah terdekat: 90 atau 100", lines=[Wanted(code, 95)])
    refused(DomainError, r"paling banyak 1\.200 paket", lines=[Wanted(code, 1_210)])


def sanction(story, **changed):
    values = {
        "kind": SanctionKind.FREEZE,
        "ground": "Barang palsu",
        "basis": "Perlem LKPP 4/2021",
        "decision_number": "KEP-17/2026",
        "from_on": clock.today(),
        "until_on": date(2027, 1, 31),
    }
    with unit_of_work(actor=factories.SYSTEM) as (inside, actor):
        return businesses.impose_sanction(inside, actor, story.shop.business.id, **(values | changed))


def test_a_package_names_the_rule_it_was_judged_by_and_what_was_compared(session, story):
    rival = factories.product(factories.shop("Dapur Bu Sri"), "Hampers Nambangan", price=56_000)
    package = steps.opened(story, compared=[rival.code], choice_reason="")
    assert package.rules["used"][0]["key"] == "pl.goods_services.max"
    assert package.rules["used"][0]["basis"].startswith("Perpres 16/2018")
    assert package.rules["version"]
    seen = select(ComparedOffer.product_id, ComparedOffer.chosen).where(
        ComparedOffer.package_id == package.id
    )
    assert dict(session.execute(seen.order_by(ComparedOffer.id)).all()) == {
        story.product.id: True,
        rival.id: False,
    }


def test_above_the_pagu_both_amounts_are_named(refused, story):
    refused(
        Refused,
        r"Nilai paket Rp70\.200\.000 melebihi pagu Rp65\.000\.000\. Kurangi jumlah atau ganti RUP\.",
        lines=[Wanted(story.product.code, 1_300)],
    )


def test_above_what_the_budget_line_has_left(session, refused, story):
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        line = inside.scalars(select(BudgetLine).where(BudgetLine.plan_entry_id == story.entry.id)).one()
        line.committed = Rupiah(1_000_000)
    refused(Refused, r"melebihi sisa pagu Rp64\.000\.000")


def test_the_whole_pagu_may_be_used(story):
    price = 54_000 * steps.QUANTITY
    entry = factories.plan_entry(story.unit.unit, ceiling=price)
    package = steps.opened(replace(story, entry=entry))
    assert package.total == Rupiah(price)


def test_above_the_limit_of_direct_procurement(refused, story):
    entry = factories.plan_entry(story.unit.unit, ceiling=900_000_000)
    dear = factories.product(story.shop, "Hampers besar", price=200_001)
    refused(
        Refused,
        r"batas pengadaan langsung Rp200\.000\.000 \(Perpres",
        of=replace(story, entry=entry),
        lines=[Wanted(dear.code, 1_000)],
    )


def test_the_limit_itself_is_still_direct_procurement(story):
    entry = factories.plan_entry(story.unit.unit, ceiling=900_000_000)
    dear = factories.product(story.shop, "Hampers besar", price=200_000)
    package = steps.opened(replace(story, entry=entry), lines=[Wanted(dear.code, 1_000)])
    assert package.total == Rupiah(200_000_000)


def test_a_value_that_a_receipt_would_cover_gets_the_stronger_work_order(story):
    package = steps.opened(story, lines=[Wanted(story.product.code, 300)])
    assert amounts.work_order_form(package.kind, package.total, clock.today()).form == amounts.WORK_ORDER


def test_a_value_above_the_work_order(story):
    with pytest.raises(Refused, match="melebihi batas SPK"):
        amounts.work_order_form("goods", Rupiah(200_000_001), clock.today())


@pytest.mark.parametrize(
    ("changed", "quantity", "error", "message"),
    [
        ({"price": None}, 1_200, Refused, "belum berharga"),
        ({"min_qty": 2_000, "stock": 9_000}, 1_200, DomainError, "paling sedikit 2.000 paket"),
        ({"stock": 1_199}, 1_200, Refused, "tinggal 1199 paket"),
    ],
)
def test_a_product_that_cannot_be_bought_so(refused, story, changed, quantity, error, message):
    other = factories.product(story.shop, "Hampers lain", **changed)
    refused(error, message, lines=[Wanted(other.code, quantity)])


def test_a_product_made_to_order_needs_no_stock(story):
    other = factories.product(story.shop, "Hampers pesanan", stock=0, made_to_order=True)
    assert steps.opened(story, lines=[Wanted(other.code, 1_200)]).total == Rupiah(64_800_000)


def test_a_product_that_was_withdrawn(refused, story):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        catalog.withdraw(inside, actor, story.product.id)
    refused(Refused, "tidak sedang tayang")


def test_an_unknown_product_none_at_all_or_one_twice(refused, story):
    refused(DomainError, "tidak ditemukan", lines=[Wanted("0000000000", 1_200)])
    refused(DomainError, "sedikitnya satu produk", lines=[])
    refused(DomainError, "cukup satu baris", lines=[Wanted(story.product.code, 600)] * 2)


def test_two_sellers_in_one_package(refused, story):
    rival = factories.product(factories.shop("Dapur Bu Sri"), "Hampers Nambangan")
    refused(
        DomainError,
        "satu penyedia",
        lines=[Wanted(story.product.code, 600), Wanted(rival.code, 600)],
    )


def test_a_sanctioned_seller_is_named_with_decision_and_end(refused, story):
    sanction(story)
    refused(Refused, r"sampai 31 Januari 2027 \(keputusan KEP-17/2026\)")


def test_a_seller_sanctioned_after_the_package_was_opened_is_not_invited(session, story):
    package = steps.opened(story)
    sanction(story)
    before = steps.everything(session, story)
    with pytest.raises(Refused, match="KEP-17/2026"):
        steps.invited(story, package)
    assert steps.everything(session, story) == before


def test_a_sanction_that_is_over_does_not_count(story):
    sanction(story, from_on=clock.today() - timedelta(days=9), until_on=clock.today() - timedelta(days=1))
    assert steps.opened(story).id


def test_a_seller_who_is_not_verified(refused, story):
    made, owner = people.business(name="Warung Baru")
    unready = factories.product(factories.Shop(made, owner))
    refused(Refused, "belum siap pengadaan", lines=[Wanted(unready.code, 1_200)])


def test_one_compared_seller_needs_a_reason(refused, story):
    refused(DomainError, "sedikitnya 2 penyedia", choice_reason="  ")
    second = factories.product(story.shop, "Keripik tempe satuan")
    both = [Wanted(story.product.code, 10), Wanted(second.code, 10)]
    refused(DomainError, "sedikitnya 2 penyedia", lines=both, choice_reason="")
    refused(DomainError, "sedikitnya 2 penyedia", compared=[second.code], choice_reason="")


def test_the_dearer_choice_needs_a_reason(refused, story):
    rival = factories.product(factories.shop("Dapur Bu Sri"), "Hampers Nambangan", price=50_000)
    refused(DomainError, "bukan yang termurah", compared=[rival.code], choice_reason="")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"needed_on": date(2020, 1, 1)}, "paling cepat besok"),
        ({"delivery_place": " "}, "tempat penyerahan"),
        ({"budget_account": "5.1.02.01.01.9999"}, "mata anggaran dari RUP ini"),
    ],
)
def test_terms_that_are_not_filled_in(refused, changed, message):
    refused(DomainError, message, **changed)


def test_officer_and_ppk_are_two_people(session, refused, story):
    account = story.unit.pp.user_id
    factories.official(story.unit.unit, Role.PPK, accounts.account(session, account))
    refused(Refused, "harus orang yang berbeda", ppk_user_id=account)


def test_a_ppk_without_office_in_this_unit(refused):
    refused(DomainError, "SK-nya berlaku", ppk_user_id=people.person("Orang lain").id)


def test_an_officer_who_sells(session, refused, story):
    seller = accounts.account(session, story.shop.owner.user_id)
    refused(
        Refused,
        "tidak boleh menjadi pemilik, pegawai, atau pendamping",
        by=factories.official(story.unit.unit, Role.PP, seller),
    )


@pytest.mark.parametrize("office", ["ppk", "treasurer", "auditor"])
def test_only_procurement_officers_open_packages(refused, story, office):
    refused(Forbidden, "procurement officers", by=getattr(story.unit, office))


def test_an_officer_whose_decree_has_ended(refused, story):
    after = clock.now().replace(year=clock.now().year + 1, month=1, day=2)
    with clock.frozen(after):
        refused(Forbidden, "no appointment")


def test_a_plan_of_another_unit_does_not_exist(refused, story):
    foreign = factories.official(factories.work_unit(), Role.PP)
    refused(NotFound, "plan entry", by=foreign)


def test_a_taxed_seller_needs_room_for_the_tax(session, story):
    taxed = factories.shop("CV Kena Pajak", pkp=True)
    hampers = factories.product(taxed, "Hampers PKP", price=50_000)
    package = steps.opened(story, lines=[Wanted(hampers.code, 1_100)])
    assert package.total == Rupiah(61_050_000)  # 55,000,000 and 12% of 11/12 of it


def test_a_running_contract_goes_on_under_a_sanction(story):
    contract = after.in_force(story)
    sanction(story)
    after.delivered(story, contract)
    after.drawn_up(story, contract)
    assert after.signed_bast(story, contract).seller_signed_at


def test_a_warning_refuses_nothing(story):
    sanction(story, kind=SanctionKind.WARNING)
    assert steps.opened(story)

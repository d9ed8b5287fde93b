"""The PPK's signature: another person, in time, on a clean seller, with an answer to every flag, once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import queries as accounts
from marketplace.businesses import services as businesses
from marketplace.catalog import services as catalog
from marketplace.catalog.models import PriceLock
from marketplace.documents import queries as papers
from marketplace.infra import idempotency
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, Refused
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.notifications.models import Notice
from marketplace.procurement import services_approval, services_packages
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import Appointment, BudgetLine
from marketplace.procurement.package_models import NegotiationRound, Package
from marketplace.procurement.services_approval import Approval
from marketplace.procurement.states import PackageState
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement.test_open_package import sanction

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def package(story):
    return steps.negotiated(story)


@pytest.fixture
def refused(session, story, package):
    """`refused(SomeError, "message", by=…, given=…)`: approving is refused so, and nothing is changed."""

    def check(error, message, *, by=None, given=None, version=None):
        given = steps.answers(story, package) if given is None else given
        before = steps.everything(session, story)
        with pytest.raises(error, match=message), unit_of_work(actor=by or story.unit.ppk) as (inside, actor):
            services_approval.approve_and_sign(inside, actor, package.code, approval=Approval(given, version))
        assert steps.everything(session, story) == before

    return check


def test_signing_binds_budget_holds_goods_and_locks_the_price_until_the_sellers_deadline(
    session, story, package
):
    contract = steps.approved(story, package)
    assert steps.budget_of(session, story) == (Rupiah(62_400_000), ZERO)
    assert steps.stock_of(session, story.product) == (2_000, 1_200)
    locks = session.execute(select(PriceLock.product_id, PriceLock.until)).all()
    assert locks == [(story.product.id, contract.accept_deadline)]
    with (
        pytest.raises(Refused, match="Harga tidak bisa diubah"),
        unit_of_work(actor=story.shop.owner) as (
            inside,
            actor,
        ),
    ):
        catalog.set_price(inside, actor, story.product.id, price=Rupiah(60_000))


def test_the_spk_carries_number_value_and_the_days_of_the_rule(session, story, package):
    contract = steps.approved(story, package)
    paper = papers.of_subjects(session, [("contract", contract.id)])[0]
    assert contract.number == paper.number
    assert paper.snapshot["total"]["amount"] == 62_400_000
    assert paper.snapshot["micro_small"]["amount"] == 62_400_000
    assert paper.snapshot["signers"][0]["mark"].startswith("Disetujui secara elektronik")
    assert paper.snapshot["stamp"] == "Meterai Rp10.000"
    assert any("BA-NEG" in text for text in paper.snapshot["basis"])
    used = {one["key"]: one["value"] for one in contract.rules["used"]}
    assert used == {"seller.accept_days": 3, "late.rate": 10}


def test_the_officer_of_the_package_does_not_approve_it(refused, story):
    refused(Refused, "harus orang yang berbeda", by=story.unit.pp)


def test_nor_does_he_in_a_second_office(session, refused, story):
    account = accounts.account(session, story.unit.pp.user_id)
    refused(Refused, "harus orang yang berbeda", by=factories.official(story.unit.unit, Role.PPK, account))


def test_another_ppk_of_the_unit_does_not_approve_it(refused, story):
    refused(Forbidden, "PPK of the package", by=factories.official(story.unit.unit, Role.PPK))


def test_a_ppk_who_became_the_sellers_helper_after_the_agreement(session, refused, story):
    account = accounts.account(session, story.unit.ppk.user_id)
    people.mandate(story.shop.business, story.shop.owner, to=account)
    refused(Refused, "pemilik, pegawai, atau pendamping penyedia")


def test_a_ppk_whose_decree_ended_meanwhile(session, refused, story):
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        mine = select(Appointment).where(Appointment.user_id == story.unit.ppk.user_id)
        inside.scalars(mine).one().valid_to = clock.today() - timedelta(days=1)
    refused(Forbidden, "no appointment")


def test_the_database_itself_refuses_one_human_in_both_offices(story, package):
    with (
        pytest.raises(Exception, match="pp_is_not_ppk"),
        unit_of_work(actor=factories.SYSTEM) as (
            inside,
            _actor,
        ),
    ):
        inside.get_one(Package, package.id).ppk_user_id = package.pp_user_id


def test_a_seller_sanctioned_after_the_agreement(refused, story):
    sanction(story)
    refused(Refused, "KEP-17/2026")


def test_a_product_that_left_the_market_after_the_agreement(refused, story):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        catalog.withdraw(inside, actor, story.product.id)
    refused(Refused, "tidak tayang lagi")


def test_a_delivery_day_that_leaves_no_time_any_more(refused, story, package):
    with clock.frozen(clock.now() + timedelta(days=1)):
        with unit_of_work(actor=factories.SYSTEM) as (session, _):
            last = session.scalars(select(NegotiationRound)).one()
            last.deliver_on = clock.today()
        refused(Refused, "tidak menyisakan waktu lagi")


def test_stock_that_was_sold_after_the_agreement(refused, story):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        catalog.set_stock(inside, actor, story.product.id, 1_199)
    refused(Conflict, "tinggal 1199")


def test_budget_that_was_bound_after_the_agreement(refused, story):
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        line = inside.scalars(select(BudgetLine).where(BudgetLine.plan_entry_id == story.entry.id)).one()
        line.committed = Rupiah(2_600_001)
    refused(Refused, "Sisa anggaran tidak cukup")


def test_a_changed_bank_account_is_waited_for(refused, story):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        businesses.set_bank_account(
            inside,
            actor,
            story.shop.business.id,
            bank="Bank Lain",
            number="0011223344",
            holder="Bu Sari Handayani",
        )
    refused(Refused, "Penyedia ini belum siap pengadaan|Rekening penyedia")


def test_a_package_that_changed_since_it_was_read(refused, package):
    refused(Conflict, "berubah sejak halaman dibuka", version=package.version - 1)


def test_a_flag_without_an_answer_keeps_the_ppk_from_signing(refused):
    refused(DomainError, "Jawab dulu", given={})
    refused(DomainError, "Jawab dulu", given={"single_offer": "   "})


def test_the_answers_are_kept_with_what_was_found(story, package):
    steps.approved(story, package)
    kept = {flag["key"]: flag for flag in package.rules["flags"]}
    assert kept["single_offer"]["answer"] == "Sudah diperiksa dan wajar."
    assert kept["single_offer"]["answered_by"] == story.unit.ppk.user_id


def test_the_last_second_of_the_ppks_days_is_in_time_and_the_next_is_not(session, refused, story, package):
    with clock.frozen(package.ppk_deadline + timedelta(seconds=1)):
        refused(Refused, "Batas persetujuan sudah lewat")
    with clock.frozen(package.ppk_deadline):
        assert steps.approved(story, package).id


def test_a_package_its_ppk_let_pass_lapses_once(session, story, package):
    def work(at: datetime) -> None:
        with clock.frozen(at), unit_of_work(actor=factories.SYSTEM) as (inside, actor):
            services_approval.lapse_package(inside, actor, {"package_id": package.id})

    work(package.ppk_deadline)
    assert package.state is PackageState.WAITING_PPK
    work(package.ppk_deadline + timedelta(seconds=1))
    assert package.state is PackageState.LAPSED
    after = steps.everything(session, story)
    work(package.ppk_deadline + timedelta(days=1))
    assert steps.everything(session, story) == after
    assert papers.of_subjects(session, [("package", package.id)])[0].voided_at is not None


def test_a_returned_package_does_not_lapse_by_its_old_deadline(session, story, package):
    old = package.ppk_deadline
    with unit_of_work(actor=story.unit.ppk) as (inside, actor):
        services_approval.return_package(inside, actor, package.code, reason="Perbaiki harga.")
    with clock.frozen(old + timedelta(days=1)), unit_of_work(actor=factories.SYSTEM) as (inside, actor):
        services_approval.lapse_package(inside, actor, {"package_id": package.id})
    assert package.state is PackageState.NEGOTIATING


@pytest.mark.parametrize("act", [services_approval.return_package, services_packages.cancel_package])
def test_returning_and_cancelling_want_a_reason(session, story, package, act):
    before = steps.everything(session, story)
    with pytest.raises(DomainError, match="Tulis"), unit_of_work(actor=story.unit.ppk) as (inside, actor):
        act(inside, actor, package.code, reason=" ")
    assert steps.everything(session, story) == before


def test_the_ppk_is_told_with_deadline_and_is_not_reminded_after_signing(session, story, package):
    mine = select(Notice).where(Notice.user_id == story.unit.ppk.user_id)
    assert session.scalars(mine).one().deadline == package.ppk_deadline
    steps.approved(story, package)
    assert session.scalars(mine).one().settled_at is not None


def test_one_form_sent_twice_signs_once(session, story, package):
    approval = Approval(steps.answers(story, package))
    with unit_of_work(actor=story.unit.ppk, key="0123456789") as (inside, actor):
        services_approval.approve_and_sign(inside, actor, package.code, approval=approval)
    before = steps.everything(session, story)
    with (
        pytest.raises(idempotency.Repeated),
        unit_of_work(actor=story.unit.ppk, key="0123456789") as (inside, actor),
    ):
        services_approval.approve_and_sign(inside, actor, package.code, approval=approval)
    assert steps.everything(session, story) == before


@pytest.mark.two_connections
def test_two_approvals_at_once_make_one_contract(own_database):
    story = steps.story()
    package = steps.negotiated(story)
    given, code, results = steps.answers(story, package), package.code, []
    start = threading.Barrier(2)

    def approve() -> None:
        with own_database.app_context():
            start.wait()
            try:
                with unit_of_work(actor=story.unit.ppk) as (session, actor):
                    services_approval.approve_and_sign(session, actor, code, approval=Approval(given))
                results.append("signed")
            except Conflict:
                results.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=approve) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["refused", "signed"]
    db.session.rollback()
    assert len(db.session.scalars(select(Contract.id)).all()) == 1
    assert steps.budget_of(db.session(), story) == (Rupiah(62_400_000), ZERO)

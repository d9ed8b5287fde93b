"""What is refused between the SPK and the rating; each refusal leaves everything as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.infra import idempotency
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.money import Rupiah
from marketplace.procurement import fulfilment_delivery
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.models import Appointment
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def refused(session, story):
    """`refused(SomeError, "message", act)`: the act is refused so, and nothing is changed by it."""

    def check(error, message, act):
        before = after.everything(session, story)
        with pytest.raises(error, match=message):
            act()
        assert after.everything(session, story) == before

    return check


def test_more_than_was_ordered_is_not_sent(refused, story):
    contract = after.in_force(story)
    after.delivered(story, contract, 700)
    after.shipped(story, contract, 400)
    refused(Refused, "masih perlu dikirim 100 paket", lambda: after.shipped(story, contract, 101))


@pytest.mark.parametrize(("pieces", "message"), [(0, "sedikitnya satu"), (-1, "kurang dari nol")])
def test_a_consignment_holds_something(refused, story, pieces, message):
    contract = after.in_force(story)
    refused(DomainError, message, lambda: after.shipped(story, contract, pieces))


def test_a_line_that_is_not_in_the_contract_is_not_sent(refused, story):
    contract = after.in_force(story)

    def act():
        with unit_of_work(actor=story.shop.owner) as (session, actor):
            fulfilment_delivery.ship(session, actor, contract.code, quantities={2: 1})

    refused(DomainError, "tidak ada dalam kontrak", act)


def test_nothing_is_sent_before_the_seller_accepts(refused, story):
    contract = steps.signed(story)
    refused(Conflict, "Menunggu penyedia", lambda: after.shipped(story, contract))


def test_more_than_was_sent_is_not_received(refused, story):
    delivery = after.shipped(story, after.in_force(story), 700)
    refused(Refused, "dikirim 700", lambda: after.received(story, delivery, Count(701)))
    refused(Refused, "dikirim 700", lambda: after.received(story, delivery, Count(690, 11, "Penyok.")))


@pytest.mark.parametrize("count", [Count(690, 10), Count(690, 0, "  ")])
def test_what_is_refused_or_missing_needs_a_reason(refused, story, count):
    delivery = after.shipped(story, after.in_force(story), 700)
    refused(DomainError, "Tulis alasan", lambda: after.received(story, delivery, count))


def test_every_line_is_counted(refused, story):
    delivery = after.shipped(story, after.in_force(story), 700)

    def act():
        with unit_of_work(actor=story.unit.ppk) as (session, actor):
            fulfilment_delivery.receive(session, actor, delivery.code, counts={})

    refused(DomainError, "Hitung juga", act)


def test_a_consignment_is_counted_once(refused, story):
    delivery = after.delivered(story, after.in_force(story))
    refused(Conflict, "Diterima", lambda: after.received(story, delivery, Count(steps.QUANTITY)))


def test_the_seller_does_not_receive_her_own_goods(session, refused, story):
    delivery = after.shipped(story, after.in_force(story))
    good = Count(steps.QUANTITY)
    refused(Forbidden, None, lambda: after.received(story, delivery, good, by=story.shop.owner))
    seller = people.accounts.queries.account(session, story.shop.owner.user_id)
    official = factories.official(story.unit.unit, Role.PP, seller)
    refused(Refused, "pemilik, pegawai", lambda: after.received(story, delivery, good, by=official))


def test_who_chose_the_seller_does_not_count_its_goods(refused, story):
    delivery = after.shipped(story, after.in_force(story))
    good = Count(steps.QUANTITY)
    refused(Refused, "Pemeriksa barang", lambda: after.received(story, delivery, good, by=story.unit.pp))


def test_who_chose_the_seller_does_not_pay_it_under_a_later_appointment(refused, story):
    contract, officer = after.handed_over(story), story.unit.pp
    with unit_of_work(actor=factories.SYSTEM) as (session, _):
        held = session.scalars(select(Appointment).where(Appointment.user_id == officer.user_id)).one()
        held.role = Role.TREASURER
    treasurer = Actor(officer.user_id, None, Role.TREASURER, officer.party)
    refused(Refused, "merangkap bendahara", lambda: after.paid(story, contract, by=treasurer))


def test_there_is_no_handover_before_everything_is_received(refused, story):
    contract = after.in_force(story)
    refused(Refused, "baru diterima baik 0 dari 1200", lambda: after.drawn_up(story, contract))
    delivery = after.shipped(story, contract)
    refused(Refused, "baru diterima baik 0 dari 1200", lambda: after.drawn_up(story, contract))
    after.received(story, delivery, Count(1_190, 10, "Besek penyok."))
    refused(Refused, "baru diterima baik 1190 dari 1200 paket", lambda: after.drawn_up(story, contract))


def test_the_handover_is_drawn_up_once_and_signed_once(refused, story):
    contract = after.in_force(story)
    after.delivered(story, contract)
    refused(Conflict, "BAST belum dibuat", lambda: after.signed_bast(story, contract))
    after.drawn_up(story, contract)
    refused(Conflict, "sudah dibuat", lambda: after.drawn_up(story, contract))
    after.signed_bast(story, contract)
    refused(Conflict, "Ditandatangani kedua pihak", lambda: after.signed_bast(story, contract))
    refused(Conflict, "Serah terima selesai", lambda: after.drawn_up(story, contract))


def test_a_helper_neither_sends_nor_signs_nor_bills(refused, story):
    contract = after.in_force(story)
    helper = people.acting(people.mandate(story.shop.business, story.shop.owner))
    refused(Forbidden, None, lambda: after.shipped(story, contract, by=helper))
    after.delivered(story, contract)
    after.drawn_up(story, contract)
    refused(Forbidden, None, lambda: after.signed_bast(story, contract, by=helper))
    after.signed_bast(story, contract)
    refused(Forbidden, None, lambda: after.billed(story, contract, by=helper))


def test_nothing_is_paid_billed_or_rated_before_the_handover(refused, story):
    contract = after.in_force(story)
    after.delivered(story, contract)
    after.drawn_up(story, contract)
    refused(Conflict, "Berjalan", lambda: after.paid(story, contract))
    refused(Conflict, "setelah BAST", lambda: after.billed(story, contract))
    refused(Conflict, "setelah BAST", lambda: after.rated(story, contract))


def test_the_ppk_does_not_pay(refused, story):
    contract = after.handed_over(story)
    refused(Forbidden, "treasurer", lambda: after.paid(story, contract, by=story.unit.ppk))


def test_the_human_who_signed_does_not_pay_in_another_office_either(session, refused, story):
    contract = after.handed_over(story)
    signer = story.unit.ppk.user_id
    today = clock.today()
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        held = inside.query(Appointment).filter_by(user_id=signer).one()
        held.role = Role.TREASURER
        held.valid_from = today
    as_treasurer = Actor(signer, None, Role.TREASURER, story.unit.ppk.party)
    refused(Refused, "Penanda tangan kontrak", lambda: after.paid(story, contract, by=as_treasurer))


def test_an_ended_decree_does_not_pay(refused, story):
    contract = after.handed_over(story)
    with clock.frozen(clock.now().replace(year=clock.now().year + 1, month=1, day=4)):
        refused(Forbidden, "no appointment", lambda: after.paid(story, contract))


def test_a_contract_is_paid_and_billed_once(refused, story):
    contract = after.handed_over(story)
    after.billed(story, contract)
    refused(Conflict, "sudah dikirim", lambda: after.billed(story, contract))
    after.paid(story, contract)
    refused(Conflict, "Lunas", lambda: after.paid(story, contract))


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"route": "UP"}, Refused, r"UP paling banyak Rp50\.000\.000"),
        ({"route": "TUNAI"}, DomainError, "LS atau UP"),
        ({"reference": " "}, DomainError, "nomor SP2D"),
        ({"paid_on": date(2020, 1, 1)}, DomainError, "antara tanggal BAST"),
        ({"withheld": {"pph21": Rupiah(1)}}, DomainError, "tidak dikenal"),
        ({"withheld": {"pph22": Rupiah(-1)}}, DomainError, "kurang dari nol"),
        ({"withheld": {"pph22": Rupiah(62_400_001)}}, DomainError, "melebihi nilai kontrak"),
        ({"withheld": {"ppn": Rupiah(1)}}, DomainError, "PPN kontrak ini Rp0"),
    ],
)
def test_a_payment_that_does_not_fit(refused, story, changed, error, message):
    contract = after.handed_over(story)
    refused(error, message, lambda: after.paid(story, contract, **changed))


def test_a_payment_of_tomorrow_is_not_recorded(refused, story):
    contract = after.handed_over(story)
    tomorrow = clock.today() + timedelta(days=1)
    refused(DomainError, "dan hari ini", lambda: after.paid(story, contract, paid_on=tomorrow))


@pytest.mark.parametrize(
    ("scores", "reasons", "message"),
    [
        ({"quality": 3, "cost": 3, "time": 3}, {}, "Pilih nilai untuk layanan"),
        (after.GOOD | {"cost": 4}, {}, "Pilih nilai untuk biaya"),
        (after.GOOD | {"cost": 0}, {}, "Pilih nilai untuk biaya"),
        (after.GOOD | {"time": 1}, {"time": " "}, "alasan nilai terendah untuk waktu"),
    ],
)
def test_a_rating_that_is_not_complete(refused, story, scores, reasons, message):
    contract = after.handed_over(story)
    refused(DomainError, message, lambda: after.rated(story, contract, scores, reasons))


def test_a_seller_is_rated_once_and_answers_once_and_in_time(refused, story):
    contract = after.handed_over(story)
    refused(Conflict, "belum dinilai", lambda: after.replied(story, contract))
    after.rated(story, contract)
    refused(Conflict, "sudah dinilai", lambda: after.rated(story, contract))
    with clock.frozen(clock.now() + timedelta(days=15)):
        refused(Refused, "Hak jawab berakhir", lambda: after.replied(story, contract))
    with clock.frozen(clock.now() + timedelta(days=14)):
        after.replied(story, contract)
        refused(Conflict, "sudah menjawab", lambda: after.replied(story, contract))


def test_the_contracts_of_another_unit_and_of_another_seller_do_not_exist(refused, story):
    contract = after.in_force(story)
    delivery = after.shipped(story, contract)
    good = Count(steps.QUANTITY)
    elsewhere = factories.work_unit()
    foreign_ppk = factories.official(elsewhere, Role.PPK)
    stranger = people.business(name="Warung Lain")[1]
    refused(NotFound, None, lambda: after.received(story, delivery, good, by=foreign_ppk))
    refused(NotFound, None, lambda: after.drawn_up(story, contract, by=foreign_ppk))
    refused(NotFound, None, lambda: after.rated(story, contract, by=foreign_ppk))
    treasurer = factories.official(elsewhere, Role.TREASURER)
    refused(NotFound, None, lambda: after.paid(story, contract, by=treasurer))
    refused(NotFound, None, lambda: after.shipped(story, contract, by=stranger))
    refused(NotFound, None, lambda: after.signed_bast(story, contract, by=stranger))


def test_the_same_form_twice_sends_once(refused, story):
    contract = after.in_force(story)

    def send():
        with unit_of_work(actor=story.shop.owner, key="a-form-key") as (session, actor):
            fulfilment_delivery.ship(session, actor, contract.code, quantities={1: 5})

    send()
    refused(idempotency.Repeated, None, send)

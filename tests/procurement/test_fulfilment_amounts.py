"""Days late, the fine on the right base, what the rates would withhold, and when the money is overdue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.documents import queries as papers
from marketplace.infra import jobs
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.notifications.models import Notice
from marketplace.procurement import fulfilment_amounts, fulfilment_payment, fulfilment_rows
from marketplace.procurement.choosing import Wanted
from marketplace.procurement.contract_models import Acceptance
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.package_models import Package
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


def test_goods_on_the_last_day_are_in_time(story):
    contract = after.in_force(story)
    with after.late_by(contract, 0):
        after.delivered(story, contract)
        acceptance = after.drawn_up(story, contract)
    assert (acceptance.days_late, acceptance.late_fine) == (0, ZERO)


def test_only_the_part_that_came_late_is_fined_and_each_for_its_own_days(story):
    contract = after.in_force(story)
    after.delivered(story, contract, 700)
    with after.late_by(contract, 2):
        after.delivered(story, contract, 400)
    with after.late_by(contract, 7):
        after.delivered(story, contract, 100)
        acceptance = after.drawn_up(story, contract)
    assert acceptance.days_late == 7
    # 400 x 52,000 x 2/1000 and 100 x 52,000 x 7/1000
    assert acceptance.late_fine == Rupiah(41_600 + 36_400)
    assert acceptance.rules["fine_base"] == 500 * 52_000
    assert acceptance.rules["used"][0]["key"] == "late.rate"


def test_pieces_that_were_refused_count_when_their_replacement_comes(story):
    contract = after.in_force(story)
    after.received(story, after.shipped(story, contract), Count(1_190, 10, "Besek penyok."))
    with after.late_by(contract, 3):
        after.delivered(story, contract, 10)
        acceptance = after.drawn_up(story, contract)
    assert acceptance.late_fine == Rupiah(10 * 52_000 * 3 // 1000)


def test_services_are_fined_on_the_whole_contract(session, story):
    contract = after.in_force(story)
    after.delivered(story, contract, 1_199)
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        inside.get_one(Package, contract.package_id).kind = "other_services"
    with after.late_by(contract, 7):
        after.delivered(story, contract, 1)
        acceptance = after.drawn_up(story, contract)
    assert acceptance.late_fine == Rupiah(62_400_000 * 7 // 1000)


def test_the_fine_is_counted_before_tax_and_taken_from_the_payment(session):
    story = steps.story()
    shop = factories.shop("CV Kena Pajak", pkp=True)
    taxed = factories.product(shop, "Hampers PKP", price=52_000)
    story = steps.Story(story.unit, story.entry, shop, taxed)
    package = steps.invited(story, steps.opened(story, lines=[Wanted(taxed.code, 1_100)]))
    steps.offered(shop.owner, package, 52_000)
    steps.agreed(story.unit.pp, package)
    contract = steps.accepted(story, steps.approved(story, package))
    assert (contract.value, contract.vat) == (Rupiah(63_492_000), Rupiah(6_292_000))
    with after.late_by(contract, 7):
        after.delivered(story, contract, 1_100)
        fine = after.drawn_up(story, contract).late_fine
        after.signed_bast(story, contract)
        withheld = {"ppn": Rupiah(6_292_000), "pph22": Rupiah(858_000)}
        record = after.paid(story, contract, withheld=withheld)
    assert fine == Rupiah(57_200_000 * 7 // 1000)
    assert record.net == Rupiah(63_492_000 - 6_292_000 - 858_000 - 400_400)
    assert [(row["key"], row["amount"]) for row in record.rules["preview"]] == [
        ("ppn", 6_292_000),
        ("pph22", 858_000),
    ]
    shown = papers.of_subjects(session, [("contract", contract.id)])[-1].snapshot
    assert shown["net"]["amount"] == record.net.amount
    assert [row["name"] for row in shown["withholdings"]][-1] == "Denda keterlambatan"


@pytest.mark.parametrize(
    ("kind", "has_npwp", "expected"),
    [
        ("goods", True, [("pph22", 936_000)]),
        ("goods", False, [("pph22_no_npwp", 1_872_000)]),
        ("other_services", True, [("pph23", 1_248_000)]),
        ("other_services", False, [("pph23_no_npwp", 2_496_000)]),
        ("works", True, []),
    ],
)
def test_the_preview_goes_by_kind_and_npwp(session, story, kind, has_npwp, expected):
    contract = after.in_force(story)
    with unit_of_work(actor=story.unit.treasurer) as (inside, actor):
        held = fulfilment_rows.locked(inside, actor, contract.code)
        held.package.kind = kind
        lines = fulfilment_amounts.tax_preview(held, has_npwp=has_npwp, on=clock.today())
        assert [(line.key, line.amount.amount) for line in lines] == expected
        assert fulfilment_amounts.final_tax(held, clock.today()).amount == Rupiah(312_000)


def test_a_late_payment_is_asked_for_every_week_and_never_twice(session, story):
    contract = after.handed_over(story)
    due = session.scalar(select(Acceptance.payment_due).where(Acceptance.contract_id == contract.id))
    assert due is not None

    def told():
        keys = select(Notice.key).where(Notice.user_id == story.unit.treasurer.user_id)
        return [key for key in session.scalars(keys) if ":overdue:" in key]

    def run(at, number):
        with clock.frozen(at), unit_of_work(actor=factories.SYSTEM) as (inside, actor):
            payload = {"contract_id": contract.id, "number": number}
            fulfilment_payment.remind_payment(inside, actor, payload)

    run(due, 1)
    assert told() == []
    run(due + timedelta(seconds=1), 1)
    run(due + timedelta(seconds=2), 1)
    assert told() == [f"contract:{contract.code}:overdue:1"]
    planned = select(jobs.Job.due_at).where(jobs.Job.key == f"{contract.code}:2")
    assert session.scalars(planned).all() == [due + timedelta(days=7)]
    after.paid(story, contract)
    run(due + timedelta(days=7, seconds=1), 2)
    assert len(told()) == 1


def test_a_payment_is_due_sixteen_working_days_after_the_handover(session, story):
    contract = after.in_force(story)
    with clock.frozen(clock.now().replace(month=11, day=24, hour=3)):
        after.delivered(story, contract)
        after.drawn_up(story, contract)
        due = after.signed_bast(story, contract).payment_due
    assert due is not None
    # Tuesday 24 November 2026 and 16 working days (5 + 5 + 5 + 1), the 23:59:59 of Madiun.
    assert due.isoformat() == "2026-12-16T16:59:59+00:00"


def test_the_rating_is_weighted_by_the_dated_aspects(story):
    contract = after.handed_over(story)
    why = {
        "cost": "Tagihan berubah tanpa kabar.",
        "time": "Terlambat sebelas hari.",
        "service": "Sulit dihubungi.",
    }
    scores = {"quality": 2, "cost": 1, "time": 1, "service": 1}
    rating = after.rated(story, contract, scores, why)
    assert rating.total == 130
    assert rating.reasons == why
    assert [aspect["weight"] for aspect in rating.rules["aspects"]] == [3_000, 2_000, 3_000, 2_000]
    assert rating.rules["version"]

"""From the accepted SPK to the money and the rating, as the people of the story do it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses.models import Milestone
from marketplace.documents import queries as papers
from marketplace.infra import timeline
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.models import Appointment
from marketplace.procurement.states import AcceptanceState, ContractState, DeliveryState
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after

pytestmark = pytest.mark.db

VALUE = Rupiah(62_400_000)


@pytest.fixture
def story(database):
    return steps.story()


def test_from_the_accepted_spk_to_the_rating(session, story):
    contract = after.in_force(story)
    delivery = after.delivered(story, contract)
    assert delivery.state is DeliveryState.RECEIVED
    acceptance = after.drawn_up(story, contract)
    assert (acceptance.state, acceptance.days_late, acceptance.late_fine) == (
        AcceptanceState.WAITING_SELLER,
        0,
        ZERO,
    )
    after.signed_bast(story, contract)
    after.billed(story, contract)
    record = after.paid(story, contract, withheld={"pph_final_umkm": Rupiah(312_000)})
    assert (record.gross, record.net) == (VALUE, Rupiah(62_088_000))
    rating = after.rated(story, contract)
    after.replied(story, contract)
    assert rating.total == 280
    assert session.scalar(select(Contract.state).where(Contract.id == contract.id)) is ContractState.PAID
    assert steps.budget_of(session, story) == (ZERO, VALUE)
    held = papers.of_subjects(session, [("contract", contract.id)])
    assert [(paper.kind.value, paper.voided_at) for paper in held] == [
        ("spk", None),
        ("bast", None),
        ("kuitansi", None),
    ]
    assert [step.event for step in timeline.of(session, ("contract", contract.id))] == [
        "sign",
        "accept",
        "ship",
        "receive",
        "draw_up_bast",
        "hand_over",
        "bill",
        "pay",
        "rate",
        "reply_to_rating",
    ]
    reached = select(Milestone.source).where(Milestone.milestone == "first_government_payment")
    assert session.scalars(reached).all() == [f"contract:{contract.code}"]


def test_the_handover_paper_carries_both_marks_and_what_was_counted(session, story):
    contract = after.in_force(story)
    after.received(story, after.shipped(story, contract), Count(1_190, 10, "Besek penyok."))
    after.delivered(story, contract, 10)
    after.drawn_up(story, contract)
    assert papers.of_subjects(session, [("contract", contract.id)])[-1].kind.value == "spk"
    after.signed_bast(story, contract)
    shown = papers.of_subjects(session, [("contract", contract.id)])[-1].snapshot
    assert [signer["mark"][:28] for signer in shown["signers"]] == ["Disetujui secara elektronik "] * 2
    line = shown["lines"][0]
    assert (line["ordered"], line["received"], line["rejected"], line["accepted"]) == (
        "1.200",
        "1.210",
        "10",
        "1.200",
    )
    assert line["note"] == "Ditolak lalu diganti: Besek penyok."
    assert shown["complete"] is True


def test_a_decree_that_ended_after_the_bast_holds_up_no_payment(session, story):
    contract = after.handed_over(story)
    with unit_of_work(actor=factories.SYSTEM) as (inside, _):
        held = inside.scalars(select(Appointment).where(Appointment.user_id == story.unit.ppk.user_id)).one()
        held.valid_to = clock.today()
    with clock.frozen(clock.now() + timedelta(days=1)):
        after.paid(story, contract)
    assert session.scalar(select(Contract.state)) is ContractState.PAID


def test_several_consignments_make_up_one_order(story):
    contract = after.in_force(story)
    first, second = after.shipped(story, contract, 700), after.shipped(story, contract, 500)
    assert (first.number, second.number) == (1, 2)
    after.received(story, first, Count(700), by=story.unit.treasurer)
    after.received(story, second, Count(500))
    assert after.drawn_up(story, contract).days_late == 0

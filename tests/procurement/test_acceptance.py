"""The owner's yes to an SPK: from her own account, to the last second of the third working day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses.models import Member, MemberRole, Milestone
from marketplace.catalog import services as catalog
from marketplace.catalog.models import PriceLock
from marketplace.documents import queries as papers
from marketplace.infra import jobs
from marketplace.infra.jobs import Job
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Forbidden, NotFound, Refused
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.notifications.models import Notice
from marketplace.procurement import services_approval, services_contracts
from marketplace.procurement.states import ContractState
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement.conftest import TUESDAY_TEN
from tests.procurement.test_open_package import sanction

pytestmark = pytest.mark.db

BEFORE_CHRISTMAS = datetime(2026, 12, 23, 3, 0, tzinfo=UTC)  # Wednesday; 24 and 25 December are days off
TUESDAY_EVENING = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)  # 22.30 WIB, but Wednesday 00.30 WIT
SENTANI = "91.03.01.1001"


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def contract(story):
    return steps.signed(story)


@pytest.fixture
def refused(session, story, contract):
    """`refused(SomeError, "message", by=…)`: accepting is refused so, and nothing is changed by it."""

    def check(error, message, *, by=None):
        before = steps.everything(session, story)
        with (
            pytest.raises(error, match=message),
            unit_of_work(actor=by or story.shop.owner) as (
                inside,
                actor,
            ),
        ):
            services_contracts.accept_contract(inside, actor, contract.code)
        assert steps.everything(session, story) == before

    return check


def lapse(contract, at):
    with clock.frozen(at), unit_of_work(actor=factories.SYSTEM) as (session, actor):
        services_contracts.lapse_contract(session, actor, {"contract_id": contract.id})


@pytest.mark.parametrize(
    ("signed_at", "region", "deadline"),
    [
        (TUESDAY_TEN, factories.MEJAYAN, datetime(2026, 11, 27, 16, 59, 59, tzinfo=UTC)),
        (BEFORE_CHRISTMAS, factories.MEJAYAN, datetime(2026, 12, 30, 16, 59, 59, tzinfo=UTC)),
        (TUESDAY_EVENING, factories.MEJAYAN, datetime(2026, 11, 27, 16, 59, 59, tzinfo=UTC)),
        (TUESDAY_EVENING, SENTANI, datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)),
    ],
    ids=["tuesday", "over-christmas", "evening-in-wib", "the-same-evening-is-wednesday-in-wit"],
)
def test_the_deadline_ends_the_third_working_day_in_the_zone_of_the_work_unit(
    database, signed_at, region, deadline
):
    with clock.frozen(signed_at):
        contract = steps.signed(steps.story(region_code=region))
    assert contract.accept_deadline == deadline
    assert contract.holiday_version


def test_the_last_second_is_in_time(session, story, contract):
    with clock.frozen(contract.accept_deadline):
        steps.accepted(story, contract)
    assert contract.state is ContractState.IN_FORCE
    assert steps.stock_of(session, story.product) == (800, 0)
    assert session.scalars(select(PriceLock.id)).all() == []
    assert steps.budget_of(session, story) == (Rupiah(62_400_000), ZERO)
    reached = select(Milestone.milestone).where(Milestone.business_id == story.shop.business.id)
    assert "first_government_order" in session.scalars(reached).all()


def test_the_second_after_is_refused_even_before_the_timed_work_ran(refused, contract):
    with clock.frozen(contract.accept_deadline + timedelta(seconds=1)):
        refused(Refused, r"Batas menerima sudah lewat: .* pukul 23\.59 WIB")


def test_a_lapsed_contract_gives_everything_back_once(session, story, contract):
    lapse(contract, contract.accept_deadline)
    assert contract.state is ContractState.WAITING_SELLER
    lapse(contract, contract.accept_deadline + timedelta(seconds=1))
    assert contract.state is ContractState.LAPSED
    assert steps.stock_of(session, story.product) == (2_000, 0)
    assert steps.budget_of(session, story) == (ZERO, ZERO)
    assert session.scalars(select(PriceLock.id)).all() == []
    assert papers.of_subjects(session, [("contract", contract.id)])[0].voided_at is not None
    after = steps.everything(session, story)
    lapse(contract, contract.accept_deadline + timedelta(days=1))
    assert steps.everything(session, story) == after


def test_the_timed_work_is_planned_for_the_second_after_the_deadline(session, contract):
    due = select(Job.due_at).where(Job.name == services_approval.LAPSE_JOB, Job.key == contract.code)
    assert session.scalars(due).one() == contract.accept_deadline + timedelta(seconds=1)


def test_the_worker_lapses_it(session, story, contract):
    with clock.frozen(contract.accept_deadline + timedelta(seconds=2)):
        jobs.run_due()
    session.expire_all()
    session.refresh(contract)
    assert contract.state is ContractState.LAPSED
    assert steps.stock_of(session, story.product) == (2_000, 0)


def test_after_it_lapsed_the_owner_still_reads_that_the_deadline_is_over(refused, contract):
    lapse(contract, contract.accept_deadline + timedelta(seconds=1))
    refused(Refused, "Batas menerima sudah lewat")


def test_an_accepted_contract_does_not_lapse(session, story, contract):
    steps.accepted(story, contract)
    lapse(contract, contract.accept_deadline + timedelta(days=1))
    assert contract.state is ContractState.IN_FORCE


def test_reminders_come_48_24_and_4_hours_before_and_end_with_her_answer(session, story, contract):
    notice = session.scalars(select(Notice).where(Notice.key == f"contract:{contract.code}:signed")).one()
    due = select(Job.due_at).where(Job.name == "notifications.remind", Job.key.like(f"{notice.id}:%"))
    ahead = sorted(contract.accept_deadline - at for at in session.scalars(due))
    assert ahead == [timedelta(hours=4), timedelta(hours=24), timedelta(hours=48)]
    steps.accepted(story, contract)
    session.refresh(notice)
    assert notice.settled_at is not None


def test_a_seller_sanctioned_after_the_signature(refused, story):
    sanction(story)
    refused(Refused, "KEP-17/2026")


def test_a_helper_under_a_mandate_and_staff_do_not_accept(refused, story):
    mandate = people.mandate(story.shop.business, story.shop.owner)
    refused(Forbidden, "owner of the seller", by=people.acting(mandate))
    staff = Actor(people.person().id, None, Role.STAFF, story.shop.owner.party)
    refused(Forbidden, "owner of the seller", by=staff)


class TestWhoseNameTheSpkCarries:
    """A business of two owners: the one who negotiated is named, and accepts."""

    @pytest.fixture
    def partner(self, story):
        person = people.person("Agus Prasetyo")
        with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
            business_id, now = story.shop.business.id, clock.now()
            inside.add(
                Member(business_id=business_id, user_id=person.id, role=MemberRole.OWNER, joined_at=now)
            )
        return people.owner(story.shop.business, person)

    def named(self, session, contract):
        (paper,) = papers.of_subjects(session, [("contract", contract.id)])
        return paper.snapshot["seller"]["representative"]

    def test_who_made_the_last_offer(self, session, story, partner):
        package = steps.invited(story, steps.opened(story))
        steps.offered(partner, package, 52_000)
        contract = steps.approved(story, steps.agreed(story.unit.pp, package))
        assert self.named(session, contract) == "Agus Prasetyo"

    def test_who_agreed_to_the_offer_of_the_agency(self, session, story, partner):
        package = steps.invited(story, steps.opened(story))
        steps.offered(story.shop.owner, package, 53_000)
        steps.offered(story.unit.pp, package, 51_000)
        contract = steps.approved(story, steps.agreed(partner, package))
        assert self.named(session, contract) == "Agus Prasetyo"

    def test_the_first_owner_when_who_agreed_left(self, session, story, partner):
        package = steps.invited(story, steps.opened(story))
        steps.offered(partner, package, 52_000)
        steps.agreed(story.unit.pp, package)
        leaves(partner)
        assert self.named(session, steps.approved(story, package)) == "Sari Handayani"

    def test_the_other_owner_does_not_accept(self, story, contract, partner, refused):
        refused(Refused, "atas nama Sari Handayani. Minta Sari Handayani membukanya", by=partner)
        steps.accepted(story, contract)

    def test_nor_when_the_named_one_is_owner_no_more(self, story, contract, partner, refused):
        leaves(story.shop.owner)
        refused(Refused, "atas nama Sari Handayani. Tolak dengan alasan pemilik berganti", by=partner)
        with unit_of_work(actor=partner) as (inside, actor):
            declined = services_contracts.decline_contract(
                inside, actor, contract.code, reason="Pemilik berganti."
            )
        assert declined.state is ContractState.DECLINED


def leaves(owner):
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        held = inside.scalars(select(Member).where(Member.user_id == owner.user_id)).one()
        held.left_at = clock.now()


def test_to_another_seller_the_contract_does_not_exist(refused):
    refused(NotFound, "package", by=people.business(name="Warung Lain")[1])


def test_a_declined_contract_gives_everything_back(session, story, contract):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        services_contracts.decline_contract(inside, actor, contract.code, reason="Mesin rusak.")
    assert contract.state is ContractState.DECLINED
    assert steps.stock_of(session, story.product) == (2_000, 0)
    assert steps.budget_of(session, story) == (ZERO, ZERO)
    told = select(Notice.user_id).where(Notice.key == f"contract:{contract.code}:declined")
    assert set(session.scalars(told)) == {story.unit.pp.user_id, story.unit.ppk.user_id}


def test_the_price_is_free_again_after_a_decline(session, story, contract):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        services_contracts.decline_contract(inside, actor, contract.code, reason="Mesin rusak.")
        catalog.set_price(inside, actor, story.product.id, price=Rupiah(60_000))

"""A business passes to another owner: offered, accepted by that person, done a day later, told throughout."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts.models import Consent
from marketplace.businesses import services, team_queries
from marketplace.businesses.models import Mandate, Member, MemberRole
from marketplace.businesses.rules import rule
from marketplace.businesses.services import transfers
from marketplace.businesses.states import InvitationState, MandateState, TransferState
from marketplace.businesses.team_models import MemberInvitation, OwnershipTransfer
from marketplace.infra.messages import Message
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Forbidden, NotFound, Refused
from marketplace.notifications.models import Notice
from tests.businesses import factories as make
from tests.businesses.team_steps import invite, offer, staff

pytestmark = pytest.mark.db


class TestPassingOn:
    def complete(self, transfer):
        with unit_of_work(actor=Actor.system("worker")) as (inside, actor):
            transfers.complete_transfer(inside, actor, {"transfer_id": transfer.id})

    def roles(self, session, business):
        rows = session.execute(
            select(Member.user_id, Member.role).where(
                Member.business_id == business.id, Member.left_at.is_(None)
            )
        )
        return {row.user_id: row.role for row in rows}

    def test_offered_accepted_and_done_a_day_later(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        transfer = offer(business, owner, budi)
        assert self.roles(session, business)[budi.id] is MemberRole.STAFF
        with unit_of_work(actor=actor) as (inside, by):
            services.answer_transfer(inside, by, business.id, accept=True)
        self.complete(transfer)
        assert self.roles(session, business)[budi.id] is MemberRole.STAFF, "not before its time"
        with clock.frozen(
            clock.now() + timedelta(hours=rule("transfer.hold", clock.today()).number, minutes=1)
        ):
            self.complete(transfer)
            self.complete(transfer)
        session.expire_all()
        assert self.roles(session, business) == {owner.user_id: MemberRole.STAFF, budi.id: MemberRole.OWNER}
        assert transfer.state is TransferState.COMPLETED

    def test_with_it_end_mandates_and_invitations(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        mandate = make.mandate(business, owner)
        invitation = invite(business, owner)
        transfer = offer(business, owner, budi)
        with unit_of_work(actor=actor) as (inside, by):
            services.answer_transfer(inside, by, business.id, accept=True)
        with clock.frozen(clock.now() + timedelta(hours=25)):
            self.complete(transfer)
        session.expire_all()
        assert session.get_one(Mandate, mandate.id).state is MandateState.REVOKED
        assert session.get_one(MemberInvitation, invitation.id).state is InvitationState.WITHDRAWN

    def test_the_new_owner_consents_herself(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        transfer = offer(business, owner, budi)
        with unit_of_work(actor=actor) as (inside, by):
            services.answer_transfer(inside, by, business.id, accept=True)
        with clock.frozen(clock.now() + timedelta(hours=25)):
            self.complete(transfer)
        session.expire_all()
        assert (business.consent_id, business.ready_until_retail) == (None, None)
        with unit_of_work(actor=replace(actor, role=Role.OWNER)) as (inside, by):
            services.submit_evidence(inside, by, business.id, requirement="consent", statement="Setuju")
        session.expire_all()
        assert session.get_one(Consent, business.consent_id).user_id == budi.id
        with pytest.raises(Forbidden), unit_of_work(actor=replace(owner, role=Role.STAFF)) as (inside, by):
            services.submit_evidence(inside, by, business.id, requirement="consent", statement="Setuju")

    def test_it_can_be_stopped_until_it_is_done(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        transfer = offer(business, owner, budi)
        with unit_of_work(actor=actor) as (inside, by):
            services.answer_transfer(inside, by, business.id, accept=True)
        with unit_of_work(actor=owner) as (inside, by):
            services.cancel_transfer(inside, by, business.id)
        with clock.frozen(clock.now() + timedelta(hours=25)):
            self.complete(transfer)
        session.expire_all()
        assert self.roles(session, business)[owner.user_id] is MemberRole.OWNER

    def test_who_leaves_meanwhile_does_not_become_the_owner(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        transfer = offer(business, owner, budi)
        with unit_of_work(actor=actor) as (inside, by):
            services.answer_transfer(inside, by, business.id, accept=True)
        with unit_of_work(actor=owner) as (inside, by):
            services.remove_member(inside, by, business.id, budi.code)
        session.refresh(transfer)
        assert transfer.state is TransferState.CANCELLED

    def test_the_owner_until_now_is_told_of_each_step(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        offer(business, owner, budi)
        with unit_of_work(actor=actor) as (inside, by):
            services.answer_transfer(inside, by, business.id, accept=True)
        texts = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
        assert any("sehari lagi" in text for text in texts)
        bodies = [message.body for message in session.scalars(select(Message))]
        assert any("Bukan Anda? Batalkan" in body for body in bodies)

    def test_only_staff_of_the_business_are_offered_it_and_one_offer_is_open(self, session):
        business, owner = make.business()
        stranger = make.person("Orang lain")
        with pytest.raises(NotFound):
            offer(business, owner, stranger)
        budi, _actor = staff(business, owner)
        offer(business, owner, budi)
        with pytest.raises(Refused):
            offer(business, owner, budi)

    def test_an_offer_left_for_a_week_lapses_and_another_can_be_made(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        offer(business, owner, budi)
        with clock.frozen(
            clock.now() + timedelta(days=rule("transfer.answer_days", clock.today()).number, minutes=1)
        ):
            with pytest.raises(Refused), unit_of_work(actor=actor) as (inside, by):
                services.answer_transfer(inside, by, business.id, accept=True)
            assert team_queries.transfer(session, owner, business.id) is None
            offer(business, owner, budi)
        states = session.scalars(select(OwnershipTransfer.state).order_by(OwnershipTransfer.id)).all()
        assert states == [TransferState.CANCELLED, TransferState.PROPOSED]

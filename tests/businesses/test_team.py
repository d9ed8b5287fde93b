"""The people of a business: invited by number, permissions that count at once, leaving, passing it on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts.models import Account
from marketplace.businesses import policies, services
from marketplace.businesses.models import Member, MemberRole
from marketplace.businesses.rules import rule
from marketplace.businesses.seats import load_business
from marketplace.businesses.states import InvitationState, TransferState
from marketplace.businesses.team_models import MemberInvitation, OwnershipTransfer
from marketplace.infra import counting
from marketplace.infra.audit import AuditEntry
from marketplace.infra.messages import Message
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.notifications.models import Notice
from tests.businesses import factories as make
from tests.businesses.team_steps import NOBODYS, answer, invite, offer, staff, unnamed

pytestmark = pytest.mark.db


class TestInvitations:
    def test_the_answer_is_the_same_with_and_without_an_account(self, session):
        business, owner = make.business()
        known = make.person("Budi")
        told = []
        for phone in (known.phone, NOBODYS):
            before = {message.id for message in session.scalars(select(Message))}
            invitation = invite(business, owner, phone)
            new = [one for one in session.scalars(select(Message)) if one.id not in before]
            told.append([(one.channel, one.body) for one in new])
            assert new[0].url.endswith(f"/akun/undangan/{invitation.code}")
        assert told[0] == told[1]
        assert len(told[0]) == 1
        assert session.scalars(select(Notice).where(Notice.user_id == known.id)).all() == []

    def test_only_the_person_with_the_number_answers(self, session):
        business, owner = make.business()
        budi = make.person("Budi")
        invitation = invite(business, owner, budi.phone)
        for other in (make.shopper(make.person("Lain")), owner, Actor.visitor()):
            with pytest.raises(NotFound):
                answer(other, invitation)
        under_mandate = Actor(budi.id, None, Role.HELPER, PartyRef(PartyKind.BUSINESS, 1), mandate_id=4)
        with pytest.raises(NotFound):
            answer(under_mandate, invitation)
        assert answer(make.shopper(budi), invitation).state is InvitationState.ACCEPTED

    def test_the_number_is_forgotten_once_it_is_answered(self, session):
        business, owner = make.business()
        budi = make.person("Budi")
        invitation = invite(business, owner, budi.phone)
        answer(make.shopper(budi), invitation, accept=False)
        session.refresh(invitation)
        assert (invitation.phone, invitation.state) == ("", InvitationState.REFUSED)

    def test_a_refused_invitation_gives_no_right(self, session):
        business, owner = make.business()
        budi = make.person("Budi")
        answer(make.shopper(budi), invite(business, owner, budi.phone), accept=False)
        assert session.scalar(select(Member).where(Member.user_id == budi.id)) is None

    def test_a_second_invitation_to_a_number_ends_the_first(self, session):
        business, owner = make.business()
        budi = make.person("Budi")
        first, second = invite(business, owner, budi.phone), invite(business, owner, budi.phone, ("stock",))
        with pytest.raises(Conflict):
            answer(make.shopper(budi), first)
        answer(make.shopper(budi), second)
        member = session.scalar(select(Member).where(Member.user_id == budi.id))
        assert (member.role, member.permissions) == (MemberRole.STAFF, ["stock"])

    def test_after_a_week_it_is_asked_again(self, session):
        business, owner = make.business()
        budi = make.person("Budi")
        invitation = invite(business, owner, budi.phone)
        with (
            clock.frozen(
                clock.now() + timedelta(days=rule("invitation.days", clock.today()).number, minutes=1)
            ),
            pytest.raises(Refused),
        ):
            answer(make.shopper(budi), invitation)

    def test_a_helper_of_the_business_can_not_be_of_its_staff(self, session):
        business, owner = make.business()
        rina = make.person("Rina")
        make.mandate(business, owner, to=rina)
        invitation = invite(business, owner, rina.phone)
        with pytest.raises(Refused):
            answer(make.shopper(rina), invitation)

    @pytest.mark.parametrize(
        ("phone", "permissions", "field"),
        [
            ("12", ("products",), "phone"),
            ("(021) 555-0100", ("products",), "phone"),
            (NOBODYS, (), "permissions"),
            (NOBODYS, ("bank",), "permissions"),
        ],
    )
    def test_what_can_not_be_invited(self, session, phone, permissions, field):
        business, owner = make.business()
        with pytest.raises(DomainError) as refused:
            invite(business, owner, phone, permissions)
        assert refused.value.field == field

    def test_whoever_is_there_is_not_invited_again(self, session):
        business, owner = make.business()
        budi, _actor = staff(business, owner)
        with pytest.raises(DomainError) as refused:
            invite(business, owner, budi.phone)
        assert refused.value.field == "phone"

    def test_invitations_are_no_mass_mailing(self, session):
        business, owner = make.business()
        for number in range(rule("invitation.day.max", clock.today()).number):
            invite(business, owner, f"0813-9999-{number:04d}")
        with pytest.raises(Refused):
            invite(business, owner, "0813-9999-9999")

    def test_a_team_has_an_end(self, session, uow):
        business, owner = make.business()
        with uow() as (inside, _actor):
            for _number in range(rule("team.max", clock.today()).number - 1):
                inside.add(
                    Member(
                        business_id=business.id,
                        user_id=unnamed(inside),
                        role=MemberRole.STAFF,
                        joined_at=clock.now(),
                    )
                )
        with pytest.raises(Refused):
            invite(business, owner)

    def test_a_withdrawn_link_opens_nothing(self, session):
        business, owner = make.business()
        budi = make.person("Budi")
        invitation = invite(business, owner, budi.phone)
        with unit_of_work(actor=owner) as (inside, actor):
            services.withdraw_invitation(inside, actor, business.id, invitation.code)
        with pytest.raises(Conflict):
            answer(make.shopper(budi), invitation)


class TestPermissions:
    def test_a_change_counts_in_the_next_act(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner, "products")
        assert "catalog.publish" in actor.scopes
        with unit_of_work(actor=owner) as (inside, by_owner):
            services.set_permissions(inside, by_owner, business.id, budi.code, permissions=["stock"])
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            assert load_business(inside, actor, True).scopes == {"stock.write"}

    def test_who_is_removed_may_nothing_from_then_on(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        with unit_of_work(actor=owner) as (inside, by_owner):
            services.remove_member(inside, by_owner, business.id, budi.code)
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            assert load_business(inside, actor, True) is None

    def test_staff_change_nobodys_permissions(self, session):
        business, owner = make.business()
        budi, actor = staff(business, owner, *policies.PERMISSIONS)
        acts = [
            lambda s: services.set_permissions(s, actor, business.id, budi.code, permissions=["products"]),
            lambda s: services.invite_member(s, actor, business.id, phone=NOBODYS, permissions=["products"]),
            lambda s: services.remove_member(s, actor, business.id, budi.code),
            lambda s: services.withdraw_invitation(s, actor, business.id, "7H2K9M4QRT"),
            lambda s: services.propose_transfer(s, actor, business.id, member_code=budi.code),
        ]
        for act in acts:
            with pytest.raises(Forbidden), unit_of_work(actor=actor) as (inside, _actor):
                act(inside)

    def test_the_team_of_another_does_not_exist(self, session):
        business, owner = make.business()
        budi, _actor = staff(business, owner)
        other, other_owner = make.business(name="Toko Lain")
        with pytest.raises(NotFound), unit_of_work(actor=other_owner) as (inside, by):
            services.set_permissions(inside, by, business.id, budi.code, permissions=["stock"])
        with pytest.raises(NotFound), unit_of_work(actor=other_owner) as (inside, by):
            services.remove_member(inside, by, other.id, budi.code)

    def test_each_scope_that_staff_can_hold_is_known(self):
        assert policies.scopes_of(["unknown"]) == frozenset()
        assert policies.scopes_of(policies.PERMISSIONS) == frozenset().union(
            *(row.scopes for row in policies.PERMISSIONS.values())
        )

    def test_profile_staff_fill_the_profile_and_product_staff_do_not(self, session):
        business, owner = make.business()
        _budi, with_profile = staff(business, owner, "profile")
        _ani, with_products = staff(business, owner, "products", name="Ani")
        with unit_of_work(actor=with_profile) as (inside, actor):
            services.fill_profile(inside, actor, business.id, values={"since_year": 2014})
        with pytest.raises(Forbidden), unit_of_work(actor=with_products) as (inside, actor):
            services.fill_profile(inside, actor, business.id, values={"since_year": 2015})


class TestLeaving:
    def test_staff_leave_by_themselves_and_the_owner_is_told(self, session):
        business, owner = make.business()
        _budi, actor = staff(business, owner)
        with unit_of_work(actor=actor) as (inside, by):
            services.leave_business(inside, by, business.id)
        assert load_business(session, actor, False) is None
        texts = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
        assert "Budi Santoso keluar dari tim Anda." in texts

    def test_the_last_owner_can_not_leave(self, session):
        business, owner = make.business()
        with pytest.raises(Refused) as refused, unit_of_work(actor=owner) as (inside, by):
            services.leave_business(inside, by, business.id)
        assert "Pindahkan" in refused.value.message

    def test_an_owner_is_not_removed(self, session):
        business, owner = make.business()
        code = session.get_one(Account, owner.user_id).code
        with pytest.raises(Refused), unit_of_work(actor=owner) as (inside, by):
            services.remove_member(inside, by, business.id, code)


def test_every_step_stands_in_the_chain_of_the_business(session):
    business, owner = make.business()
    budi, actor = staff(business, owner)
    offer(business, owner, budi)
    with unit_of_work(actor=actor) as (inside, by):
        services.leave_business(inside, by, business.id)
    actions = set(
        session.scalars(
            select(AuditEntry.action).where(
                AuditEntry.chain_kind == "business", AuditEntry.chain_id == business.id
            )
        )
    )
    assert {
        "businesses.invite_member",
        "businesses.accept_invitation",
        "businesses.propose_transfer",
        "businesses.cancel_transfer",
        "businesses.leave",
    } <= actions


class TestPages:
    @pytest.fixture
    def browser_of(self, as_actor):
        def opened(business, actor, *, stepped_up=True):
            return as_actor(
                actor.user_id,
                actor.role,
                PartyRef(PartyKind.BUSINESS, business.id),
                code=business.code,
                label=business.name,
                stepped_up=stepped_up,
            )

        return opened

    def test_invited_by_the_page_and_accepted_in_another_browser(self, session, browser_of, as_actor):
        business, owner = make.business()
        budi = make.person("Budi Santoso")
        page = browser_of(business, owner)
        made = page.submit("/penjual/tim", {"phone": budi.phone, "permissions": "products"})
        assert made.status_code == 303
        shown = page.get(made.location).get_data(as_text=True)
        code = session.scalar(select(MemberInvitation.code))
        assert f"/akun/undangan/{code}" in shown
        assert "wa.me" in shown

        link = f"/akun/undangan/{code}"
        assert as_actor(make.person("Lain").id).get(link).status_code == 404
        invited = as_actor(budi.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, budi.id), code=budi.code)
        assert "mengundang Anda" in invited.get(link).get_data(as_text=True)
        assert invited.submit(link, {"answer": "terima"}).status_code == 303
        assert "Budi Santoso" in page.get("/penjual/tim").get_data(as_text=True)

    def test_wrong_input_is_answered_beside_the_field(self, session, browser_of):
        business, owner = make.business()
        answer = browser_of(business, owner).submit("/penjual/tim", {"phone": "0812"})
        assert answer.status_code == 422
        assert 'value="0812"' in answer.get_data(as_text=True)

    def test_permissions_are_set_and_a_person_removed(self, session, browser_of):
        business, owner = make.business()
        budi, actor = staff(business, owner, "products")
        page = browser_of(business, owner)
        assert page.submit(f"/penjual/tim/{budi.code}", {"permissions": "stock"}).status_code == 303
        theirs = browser_of(business, actor)
        assert theirs.get("/penjual/tim").status_code == 200
        assert theirs.get(f"/penjual/tim/{budi.code}").status_code == 403
        refused = theirs.get("/penjual/pengadaan")
        assert refused.status_code == 403
        assert "Minta pemilik menambah izinnya" in refused.get_data(as_text=True)
        assert page.submit(f"/penjual/tim/{budi.code}/keluarkan", {}).status_code == 303
        assert "tidak bekerja di usaha ini lagi" in theirs.get("/penjual/tim").get_data(as_text=True)

    def test_leaving_leads_to_the_roles(self, session, browser_of):
        business, owner = make.business()
        _budi, actor = staff(business, owner)
        left = browser_of(business, actor).submit("/penjual/tim/keluar", {})
        assert left.location.endswith("/akun/peran")
        refused = browser_of(business, owner).submit("/penjual/tim/keluar", {})
        assert refused.status_code == 422

    def test_passing_on_wants_the_password_again(self, session, browser_of):
        business, owner = make.business()
        budi, actor = staff(business, owner)
        unproved = browser_of(business, owner, stepped_up=False)
        sent = unproved.submit("/penjual/tim/kepemilikan", {"member": budi.code})
        assert "/akun/konfirmasi" in sent.location
        assert session.scalar(select(OwnershipTransfer)) is None
        browser_of(business, owner).submit("/penjual/tim/kepemilikan", {"member": budi.code})
        theirs = browser_of(business, actor)
        assert "Terima kepemilikan" in theirs.get("/penjual/tim/kepemilikan").get_data(as_text=True)
        answered = theirs.submit(
            "/penjual/tim/kepemilikan/jawab", {"answer": "terima"}, page="/penjual/tim/kepemilikan"
        )
        assert answered.status_code == 303
        session.expire_all()
        assert session.scalar(select(OwnershipTransfer.state)) is TransferState.ACCEPTED

    def test_a_full_team_costs_no_more_statements(self, session, browser_of):
        business, owner = make.business()
        page = browser_of(business, owner)
        page.get("/penjual/tim")
        few = self.statements_of(page)
        for name in ("Ani", "Budi", "Cici"):
            staff(business, owner, name=name)
        assert self.statements_of(page) <= few

    def statements_of(self, page):
        page.get("/penjual/tim")
        return counting.current()

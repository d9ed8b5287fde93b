"""Sanctions among people: one proposes, another decides; the owner is told, objects and is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from marketplace.businesses import queries, sanction_queries, services
from marketplace.businesses.sanction_grounds import CONSEQUENCES, KIND_LABELS, grounds
from marketplace.businesses.sanction_models import Sanction, SanctionKind, SanctionProposal
from marketplace.businesses.states import OBJECTION, PROPOSAL, ObjectionState, ProposalState
from marketplace.infra import timeline
from marketplace.infra.audit import PLATFORM, AuditEntry
from marketplace.infra.personal_data import keepers
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.notifications.models import Notice
from tests.businesses import factories as make

pytestmark = pytest.mark.db
LONG_TEXT = "Foto sudah saya ganti pada hari yang sama, ini buktinya."


def admin(name: str = "Yusuf") -> Actor:
    return Actor(make.person(name).id, None, Role.ADMIN, PLATFORM)


def propose(business, by=None, **changed):
    values = {
        "kind": SanctionKind.FREEZE,
        "ground": "catalogue_breach",
        "details": "Isi paket tidak sesuai foto pada 3 November.",
        "decision_number": "KEP-1/2026",
        "from_on": clock.today(),
    }
    with unit_of_work(actor=by or make.verifier(make.person("Rahmat"))) as (session, actor):
        return services.propose_sanction(session, actor, business.id, **(values | changed))


def decide(proposal, by=None, *, approve=True, reason=""):
    with unit_of_work(actor=by or admin()) as (session, actor):
        return services.decide_proposal(session, actor, proposal.code, approve=approve, reason=reason)


def imposed(session, business, **changed) -> Sanction:
    return session.get_one(Sanction, decide(propose(business, **changed)).sanction_id)


def object_to(owner, sanction, said=LONG_TEXT):
    with unit_of_work(actor=owner) as (session, actor):
        return services.object_to_sanction(session, actor, sanction.code, text=said)


def answer(objection, by=None, *, uphold, said="Bukti Anda kami periksa dan cocok."):
    with unit_of_work(actor=by or admin("Laila")) as (session, actor):
        return services.answer_objection(session, actor, objection.code, uphold=uphold, answer=said)


class TestTables:
    """Every (state, event): what is not in the table is refused."""

    @pytest.mark.parametrize("state", ProposalState)
    @pytest.mark.parametrize("event", ["approve", "refuse", "withdraw"])
    def test_a_proposal_moves_once(self, state, event):
        after = {"approve": "approved", "refuse": "refused", "withdraw": "withdrawn"}
        if state is ProposalState.PROPOSED:
            assert PROPOSAL.after(state, event).value == after[event]
        else:
            with pytest.raises(Conflict):
                PROPOSAL.after(state, event)

    @pytest.mark.parametrize("state", ObjectionState)
    @pytest.mark.parametrize("event", ["uphold", "deny"])
    def test_an_objection_is_answered_once(self, state, event):
        if state is ObjectionState.FILED:
            assert OBJECTION.after(state, event).value == {"uphold": "upheld", "deny": "denied"}[event]
        else:
            with pytest.raises(Conflict):
                OBJECTION.after(state, event)

    def test_every_state_and_kind_has_its_words(self):
        assert all(PROPOSAL.label(state) != state.value for state in ProposalState)
        assert all(OBJECTION.label(state) != state.value for state in ObjectionState)
        assert set(KIND_LABELS) == set(CONSEQUENCES) == set(SanctionKind)


ROLES = {
    "verifier": lambda owner: make.verifier(make.person()),
    "admin": lambda owner: admin(),
    "owner": lambda owner: owner,
    "staff": lambda owner: replace(owner, role=Role.STAFF),
    "shopper": lambda owner: make.shopper(make.person()),
    "helper": lambda owner: make.helper(make.person()),
    "ppk": lambda owner: replace(make.verifier(make.person()), role=Role.PPK),
    "auditor": lambda owner: replace(make.verifier(make.person()), role=Role.AUDITOR),
}


def may(act) -> bool:
    try:
        act()
    except (Forbidden, NotFound):
        return False
    return True


class TestTwoPeople:
    @pytest.mark.parametrize("role", ROLES)
    def test_who_proposes_decides_withdraws_and_answers(self, session, role):
        business, owner = make.business()
        actor = ROLES[role](owner)
        proposal = propose(business)
        allowed = {
            "decide": may(lambda: decide(proposal, actor)),
            "withdraw": may(lambda: self.withdraw(proposal, actor)),
        }
        other, _other_owner = make.business(name="Toko Lain")
        allowed["propose"] = may(lambda: propose(other, actor))
        sanction = imposed(session, make.business(name="Toko Ketiga")[0])
        allowed["lift"] = may(lambda: self.propose_lifting(sanction, actor))
        staff = {"verifier", "admin"}
        assert allowed == {
            "decide": role == "admin",
            "withdraw": False,
            "propose": role in staff,
            "lift": role in staff,
        }

    def withdraw(self, proposal, actor):
        with unit_of_work(actor=actor) as (session, who):
            return services.withdraw_proposal(session, who, proposal.code)

    def propose_lifting(self, sanction, actor=None):
        with unit_of_work(actor=actor or make.verifier(make.person())) as (session, who):
            return services.propose_lifting(session, who, sanction.code, reason="Sudah dibenahi.")

    def test_nobody_decides_what_he_proposed(self, session):
        business, _owner = make.business()
        one = admin()
        proposal = propose(business, one)
        with pytest.raises(Refused, match="orang lain"):
            decide(proposal, one)
        assert session.scalar(select(func.count(Sanction.id))) == 0
        assert decide(proposal).state is ProposalState.APPROVED

    def test_nobody_proposes_or_decides_about_a_business_he_belonged_to(self, session):
        business, owner = make.business()
        tied = replace(admin(), user_id=owner.user_id)
        with pytest.raises(Refused, match="anggota atau pendamping"):
            propose(business, tied)
        with pytest.raises(Refused, match="anggota atau pendamping"):
            decide(propose(business), tied)

    def test_a_proposal_alone_changes_nothing_and_a_refused_one_never_does(self, session):
        business, _owner = make.verified()
        proposal = propose(business)
        assert queries.is_government_ready(session, business.id, clock.today())
        with pytest.raises(DomainError) as refused:
            decide(proposal, approve=False)
        assert refused.value.field == "reason"
        assert decide(proposal, approve=False, reason="Bukti kurang.").state is ProposalState.REFUSED
        assert queries.is_government_ready(session, business.id, clock.today())
        with pytest.raises(Conflict):
            decide(proposal)

    def test_one_proposal_waits_at_a_time(self, session):
        business, _owner = make.business()
        first = propose(business)
        with pytest.raises(Conflict, match="menunggu keputusan"):
            propose(business)
        proposer = make.verifier(make.person()).__class__(first.proposed_by, None, Role.VERIFIER, PLATFORM)
        self.withdraw(first, proposer)
        propose(business)

    def test_lifting_takes_two_as_well_and_trade_goes_on_at_once(self, session):
        business, _owner = make.verified()
        sanction = imposed(session, business)
        assert not queries.is_government_ready(session, business.id, clock.today())
        decide(self.propose_lifting(sanction))
        assert queries.is_government_ready(session, business.id, clock.today())
        with pytest.raises(Conflict):
            self.propose_lifting(sanction)

    def test_outside_the_region_of_the_staff_there_is_nothing(self, session):
        business, _owner = make.business()
        elsewhere = replace(make.verifier(make.person()), region_code="53")
        with pytest.raises(NotFound):
            propose(business, elsewhere)
        proposal = propose(business)
        with pytest.raises(NotFound):
            decide(proposal, replace(admin(), region_code="53"))
        with pytest.raises(NotFound):
            sanction_queries.proposal(session, elsewhere, proposal.code)

    def test_every_step_is_noted(self, session):
        business, _owner = make.business()
        proposal = propose(business)
        decide(proposal)
        steps = [step.event for step in timeline.of(session, ("sanction_proposal", proposal.id))]
        assert steps == ["propose", "approve"]
        acts = set(session.scalars(select(AuditEntry.action).where(AuditEntry.chain_id == business.id)))
        assert {
            "businesses.propose_sanction_proposal",
            "businesses.approve_sanction_proposal",
            "businesses.impose_sanction",
        } <= acts


class TestGrounds:
    @pytest.mark.parametrize(
        "row", [row for row in grounds(date(2026, 11, 24)) if row.years], ids=lambda r: r.key
    )
    def test_where_the_law_fixes_the_length_it_sets_the_end(self, session, row):
        business, _owner = make.business()
        proposal = propose(business, kind=SanctionKind.BLACKLIST, ground=row.key, from_on=date(2028, 2, 29))
        assert proposal.until_on == date(2028 + row.years, 2, 28)
        assert proposal.basis == row.basis

    def test_false_papers_cost_two_years_and_a_contract_not_kept_one(self):
        years = {row.key: row.years for row in grounds(clock.today())}
        assert [years[key] for key in ("false_documents", "collusion", "corruption")] == [2, 2, 2]
        assert [years[key] for key in ("withdrew", "refused_to_sign", "not_performed")] == [1, 1, 1]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"ground": "mengada-ada"}, "ground"),
            ({"kind": SanctionKind.BLACKLIST}, "ground"),
            ({"details": " "}, "details"),
            ({"decision_number": ""}, "decision_number"),
            ({"from_on": clock.today() - timedelta(days=1)}, "from_on"),
            ({"until_on": date(2026, 1, 1)}, "until_on"),
            ({"kind": SanctionKind.BLACKLIST, "ground": "tkdn_false"}, "until_on"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, session, changed, field):
        business, _owner = make.business()
        with pytest.raises(DomainError) as refused:
            propose(business, **changed)
        assert refused.value.field == field
        assert session.scalar(select(SanctionProposal.id)) is None


class TestEffects:
    @pytest.mark.parametrize("kind", [SanctionKind.FREEZE, SanctionKind.DELIST, SanctionKind.BLACKLIST])
    def test_all_but_a_warning_stop_trade_at_once(self, session, kind):
        business, _owner = make.verified()
        imposed(session, business, kind=kind, ground="tkdn_false", until_on=date(2027, 12, 31))
        assert queries.brief(session, [business.id])[business.id].frozen
        assert not queries.is_government_ready(session, business.id, clock.today())

    def test_a_warning_is_told_and_stops_nothing(self, session):
        business, owner = make.verified()
        imposed(session, business, kind=SanctionKind.WARNING)
        assert not queries.brief(session, [business.id])[business.id].frozen
        assert queries.is_government_ready(session, business.id, clock.today())
        told = session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)).all()
        assert any("peringatan" in text for text in told)

    def test_it_begins_and_ends_with_its_days_though_no_job_has_run(self, session):
        business, _owner = make.verified()
        until = clock.today() + timedelta(days=4)
        imposed(session, business, from_on=clock.today() + timedelta(days=2), until_on=until)
        stopped = []
        for day in range(7):
            with clock.frozen(clock.now() + timedelta(days=day)):
                stopped.append(queries.brief(session, [business.id])[business.id].frozen)
        assert stopped == [False, False, True, True, True, False, False]


class TestObjection:
    def test_is_kept_secret_and_answered_by_another_person(self, session):
        business, owner = make.business()
        sanction = imposed(session, business)
        objection = object_to(owner, sanction)
        raw = session.execute(text("SELECT text FROM sanction_objection")).scalar_one()
        assert LONG_TEXT.encode() not in bytes(raw)
        with pytest.raises(Refused, match="tidak mengusulkan atau menjatuhkan"):
            answer(objection, replace(admin(), user_id=sanction.imposed_by), uphold=True)
        answer(objection, uphold=False)
        view = sanction_queries.own_sanction(session, owner, sanction.code)
        assert view.in_force
        assert view.objection.answer

    def test_upheld_it_lifts_the_sanction_at_once(self, session):
        business, owner = make.verified()
        objection = object_to(owner, imposed(session, business))
        answer(objection, uphold=True)
        assert queries.is_government_ready(session, business.id, clock.today())
        with pytest.raises(Conflict):
            answer(objection, uphold=False)

    def test_is_the_owners_once(self, session):
        business, owner = make.business()
        sanction = imposed(session, business)
        _other, stranger = make.business(name="Toko Lain")
        for actor, error in (
            (stranger, NotFound),
            (replace(owner, role=Role.STAFF), Forbidden),
            (make.shopper(make.person()), NotFound),
        ):
            with pytest.raises(error):
                object_to(actor, sanction)
        with pytest.raises(DomainError) as refused:
            object_to(owner, sanction, "pendek")
        assert refused.value.field == "text"
        object_to(owner, sanction)
        with pytest.raises(Conflict, match="sudah kami terima"):
            object_to(owner, sanction)

    @pytest.mark.parametrize("role", set(ROLES) - {"admin"})
    def test_only_administrators_answer(self, session, role):
        business, owner = make.business()
        objection = object_to(owner, imposed(session, business))
        with pytest.raises(Forbidden):
            answer(objection, ROLES[role](owner), uphold=True)

    def test_goes_with_the_data_of_the_owner(self, session):
        business, owner = make.business()
        object_to(owner, imposed(session, business))
        taken = keepers()["businesses"].export(session, owner.user_id)
        assert taken["usaha"][0]["keberatan"][0]["keberatan"] == LONG_TEXT
        with unit_of_work(actor=owner) as (inside, _actor):
            keepers()["businesses"].erase(inside, owner.user_id)
        session.expire_all()
        taken = keepers()["businesses"].export(session, owner.user_id)
        assert LONG_TEXT not in str(taken)

"""One verifier proposes, another one decides: never the same person, never on data that moved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses import case_queries, queries, services
from marketplace.businesses.requirements import Level
from marketplace.businesses.rules import POLICY
from marketplace.businesses.services import Answer, Decision, Paper
from marketplace.businesses.services._cases import CHANGED
from marketplace.businesses.services.deciding import PEOPLE
from marketplace.businesses.states import CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra.timeline import StateChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, Refused
from marketplace.notifications.models import Notice
from tests.businesses import factories as make

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL


@pytest.fixture
def rahmat(session):
    return make.verifier(make.person("Rahmat Hidayatullah"))


@pytest.fixture
def theresia(session):
    return make.verifier(make.person("Theresia Manurung"))


def decide(actor, case, answers, decision=Decision.ACCEPT, reason="", **more):
    with unit_of_work(actor=actor) as (session, actor):
        return services.decide(
            session, actor, case.id, answers=answers, decision=decision, reason=reason, **more
        )


def confirm(actor, case, **more):
    with unit_of_work(actor=actor) as (session, actor):
        return services.confirm(session, actor, case.id, **more)


def send_back(actor, case, reason="Nama di rekening tidak sama."):
    with unit_of_work(actor=actor) as (session, actor):
        return services.send_back(session, actor, case.id, reason=reason)


def hold(actor, case):
    with unit_of_work(actor=actor) as (session, actor):
        return services.hold(session, actor, case.id)


def seen_by(session, actor, case):
    session.expire_all()
    return case_queries.case(session, actor, case.code).seen


class TestAccepting:
    def test_takes_effect_with_the_second_yes_and_not_before(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        make.fresh(session, case)
        assert (case.state, case.proposed_by) == (CaseState.PROPOSED, rahmat.user_id)
        assert not queries.is_government_ready(session, business.id, clock.today())
        judged = make.all_yes(business, SMALL).keys()
        states = session.scalars(
            select(Evidence.state).where(
                Evidence.business_id == business.id, Evidence.requirement.in_(judged)
            )
        )
        assert set(states) <= {EvidenceState.SUBMITTED, EvidenceState.SUPERSEDED}

        confirm(theresia, case)
        make.fresh(session, case)
        assert (case.state, case.decided_by) == (CaseState.ACCEPTED, theresia.user_id)
        assert case.proposed_by == rahmat.user_id
        assert queries.is_government_ready(session, business.id, clock.today())

    def test_is_refused_to_whoever_proposed_it(self, session, rahmat):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        for act in (confirm, send_back):
            with pytest.raises(Refused, match="usulan Anda sendiri"):
                act(rahmat, case)
        make.fresh(session, case)
        assert case.state is CaseState.PROPOSED

    @pytest.mark.parametrize("was", ["owner", "helper", "former helper"])
    @pytest.mark.parametrize("act", ["first", "second", "back"])
    def test_is_nobodys_who_belongs_or_belonged_to_the_business(self, session, rahmat, was, act):
        business, owner, case = make.waiting_case()
        account_id = owner.user_id
        if was != "owner":
            rina = make.person("Rina")
            mandate = make.mandate(business, owner, to=rina)
            account_id = rina.id
        if was == "former helper":
            with unit_of_work(actor=owner) as (inside, actor):
                services.revoke_mandate(inside, actor, mandate.id)
        partial = make.verifier_by_id(account_id)
        if act != "first":
            decide(rahmat, case, make.all_yes(business, SMALL))
        before = session.scalar(select(VerificationCase.state))
        acts = {"first": lambda: decide(partial, case, {}), "second": lambda: confirm(partial, case)}
        with pytest.raises(Refused, match="petugas lain"):
            acts.get(act, lambda: send_back(partial, case))()
        session.expire_all()
        assert session.scalar(select(VerificationCase.state)) is before

    def test_somebody_who_became_a_helper_in_between_confirms_no_more(self, session, rahmat):
        business, owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        later = make.person("Kemudian")
        make.mandate(business, owner, to=later)
        with pytest.raises(Refused):
            confirm(make.verifier(later), case)

    def test_owners_and_helpers_have_no_part_in_it(self, session, rahmat):
        business, owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        for act in (confirm, send_back, hold):
            with pytest.raises(Forbidden):
                act(owner, case)

    def test_is_judged_again_on_the_day_of_the_second_yes(self, session, rahmat, theresia):
        business, owner, _first = make.waiting_case(Level.RETAIL)
        make.accept(business, _first.id, Level.RETAIL)
        make.show_everything(business, owner, SMALL)
        with unit_of_work(actor=owner) as (inside, actor):
            case = services.submit_for_verification(inside, actor, business.id, SMALL)
        answers = make.all_yes(business, SMALL)
        decide(rahmat, case, answers)
        row = session.scalar(select(VerificationCase).where(VerificationCase.id == case.id))
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            # An answer that is not there any more, as after a new dated list of questions.
            kept = inside.get_one(VerificationCase, row.id)
            kept.answers = {key: one for key, one in kept.answers.items() if key != "nib"}
        with pytest.raises(DomainError, match="NIB"):
            confirm(theresia, case)


class TestSendingBack:
    def test_leads_to_the_first_verifier_who_reads_why(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        send_back(theresia, case)
        view = case_queries.case(session, rahmat, case.code)
        assert (view.state, view.sent_back_reason) == (CaseState.SUBMITTED, "Nama di rekening tidak sama.")
        assert view.sent_back_by_name == "Theresia Manurung"
        assert view.answers["nib"]["yes"] == [True] * 4
        told = session.scalars(select(Notice.user_id).where(Notice.url == f"/verifikasi/{case.code}"))
        assert list(told) == [rahmat.user_id]
        mine, _total = case_queries.queue(session, rahmat, case_queries.Wanted(mine=True))
        assert [row.whose for row in mine] == ["mine"]

    def test_wants_a_reason(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        with pytest.raises(DomainError) as refused:
            send_back(theresia, case, reason="  ")
        assert refused.value.field == "reason"

    def test_is_forgotten_once_the_first_verifier_proposes_again(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        send_back(theresia, case)
        decide(rahmat, case, make.all_yes(business, SMALL))
        confirm(theresia, case)
        make.fresh(session, case)
        assert (case.state, case.sent_back_reason) == (CaseState.ACCEPTED, "")


class TestHowManyPeople:
    def test_accepting_takes_two_on_any_day_of_the_table(self):
        accepting = [row.number for row in POLICY.rules if row.key == PEOPLE[Decision.ACCEPT]]
        assert accepting
        assert min(accepting) >= 2

    def test_returning_for_repair_takes_one(self, session, rahmat):
        _business, _owner, case = make.waiting_case()
        decide(rahmat, case, {}, Decision.RETURN, "Foto NIB terpotong.")
        make.fresh(session, case)
        assert (case.state, case.decided_by) == (CaseState.RETURNED, rahmat.user_id)

    def test_rejecting_takes_two(self, session, rahmat, theresia):
        _business, _owner, case = make.waiting_case()
        decide(rahmat, case, {}, Decision.REJECT, "NIB ini milik orang lain.")
        make.fresh(session, case)
        assert case.state is CaseState.PROPOSED
        assert session.scalar(select(Evidence.state).where(Evidence.requirement == "nib")) is (
            EvidenceState.SUBMITTED
        )
        confirm(theresia, case)
        make.fresh(session, case)
        assert case.state is CaseState.REJECTED
        assert session.scalar(select(Evidence.state).where(Evidence.requirement == "nib")) is (
            EvidenceState.REJECTED
        )


class TestWaiving:
    WAIVED = Answer((), "Kantor pajak setempat belum beroperasi.", waive=True, basis="SE-12/2026")

    def test_takes_two_people_a_reason_and_a_basis_and_counts_for_a_year(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL) | {"tax_number": self.WAIVED})
        assert (
            session.scalar(select(Evidence.state).where(Evidence.requirement == "tax_number"))
            is EvidenceState.SUBMITTED
        )
        confirm(theresia, case)
        session.expire_all()
        shown = session.scalar(select(Evidence).where(Evidence.requirement == "tax_number"))
        assert shown.state is EvidenceState.WAIVED
        assert (shown.reason, shown.waiver_basis) == (self.WAIVED.remark, "SE-12/2026")
        assert shown.expires_on == clock.today() + timedelta(days=365)
        assert queries.is_government_ready(session, business.id, clock.today())
        assert not queries.is_government_ready(session, business.id, clock.today() + timedelta(days=366))

    @pytest.mark.parametrize(
        "answer", [Answer((), "", waive=True, basis="SE-12/2026"), Answer((), "Alasan.", waive=True)]
    )
    @pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.RETURN])
    def test_without_reason_or_basis_is_refused(self, session, rahmat, answer, decision):
        business, _owner, case = make.waiting_case()
        with pytest.raises(DomainError, match="alasan dan dasar"):
            decide(rahmat, case, make.all_yes(business, SMALL) | {"nib": answer}, decision, "Alasan.")

    def test_is_asked_for_by_an_owner_who_has_no_such_paper(self, session, rahmat, theresia):
        business, owner, case = make.waiting_case()
        with unit_of_work(actor=owner) as (inside, actor), pytest.raises(DomainError) as refused:
            services.submit_evidence(inside, actor, business.id, requirement="nib", waiver_asked=True)
        assert refused.value.field == "statement"
        with unit_of_work(actor=owner) as (inside, actor):
            services.submit_evidence(
                inside, actor, business.id, requirement="nib", waiver_asked=True, statement="OSS mati."
            )
        session.expire_all()
        shown = session.scalars(select(Evidence).where(Evidence.requirement == "nib")).all()[-1]
        assert (shown.state, shown.waiver_asked, shown.file_id) == (EvidenceState.SUBMITTED, True, None)
        decide(rahmat, case, make.all_yes(business, SMALL) | {"nib": self.WAIVED})
        confirm(theresia, case)
        make.fresh(session, shown)
        assert shown.state is EvidenceState.WAIVED

    def test_ends_when_the_data_behind_it_changes(self, session, rahmat, theresia):
        business, owner, case = make.waiting_case()
        waived = {"kbli_match": self.WAIVED}
        decide(rahmat, case, make.all_yes(business, SMALL) | waived)
        confirm(theresia, case)
        with unit_of_work(actor=owner) as (inside, actor):
            services.fill_profile(inside, actor, business.id, values={"kbli": [["2020", "10799"]]})
        session.expire_all()
        newest = session.scalars(
            select(Evidence).where(Evidence.requirement == "kbli_match").order_by(Evidence.id)
        ).all()[-1]
        assert newest.state is EvidenceState.SUBMITTED


class TestDataThatMoves:
    """Whoever decides has seen what they decide on."""

    def change_nib(self, owner, business):
        with unit_of_work(actor=owner) as (session, actor):
            services.fill_profile(session, actor, business.id, values={"nib": "9120999014999"})

    def new_paper(self, owner, business):
        with unit_of_work(actor=owner) as (session, actor):
            services.submit_evidence(
                session, actor, business.id, requirement="nib", paper=Paper(make.PDF, "nib.pdf")
            )

    def new_account(self, owner, business):
        with unit_of_work(actor=owner) as (session, actor):
            services.set_bank_account(
                session, actor, business.id, bank="Bank Demo", number="0099990012345", holder="Sari Handayani"
            )

    CHANGES = pytest.mark.parametrize("change", ["change_nib", "new_paper", "new_account"])

    @CHANGES
    def test_a_page_older_than_the_data_decides_nothing(self, session, rahmat, change):
        business, owner, case = make.waiting_case()
        seen = seen_by(session, rahmat, case)
        getattr(self, change)(owner, business)
        with pytest.raises(Conflict) as refused:
            decide(rahmat, case, make.all_yes(business, SMALL), seen=seen)
        assert refused.value.message == CHANGED
        make.fresh(session, case)
        assert case.state is CaseState.SUBMITTED
        decide(rahmat, case, make.all_yes(business, SMALL), seen=seen_by(session, rahmat, case))

    @CHANGES
    def test_a_proposal_falls_with_the_data_it_was_made_on(self, session, rahmat, theresia, change):
        business, owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        seen = seen_by(session, theresia, case)
        getattr(self, change)(owner, business)
        make.fresh(session, case)
        assert (case.state, case.proposed_by) == (CaseState.SUBMITTED, None)
        with pytest.raises(Conflict):
            confirm(theresia, case, seen=seen)
        # What did not change stays ticked; what changed is looked at again.
        gone = "bank_account" if change == "new_account" else "nib"
        assert gone not in case.answers
        assert case.answers["owner_identity"]["yes"] == [True] * 4
        last = session.scalars(
            select(StateChange).where(StateChange.subject_kind == "case").order_by(StateChange.id)
        ).all()[-1]
        assert (last.event, last.from_state, last.to_state) == ("change", "proposed", "submitted")

    def test_a_change_of_what_nobody_judges_disturbs_nobody(self, session, rahmat, theresia):
        business, owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        seen = seen_by(session, theresia, case)
        with unit_of_work(actor=owner) as (inside, actor):
            services.fill_profile(inside, actor, business.id, values={"story": "Cerita baru."})
        confirm(theresia, case, seen=seen)
        assert queries.is_government_ready(session, business.id, clock.today())

    def test_a_proposal_that_another_made_meanwhile_is_not_confirmed_unread(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, {}, Decision.REJECT, "NIB ini milik orang lain.")
        seen = seen_by(session, theresia, case)
        third = make.verifier(make.person("Ketiga"))
        send_back(third, case)
        with clock.frozen(clock.now() + timedelta(seconds=1)):
            decide(rahmat, case, make.all_yes(business, SMALL))
        with pytest.raises(Conflict):
            confirm(theresia, case, seen=seen)


class TestHolding:
    def test_one_reads_and_the_other_is_told_who(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        hold(rahmat, case)
        hold(theresia, case)
        view = case_queries.case(session, theresia, case.code)
        assert (view.part, view.holder_name) == ("held", "Rahmat Hidayatullah")
        with pytest.raises(Conflict, match="sedang diperiksa Rahmat"):
            decide(theresia, case, make.all_yes(business, SMALL))
        assert case_queries.case(session, rahmat, case.code).part == "first"

    def test_ends_by_the_clock_and_is_taken_over(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        hold(rahmat, case)
        with clock.frozen(clock.now() + timedelta(minutes=15)):
            hold(theresia, case)
            with pytest.raises(Conflict, match="sedang diperiksa Theresia"):
                decide(rahmat, case, make.all_yes(business, SMALL))
            decide(theresia, case, make.all_yes(business, SMALL))

    def test_is_renewed_by_opening_and_ends_with_the_decision(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        hold(rahmat, case)
        with clock.frozen(clock.now() + timedelta(minutes=10)):
            hold(rahmat, case)
        with clock.frozen(clock.now() + timedelta(minutes=20)):
            assert hold(theresia, case).held_by == rahmat.user_id
            decide(rahmat, case, make.all_yes(business, SMALL))
            assert hold(theresia, case).held_by == theresia.user_id

    def test_is_not_for_the_one_who_proposed_nor_for_what_is_decided(self, session, rahmat, theresia):
        business, _owner, case = make.waiting_case()
        decide(rahmat, case, make.all_yes(business, SMALL))
        assert hold(rahmat, case).held_by is None
        confirm(theresia, case)
        assert hold(rahmat, case).held_by is None

"""Two verifiers at one case, on real connections: the second one is told so, and nothing is half of each."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from marketplace.businesses import case_queries, queries, services
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Answer, Decision
from marketplace.businesses.states import CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.db import db
from marketplace.infra.timeline import StateChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, Refused
from tests.businesses import factories as make
from tests.businesses.test_races import run_together

pytestmark = [pytest.mark.db, pytest.mark.two_connections]
SMALL = Level.GOVERNMENT_SMALL


@pytest.fixture
def rahmat(own_database):
    return make.verifier(make.person("Rahmat Hidayatullah"))


@pytest.fixture
def theresia(own_database):
    return make.verifier(make.person("Theresia Manurung"))


@dataclass(frozen=True)
class Waiting:
    """What the threads need of a case, and no row that one of them would read again."""

    id: int
    code: str
    business_id: int
    owner: Actor
    answers: dict[str, Answer]


@pytest.fixture
def waiting(own_database):
    business, owner, case = make.waiting_case()
    return Waiting(case.id, case.code, business.id, owner, make.all_yes(business, SMALL))


@pytest.fixture
def proposed(waiting, rahmat):
    accept(rahmat, waiting)
    return waiting


def accept(actor, case, answers=None, **more):
    answers = answers or case.answers
    with unit_of_work(actor=actor) as (session, doer):
        services.decide(session, doer, case.id, answers=answers, decision=Decision.ACCEPT, **more)


def confirm(actor, case, **more):
    with unit_of_work(actor=actor) as (session, doer):
        services.confirm(session, doer, case.id, **more)


def hold(actor, case):
    with unit_of_work(actor=actor) as (session, doer):
        services.hold(session, doer, case.id)


def shown(actor, case):
    """The case as its page shows it to this verifier now."""
    db.session.expire_all()
    found = case_queries.case(db.session(), actor, case.code)
    db.session.rollback()
    return found


def happened(case, event):
    db.session.expire_all()
    which = StateChange.subject_kind == "case", StateChange.subject_id == case.id, StateChange.event == event
    return db.session.scalar(select(func.count(StateChange.id)).where(*which))


def told(raised):
    return sorted(type(error).__name__ for error in raised)


def test_of_two_who_open_a_case_together_one_holds_it(own_database, waiting, rahmat, theresia):
    assert run_together(own_database, *(partial(hold, actor, waiting) for actor in (rahmat, theresia))) == [
        None,
        None,
    ]
    assert sorted(shown(actor, waiting).part for actor in (rahmat, theresia)) == ["first", "held"]


def test_of_two_proposals_made_together_one_stands(own_database, waiting, rahmat, theresia):
    both = [partial(accept, actor, waiting) for actor in (rahmat, theresia)]
    raised = run_together(own_database, *both)
    assert told(raised) == ["Conflict", "NoneType"]
    assert happened(waiting, "propose") == 1
    winner = (rahmat, theresia)[raised.index(None)]
    assert shown(winner, waiting).part == "own"


def test_of_two_confirmations_made_together_one_decides(own_database, proposed, theresia):
    wahyu = make.verifier(make.person("Wahyu Nugroho"))
    raised = run_together(own_database, *(partial(confirm, actor, proposed) for actor in (theresia, wahyu)))
    assert told(raised) == ["Conflict", "NoneType"]
    assert happened(proposed, "accept") == 1
    assert queries.is_government_ready(db.session(), proposed.business_id, clock.today())


def test_whoever_proposed_does_not_slip_in_beside_the_second(own_database, proposed, rahmat, theresia):
    raised = run_together(own_database, *(partial(confirm, actor, proposed) for actor in (rahmat, theresia)))
    assert isinstance(raised[0], Refused | Conflict)
    assert raised[1] is None
    assert shown(theresia, proposed).decided_by_name == "Theresia Manurung"


def test_a_confirmation_and_a_sending_back_made_together_end_in_one_of_them(own_database, proposed, theresia):
    wahyu = make.verifier(make.person("Wahyu Nugroho"))

    def back():
        with unit_of_work(actor=wahyu) as (session, doer):
            services.send_back(session, doer, proposed.id, reason="Nama di rekening tidak sama.")

    raised = run_together(own_database, partial(confirm, theresia, proposed), back)
    assert told(raised) == ["Conflict", "NoneType"]
    ended = CaseState.ACCEPTED if raised[0] is None else CaseState.SUBMITTED
    assert shown(theresia, proposed).state is ended


def test_a_hold_that_ran_out_between_reading_and_deciding(waiting, rahmat, theresia):
    """Nobody came: the decision counts. Somebody took the case: it does not, and says whose it is."""
    hold(rahmat, waiting)
    seen = shown(rahmat, waiting).seen
    with clock.frozen(clock.now() + timedelta(hours=3)):
        hold(theresia, waiting)
        with pytest.raises(Conflict, match="sedang diperiksa Theresia Manurung"):
            accept(rahmat, waiting, seen=seen)
    with clock.frozen(clock.now() + timedelta(hours=9)):
        accept(rahmat, waiting, seen=seen)
    assert shown(rahmat, waiting).state is CaseState.PROPOSED


def test_a_waiver_and_an_acceptance_made_together_leave_the_answers_of_one(
    own_database, waiting, rahmat, theresia
):
    plain = waiting.answers
    waived = plain | {"not_civil_servant": Answer((), "Bukan pegawai.", True, "Perpres 16/2018")}
    assert "not_civil_servant" in plain
    raised = run_together(
        own_database, partial(accept, rahmat, waiting, plain), partial(accept, theresia, waiting, waived)
    )
    assert told(raised) == ["Conflict", "NoneType"]
    confirm(make.verifier(make.person("Wahyu Nugroho")), waiting)
    db.session.expire_all()
    which = Evidence.business_id == waiting.business_id, Evidence.requirement == "not_civil_servant"
    state = db.session.scalar(select(Evidence.state).where(*which).order_by(Evidence.id.desc()).limit(1))
    assert state is (EvidenceState.ACCEPTED if raised[0] is None else EvidenceState.WAIVED)


def test_data_that_changes_while_it_is_confirmed_never_counts_unread(own_database, proposed, theresia):
    seen = shown(theresia, proposed).seen

    def move():
        with unit_of_work(actor=proposed.owner) as (session, doer):
            services.fill_profile(
                session, doer, proposed.business_id, values={"street": "Jalan Baru Nomor 1"}
            )

    raised = run_together(own_database, partial(confirm, theresia, proposed, seen=seen), move)
    assert raised[1] is None
    assert raised[0] is None or isinstance(raised[0], Conflict)
    db.session.expire_all()
    assert not queries.is_government_ready(db.session(), proposed.business_id, clock.today())


def test_the_second_waits_for_the_first_to_commit_and_reads_what_became_of_it(
    own_database, proposed, theresia
):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time: nothing can come between")
    wahyu = make.verifier(make.person("Wahyu Nugroho"))
    locked, second_done = threading.Event(), threading.Event()

    def first():
        with unit_of_work(actor=theresia) as (session, doer):
            services.confirm(session, doer, proposed.id)
            locked.set()
            assert not second_done.wait(0.3)

    def second():
        locked.wait()
        try:
            confirm(wahyu, proposed)
        finally:
            second_done.set()

    raised = run_together(own_database, first, second)
    assert raised[0] is None
    assert isinstance(raised[1], Conflict)

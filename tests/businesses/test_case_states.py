"""Every step of evidence and case, by every kind of person: what the table allows, and nothing else."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import select

from marketplace.businesses import services
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Answer, Decision, Paper
from marketplace.businesses.states import CASE, EVIDENCE, CaseState, EvidenceState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from tests.businesses import factories as make

SMALL = Level.GOVERNMENT_SMALL
C, E = CaseState, EvidenceState

CASE_STEPS = {
    (C.SUBMITTED, "propose"): C.PROPOSED,
    (C.SUBMITTED, "return"): C.RETURNED,
    (C.SUBMITTED, "reject"): C.REJECTED,
    (C.PROPOSED, "accept"): C.ACCEPTED,
    (C.PROPOSED, "return"): C.RETURNED,
    (C.PROPOSED, "reject"): C.REJECTED,
    (C.PROPOSED, "send_back"): C.SUBMITTED,
    (C.PROPOSED, "change"): C.SUBMITTED,
    (C.RETURNED, "submit"): C.SUBMITTED,
}
EVIDENCE_STEPS = {
    (E.SUBMITTED, "accept"): E.ACCEPTED,
    (E.SUBMITTED, "reject"): E.REJECTED,
    (E.SUBMITTED, "waive"): E.WAIVED,
    (E.SUBMITTED, "supersede"): E.SUPERSEDED,
    (E.ACCEPTED, "reject"): E.REJECTED,
    (E.ACCEPTED, "reopen"): E.SUBMITTED,
    (E.ACCEPTED, "supersede"): E.SUPERSEDED,
    (E.WAIVED, "reject"): E.REJECTED,
    (E.WAIVED, "reopen"): E.SUBMITTED,
    (E.WAIVED, "supersede"): E.SUPERSEDED,
    (E.REJECTED, "supersede"): E.SUPERSEDED,
}


@pytest.mark.parametrize(
    ("machine", "steps", "states"), [(CASE, CASE_STEPS, C), (EVIDENCE, EVIDENCE_STEPS, E)]
)
def test_the_table_is_this_and_nothing_else(machine, steps, states):
    assert dict(machine.table) == steps
    assert all(machine.label(state) != state.value for state in states)
    for state in states:
        for event in {event for _, event in steps} | {"", "expire"}:
            if (state, event) not in steps:
                with pytest.raises(Conflict):
                    machine.after(state, event)


def test_nothing_is_accepted_or_waived_by_one_person():
    assert "accept" not in CASE.events(C.SUBMITTED)
    assert "waive" not in CASE.events(C.SUBMITTED)


# The acts of a case, and who the table below lets do them in which state. "first" proposed the decision.
ACTS = ("propose", "return", "confirm", "send_back", "submit")
PEOPLE = ("owner", "stranger", "helper", "first", "second", "elsewhere")
VERIFIERS = {"first", "second"}
ALLOWED = (
    {(C.SUBMITTED, act, who) for act in ("propose", "return") for who in VERIFIERS}
    | {(C.PROPOSED, act, "second") for act in ("confirm", "send_back")}
    | {(C.RETURNED, "submit", "owner")}
    | {(state, "submit", "owner") for state in (C.ACCEPTED, C.REJECTED)}  # A new case, the old one stays.
)


@pytest.fixture
def cast(session):
    """A business with an open case, and everybody who could try something."""
    business, owner, case = make.waiting_case()
    _other, stranger = make.business(name="Toko Lain")
    helper = make.acting(make.mandate(business, owner, scopes=("document.upload",)))
    elsewhere = make.verifier(make.person("Jauh"))
    people = {
        "owner": owner,
        "stranger": stranger,
        "helper": helper,
        "first": make.verifier(make.person("Rahmat")),
        "second": make.verifier(make.person("Theresia")),
        "elsewhere": elsewhere.__class__(
            elsewhere.user_id, None, elsewhere.role, elsewhere.party, region_code="53"
        ),
    }
    return business, case, people


def bring(business, case, people, state):
    """Lead the case to a state by the ways there are."""
    yes = make.all_yes(business, SMALL)
    if state is C.RETURNED:
        do(business, case, people["first"], "return", yes)
    if state in {C.PROPOSED, C.ACCEPTED}:
        do(business, case, people["first"], "propose", yes)
    if state is C.ACCEPTED:
        do(business, case, people["second"], "confirm", yes)
    if state is C.REJECTED:
        do(business, case, people["first"], "reject", yes)
        do(business, case, people["second"], "confirm", yes)


def do(business, case, actor, act, answers):
    with unit_of_work(actor=actor) as (session, doer):
        if act == "propose":
            services.decide(session, doer, case.id, answers=answers, decision=Decision.ACCEPT)
        elif act in {"return", "reject"}:
            decision = Decision(act)
            services.decide(session, doer, case.id, answers=answers, decision=decision, reason="Alasan.")
        elif act == "confirm":
            services.confirm(session, doer, case.id)
        elif act == "send_back":
            services.send_back(session, doer, case.id, reason="Alasan.")
        else:
            services.submit_for_verification(session, doer, business.id, SMALL)


@pytest.mark.parametrize("state", list(C))
def test_who_moves_a_case_from_which_state(session, cast, state):
    business, case, people = cast
    bring(business, case, people, state)
    if state is C.REJECTED:
        make.show_everything(business, people["owner"], SMALL)
    yes = make.all_yes(business, SMALL)
    for act, who in itertools.product(ACTS, PEOPLE):
        if (state, act, who) in ALLOWED:
            continue
        with pytest.raises((Conflict, Refused, Forbidden, NotFound, DomainError)):
            do(business, case, people[who], act, yes)
        session.expire_all()
        assert session.get_one(VerificationCase, case.id).state is state, (state, act, who)


@pytest.mark.db
@pytest.mark.parametrize(("state", "act", "who"), sorted(ALLOWED))
def test_what_is_allowed_works(session, cast, state, act, who):
    business, case, people = cast
    bring(business, case, people, state)
    if state in {C.REJECTED, C.ACCEPTED} and act == "submit":
        make.show_everything(business, people["owner"], SMALL)
    do(business, case, people[who], act, make.all_yes(business, SMALL))
    session.expire_all()
    newest = session.scalars(select(VerificationCase).order_by(VerificationCase.id)).all()[-1]
    after = {"propose": C.PROPOSED, "return": C.RETURNED, "confirm": C.ACCEPTED}
    assert newest.state is after.get(act, C.SUBMITTED)
    assert (newest.id != case.id) is (state in {C.REJECTED, C.ACCEPTED})


# Evidence: who brings about which event, by what they do to the NIB of this business.
EVIDENCE_ACTS = {
    "supersede": {"owner"},  # shows a new paper
    "reopen": {"owner"},  # changes the KBLI that the paper rests on
    "reject": {"first", "second"},  # takes back what proved false
}


def show_nib(session, doer, business, _shown):
    services.submit_evidence(session, doer, business.id, requirement="nib", paper=Paper(make.PDF, "nib.pdf"))


def change_kbli(session, doer, business, _shown):
    services.fill_profile(session, doer, business.id, values={"kbli": [["2020", "10799"]]})


def take_back(session, doer, _business, shown):
    services.reject_evidence(session, doer, shown, reason="NIB ini milik orang lain.")


DOING = {"supersede": show_nib, "reopen": change_kbli, "reject": take_back}


class Undo(Exception):
    """What was tried is not to stay."""


def brings_about(event, doer, business, shown):
    """What the paper of the NIB becomes by it, which is undone, and None when it is refused."""
    try:
        with unit_of_work(actor=doer) as (session, actor):
            DOING[event](session, actor, business, shown.id)
            session.expire_all()
            after = session.get_one(Evidence, shown.id).state
            raise Undo
    except Undo:
        return after
    except (Conflict, Refused, Forbidden, NotFound):
        return None


@pytest.mark.parametrize("state", [E.SUBMITTED, E.ACCEPTED, E.WAIVED, E.REJECTED])
def test_who_moves_evidence_from_which_state(session, cast, state):
    business, case, people = cast
    waived = Answer((), "Alasan.", waive=True, basis="SE-12/2026")
    nib = {E.WAIVED: waived, E.REJECTED: Answer((False,) * 4)}.get(state)
    answers = make.all_yes(business, SMALL) | ({"nib": nib} if nib else {})
    if state is E.REJECTED:
        do(business, case, people["first"], "return", answers)
    elif state is not E.SUBMITTED:
        do(business, case, people["first"], "propose", answers)
        do(business, case, people["second"], "confirm", answers)
    session.expire_all()
    shown = session.scalar(select(Evidence).where(Evidence.requirement == "nib"))
    assert shown.state is state
    for (event, actors), who in itertools.product(EVIDENCE_ACTS.items(), PEOPLE):
        after = brings_about(event, people[who], business, shown)
        moves = who in actors and (state, event) in EVIDENCE_STEPS
        if moves:
            assert after is EVIDENCE_STEPS[state, event], (event, who)
        else:
            assert after in {None, state}, (event, who)

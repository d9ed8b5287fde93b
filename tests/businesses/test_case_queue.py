"""The verifiers' queue: what waits for whom, how long, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.businesses import case_queries, services
from marketplace.businesses.case_queries import Wanted, age_words, queue
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Decision
from marketplace.businesses.states import CaseState
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Forbidden, NotFound
from tests.businesses import factories as make

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL


@pytest.fixture
def rahmat(session):
    return make.verifier(make.person("Rahmat Hidayatullah"))


def case_waiting_since(days, **kwargs):
    with clock.frozen(clock.now() - timedelta(days=days)):
        return make.waiting_case(**kwargs)


def propose(actor, business, case):
    with unit_of_work(actor=actor) as (session, doer):
        services.decide(
            session, doer, case.id, answers=make.all_yes(business, SMALL), decision=Decision.ACCEPT
        )


def names(session, actor, **wanted):
    return [row.business_name for row in queue(session, actor, Wanted(**wanted))[0]]


def test_the_oldest_comes_first_with_its_age_in_words(session, rahmat):
    case_waiting_since(0, name="Baru")
    case_waiting_since(3, name="Lama")
    rows, total = queue(session, rahmat)
    assert [(row.business_name, row.age, row.late) for row in rows] == [
        ("Lama", "3 hari", True),
        ("Baru", "kurang dari sejam", False),
    ]
    assert total == 2


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.9, "kurang dari sejam"), (1, "1 jam"), (23.9, "23 jam"), (24, "1 hari"), (75, "3 hari")],
)
def test_ages(hours, words):
    assert age_words(timedelta(hours=hours)) == words


def test_what_waits_for_a_second_person_says_so_and_whose_it_is(session, rahmat):
    business, _owner, case = make.waiting_case()
    propose(rahmat, business, case)
    theresia = make.verifier(make.person("Theresia"))
    assert [(row.second, row.whose) for row in queue(session, rahmat)[0]] == [(True, "proposed")]
    assert [(row.second, row.whose) for row in queue(session, theresia)[0]] == [(True, "")]


def test_is_filtered_by_state_level_region_and_mine(session, rahmat):
    business, _owner, case = make.waiting_case(name="Usulan")
    make.waiting_case(Level.RETAIL, name="Eceran")
    propose(rahmat, business, case)
    assert names(session, rahmat) == ["Usulan", "Eceran"]
    assert names(session, rahmat, state=CaseState.PROPOSED) == ["Usulan"]
    assert names(session, rahmat, state=CaseState.ACCEPTED) == []
    assert names(session, rahmat, level=Level.RETAIL) == ["Eceran"]
    assert names(session, rahmat, mine=True) == ["Usulan"]
    assert names(session, rahmat, region="35") == ["Usulan", "Eceran"]
    assert names(session, rahmat, region="53") == []
    assert case_queries.provinces(session, rahmat) == [("35", "Jawa Timur")]


def test_shows_only_the_verifiers_region_and_nothing_of_their_own(session, rahmat):
    business, owner, case = make.waiting_case()
    elsewhere = replace(rahmat, region_code="53")
    assert queue(session, elsewhere) == ([], 0)
    with pytest.raises(NotFound):
        case_queries.case(session, elsewhere, case.code)
    assert queue(session, make.verifier_by_id(owner.user_id)) == ([], 0)
    helper = make.person("Rina")
    make.mandate(business, owner, to=helper)
    assert queue(session, make.verifier(helper)) == ([], 0)
    with pytest.raises(Forbidden):
        queue(session, owner)


class TestWhatComesNext:
    def test_is_the_next_one_that_is_free(self, session, rahmat):
        first = case_waiting_since(3, name="Satu")[2]
        held = case_waiting_since(2, name="Dua")[2]
        own_business, _owner, own = case_waiting_since(1, name="Tiga")
        last = make.waiting_case(name="Empat")[2]
        theresia = make.verifier(make.person("Theresia"))
        with unit_of_work(actor=theresia) as (inside, actor):
            services.hold(inside, actor, held.id)
        propose(rahmat, own_business, own)
        assert case_queries.next_free(session, rahmat, first.id) == last.code
        assert case_queries.neighbour(session, rahmat, last.id, forward=False) == first.code
        assert case_queries.next_free(session, rahmat, last.id) == first.code
        assert case_queries.neighbour(session, rahmat, first.id, forward=False) is None
        assert case_queries.next_free(session, theresia, first.id) == held.code

    def test_is_nothing_when_nothing_waits(self, session, rahmat):
        _business, _owner, case = make.waiting_case()
        assert case_queries.next_free(session, rahmat, case.id) is None

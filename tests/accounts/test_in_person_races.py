"""Recovery in person by several at once, on real connections: one act counts, nothing is half done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from marketplace.accounts import in_person
from marketplace.accounts.models import Account, InPersonRecovery
from marketplace.accounts.states import InPersonState
from marketplace.infra.db import db
from marketplace.infra.timeline import StateChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from tests.accounts.test_in_person import NEW, World
from tests.businesses.test_races import run_together

pytestmark = [pytest.mark.db, pytest.mark.two_connections]
S = InPersonState
OTHER = "perahu merah di dermaga"


@pytest.fixture
def world(own_database):
    made = World()
    with clock.frozen(made.at):
        yield made


@pytest.fixture
def handed(world):
    """A code is handed over, and all that follows happens at that hour: the clock is one for all threads."""
    world.lead_to(S.HANDED)
    with clock.frozen(world.at):
        yield world


@pytest.fixture
def confirmed(world):
    """The day of waiting is over, and all that follows happens at that hour."""
    world.lead_to(S.CONFIRMED)
    with clock.frozen(world.at):
        yield world


def kept() -> tuple[InPersonState, str, str | None]:
    """The state of the recovery, the password and the authenticator of the account."""
    db.session.rollback()
    row = db.session.execute(
        select(InPersonRecovery.state, Account.password_hash, Account.totp_secret).join(
            Account, Account.id == InPersonRecovery.user_id
        )
    ).one()
    return row.state, row.password_hash, row.totp_secret


def times(event: str) -> int:
    steps = StateChange.subject_kind == "in_person_recovery", StateChange.event == event
    return db.session.scalar(select(func.count(StateChange.id)).where(*steps))


def later(app, first: Callable[[threading.Event], None], second: Callable[[], None]):
    """`second` begins while `first` has acted and not yet committed; what each raised, or None."""
    acted, raised = threading.Event(), [None, None]

    def run(place, act):
        with app.app_context():
            try:
                act()
            except Exception as error:
                raised[place] = error
            finally:
                acted.set()
                db.session.remove()

    def follow():
        acted.wait()
        second()

    threads = [
        threading.Thread(target=run, args=(0, lambda: first(acted))),
        threading.Thread(target=run, args=(1, follow)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def use(world, password, acted=None):
    with unit_of_work(actor=world.actors["visitor"]) as (session, actor):
        in_person.use(session, actor, code=world.secret, password=password)
        if acted:
            acted.set()


def refuse(world, acted=None):
    with unit_of_work(actor=world.actors["holder"]) as (session, actor):
        in_person.refuse(session, actor)
        if acted:
            acted.set()


def test_two_of_the_staff_confirm_at_once_and_one_is_the_second(own_database, world):
    world.do("first", "open")
    raised = run_together(
        own_database, lambda: world.act("second", "confirm"), lambda: world.act("third", "confirm")
    )
    assert sum(error is None for error in raised) == 1
    assert {type(error) for error in raised if error} <= {Conflict}
    assert kept()[0] is S.CONFIRMED
    assert times("confirm") == 1


def test_two_of_the_staff_open_at_once_and_one_runs(own_database, world):
    raised = run_together(
        own_database, lambda: world.act("first", "open"), lambda: world.act("third", "open")
    )
    assert sum(error is None for error in raised) == 1
    assert {type(error) for error in raised if error} <= {Conflict, DomainError}
    assert db.session.scalar(select(func.count(InPersonRecovery.id))) == 1


def test_two_codes_are_handed_over_at_once_and_the_last_one_works(own_database, confirmed):
    codes = []

    def hand_over(who):
        with unit_of_work(actor=confirmed.actors[who]) as (session, actor):
            codes.append(in_person.hand_over(session, actor, confirmed.code))

    raised = run_together(own_database, lambda: hand_over("first"), lambda: hand_over("second"))
    assert {type(error) for error in raised if error} <= {Conflict}
    works = 0
    for code in codes:
        confirmed.secret = code
        try:
            use(confirmed, NEW)
        except DomainError:
            continue
        works += 1
    assert works == 1


@pytest.mark.parametrize("how", ["together", "interleaved"])
def test_a_code_that_two_use_at_once_sets_one_password(own_database, handed, how):
    if how == "together":
        raised = run_together(own_database, lambda: use(handed, NEW), lambda: use(handed, OTHER))
    else:
        raised = later(own_database, lambda acted: use(handed, NEW, acted), lambda: use(handed, OTHER))
        assert raised[0] is None
    assert sum(error is None for error in raised) == 1
    assert {type(error) for error in raised if error} <= {Conflict, DomainError}
    assert kept()[0] is S.USED
    assert times("use") == 1


def test_not_me_while_the_code_is_being_used_comes_too_late_and_says_so(own_database, handed):
    before = kept()
    raised = later(own_database, lambda acted: use(handed, NEW, acted), lambda: refuse(handed))
    assert raised[0] is None
    assert isinstance(raised[1], NotFound | Conflict)
    state, password, authenticator = kept()
    assert (state, authenticator) == (S.USED, None)
    assert password != before[1]
    assert times("refuse") == 0


def test_a_code_that_is_used_while_the_holder_refuses_opens_nothing(own_database, handed):
    before = kept()
    raised = later(own_database, lambda acted: refuse(handed, acted), lambda: use(handed, NEW))
    assert raised[0] is None
    assert isinstance(raised[1], DomainError | Conflict)
    assert kept() == (S.REFUSED, *before[1:])
    assert times("use") == 0


def test_not_me_and_the_code_at_once_are_never_both(own_database, handed):
    before = kept()
    raised = run_together(own_database, lambda: use(handed, NEW), lambda: refuse(handed))
    used, refused = (error is None for error in raised)
    assert used is not refused
    state, password, _authenticator = kept()
    assert state is (S.USED if used else S.REFUSED)
    assert (password != before[1]) is used


def test_a_stop_by_the_staff_while_the_code_is_handed_over_leaves_no_code(own_database, confirmed):
    codes = []

    def hand_over():
        with unit_of_work(actor=confirmed.actors["first"]) as (session, actor):
            codes.append(in_person.hand_over(session, actor, confirmed.code))

    raised = run_together(own_database, hand_over, lambda: confirmed.act("third", "withdraw"))
    assert {type(error) for error in raised if error} <= {Conflict}
    if raised[1] is None and codes:
        confirmed.secret = codes[0]
        with pytest.raises(DomainError):
            use(confirmed, NEW)
    assert kept()[0] in {S.WITHDRAWN, S.HANDED}

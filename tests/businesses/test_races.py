"""Two people at once, on real connections: a revocation and an act never cross."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import func, select

from marketplace.businesses import queries, services
from marketplace.businesses.models import ProposedChange
from marketplace.businesses.sanction_models import Sanction
from marketplace.businesses.seats import load_business
from marketplace.businesses.services.pledges import end_old_signatures
from marketplace.businesses.services.sanctions import hold_sanctions, sanctions_in_force
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.catalog import queries as catalog_queries
from marketplace.catalog import services as catalog
from marketplace.documents.models import IssuedDocument
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError
from tests.businesses import factories as make
from tests.businesses.test_sanctions import admin, decide, propose
from tests.catalog import factories as catalogue

OLD_TEXT = datetime(2025, 6, 24, 3, 0, tzinfo=UTC)
"""While the first text of the integrity pact was in force."""

pytestmark = [pytest.mark.db, pytest.mark.two_connections]


def run_together(app, *acts):
    """Each act in a thread with its own session; all start together. Returns what each raised, or None."""
    start, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        with app.app_context():
            start.wait()
            try:
                act()
            except Exception as error:
                raised[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_an_act_is_whole_before_the_revocation_or_refused_after_it(own_database):
    business, owner = make.business()
    mandate = make.mandate(business, owner)
    rina, outcome = make.acting(mandate), []

    def act():
        with unit_of_work(actor=rina) as (session, _actor):
            # As a request does: the right is read again, locked, in the transaction of the act.
            actor = load_business(session, rina, True)
            outcome.append("allowed" if actor else "refused")
            if actor:
                services.fill_profile(session, actor, business.id, values={"since_year": 2014})

    def revoke():
        with unit_of_work(actor=owner) as (session, actor):
            services.revoke_mandate(session, actor, mandate.id)

    assert run_together(own_database, act, revoke) == [None, None]
    proposals = db.session.scalars(select(ProposedChange)).all()
    assert len(proposals) == (1 if outcome == ["allowed"] else 0)


def test_a_proposal_is_confirmed_once(own_database):
    business, owner = make.business()
    rina = make.acting(make.mandate(business, owner))
    with unit_of_work(actor=rina) as (session, actor):
        change = services.fill_profile(session, actor, business.id, values={"since_year": 2014})

    def confirm():
        with unit_of_work(actor=owner) as (session, actor):
            services.confirm_change(session, actor, change.id)

    raised = run_together(own_database, confirm, confirm)
    assert [type(error) for error in raised if error] == [Conflict]
    db.session.expire_all()
    assert db.session.get_one(type(business), business.id).profile_version == 2


def test_a_mandate_is_revoked_once(own_database):
    business, owner = make.business()
    mandate = make.mandate(business, owner)

    def revoke():
        with unit_of_work(actor=owner) as (session, actor):
            services.revoke_mandate(session, actor, mandate.id)

    raised = run_together(own_database, revoke, revoke)
    assert [type(error) for error in raised if error] == [Conflict]


def test_a_sanction_imposed_while_she_publishes_hides_what_she_publishes(own_database):
    business, owner = catalogue.shop()
    draft = catalogue.draft(business, owner)

    def publish():
        with unit_of_work(actor=owner) as (session, actor):
            catalog.publish(session, actor, draft.id)

    raised = run_together(own_database, publish, lambda: make.sanction(business))
    assert raised[1] is None
    assert raised[0] is None or isinstance(raised[0], DomainError)
    assert catalog_queries.cards(db.session(), [draft.id]) == []
    assert queries.brief(db.session(), [business.id])[business.id].frozen


def test_one_proposal_is_decided_once_by_two_who_press_together(own_database):
    business, _owner = make.business()
    proposal = propose(business)
    raised = run_together(own_database, *[partial(decide, proposal, admin()) for _ in range(2)])
    assert sorted(type(error).__name__ for error in raised) == ["Conflict", "NoneType"]
    assert db.session.scalar(select(func.count(Sanction.id))) == 1


def test_nothing_is_imposed_between_the_check_of_a_seller_and_the_signature(own_database):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time: nothing can come between")
    business, _owner = make.business()
    checked, imposed = threading.Event(), threading.Event()

    def sign():
        with unit_of_work(actor=make.SYSTEM) as (session, _actor):
            hold_sanctions(session, business.id)
            assert sanctions_in_force(session, business.id, clock.today()) == []
            checked.set()
            assert not imposed.wait(0.3)

    def impose():
        checked.wait()
        make.sanction(business)
        imposed.set()

    assert run_together(own_database, sign, impose) == [None, None]
    assert imposed.is_set()


def test_the_same_pact_signed_on_two_phones_counts_once_and_leaves_one_valid_paper(own_database):
    business, owner = make.business()
    sign = partial(make.sign, business, owner, "integrity_pact")
    assert run_together(own_database, sign, sign) == [None, None]
    states = db.session.scalars(select(Evidence.state).where(Evidence.requirement == "integrity_pact"))
    assert sorted(states) == [EvidenceState.SUBMITTED, EvidenceState.SUPERSEDED]
    papers = db.session.scalars(select(IssuedDocument).order_by(IssuedDocument.id)).all()
    assert [paper.voided_at is None for paper in papers] == [False, True]


def test_a_new_signature_is_not_swept_away_with_the_old_one(own_database):
    """The sweep found the old signature; before it takes the business, the owner signs the new text."""
    with clock.frozen(OLD_TEXT):
        business, owner = make.business()
        make.sign(business, owner, "integrity_pact")

    def sweep():
        with unit_of_work(actor=make.SYSTEM) as (session, _actor):
            end_old_signatures(session)

    sign = partial(make.sign, business, owner, "integrity_pact")
    assert run_together(own_database, sweep, sign) == [None, None]
    present = Evidence.requirement == "integrity_pact", Evidence.state != EvidenceState.SUPERSEDED
    assert db.session.scalars(select(Evidence.text_version).where(*present)).one() == "2025.2"

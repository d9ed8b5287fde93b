"""Two people at once, on real connections: a revocation and an act never cross."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from marketplace.businesses import services
from marketplace.businesses.models import ProposedChange
from marketplace.businesses.seats import load_business
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import Conflict
from tests.businesses import factories as make

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

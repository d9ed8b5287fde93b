"""Nobody leaves an open government purchase behind, however close the two come to each other."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from marketplace.accounts import leaving as accounts
from marketplace.accounts.models import Account
from marketplace.businesses import services as businesses
from marketplace.businesses.models import Business
from marketplace.businesses.seats import load_business
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import Conflict, Forbidden, Refused
from marketplace.notifications.models import Notice
from marketplace.procurement import leaving, services_contracts
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.states import ContractState
from tests.businesses import factories as people
from tests.procurement import fulfilment_steps as after
from tests.procurement import steps

pytestmark = pytest.mark.db


def close(story):
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        businesses.close_business(session, actor, story.shop.business.id)


STAGES = {
    "agreed": lambda story: steps.negotiated(story),
    "waiting for her": lambda story: steps.approved(story, steps.negotiated(story)),
    "in force": lambda story: after.in_force(story),
    "not paid": lambda story: after.handed_over(story),
}


@pytest.mark.parametrize("stage", STAGES)
def test_while_something_is_open_she_reads_what_to_do(session, stage):
    story = steps.story()
    STAGES[stage](story)
    with pytest.raises(Refused) as refused:
        close(story)
    assert any(word in refused.value.message for word in ("Terima", "Kirim", "Tunggu"))
    account = session.get_one(Account, story.shop.owner.user_id)
    with pytest.raises(Refused), unit_of_work(actor=people.shopper(account)) as (inside, actor):
        accounts.close_account(inside, actor, proof="kopi susu dan pagi")
    session.expire_all()
    assert session.get_one(Business, story.shop.business.id).closed_at is None
    assert leaving.open_with(session, story.shop.business.id)[0].url.startswith("/penjual/pengadaan/")


def test_a_paid_contract_keeps_nobody(session):
    story = steps.story()
    after.paid(story, after.handed_over(story))
    close(story)
    session.expire_all()
    assert session.scalar(select(Contract.state)) is ContractState.PAID


def test_who_negotiates_with_her_is_told(session):
    story = steps.story()
    steps.invited(story, steps.opened(story))
    close(story)
    told = session.scalars(select(Notice.text).where(Notice.user_id == story.unit.pp.user_id)).all()
    assert any("menutup usahanya" in text for text in told)


def test_an_official_in_office_does_not_vanish(session):
    story = steps.story()
    found = accounts.obstacles(session, story.unit.ppk.user_id)
    assert [item.url for item in found] == ["/akun/peran"]


@pytest.mark.two_connections
def test_closing_and_accepting_at_once_never_leave_an_order_without_a_seller(own_database):
    story = steps.story()
    contract = steps.approved(story, steps.negotiated(story))
    owner, ended = story.shop.owner, {}
    start = threading.Barrier(2)

    def accept():
        with unit_of_work(actor=owner) as (session, _actor):
            # As a request does: the right is read again, locked, in the transaction of the act.
            actor = load_business(session, owner, True)
            if actor is None:
                raise Forbidden("left")
            services_contracts.accept_contract(session, actor, contract.code)

    def run(name, act):
        with own_database.app_context():
            start.wait()
            try:
                act()
                ended[name] = "done"
            except (Conflict, Refused, Forbidden):
                ended[name] = "refused"
            finally:
                db.session.remove()

    threads = [
        threading.Thread(target=run, args=("accept", accept)),
        threading.Thread(target=run, args=("close", lambda: close(story))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert ended["close"] == "refused"
    assert db.session.get_one(Business, story.shop.business.id).closed_at is None


@pytest.mark.two_connections
def test_two_tabs_close_once(own_database):
    story = steps.story()
    start, ended = threading.Barrier(2), []

    def run():
        with own_database.app_context():
            start.wait()
            try:
                close(story)
                ended.append("done")
            except (Conflict, Refused, Forbidden):
                ended.append("refused")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["done", "refused"]

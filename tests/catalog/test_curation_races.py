"""Two curators, or a curator and the seller, at the same time on real connections."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses.models import ProposedChange
from marketplace.businesses.states import ChangeState
from marketplace.catalog import services
from marketplace.catalog.models import Claim, ClaimKind, Product
from marketplace.catalog.states import ClaimState
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import Conflict
from tests.businesses.test_races import run_together
from tests.catalog import factories as make

pytestmark = [pytest.mark.db, pytest.mark.two_connections]


def deciding(claim, by, **values):
    # Read here: in its thread the row would belong to the session of another.
    claim_id = claim.id

    def act():
        with unit_of_work(actor=by) as (session, actor):
            services.decide_claim(session, actor, claim_id, **values)

    return act


def test_a_claim_is_decided_once(own_database):
    business, owner = make.shop()
    claim = make.claimed(make.live(business, owner), owner)
    acts = [deciding(claim, make.verifier(), accepted=True) for _ in range(2)]
    raised = run_together(own_database, *acts)
    assert [type(error) for error in raised if error] == [Conflict]


def test_two_first_yeses_at_once_make_one_check_and_one_verification(own_database):
    business, owner = make.shop()
    claim = make.claimed(make.live(business, owner), owner, ClaimKind.TKDN)
    acts = [deciding(claim, make.verifier(), accepted=True) for _ in range(2)]
    assert run_together(own_database, *acts) == [None, None]
    db.session.rollback()
    db.session.expire_all()
    found = db.session.get_one(Claim, claim.id)
    assert (found.status, found.checked_by != found.decided_by) == (ClaimState.VERIFIED, True)


def test_a_number_sent_anew_and_a_decision_never_cross(own_database):
    business, owner = make.shop()
    product = make.live(business, owner)
    product_id, claim = product.id, make.claimed(product, owner)
    read = claim.submitted_at.isoformat()

    def send_again():
        with unit_of_work(actor=owner) as (session, actor):
            paper = make.certificate(ClaimKind.HALAL, number="ID35110009999990926")
            services.claim(session, actor, product_id, kind=ClaimKind.HALAL, paper=paper)

    raised = run_together(
        own_database, send_again, deciding(claim, make.verifier(), accepted=True, sent=read)
    )
    db.session.rollback()
    db.session.expire_all()
    verified = db.session.scalars(select(Claim.number).where(Claim.status == ClaimState.VERIFIED)).all()
    assert raised[0] is None
    assert verified == ([] if raised[1] else ["ID35110001234560926"])


def test_an_edit_and_an_approval_never_approve_what_nobody_read(own_database):
    business, owner = make.shop()
    product_id = make.for_government(business, owner).id

    def rename(name):
        def act():
            with unit_of_work(actor=owner) as (session, actor):
                services.change_product(session, actor, product_id, values={"name": name})

        return act

    rename("Keripik pedas")()
    staged = db.session.scalar(select(ProposedChange.id).where(ProposedChange.state == ChangeState.WAITING))
    db.session.rollback()
    db.session.expire_all()

    rahmat = make.verifier()

    def approve():
        with unit_of_work(actor=rahmat) as (session, actor):
            services.decide_change(session, actor, staged, accepted=True)

    raised = run_together(own_database, rename("Keripik asin"), approve)
    assert raised[0] is None
    db.session.rollback()
    db.session.expire_all()
    live = db.session.scalar(select(Product.name).where(Product.id == product_id))
    assert live == ("Keripik tempe sagu 250 g" if raised[1] else "Keripik pedas")
    waiting = db.session.scalars(select(ProposedChange).where(ProposedChange.state == ChangeState.WAITING))
    assert [row.diff[0]["after"] for row in waiting] == ["Keripik asin"]


def test_a_seller_who_takes_a_change_back_and_a_curator_who_agrees_never_both_win(own_database):
    business, owner = make.shop()
    product_id = make.for_government(business, owner).id
    with unit_of_work(actor=owner) as (session, actor):
        services.change_product(session, actor, product_id, values={"name": "Keripik pedas"})
    staged = db.session.scalar(select(ProposedChange.id).where(ProposedChange.state == ChangeState.WAITING))
    db.session.rollback()
    db.session.expire_all()
    rahmat = make.verifier()

    def withdraw():
        with unit_of_work(actor=owner) as (session, actor):
            services.take_change_back(session, actor, product_id)

    def approve():
        with unit_of_work(actor=rahmat) as (session, actor):
            services.decide_change(session, actor, staged, accepted=True)

    raised = run_together(own_database, withdraw, approve)
    assert sorted(type(error).__name__ for error in raised) == ["Conflict", "NoneType"]
    db.session.rollback()
    db.session.expire_all()
    name = db.session.scalar(select(Product.name).where(Product.id == product_id))
    state = db.session.scalar(select(ProposedChange.state).where(ProposedChange.id == staged))
    agreed = (state, name == "Keripik pedas")
    assert agreed == ((ChangeState.WITHDRAWN, False) if raised[1] else (ChangeState.CONFIRMED, True))


def test_two_who_take_a_claim_back_at_once_are_two_people_or_one_of_them_waits(own_database):
    business, owner = make.shop()
    product = make.live(business, owner)
    product_id, claim = product.id, make.verified(product, owner, ClaimKind.TKDN)
    code, claim_id, first = claim.code, claim.id, make.verifier()

    def taking(by):
        def act():
            with unit_of_work(actor=by) as (session, actor):
                services.take_back(session, actor, product_id, code=code, reason="Nomor orang lain.")

        return act

    assert sorted(map(str, map(type, run_together(own_database, taking(first), taking(first))))) == [
        "<class 'NoneType'>",
        "<class 'marketplace.kernel.errors.Refused'>",
    ]
    assert run_together(own_database, taking(make.verifier())) == [None]
    db.session.rollback()
    db.session.expire_all()
    assert db.session.get_one(Claim, claim_id).status is ClaimState.REJECTED

"""From an owner's call for help to the end of the engagement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.assistance import queries, services
from marketplace.assistance.seats import load_helper
from marketplace.assistance.states import RequestState
from marketplace.businesses import services as business_services
from marketplace.infra import outbox
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.notifications.models import Notice
from tests.assistance import factories as make
from tests.businesses.factories import business, fresh, person

pytestmark = pytest.mark.db


def accept(helper, request):
    with unit_of_work(actor=helper) as (session, actor):
        return services.accept_request(session, actor, request.id)


def test_a_helper_sees_the_requests_of_her_areas_only(session):
    _near, here = make.helper("35.77")
    _far, elsewhere = make.helper("53.11")
    made, owner = business()
    request = make.request(made, owner)
    views, total = queries.requests_near(session, here)
    assert ([view.code for view in views], total) == ([request.code], 1)
    assert queries.requests_near(session, elsewhere) == ([], 0)
    with pytest.raises(NotFound):
        queries.request_by_code(session, elsewhere, request.code)
    with pytest.raises(NotFound):
        accept(elsewhere, request)


def test_an_owner_has_one_request_at_a_time(session):
    made, owner = business()
    make.request(made, owner)
    with pytest.raises(Conflict):
        make.request(made, owner)


def test_a_taken_request_is_gone_for_others(session):
    _one, rina = make.helper()
    _two, other = make.helper()
    request = make.request(*business())
    accept(rina, request)
    with pytest.raises(Conflict):
        accept(other, request)
    with pytest.raises(NotFound):
        queries.request_by_code(session, other, request.code)
    assert queries.request_by_code(session, rina, request.code).state is RequestState.ACCEPTED


def test_capacity_is_kept(session):
    _profile, rina = make.helper(capacity=1)
    accept(rina, make.request(*business()))
    with pytest.raises(Refused, match="1 usaha"):
        accept(rina, make.request(*business(name="Toko Lain")))


def test_an_owner_does_not_take_her_own_request(session):
    account = person()
    made, owner = business(account)
    _profile, herself = make.helper(account=account)
    with pytest.raises(Refused):
        accept(herself, make.request(made, owner))


def test_the_engagement_starts_when_the_owner_grants_and_again_changes_nothing(session):
    _profile, rina = make.helper()
    made, owner = business()
    request = make.request(made, owner)
    engagement = accept(rina, request)
    with unit_of_work(actor=rina) as (session, actor):
        mandate = services.ask_mandate(
            session,
            actor,
            engagement.id,
            scopes=["profile.write"],
            ends_on=clock.today() + timedelta(days=90),
        )
    with unit_of_work(actor=owner) as (session, actor):
        business_services.grant_mandate(session, actor, words=mandate.words, agreed=True)
    outbox.drain()
    fresh(session, request)
    assert request.state is RequestState.ACTIVE
    with unit_of_work(actor=outbox.WORKER) as (session, actor):
        services.start_engagements(session, actor, business_id=made.id, helper_id=rina.user_id)
    assert queries.engagements(session, rina)[0].mandate.active


def test_only_the_helper_of_an_engagement_writes_in_it(session):
    _one, rina = make.helper()
    _two, other = make.helper()
    engagement = accept(rina, make.request(*business()))
    with pytest.raises(NotFound), unit_of_work(actor=other) as (session, actor):
        services.finish(session, actor, engagement.id, result="Selesai.")


def test_visits_are_planned_and_held_once(session):
    _profile, rina = make.helper()
    engagement = accept(rina, make.request(*business()))
    with unit_of_work(actor=rina) as (session, actor):
        visit = services.plan_visit(
            session, actor, engagement.id, at=clock.now() + timedelta(days=2), place="Rumah Bu Sari"
        )
    assert [view.code for view in queries.next_visits(session, rina)] == [visit.code]
    with unit_of_work(actor=rina) as (session, actor):
        services.hold_visit(session, actor, visit.id, note="Foto produk selesai.")
    assert queries.next_visits(session, rina) == []
    with pytest.raises(Conflict), unit_of_work(actor=rina) as (session, actor):
        services.hold_visit(session, actor, visit.id)


def test_giving_back_opens_the_request_again(session):
    _profile, rina = make.helper()
    request = make.request(*business())
    engagement = accept(rina, request)
    with unit_of_work(actor=rina) as (session, actor):
        services.give_back(session, actor, engagement.id, reason="Saya sakit.")
    fresh(session, request)
    assert request.state is RequestState.OPEN
    assert queries.engagements(session, rina) == []


def test_finishing_wants_a_result(session):
    _profile, rina = make.helper()
    request = make.request(*business())
    engagement = accept(rina, request)
    with pytest.raises(DomainError) as refused, unit_of_work(actor=rina) as (session, actor):
        services.finish(session, actor, engagement.id, result=" ")
    assert refused.value.field == "result"
    with unit_of_work(actor=rina) as (session, actor):
        services.finish(session, actor, engagement.id, result="Toko buka, dua produk tayang.")
    fresh(session, request)
    assert request.state is RequestState.DONE


def test_withdrawing_ends_the_engagement(session):
    _profile, rina = make.helper()
    made, owner = business()
    request = make.request(made, owner)
    accept(rina, request)
    with unit_of_work(actor=owner) as (session, actor):
        services.withdraw_request(session, actor, request.id)
    assert queries.engagements(session, rina) == []


def test_a_suspended_helper_has_no_seat(session):
    profile, rina = make.helper()
    assert load_helper(session, rina, True) is not None
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        session.get_one(type(profile), profile.id).suspended_at = clock.now()
    assert load_helper(session, rina, True) is None


def test_owners_admit_nobody(session):
    _made, owner = business()
    with pytest.raises(Forbidden), unit_of_work(actor=owner) as (session, actor):
        services.admit_helper(session, actor, user_id=owner.user_id, region_code="35.77")


def test_helpers_of_the_region_are_told_once_while_somebody_waits(session):
    _near, here = make.helper("35.77")
    _province, wide = make.helper("35")
    _far, elsewhere = make.helper("53.11")
    request = make.request(*business())
    outbox.drain()
    with unit_of_work(actor=outbox.WORKER) as (session, _actor):
        services.tell_helpers_near(session, request.id)
    told = select(Notice.user_id).where(Notice.kind == "help_request").order_by(Notice.user_id)
    assert list(session.scalars(told)) == [here.user_id, wide.user_id]
    assert elsewhere.user_id not in session.scalars(told).all()

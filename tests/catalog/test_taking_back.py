"""What was found true may be taken back, what waits for a curator too by its seller; by two where wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from marketplace.businesses.models import Business, ProposedChange
from marketplace.businesses.states import CHANGE, ChangeState
from marketplace.catalog import curation_queries, queries, revoking_queries, services
from marketplace.catalog.models import Claim, ClaimKind, Curation, Product
from marketplace.catalog.rules import POLICY
from marketplace.catalog.selling import fits_government
from marketplace.catalog.states import ClaimState, CurationState
from marketplace.infra import outbox
from marketplace.infra.audit import AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.notifications.models import Notice
from marketplace.search import live
from marketplace.search import queries as search
from marketplace.search.engine import READY, SearchRequest
from tests.businesses import factories as businesses
from tests.catalog import factories as make
from tests.search.conftest import index_folder

__all__ = ["index_folder"]
pytestmark = pytest.mark.db

WHY = "Nomornya milik produk lain."
OTHER = "Keripik tempe pedas"


@pytest.fixture
def curated(session):
    business, owner = make.shop()
    return make.for_government(business, owner), owner


@pytest.fixture
def _two_curators(monkeypatch):
    """A table in which curation takes two people."""
    rows = [replace(row, value=2) if row.key == "curation.people" else row for row in POLICY.rules]
    monkeypatch.setitem(POLICY.__dict__, "rules", tuple(rows))


def admin() -> Actor:
    return Actor(businesses.person().id, None, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1))


def take_back(product, code, *, by=None, reason=WHY) -> bool:
    with unit_of_work(actor=by or make.verifier()) as (session, actor):
        return services.take_back(session, actor, product.id, code=code, reason=reason)


def keep(product, code, *, by) -> None:
    with unit_of_work(actor=by) as (session, actor):
        services.keep(session, actor, product.id, code=code)


def claim_of(session, product, kind=ClaimKind.HALAL) -> Claim:
    query = select(Claim).where(Claim.product_id == product.id, Claim.kind == kind)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def curation_of(session, product) -> Curation:
    query = select(Curation).where(Curation.product_id == product.id)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def fits(session, product) -> bool:
    query = select(Product.id).where(Product.id == product.id, fits_government(clock.today()))
    return session.scalar(query) is not None


def told(session, owner) -> str:
    return " ".join(session.scalars(select(Notice.text).where(Notice.user_id == owner.user_id)))


# Taking back what is in force


@pytest.mark.parametrize("staff", [make.verifier, admin])
def test_a_claim_taken_back_is_gone_from_card_search_and_government_at_once(
    session, curated, index_folder, staff
):
    product, owner = curated
    live.rebuild()
    assert search.candidates(session, SearchRequest(claims=("halal",))).ids == (product.id,)
    assert take_back(product, claim_of(session, product).code, by=staff())
    session.expire_all()
    assert "Halal" not in [badge.text for badge in queries.cards(session, [product.id])[0].badges]
    assert not fits(session, product)
    while outbox.drain():
        pass
    for claim in ("halal", READY):
        assert search.candidates(session, SearchRequest(claims=(claim,))).ids == ()
    assert claim_of(session, product).status is ClaimState.REJECTED
    assert f"dicabut: {WHY}" in told(session, owner)
    assert "catalog.claim_revoke" in session.scalars(select(AuditEntry.action)).all()


def test_a_curation_taken_back_closes_government_and_is_asked_for_anew(session, curated):
    product, owner = curated
    assert take_back(product, curation_of(session, product).code)
    assert curation_of(session, product).state is CurationState.RETURNED
    session.refresh(product)
    assert not fits(session, product)
    assert queries.cards(session, [product.id])
    assert f"Lulus kurasi untuk {product.name} dicabut: {WHY}" in told(session, owner)
    make.approved(product, owner)
    session.refresh(product)
    assert fits(session, product)


def test_a_reason_is_needed_and_only_what_is_in_force_is_taken_back(session, curated):
    product, owner = curated
    code = claim_of(session, product).code
    with pytest.raises(DomainError) as caught:
        take_back(product, code, reason="  ")
    assert caught.value.field == "reason"
    take_back(product, code)
    with pytest.raises(Conflict):
        take_back(product, code)
    waiting = make.claimed(product, owner, ClaimKind.BRAND)
    with pytest.raises(Conflict):
        take_back(product, waiting.code)
    with pytest.raises(NotFound):
        take_back(make.live(*make.shop()), claim_of(session, product, ClaimKind.PIRT).code)


def test_nobody_of_the_platform_judges_a_shop_that_was_theirs(session, curated):
    product, owner = curated
    code = claim_of(session, product).code
    for own in (replace(admin(), user_id=owner.user_id), replace(make.verifier(), user_id=owner.user_id)):
        for act in (lambda by: take_back(product, code, by=by), lambda by: keep(product, code, by=by)):
            with pytest.raises(Refused, match="Anda pernah menjadi anggota"):
                act(own)


ROLES = {
    "owner": (lambda owner: owner, Forbidden),
    "stranger": (lambda owner: make.shop()[1], Forbidden),
    "shopper": (lambda owner: businesses.shopper(businesses.person()), Forbidden),
    "verifier of another region": (lambda owner: replace(make.verifier(), region_code="53"), NotFound),
    "verifier who owns it": (lambda owner: replace(make.verifier(), user_id=owner.user_id), Refused),
}


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_takes_anything_back(session, curated, role):
    product, owner = curated
    by, error = ROLES[role]
    for code in (claim_of(session, product).code, curation_of(session, product).code):
        with pytest.raises(error):
            take_back(product, code, by=by(owner))


def test_a_decision_is_no_way_around_the_second_person(session, curated):
    product, owner = curated
    tkdn = make.verified(product, owner, ClaimKind.TKDN)
    with pytest.raises(Conflict):
        make.decided(tkdn, accepted=False, reason=WHY)
    approved = curation_of(session, product)
    with pytest.raises(Conflict), unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_curation(inside, actor, approved.id, accepted=False, reason=WHY)


def test_where_two_people_found_it_true_two_take_it_back(session, curated):
    product, owner = curated
    tkdn, first = make.verified(product, owner, ClaimKind.TKDN), make.verifier()
    assert not take_back(product, tkdn.code, by=first)
    session.expire_all()
    assert tkdn.status is ClaimState.VERIFIED
    assert "tkdn" in [claim.kind for claim in queries.product_page(session, product.code).claims]
    with pytest.raises(Refused):
        take_back(product, tkdn.code, by=first)
    (row,), total = revoking_queries.doubts(session, make.verifier(), page=1)
    assert (row.code, row.by_me, total) == (tkdn.code, False, 1)
    assert revoking_queries.doubts(session, replace(make.verifier(), region_code="53"), page=1)[1] == 0
    assert take_back(product, tkdn.code, reason="")
    session.expire_all()
    assert (tkdn.status, tkdn.reason, tkdn.doubt) == (ClaimState.REJECTED, WHY, "")
    assert revoking_queries.doubts(session, make.verifier(), page=1) == ([], 0)


def test_a_doubt_may_be_dropped_by_whoever_had_it_and_by_the_second(session, curated):
    product, owner = curated
    tkdn, first = make.verified(product, owner, ClaimKind.TKDN), make.verifier()
    with pytest.raises(Conflict):
        keep(product, tkdn.code, by=first)
    for second in (first, make.verifier()):
        take_back(product, tkdn.code, by=first)
        keep(product, tkdn.code, by=second)
        session.expire_all()
        assert (tkdn.status, tkdn.doubted_by) == (ClaimState.VERIFIED, None)
    assert not take_back(product, tkdn.code, by=make.verifier())


@pytest.mark.usefixtures("_two_curators")
def test_two_take_a_curation_back_where_the_rule_wants_two(session):
    business, owner = make.shop()
    make.classes(business, owner, businesses.PROFILE["kbli"])
    product = make.live(business, owner)
    for kind in (ClaimKind.PIRT, ClaimKind.HALAL):
        make.verified(product, owner, kind)
    with unit_of_work(actor=owner) as (inside, actor):
        asked = services.submit_for_curation(inside, actor, product.id)
    for _ in range(2):
        with unit_of_work(actor=make.verifier()) as (inside, actor):
            services.decide_curation(inside, actor, asked.id, accepted=True)
    session.refresh(product)
    assert fits(session, product)
    assert not take_back(product, asked.code)
    session.refresh(product)
    assert fits(session, product)
    assert take_back(product, asked.code, reason="")
    session.refresh(product)
    assert not fits(session, product)


# Changes of a curated listing


def change(product, owner, **values) -> ProposedChange:
    with unit_of_work(actor=owner) as (session, actor):
        services.change_product(session, actor, product.id, values=values)
        query = select(ProposedChange).order_by(ProposedChange.id.desc()).limit(1)
        return session.scalars(query).one()


def withdraw(product, by) -> None:
    with unit_of_work(actor=by) as (session, actor):
        services.take_change_back(session, actor, product.id)


def agree(staged, by=None, *, accepted=True, reason="") -> None:
    with unit_of_work(actor=by or make.verifier()) as (session, actor):
        services.decide_change(session, actor, staged.id, accepted=accepted, reason=reason)


def test_the_seller_takes_back_what_waits_and_nothing_else_changes(session, curated):
    product, owner = curated
    staged, before = change(product, owner, name=OTHER), product.name
    withdraw(product, owner)
    session.expire_all()
    assert (staged.state, staged.decided_by) == (ChangeState.WITHDRAWN, owner.user_id)
    assert product.name == before
    assert curation_queries.staged_change(session, product) is None
    assert curation_queries.queue(session, make.verifier()) == ([], 0)
    assert "businesses.withdraw_change" in session.scalars(select(AuditEntry.action)).all()
    with pytest.raises(Conflict, match="tidak bisa ditarik"):
        withdraw(product, owner)
    with pytest.raises(Conflict):
        agree(staged)
    assert change(product, owner, name=OTHER).state is ChangeState.WAITING


def test_neither_a_stranger_nor_a_helper_nor_a_curator_takes_it_back(session, curated):
    product, owner = curated
    staged = change(product, owner, name=OTHER)
    business = session.get_one(Business, product.business_id)
    helper = make.catalogue_mandate(business, owner)[1]
    for by, error in ((make.shop()[1], NotFound), (helper, Forbidden), (make.verifier(), NotFound)):
        with pytest.raises(error):
            withdraw(product, by)
    session.expire_all()
    assert staged.state is ChangeState.WAITING


@pytest.mark.usefixtures("_two_curators")
def test_two_curators_agree_to_a_change_where_the_rule_wants_two(session, curated_by_two):
    product, owner = curated_by_two
    staged, first = change(product, owner, name=OTHER), make.verifier()
    agree(staged, first)
    session.expire_all()
    assert (staged.state, product.name != OTHER) == (ChangeState.CHECKED, True)
    with pytest.raises(Refused):
        agree(staged, first)
    assert curation_queries.queue(session, first) == ([], 0)
    second = make.verifier()
    (row,), _total = curation_queries.queue(session, second)
    assert row.second
    assert curation_queries.change_case(session, second, staged.code).first_by_other
    agree(staged, second)
    session.expire_all()
    assert (staged.state, product.name) == (ChangeState.CONFIRMED, OTHER)


@pytest.mark.usefixtures("_two_curators")
@pytest.mark.parametrize("answer", ["refuse", "withdraw", "replace"])
def test_after_the_first_yes_it_may_still_end_otherwise(session, curated_by_two, answer):
    product, owner = curated_by_two
    staged = change(product, owner, name=OTHER)
    agree(staged)
    if answer == "refuse":
        agree(staged, accepted=False, reason="Bukan camilan lagi.")
    elif answer == "withdraw":
        withdraw(product, owner)
    else:
        anew = change(product, owner, name="Keripik tempe asin")
        assert (anew.state, anew.checked_by) == (ChangeState.WAITING, None)
    session.expire_all()
    assert staged.state is CHANGE.after(ChangeState.CHECKED, answer)
    assert product.name != OTHER


@pytest.fixture
def curated_by_two(session, _two_curators):
    business, owner = make.shop()
    make.classes(business, owner, businesses.PROFILE["kbli"])
    product = make.live(business, owner)
    for kind in (ClaimKind.PIRT, ClaimKind.HALAL):
        make.verified(product, owner, kind)
    make.approved(product, owner)
    with unit_of_work(actor=make.verifier()) as (inside, actor):
        services.decide_curation(inside, actor, curation_of(inside, product).id, accepted=True)
    return product, owner


STEPS = {
    (ChangeState.WAITING, "confirm"): ChangeState.CONFIRMED,
    (ChangeState.WAITING, "refuse"): ChangeState.REFUSED,
    (ChangeState.WAITING, "replace"): ChangeState.REPLACED,
    (ChangeState.WAITING, "check"): ChangeState.CHECKED,
    (ChangeState.WAITING, "withdraw"): ChangeState.WITHDRAWN,
    (ChangeState.CHECKED, "confirm"): ChangeState.CONFIRMED,
    (ChangeState.CHECKED, "refuse"): ChangeState.REFUSED,
    (ChangeState.CHECKED, "replace"): ChangeState.REPLACED,
    (ChangeState.CHECKED, "withdraw"): ChangeState.WITHDRAWN,
}


@pytest.mark.parametrize("state", ChangeState)
@pytest.mark.parametrize("event", ["confirm", "refuse", "replace", "check", "withdraw"])
def test_a_change_moves_only_by_its_table(state, event):
    wanted = STEPS.get((state, event))
    if wanted is None:
        with pytest.raises(Conflict):
            CHANGE.after(state, event)
    else:
        assert CHANGE.after(state, event) is wanted

"""Who writes a profile, what is refused, and what a helper's values become."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.accounts.models import Consent
from marketplace.businesses import queries, services
from marketplace.businesses.models import Business, MemberRole, Size
from marketplace.businesses.states import ChangeState
from marketplace.infra.audit import AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from tests.businesses import factories as make

pytestmark = pytest.mark.db


def save(actor, business, **values):
    with unit_of_work(actor=actor) as (session, actor):
        return services.fill_profile(session, actor, business.id, values=values)


def test_whoever_registers_becomes_the_owner_and_consented(session):
    account = make.person()
    business, _owner = make.business(account)
    assert queries.businesses_of(session, account.id) == [(business, MemberRole.OWNER)]
    consent = session.get_one(Consent, business.consent_id)
    assert (consent.user_id, consent.purpose, consent.text_version) == (account.id, "business_data", "2026.1")


def test_a_helper_registers_nothing_for_somebody(session):
    with pytest.raises(Forbidden), unit_of_work(actor=make.helper(make.person())) as (session, actor):
        services.register_business(session, actor, name="X", legal_form="cv", region_code=make.VILLAGE)


def test_the_place_must_be_a_district_or_a_village(session):
    account = make.person()
    with pytest.raises(DomainError) as refused, unit_of_work(actor=make.shopper(account)) as (session, actor):
        services.register_business(session, actor, name="Toko", legal_form="cv", region_code="35.77")
    assert refused.value.field == "region_code"


def test_the_owner_writes_at_once_and_the_class_follows_from_the_sales(session):
    business, owner = make.business()
    make.fill(business, owner)
    make.fresh(session, business)
    assert (business.nib, business.size_class) == ("9120999014277", Size.MIKRO)
    assert queries.kbli_of(session, business.id) == [("2020", "10794")]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(2_000_000_000, Size.MIKRO), (2_000_000_001, Size.KECIL), (15_000_000_001, Size.MENENGAH)],
)
def test_size_classes_at_the_edges_of_pp_7_2021(session, amount, expected):
    business, owner = make.business()
    save(owner, business, size_basis="sales", size_amount=amount, size_year=2025)
    make.fresh(session, business)
    assert business.size_class is expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"nib": "123"}, "nib"),
        ({"npwp": "12"}, "npwp"),
        ({"kbli": [["2025", "1"]]}, "kbli.2025"),
        ({"postcode": "0123"}, "postcode"),
        ({"since_year": 2999}, "since_year"),
        ({"name": " "}, "name"),
        ({"size_basis": "sales", "size_amount": 50_000_000_001, "size_year": 2025}, "size_amount"),
    ],
)
def test_what_can_not_be_right_is_said_beside_its_field(session, values, field):
    business, owner = make.business()
    with pytest.raises(DomainError) as refused:
        save(owner, business, **values)
    assert refused.value.field == field


def test_a_nib_belongs_to_one_business(session):
    business, owner = make.business()
    make.fill(business, owner)
    other, other_owner = make.business(name="Toko Lain")
    with pytest.raises(DomainError) as refused:
        save(other_owner, other, nib="9120999014277")
    assert refused.value.field == "nib"


def test_a_stranger_learns_nothing(session):
    business, _owner = make.business()
    _other, stranger = make.business(name="Toko Lain")
    with pytest.raises(NotFound):
        save(stranger, business, story="Bukan usaha saya.")


def test_a_page_that_showed_an_older_profile_is_refused(session):
    business, owner = make.business()
    shown = business.profile_version
    save(owner, business, story="Cerita baru.")
    with pytest.raises(Conflict), unit_of_work(actor=owner) as (session, actor):
        services.fill_profile(session, actor, business.id, values={"story": "Lama."}, version=shown)


class TestByAHelper:
    def test_values_wait_and_nothing_changes(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        change = save(rina, business, nib="9120999014277", since_year=2014)
        make.fresh(session, business)
        assert (business.nib, business.since_year) == (None, None)
        assert change.state is ChangeState.WAITING
        assert [row["label"] for row in change.diff] == ["Berdiri sejak", "NIB"]

    def test_a_further_section_joins_the_proposal_that_waits(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        first = save(rina, business, nib="9120999014277")
        second = save(rina, business, since_year=2014)
        make.fresh(session, first)
        assert first.state is ChangeState.REPLACED
        assert second.arguments["values"] == {"nib": "9120999014277", "since_year": 2014}

    def test_the_owner_confirms_and_is_the_one_who_wrote(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        change = save(rina, business, nib="9120999014277")
        with unit_of_work(actor=owner) as (session, actor):
            services.confirm_change(session, actor, change.id)
        make.fresh(session, business)
        assert business.nib == "9120999014277"
        wrote = select(AuditEntry.actor_user_id).where(AuditEntry.action == "businesses.fill_profile")
        assert list(session.scalars(wrote)) == [owner.user_id]

    def test_a_proposal_is_refused_once_the_profile_moved(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        change = save(rina, business, nib="9120999014277")
        save(owner, business, story="Cerita saya sendiri.")
        with pytest.raises(Conflict), unit_of_work(actor=owner) as (session, actor):
            services.confirm_change(session, actor, change.id)
        make.fresh(session, business)
        assert business.nib is None

    def test_the_helper_can_not_confirm(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        change = save(rina, business, nib="9120999014277")
        with pytest.raises(Forbidden), unit_of_work(actor=rina) as (session, actor):
            services.confirm_change(session, actor, change.id)

    def test_a_refused_proposal_changes_nothing_and_stays_refused(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        change = save(rina, business, nib="9120999014277")
        with unit_of_work(actor=owner) as (session, actor):
            services.refuse_change(session, actor, change.id, reason="Angkanya keliru.")
        with pytest.raises(Conflict), unit_of_work(actor=owner) as (session, actor):
            services.confirm_change(session, actor, change.id)
        assert session.get_one(Business, business.id).nib is None

    def test_a_mandate_without_the_scope_does_not_reach_the_profile(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner, scopes=("stock.write",)))
        with pytest.raises(Forbidden):
            save(rina, business, since_year=2014)

    def test_nothing_written_is_no_proposal(self, session):
        business, owner = make.business()
        rina = make.acting(make.mandate(business, owner))
        with pytest.raises(DomainError, match="sama"):
            save(rina, business, name="Keripik Tempe Bu Sari")

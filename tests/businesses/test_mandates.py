"""Mandates: only the owner consents, in her own session; ended ones give nothing, in the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts.models import Consent
from marketplace.businesses import policies, queries, services
from marketplace.businesses.seats import load_business
from marketplace.businesses.states import MandateState
from marketplace.businesses.texts import day_words, words_of
from marketplace.infra.audit import AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from tests.businesses import factories as make

pytestmark = pytest.mark.db


def ask(business, helper, *, days=30, scopes=("profile.write",)):
    ends_on = clock.today() + timedelta(days=days)
    with unit_of_work(actor=helper) as (session, actor):
        return services.request_mandate(
            session, actor, business_id=business.id, scopes=scopes, ends_on=ends_on
        )


def grant(owner, **how):
    with unit_of_work(actor=owner) as (session, actor):
        return services.grant_mandate(session, actor, agreed=True, **how)


def test_a_request_gives_no_right(session):
    business, _owner = make.business()
    mandate = ask(business, make.helper(make.person("Rina")))
    assert load_business(session, make.acting(mandate), False) is None


def test_six_words_or_the_code_find_the_request(session):
    business, owner = make.business()
    rina = make.helper(make.person("Rina"))
    mandate = ask(business, rina)
    typed = mandate.words.upper().replace(" ", ",  ")
    assert grant(owner, words=typed).state is MandateState.ACTIVE
    again = ask(business, rina)
    assert grant(owner, code=again.code).state is MandateState.ACTIVE


def test_the_words_of_one_business_open_nothing_at_another(session):
    business, _owner = make.business()
    mandate = ask(business, make.helper(make.person("Rina")))
    _other, other_owner = make.business(name="Toko Lain")
    with pytest.raises(DomainError) as refused:
        grant(other_owner, words=mandate.words)
    assert refused.value.field == "words"
    with pytest.raises(NotFound):
        grant(other_owner, code=mandate.code)


def test_six_words_are_six_and_the_same_each_time():
    assert words_of("7H2K9M4QRT") == words_of("7H2K9M4QRT")
    assert len(words_of("7H2K9M4QRT").split()) == 6


def test_consent_is_kept_word_by_word_with_its_version(session):
    business, owner = make.business()
    mandate = make.mandate(business, owner, to=make.person("Rina Wulandari"))
    consent = session.get_one(Consent, mandate.consent_id)
    assert (consent.user_id, consent.purpose, consent.text_version) == (owner.user_id, "mandate", "2026.1")
    assert "Rina Wulandari" in consent.text
    assert "mengisi profil usaha" in consent.text
    assert day_words(mandate.ends_on) in consent.text


def test_without_the_tick_nothing_is_granted(session):
    business, owner = make.business()
    mandate = ask(business, make.helper(make.person("Rina")))
    with pytest.raises(DomainError) as refused, unit_of_work(actor=owner) as (session, actor):
        services.grant_mandate(session, actor, code=mandate.code, agreed=False)
    assert refused.value.field == "agreed"


@pytest.mark.parametrize(
    ("days", "scopes", "field"),
    [
        (91, ("profile.write",), "ends_on"),
        (-1, ("profile.write",), "ends_on"),
        (30, (), "scopes"),
        (30, ("bank.read",), "scopes"),
        (30, ("price.publish",), "scopes"),
    ],
)
def test_terms_that_no_mandate_has(session, days, scopes, field):
    business, _owner = make.business()
    with pytest.raises(DomainError) as refused:
        ask(business, make.helper(make.person("Rina")), days=days, scopes=scopes)
    assert refused.value.field == field


def test_the_helper_can_not_consent_for_the_owner(session):
    business, _owner = make.business()
    rina = make.helper(make.person("Rina"))
    mandate = ask(business, rina)
    with pytest.raises(Forbidden):
        grant(rina, code=mandate.code)


def test_an_owner_is_not_her_own_helper(session):
    account = make.person()
    business, _owner = make.business(account)
    with pytest.raises(Refused):
        ask(business, make.helper(account))


def test_a_request_older_than_a_week_is_asked_again(session):
    business, owner = make.business()
    mandate = ask(business, make.helper(make.person("Rina")))
    with clock.frozen(clock.now() + timedelta(days=8)), pytest.raises(Refused):
        grant(owner, code=mandate.code)


def test_at_most_three_helpers_at_a_time(session):
    business, owner = make.business()
    for _ in range(3):
        make.mandate(business, owner)
    with pytest.raises(Refused, match="3 pendamping"):
        make.mandate(business, owner)


def test_a_new_mandate_takes_the_place_of_the_old(session):
    business, owner = make.business()
    rina = make.person("Rina")
    first = make.mandate(business, owner, to=rina)
    second = make.mandate(business, owner, to=rina, scopes=("catalog.write",))
    make.fresh(session, first)
    assert first.state is MandateState.REVOKED
    assert [view.id for view in queries.mandates_of_helper(session, rina.id, active=True)] == [second.id]


class TestTheRightOfAHelper:
    def test_is_read_with_its_scopes(self, session):
        business, owner = make.business()
        mandate = make.mandate(business, owner, scopes=("profile.write", "catalog.write"))
        actor = load_business(session, make.acting(mandate), True)
        assert actor is not None
        assert policies.may_act_for(actor, business.id, "catalog.write")
        assert not policies.may_act_for(actor, business.id, "stock.write")
        assert not policies.may_own(actor, business.id)

    def test_ends_with_its_last_day(self, session):
        business, owner = make.business()
        mandate = make.mandate(business, owner)
        with clock.frozen(clock.now() + timedelta(days=30)):
            assert load_business(session, make.acting(mandate), False) is not None
        with clock.frozen(clock.now() + timedelta(days=31)):
            assert load_business(session, make.acting(mandate), False) is None

    def test_ends_in_the_moment_of_revocation(self, session):
        business, owner = make.business()
        mandate = make.mandate(business, owner)
        with unit_of_work(actor=owner) as (session, actor):
            services.revoke_mandate(session, actor, mandate.id, reason="Sudah bisa sendiri.")
        session.expire_all()
        assert load_business(session, make.acting(mandate), True) is None
        with pytest.raises(Conflict), unit_of_work(actor=owner) as (session, actor):
            services.revoke_mandate(session, actor, mandate.id)

    def test_is_of_that_helper_alone(self, session):
        business, owner = make.business()
        mandate = make.mandate(business, owner)
        mandate.helper_id = make.person("Orang lain").id
        actor = make.acting(mandate)
        session.expire(mandate)
        assert load_business(session, actor, False) is None


def test_only_the_owner_revokes_and_only_the_helper_gives_up(session):
    business, owner = make.business()
    mandate = make.mandate(business, owner)
    with pytest.raises(Forbidden), unit_of_work(actor=make.acting(mandate)) as (session, actor):
        services.revoke_mandate(session, actor, mandate.id)
    with pytest.raises(NotFound), unit_of_work(actor=owner) as (session, actor):
        services.give_up_mandate(session, actor, mandate.id)


def test_acts_under_a_mandate_name_it_in_the_chain_of_the_business(session):
    business, owner = make.business()
    mandate = make.mandate(business, owner)
    with unit_of_work(actor=make.acting(mandate)) as (session, actor):
        services.fill_profile(session, actor, business.id, values={"since_year": 2014})
    entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "businesses.propose"))
    assert (entry.chain_kind, entry.chain_id) == ("business", business.id)
    assert (entry.mandate_id, entry.on_behalf_of) == (mandate.id, business.id)

"""Every event of claims, curation and imports, in every state, by everybody: what goes through, no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from marketplace.catalog import services
from marketplace.catalog.import_models import ImportRun
from marketplace.catalog.models import Claim, ClaimKind, Curation
from marketplace.catalog.services import importing
from marketplace.catalog.states import CLAIM, CURATION, IMPORT, ClaimState, CurationState, ImportState
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from tests.businesses import factories as people
from tests.catalog import factories as make
from tests.catalog import tables
from tests.machines import tried

pytestmark = pytest.mark.db


@pytest.fixture
def shop(database):
    return make.shop()


@pytest.fixture
def everybody(shop):
    """Who could try something; the helper may write the catalogue, the near verifier once helped."""
    business, owner = shop
    mandate, helper = make.catalogue_mandate(business, owner)
    return {
        "owner": owner,
        "helper": helper,
        "near verifier": replace(make.verifier(), user_id=mandate.helper_id),
        "verifier": make.verifier(),
        "verifier elsewhere": replace(make.verifier(), region_code="53"),
        "administrator": Actor(people.person("Yusuf").id, None, Role.ADMIN, PartyRef(PartyKind.PLATFORM, 1)),
        "another owner": make.shop()[1],
        "shopper": people.shopper(people.person()),
        "visitor": Actor.visitor(),
    }


def test_a_claim_that_one_person_decides(shop, everybody):
    claim = make.claimed(make.live(*shop), shop[1], ClaimKind.HALAL)

    def act(who, event):
        if event == "submit":
            with unit_of_work(actor=who) as (session, actor):
                paper = make.certificate(ClaimKind.HALAL)
                services.claim(session, actor, claim.product_id, kind=ClaimKind.HALAL, paper=paper)
        else:
            make.decided(claim, accepted=event == "verify", by=who, reason="Nomornya milik usaha lain.")

    at = ClaimState
    sent_again = {"owner": at.SUBMITTED}  # the listing is live: a helper changes drafts only
    assert tried(claim, ("submit", "verify", "reject"), everybody, act, column="status") == {
        (at.SUBMITTED, "submit"): sent_again,
        (at.SUBMITTED, "verify"): {"verifier": at.VERIFIED},
        (at.SUBMITTED, "reject"): {"verifier": at.REJECTED},
        (at.CHECKED, "submit"): sent_again,
        (at.CHECKED, "verify"): {"verifier": at.VERIFIED},
        (at.CHECKED, "reject"): {"verifier": at.REJECTED},
        (at.REJECTED, "submit"): sent_again,
        (at.VERIFIED, "submit"): {"owner": at.VERIFIED},  # a new claim beside it, as the last test shows
        (at.REPLACED, "submit"): {"owner": at.REPLACED},
    }


def test_a_listing_in_curation(shop, everybody):
    product = make.for_government(*shop)
    with unit_of_work(actor=shop[1]) as (session, _actor):
        curation = session.scalars(select(Curation).where(Curation.product_id == product.id)).one()

    def act(who, event):
        with unit_of_work(actor=who) as (session, actor):
            if event == "submit":
                services.submit_for_curation(session, actor, product.id)
            else:
                services.decide_curation(
                    session, actor, curation.id, accepted=event == "approve", reason="Foto tidak jelas."
                )

    at = CurationState
    found = tried(curation, ("submit", "approve", "return"), everybody, act)
    assert found == {
        (at.SUBMITTED, "approve"): {"verifier": at.APPROVED},
        (at.SUBMITTED, "return"): {"verifier": at.RETURNED},
        (at.IN_CURATION, "approve"): {"verifier": at.APPROVED},
        (at.IN_CURATION, "return"): {"verifier": at.RETURNED},
        (at.RETURNED, "submit"): {"owner": at.SUBMITTED},
    }
    # Where the rule wants two people, the first begins; taking back: test_taking_back.
    taking_back = {(at.APPROVED, event) for event in ("doubt", "keep", "revoke")}
    assert CURATION.table.keys() == found.keys() | taking_back | {(at.SUBMITTED, "begin")}


def test_an_import_begins_once_and_by_who_may_draft(shop, everybody, as_actor):
    business, owner = shop
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
    tables.send(browser, {"name": "Kopi"})
    with unit_of_work(actor=owner) as (session, _actor):
        run = session.scalars(select(ImportRun)).one()

    def act(who, _event):
        with unit_of_work(actor=who) as (session, actor):
            importing.begin_import(session, actor, run.code, publish=False)

    at = ImportState
    began = {"owner": at.RUNNING, "helper": at.RUNNING}
    assert tried(run, ("begin",), everybody, act) == {(at.CHECKED, "begin"): began}
    assert IMPORT.table.keys() == {  # the worker's own steps: test_exchange
        (at.CHECKED, "begin"),
        (at.RUNNING, "finish"),
        (at.RUNNING, "stop"),
    }


def test_a_verified_claim_is_sent_again_as_a_new_one_beside_it(shop):
    """So that `submit` moves no verified claim: the newer one replaces it once it is found true."""
    product, owner = make.live(*shop), shop[1]
    old = make.verified(product, owner)
    new = make.claimed(product, owner, number="ID35110009999990926")
    assert (old.id != new.id, old.status) == (True, ClaimState.VERIFIED)
    make.decided(new)
    with unit_of_work(actor=owner) as (session, _actor):
        assert session.get_one(Claim, old.id).status is ClaimState.REPLACED
    assert (ClaimState.VERIFIED, "replace") in CLAIM.table

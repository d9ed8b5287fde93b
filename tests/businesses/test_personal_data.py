"""What a person gets of their own data, and what erasing removes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses import personal, services
from marketplace.businesses.models import BankAccount
from marketplace.infra import personal_data
from marketplace.infra.uow import unit_of_work
from tests.assistance import factories as help_factories
from tests.businesses import factories as make
from tests.businesses import team_steps

pytestmark = pytest.mark.db


def test_every_marked_column_of_these_rooms_is_kept(app):
    kept = personal_data.keepers()
    marked = {column.table.name for column in personal_data.marked_columns()}
    assert {"business", "bank_account", "proposed_change", "evidence"} & marked <= kept["businesses"].tables
    assert {"helper_profile", "help_request", "visit"} & marked <= kept["assistance"].tables


def test_an_owner_gets_her_numbers_and_erasing_removes_them(session):
    business, owner = make.business()
    make.fill(business, owner)
    with unit_of_work(actor=owner) as (session, actor):
        services.set_bank_account(
            session, actor, business.id, bank="Bank Jatim", number="0099990012345", holder="Sari Handayani"
        )
    exported = personal.export(session, owner.user_id)
    assert exported["usaha"][0]["nib"] == "9120999014277"
    assert exported["usaha"][0]["rekening"][0]["nomor"] == "0099990012345"

    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        personal.erase(session, owner.user_id)
    make.fresh(session, business)
    assert (business.nib, business.npwp, business.nib_index) == (None, None, None)
    assert session.scalar(select(BankAccount.number)) == personal.ERASED


def test_another_persons_business_is_neither_given_nor_erased(session):
    business, owner = make.business()
    make.fill(business, owner)
    other = make.person()
    assert personal.export(session, other.id)["usaha"] == []
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        personal.erase(session, other.id)
    make.fresh(session, business)
    assert business.nib == "9120999014277"


def test_an_owners_words_to_helpers_are_hers(session):
    business, owner = make.business()
    request = help_factories.request(business, owner)
    keeper = personal_data.keepers()["assistance"]
    assert keeper.export(session, owner.user_id)["permintaan"][0]["isi"].startswith("Saya punya HP")
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        keeper.erase(session, owner.user_id)
    make.fresh(session, request)
    assert request.text == ""


def test_a_number_that_was_invited_is_forgotten_with_the_person(session):
    business, owner = make.business()
    budi = make.person("Budi")
    invitation = team_steps.invite(business, owner, budi.phone)
    other = team_steps.invite(business, owner)
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        personal.erase(session, budi.id)
    make.fresh(session, invitation)
    assert (invitation.phone, invitation.phone_index) == ("", "")
    make.fresh(session, other)
    assert other.phone


def test_staff_get_their_permissions(session):
    business, owner = make.business()
    budi, _actor = team_steps.staff(business, owner, "stock")
    assert personal.export(session, budi.id)["usaha"][0]["izin"] == ["stock"]

"""Accounts: one per phone and e-mail, found however the number is written, never stored readable."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from marketplace.accounts import queries, services
from marketplace.accounts.models import Account
from marketplace.infra import personal_data
from marketplace.infra.audit import AuditEntry
from marketplace.kernel.actor import Actor, PartyKind, Role
from marketplace.kernel.errors import DomainError, Forbidden
from tests.accounts.factories import PASSWORD, SYSTEM, make_account

pytestmark = pytest.mark.db


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "62812 34567890", "0812.3456.7890"])
def test_a_phone_number_is_found_however_it_is_written(session, typed):
    account = make_account(phone="081234567890", email=None)
    assert queries.account_by_phone(session, typed).id == account.id


def test_an_email_address_is_found_in_any_case(session):
    account = make_account(email="Sari@Contoh.ID")
    assert queries.account_by_contact(session, " sari@contoh.id ").id == account.id


def test_phone_and_email_are_not_readable_in_the_database(session):
    account = make_account(phone="0812-3456-7890", email="sari@contoh.id")
    row = session.execute(
        text("SELECT phone, email, phone_index, email_index FROM account WHERE id = :id"), {"id": account.id}
    ).one()
    stored = b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in map(_plain, row))
    assert b"3456" not in stored
    assert b"sari" not in stored


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.parametrize(("field", "value"), [("phone", "0812-3456-7890"), ("email", "sari@contoh.id")])
def test_an_address_has_one_account(session, uow, field, value):
    make_account(**{field: value})
    with pytest.raises(DomainError, match="sudah punya akun") as refusal, uow() as (inside, actor):
        services.create_account(inside, actor, name="Lain", password=PASSWORD, **{field: value})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "​​"}, "name"),
        ({"phone": None, "email": None}, "phone"),
        ({"phone": "0812"}, "phone"),
        ({"phone": "(021) 5550100"}, "phone"),
        ({"email": "tanpa-at"}, "email"),
        ({"email": "a@b"}, "email"),
        ({"password": "pendek"}, "password"),
        ({"honorific": "Yang Mulia"}, "honorific"),
    ],
)
def test_bad_data_is_refused_beside_its_field(session, uow, values, field):
    good = {"name": "Sari", "email": "sari@contoh.id", "password": PASSWORD}
    with pytest.raises(DomainError) as refusal, uow() as (inside, actor):
        services.create_account(inside, actor, **(good | values))
    assert refusal.value.field == field


def test_one_name_is_enough(session):
    assert queries.name_of(session, make_account(name="Sukarno").id) == "Sukarno"


def test_a_signed_in_person_makes_no_second_account(session, uow):
    shopper = Actor(user_id=1, session_id=1, role=Role.SHOPPER)
    with pytest.raises(Forbidden), uow(shopper) as (inside, actor):
        services.create_account(inside, actor, name="Dua", email="dua@contoh.id", password=PASSWORD)


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DINAS, Role.OWNER, Role.SHOPPER])
def test_only_admins_and_the_program_grant_roles(session, uow, role):
    account = make_account()
    with pytest.raises(Forbidden), uow(Actor(user_id=9, session_id=1, role=role)) as (inside, actor):
        services.grant_platform_role(inside, actor, user_id=account.id, role=Role.VERIFIER)


def test_the_platform_gives_no_roles_of_businesses_and_agencies(session, uow):
    account = make_account()
    with pytest.raises(DomainError), uow() as (inside, actor):
        services.grant_platform_role(inside, actor, user_id=account.id, role=Role.PPK)


def test_a_dinas_officer_has_a_region(session, uow):
    account = make_account()
    with pytest.raises(DomainError, match="daerah"), uow() as (inside, actor):
        services.grant_platform_role(inside, actor, user_id=account.id, role=Role.DINAS)


def test_a_role_granted_again_is_one_role_with_the_new_region(session, uow):
    account = make_account()
    for region in ("35.77", "35.19"):
        with uow() as (inside, actor):
            services.grant_platform_role(
                inside, actor, user_id=account.id, role=Role.DINAS, region_code=region
            )
    assert [held.region_code for held in queries.platform_roles(session, account.id)] == ["35.19"]


def test_an_ended_role_is_gone(session, uow):
    account = make_account()
    with uow() as (inside, actor):
        services.grant_platform_role(inside, actor, user_id=account.id, role=Role.VERIFIER)
    with uow() as (inside, actor):
        services.end_platform_role(inside, actor, user_id=account.id, role=Role.VERIFIER)
    assert list(queries.platform_roles(session, account.id)) == []


def test_a_consent_keeps_the_words_and_is_audited_for_the_person(session, uow):
    account = make_account()
    with uow(Actor(user_id=account.id, session_id=None, role=Role.SHOPPER)) as (inside, actor):
        services.record_consent(
            inside, actor, purpose="mandat", text_version="2026-1", text="Saya setuju.", channel="qr"
        )
    (consent,) = queries.consents(session, Actor(user_id=account.id, session_id=None, role=Role.SHOPPER))
    assert (consent.text, consent.text_version, consent.channel) == ("Saya setuju.", "2026-1", "qr")
    entry = session.query(AuditEntry).filter_by(action="accounts.consent").one()
    assert (entry.chain_kind, entry.chain_id) == (PartyKind.PERSON.value, account.id)
    assert "Saya setuju" not in str(entry.data)


def test_consent_needs_a_person(session, uow):
    with pytest.raises(Forbidden), uow(SYSTEM) as (inside, actor):
        services.record_consent(inside, actor, purpose="x", text_version="1", text="x", channel="web")


def test_erasing_closes_the_account_and_frees_its_addresses(session, uow):
    account = make_account(phone="0812-3456-7890", email="sari@contoh.id")
    with uow() as (inside, _actor):
        personal_data.keepers()["accounts"].erase(inside, account.id)
    session.expire_all()
    gone = session.get(Account, account.id)
    assert (gone.name, gone.phone, gone.email) == ("Akun ditutup", None, None)
    assert queries.name_of(session, account.id) is None
    assert make_account(phone="0812-3456-7890", email="sari@contoh.id").id != account.id

"""Forgotten passwords: by a code that was sent or by the printed card; nobody learns who has an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.accounts.models import Account, RecoveryCode, RecoveryRequest
from marketplace.infra import messages
from marketplace.infra.messages import Message
from marketplace.kernel import clock
from tests.accounts.factories import PASSWORD, make_account, one_time_code, sign_in

pytestmark = pytest.mark.db

NEW = "sampan hijau di muara"


def ask(client, contact):
    """Ask for a code; gives the address of the page that takes it."""
    return client.submit("/lupa-sandi", {"contact": contact}).location


def digits_of(session):
    body = session.scalar(select(Message.body).order_by(Message.id.desc()).limit(1))
    return re.search(r"\b\d{6}\b", body)[0]


def test_the_code_from_the_mail_sets_a_new_password(client, session):
    make_account(email="sari@contoh.id")
    page = ask(client, "sari@contoh.id")
    answer = client.submit(page, {"digits": digits_of(session), "password": NEW})
    assert answer.location == "/masuk"
    assert sign_in(client, "sari@contoh.id", NEW).status_code == 303
    assert session.scalar(select(Account.email_checked_at)) is not None


def test_the_old_password_is_worthless_afterwards(client, session):
    make_account(email="sari@contoh.id")
    client.submit(ask(client, "sari@contoh.id"), {"digits": digits_of(session), "password": NEW})
    assert sign_in(client, "sari@contoh.id", PASSWORD).status_code == 422


def test_a_new_password_ends_every_session_of_the_person(client, as_actor, session):
    account = make_account(email="sari@contoh.id")
    elsewhere = as_actor(account.id)
    client.submit(ask(client, "sari@contoh.id"), {"digits": digits_of(session), "password": NEW})
    assert elsewhere.get("/akun").status_code == 303


def test_known_and_unknown_addresses_get_the_same_pages(client, session):
    make_account(email="ada@contoh.id")
    pages = []
    for contact in ("ada@contoh.id", "tak@contoh.id"):
        address = ask(client, contact)
        text = client.get(address).get_data(as_text=True)
        pages.append(re.sub(r'name="_csrf" value="[^"]*"', "", text).replace(address, ""))
    assert pages[0] == pages[1]
    assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_a_code_is_good_for_fifteen_minutes(client, session):
    make_account(email="sari@contoh.id")
    now = clock.now()
    with clock.frozen(now):
        page = ask(client, "sari@contoh.id")
    with clock.frozen(now + timedelta(minutes=15)):
        answer = client.submit(page, {"digits": digits_of(session), "password": NEW})
    assert answer.status_code == 422


def test_a_code_is_good_once(client, session):
    make_account(email="sari@contoh.id")
    page, digits = ask(client, "sari@contoh.id"), digits_of(session)
    client.submit(page, {"digits": digits, "password": NEW})
    assert client.submit(page, {"digits": digits, "password": "rakit biru di hulu"}).status_code == 422
    assert sign_in(client, "sari@contoh.id", NEW).status_code == 303


def test_after_five_wrong_tries_even_the_right_code_is_refused(client, session):
    make_account(email="sari@contoh.id")
    page, digits = ask(client, "sari@contoh.id"), digits_of(session)
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    for _ in range(5):
        assert client.submit(page, {"digits": wrong, "password": NEW}).status_code == 422
    assert session.scalar(select(RecoveryRequest.attempts)) == 5
    assert client.submit(page, {"digits": digits, "password": NEW}).status_code == 422


def test_a_weak_new_password_costs_no_try(client, session):
    make_account(email="sari@contoh.id")
    page = ask(client, "sari@contoh.id")
    assert client.submit(page, {"digits": "000000", "password": "pendek"}).status_code == 422
    assert session.scalar(select(RecoveryRequest.attempts)) == 0


def test_an_address_asks_three_times_an_hour(client):
    with clock.frozen(clock.now().replace(minute=10)):
        answers = [client.submit("/lupa-sandi", {"contact": "tak@contoh.id"}).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]


def test_without_a_phone_gateway_no_page_claims_that_a_code_was_sent(client, session):
    make_account(phone="0812-3456-7890")
    answer = client.submit("/lupa-sandi", {"contact": "0812-3456-7890"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "belum bisa mengirim kode ke nomor HP" in page
    assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_with_a_phone_gateway_the_code_goes_to_the_phone(client, session, settings):
    make_account(phone="0812-3456-7890")
    files = messages.gateway_for(settings.mail_url, settings.data_dir)
    messages.use_gateways(files, messages.HttpGateway("https://key:secret@sms.example/send"))
    try:
        page = ask(client, "0812-3456-7890")
        client.submit(page, {"digits": digits_of(session), "password": NEW})
    finally:
        messages.use_gateways(files, files)
    assert sign_in(client, "0812-3456-7890", NEW).status_code == 303


def card_of(as_actor, account):
    page = as_actor(account.id).submit("/akun/keamanan/kartu", {}).get_data(as_text=True)
    return re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page)


def use_card(client, code, contact="sari@contoh.id", password=NEW):
    return client.submit("/lupa-sandi/kartu", {"contact": contact, "code": code, "password": password})


def test_a_card_has_eight_codes_kept_only_as_hashes(as_actor, session):
    codes = card_of(as_actor, make_account())
    assert len(set(codes)) == 8
    stored = set(session.scalars(select(RecoveryCode.secret_hash)))
    assert len(stored) == 8
    assert not stored & {code.replace("-", "") for code in codes}


def test_a_card_code_sets_a_new_password_once(client, as_actor):
    code = card_of(as_actor, make_account(email="sari@contoh.id"))[0]
    assert use_card(client, code.lower().replace("-", " ")).location == "/masuk"
    assert sign_in(client, "sari@contoh.id", NEW).status_code == 303
    client.submit("/keluar", {}, page="/akun")
    assert use_card(client, code, password="rakit biru di hulu").status_code == 422


def test_a_new_card_ends_the_old_one(client, as_actor):
    account = make_account(email="sari@contoh.id")
    old = card_of(as_actor, account)[0]
    new = card_of(as_actor, account)[0]
    assert use_card(client, old).status_code == 422
    assert use_card(client, new).status_code == 303


def test_a_card_is_worthless_for_another_account(client, as_actor):
    make_account(email="lain@contoh.id")
    code = card_of(as_actor, make_account(email="sari@contoh.id"))[0]
    assert use_card(client, code, contact="lain@contoh.id").status_code == 422


def test_a_refused_password_does_not_use_the_card_up(client, as_actor):
    code = card_of(as_actor, make_account(name="Handayani", email="sari@contoh.id"))[0]
    assert use_card(client, code, password="handayani12").status_code == 422
    assert use_card(client, code).status_code == 303


def test_a_card_code_stands_in_for_the_authenticator(client, as_actor):
    account = make_account(email="sari@contoh.id", authenticator=True)
    code = card_of(as_actor, account)[0]
    sign_in(client, "sari@contoh.id")
    assert client.submit("/masuk/kode", {"card": code}).status_code == 303
    assert client.get("/akun").status_code == 200


def test_codes_of_a_card_can_be_read_once_only(as_actor):
    client = as_actor(make_account().id)
    page = client.get("/akun/keamanan/kartu").get_data(as_text=True)
    hidden = dict(re.findall(r'name="(_\w+)" value="([^"]*)"', page))
    first = client.post("/akun/keamanan/kartu", data=hidden)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-store"
    assert client.post("/akun/keamanan/kartu", data=hidden).status_code == 303


def test_making_a_card_wants_a_step_up(as_actor):
    client = as_actor(make_account(authenticator=True).id, stepped_up=False)
    assert client.submit("/akun/keamanan/kartu", {}).location.startswith("/akun/konfirmasi")
    client.submit("/akun/konfirmasi", {"code": one_time_code()})
    assert client.submit("/akun/keamanan/kartu", {}).status_code == 200

"""From *Mulai jualan* to an account by phone: nothing typed is lost, nothing is claimed untruly."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.accounts import phone_proof, policies
from marketplace.accounts.models import Account, PhoneProof
from marketplace.accounts.phone_proof import MAX_ATTEMPTS
from marketplace.infra.messages import Message
from marketplace.infra.uow import unit_of_work
from tests.accounts.factories import PASSWORD, SYSTEM, make_account, sign_in

pytestmark = pytest.mark.db

FIRST, CODE = "/daftar/penjual", "/daftar/penjual/kode"
NUMBER = "0812-3456-7890"


def text_of(answer):
    return answer.get_data(as_text=True)


def begin(client, **fields):
    return client.submit(FIRST, {"phone": NUMBER, "password": PASSWORD} | fields)


def digits_of(session):
    body = session.scalar(select(Message.body).order_by(Message.id.desc()).limit(1))
    return re.search(r"\b\d{6}\b", body)[0]


def messages_sent(session):
    return session.scalar(select(func.count(Message.id)))


def make_older(by):
    """As if the code had been sent so much earlier: these codes live by real time, which no test moves."""
    with unit_of_work(actor=SYSTEM) as (session, _actor):
        proof = session.scalar(select(PhoneProof))
        proof.sent_at, proof.expires_at = proof.sent_at - by, proof.expires_at - by


def test_number_password_and_code_make_an_account_and_lead_to_the_shop(client, session):
    assert begin(client).location == CODE
    answer = client.submit(CODE, {"digits": digits_of(session)})
    assert answer.location == "/penjual/mulai/toko"
    account = session.scalar(select(Account))
    assert account.phone == "+6281234567890"
    assert account.phone_checked_at is not None
    assert client.get("/akun").status_code == 200
    assert session.scalar(select(PhoneProof.id)) is None
    client.submit("/keluar", {}, page="/akun")
    assert sign_in(client, "+62 812 3456 7890").status_code == 303


@pytest.mark.parametrize("number", ["081234567890", "6281234567890", "+62 812-3456-7890"])
def test_every_usual_spelling_of_a_number_is_taken(client, session, number):
    assert begin(client, phone=number).location == CODE


def test_a_good_password_is_kept_while_the_number_is_put_right(client, session):
    wrong = begin(client, phone="0812")
    assert wrong.status_code == 422
    assert 'value="0812"' in text_of(wrong)
    assert PASSWORD not in text_of(wrong)
    assert "Sudah kami simpan" in text_of(wrong)
    assert begin(client, password="").location == CODE
    client.submit(CODE, {"digits": digits_of(session)})
    client.submit("/keluar", {}, page="/akun")
    assert sign_in(client, NUMBER).status_code == 303


def test_both_mistakes_of_the_first_screen_are_named_at_once(client, session):
    answer = text_of(begin(client, phone="0812", password="pendek"))
    assert answer.count("field--error") == 2
    assert session.scalar(select(PhoneProof.id)) is None


def test_going_back_finds_the_number_and_sends_no_second_code(client, session):
    begin(client)
    page = text_of(client.get(FIRST))
    assert f'value="{NUMBER}"' in page
    assert "Sudah kami simpan" in page
    assert begin(client, password="").location == CODE
    assert messages_sent(session) == 1


def test_another_number_gets_a_code_of_its_own_and_the_first_is_worthless(client, session):
    begin(client)
    first = digits_of(session)
    begin(client, phone="0813-1111-2222", password="")
    assert messages_sent(session) == 2
    if digits_of(session) != first:
        assert client.submit(CODE, {"digits": first}).status_code == 422


def test_a_wrong_code_changes_nothing_and_stays_typed(client, session):
    begin(client)
    wrong = f"{(int(digits_of(session)) + 1) % 10**6:06d}"
    answer = client.submit(CODE, {"digits": wrong})
    assert answer.status_code == 422
    assert f'value="{wrong}"' in text_of(answer)
    assert session.scalar(select(Account.id)) is None


def test_after_five_wrong_codes_the_right_one_is_no_use(client, session):
    begin(client)
    right = digits_of(session)
    for _ in range(MAX_ATTEMPTS):
        client.submit(CODE, {"digits": f"{(int(right) + 1) % 10**6:06d}"})
    assert client.submit(CODE, {"digits": right}).status_code == 422
    assert session.scalar(select(Account.id)) is None


def test_a_code_ends_after_fifteen_minutes(client, session):
    begin(client)
    make_older(phone_proof.VALID_FOR)
    assert client.submit(CODE, {"digits": digits_of(session)}).status_code == 422


def test_a_number_that_has_an_account_leads_to_signing_in(client, session):
    make_account(phone=NUMBER)
    answer = begin(client)
    assert answer.status_code == 422
    assert "Masuk dengan akun itu" in text_of(answer)
    assert messages_sent(session) == 0


def test_whoever_took_the_number_meanwhile_keeps_it(client, session):
    begin(client)
    make_account(phone=NUMBER)
    answer = client.submit(CODE, {"digits": digits_of(session)})
    assert answer.status_code == 422
    assert "sudah punya akun" in text_of(answer)
    assert session.scalar(select(func.count(Account.id))) == 1


def test_a_code_of_another_browser_is_no_use(client, app, session):
    begin(client)
    other = app.test_client()
    other.submit(FIRST, {"phone": "0813-1111-2222", "password": PASSWORD})
    newest = digits_of(session)
    assert client.submit(CODE, {"digits": newest}).status_code == 422


def test_the_code_page_without_a_number_leads_to_the_first_screen(client, session):
    assert client.get(CODE).location == FIRST


def test_a_new_code_is_sent_after_a_minute_only(client, session):
    begin(client)
    client.submit(f"{CODE}/lagi", {}, page=CODE)
    assert messages_sent(session) == 1
    make_older(timedelta(seconds=61))
    client.submit(f"{CODE}/lagi", {}, page=CODE)
    assert messages_sent(session) == 2


def test_without_a_gateway_no_code_is_claimed_and_the_number_stays_unchecked(client, session):
    policies.allow_demo_accounts(False)
    try:
        begin(client)
        page = text_of(client.get(CODE))
        assert "belum bisa mengirim kode" in page
        assert 'name="digits"' not in page
        assert messages_sent(session) == 0
        assert client.submit(CODE, {}).location == "/penjual/mulai/toko"
    finally:
        policies.allow_demo_accounts(True)
    assert session.scalar(select(Account.phone_checked_at)) is None


def test_old_sign_ups_are_forgotten(client, session):
    begin(client)
    make_older(phone_proof.KEPT_FOR)
    assert client.get(CODE).location == FIRST
    with unit_of_work(actor=SYSTEM) as (session, _actor):
        phone_proof.forget_old(session)
    assert session.scalar(select(PhoneProof.id)) is None

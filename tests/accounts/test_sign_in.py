"""Signing in and up: same answer for everybody, limits, a new token at each step, no way to other sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import policies
from marketplace.app import create_app
from marketplace.infra import sessions
from marketplace.infra.limits import RateCount
from marketplace.infra.sessions import WebSession
from marketplace.kernel import clock
from marketplace.kernel.actor import PartyKind, Role
from tests.accounts.factories import PASSWORD, make_account, make_officer, one_time_code, sign_in
from tests.client import TOKEN

pytestmark = pytest.mark.db


def cookie(client):
    found = client.get_cookie("sid")
    return found.value if found else None


@pytest.mark.parametrize("contact", ["0812-3456-7890", "sari@contoh.id"])
def test_signs_in_by_phone_or_email(client, contact):
    make_account(phone="081234567890", email="sari@contoh.id")
    assert sign_in(client, contact).status_code == 303
    assert client.get("/akun").status_code == 200


def test_unknown_accounts_and_wrong_passwords_get_the_same_answer(client):
    make_account(email="ada@contoh.id")
    answers = [sign_in(client, contact, "bukan sandinya") for contact in ("ada@contoh.id", "tak@contoh.id")]
    bodies = [
        TOKEN.sub("", answer.get_data(as_text=True)).replace("ada@", "").replace("tak@", "")
        for answer in answers
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert bodies[0] == bodies[1]


def test_what_was_typed_stays_but_the_password_does_not(client):
    page = sign_in(client, "0812-9999-0000", "rahasia sekali").get_data(as_text=True)
    assert 'value="0812-9999-0000"' in page
    assert "rahasia sekali" not in page


@pytest.mark.parametrize("known", [True, False])
def test_the_sixth_try_in_a_minute_is_refused_for_known_and_unknown_alike(client, known):
    if known:
        make_account(email="ada@contoh.id")
    with clock.frozen(clock.now().replace(second=10)):
        answers = [sign_in(client, "ada@contoh.id", "bukan sandinya") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) <= 60


def test_a_locked_account_refuses_even_the_right_password_until_the_minute_is_over(client):
    make_account(email="ada@contoh.id")
    start = clock.now().replace(second=10)
    with clock.frozen(start):
        for _ in range(5):
            sign_in(client, "ada@contoh.id", "bukan sandinya")
        assert sign_in(client, "ada@contoh.id").status_code == 429
    with clock.frozen(start + timedelta(minutes=1)):
        assert sign_in(client, "ada@contoh.id").status_code == 303


def test_limits_keep_no_address(client, session):
    sign_in(client, "ada@contoh.id", "bukan sandinya")
    assert all("contoh" not in key for key in session.scalars(select(RateCount.key)))


def test_one_network_tries_twenty_accounts_a_minute(client):
    with clock.frozen(clock.now().replace(second=10)):
        answers = [sign_in(client, f"a{number}@contoh.id", "bukan sandinya") for number in range(21)]
    assert answers[-1].status_code == 429


def test_the_token_of_the_anonymous_session_is_worth_nothing_after_signing_in(client, app):
    make_account(email="sari@contoh.id")
    client.get("/masuk")
    before = cookie(client)
    sign_in(client, "sari@contoh.id")
    assert cookie(client) != before
    stranger = app.test_client()
    stranger.set_cookie("sid", before)
    assert stranger.get("/akun").status_code == 303


def test_the_cookie_is_closed_to_scripts_and_other_sites(client):
    make_account(email="sari@contoh.id")
    header = next(
        value
        for value in sign_in(client, "sari@contoh.id").headers.getlist("Set-Cookie")
        if value.startswith("sid=")
    )
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_signing_out_ends_the_session_on_the_server(client, app):
    make_account(email="sari@contoh.id")
    sign_in(client, "sari@contoh.id")
    token = cookie(client)
    assert client.submit("/keluar", {}, page="/akun").status_code == 303
    stranger = app.test_client()
    stranger.set_cookie("sid", token)
    assert stranger.get("/akun").status_code == 303


def test_a_session_ends_after_thirty_days(client):
    make_account(email="sari@contoh.id")
    now = clock.now()
    with clock.frozen(now):
        sign_in(client, "sari@contoh.id")
    with clock.frozen(now + sessions.LIFETIME - timedelta(minutes=1)):
        assert client.get("/akun").status_code == 200
    with clock.frozen(now + sessions.LIFETIME):
        assert client.get("/akun").status_code == 303


def test_with_an_authenticator_the_password_alone_opens_nothing(client):
    make_account(email="sari@contoh.id", authenticator=True)
    answer = sign_in(client, "sari@contoh.id")
    assert answer.location == "/masuk/kode"
    assert client.get("/akun").status_code == 303


def test_password_and_code_sign_in(client):
    make_account(email="sari@contoh.id", authenticator=True)
    sign_in(client, "sari@contoh.id")
    assert client.submit("/masuk/kode", {"code": one_time_code()}).status_code == 303
    assert client.get("/akun").status_code == 200


def test_the_code_page_is_closed_without_a_password_before(client):
    assert client.get("/masuk/kode").location == "/masuk"


def test_a_waiting_sign_in_is_over_after_ten_minutes(client):
    make_account(email="sari@contoh.id", authenticator=True)
    now = clock.now()
    with clock.frozen(now):
        sign_in(client, "sari@contoh.id")
    with clock.frozen(now + timedelta(minutes=10)):
        assert client.get("/masuk/kode").location == "/masuk"


def test_guessing_codes_is_limited(client):
    make_account(email="sari@contoh.id", authenticator=True)
    with clock.frozen(clock.now().replace(second=10)):
        sign_in(client, "sari@contoh.id")
        answers = [client.submit("/masuk/kode", {"code": "000000"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/",
        "//jahat.example",
        "/\\jahat.example",
        "/%5Cjahat.example",
        "/%2F%2Fjahat.example",
        "%2F%2Fjahat.example",
        "/\tjahat",
        "/%0d%0aSet-Cookie:x",
        "javascript:alert(1)",
        "/tidak-ada",
        "akun",
        "/keluar",
    ],
)
def test_signing_in_leads_to_no_other_site_and_no_unknown_page(client, target):
    make_account(email="sari@contoh.id")
    assert sign_in(client, "sari@contoh.id", lanjut=target).location == "/akun/mulai"


@pytest.mark.parametrize("target", ["/akun/keamanan", "/akun/kabar?hal=2"])
def test_signing_in_leads_back_to_the_page_that_asked(client, target):
    make_account(email="sari@contoh.id")
    assert sign_in(client, "sari@contoh.id", lanjut=target).location == target


def test_a_closed_page_sends_to_sign_in_and_remembers_itself(client):
    assert client.get("/akun/kabar?hal=2").location == "/masuk?lanjut=/akun/kabar%3Fhal%3D2"


def test_whoever_has_one_office_sits_in_it_after_the_code(client, session):
    officer = make_officer(Role.DINAS, region_code="35.77", email="dinas@contoh.id")
    sign_in(client, "dinas@contoh.id")
    client.submit("/masuk/kode", {"code": one_time_code()})
    row = session.scalar(select(WebSession).where(WebSession.user_id == officer.id))
    assert (row.role, row.party_kind) == (Role.DINAS, PartyKind.PLATFORM)
    lasts = row.expires_at - row.created_at
    assert timedelta(0) <= lasts - sessions.OFFICE_LIFETIME < timedelta(seconds=5)


def test_production_lets_no_demo_people_in(app, settings):
    assert policies.may_enter(is_demo=True)
    safe = replace(
        settings,
        environment="production",
        server_origin="https://lapak.example",
        secret_key="s" * 40,
        encryption_keys="a:" + "A" * 43 + "=",
    )
    try:
        create_app(safe)
        assert not policies.may_enter(is_demo=True)
    finally:
        create_app(settings)


def test_a_demo_account_that_may_not_enter_is_told_what_everybody_is_told(client):
    make_account(email="pemilik@demo.test", is_demo=True)
    policies.allow_demo_accounts(False)
    try:
        answer = sign_in(client, "pemilik@demo.test")
    finally:
        policies.allow_demo_accounts(True)
    assert answer.status_code == 422
    assert "tidak cocok" in answer.get_data(as_text=True)


def test_signing_up_makes_an_account_and_signs_in(client, session):
    fields = {"name": "Joko", "contact": "0812-3456-7890", "password": PASSWORD}
    assert client.submit("/daftar", fields).location == "/akun"
    page = client.get("/akun").get_data(as_text=True)
    assert "Joko" in page
    assert "0812-3456-7890" in page


def test_a_refused_sign_up_keeps_what_was_typed(client):
    fields = {"name": "Joko", "contact": "joko@contoh.id", "password": "pendek"}
    answer = client.submit("/daftar", fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="Joko"' in page
    assert 'value="joko@contoh.id"' in page
    assert "pendek" not in page
    assert "Sandi minimal 10 huruf" in page


def test_a_known_address_is_told_beside_the_field(client):
    make_account(email="joko@contoh.id")
    answer = client.submit("/daftar", {"name": "Joko", "contact": "joko@contoh.id", "password": PASSWORD})
    assert "sudah punya akun" in answer.get_data(as_text=True)


def test_one_network_signs_up_five_times_an_hour(app, database):
    answers = []
    with clock.frozen(clock.now().replace(minute=10)):
        for number in range(6):
            fields = {"name": "Joko", "contact": f"joko{number}@contoh.id", "password": PASSWORD}
            answers.append(app.test_client().submit("/daftar", fields).status_code)
    assert answers == [303] * 5 + [429]

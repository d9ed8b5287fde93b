"""One-time codes: once each, one step of tolerance; office seats and step-up want them."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from marketplace.accounts import policies, second_factor
from marketplace.accounts.models import Account
from marketplace.infra import sessions
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from tests.accounts.factories import PASSWORD, make_account, make_officer, one_time_code, sign_in

pytestmark = pytest.mark.db


def accepted(uow, account, code):
    with uow() as (session, _actor):
        return second_factor.accept(session, session.get_one(Account, account.id), code)


def test_a_code_works_once(uow, session):
    account = make_account(authenticator=True)
    with clock.frozen(clock.now()):
        code = one_time_code()
        assert accepted(uow, account, code)
        assert not accepted(uow, account, code)


def test_an_older_code_is_worthless_after_a_newer_one(uow, session):
    account = make_account(authenticator=True)
    now = clock.now()
    with clock.frozen(now - timedelta(seconds=30)):
        older = one_time_code()
    with clock.frozen(now):
        assert accepted(uow, account, one_time_code())
        assert not accepted(uow, account, older)


@pytest.mark.parametrize(
    ("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_clocks_may_differ_by_one_step(uow, session, seconds, right):
    account = make_account(authenticator=True)
    now = clock.now().replace(second=15)
    with clock.frozen(now + timedelta(seconds=seconds)):
        code = one_time_code()
    with clock.frozen(now):
        assert accepted(uow, account, code) is right


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef"])
def test_what_is_no_code_is_refused(uow, session, code):
    assert not accepted(uow, make_account(authenticator=True), code)


def test_spaces_in_a_code_are_forgiven(uow, session):
    account = make_account(authenticator=True)
    with clock.frozen(clock.now()):
        code = one_time_code()
        assert accepted(uow, account, f"{code[:3]} {code[3:]}")


def test_a_demo_person_may_use_a_code_again_in_development_only(uow, session):
    account = make_account(is_demo=True, authenticator=True)
    try:
        with clock.frozen(clock.now()):
            code = one_time_code()
            assert accepted(uow, account, code)
            assert accepted(uow, account, code)
            policies.allow_demo_accounts(False)
            assert not accepted(uow, account, code)
    finally:
        policies.allow_demo_accounts(True)


def test_a_new_authenticator_counts_only_after_its_first_code(as_actor, session):
    account = make_account()
    client = as_actor(account.id)
    client.submit("/akun/keamanan/autentikator/baru", {}, page="/akun/keamanan/autentikator")
    session.expire_all()
    secret = session.get(Account, account.id).totp_pending_secret
    page = client.get("/akun/keamanan/autentikator").get_data(as_text=True)
    assert secret[:4] in page
    assert "<svg role=" in page
    assert session.get(Account, account.id).totp_confirmed_at is None
    answer = client.submit("/akun/keamanan/autentikator", {"code": pyotp.TOTP(secret).at(clock.now())})
    assert answer.status_code == 303
    session.expire_all()
    assert session.get(Account, account.id).totp_secret == secret


def test_enrolling_ends_the_other_sessions(as_actor, session):
    account = make_account()
    here, there = as_actor(account.id), as_actor(account.id)
    here.submit("/akun/keamanan/autentikator/baru", {}, page="/akun/keamanan/autentikator")
    session.expire_all()
    code = pyotp.TOTP(session.get(Account, account.id).totp_pending_secret).at(clock.now())
    here.submit("/akun/keamanan/autentikator", {"code": code})
    assert here.get("/akun").status_code == 200
    assert there.get("/akun").status_code == 303


def test_an_office_seat_is_closed_without_an_authenticator(as_actor, uow):
    officer = make_officer()
    with uow() as (session, _actor):
        session.get_one(Account, officer.id).totp_confirmed_at = None
    client = as_actor(officer.id)
    answer = client.submit("/akun/peran", {"seat": "verifier.platform"}, page="/akun")
    assert answer.location == "/akun/keamanan/autentikator"
    assert 'data-role="shopper"' in client.get("/akun").get_data(as_text=True)


def test_an_office_seat_wants_a_code_in_this_session(as_actor):
    officer = make_officer()
    client = as_actor(officer.id, stepped_up=False)
    assert client.submit("/akun/peran", {"seat": "verifier.platform"}).location.startswith("/akun/konfirmasi")
    assert client.submit("/akun/konfirmasi", {"code": one_time_code()}).status_code == 303
    client.submit("/akun/peran", {"seat": "verifier.platform"})
    assert 'data-role="verifier"' in client.get("/akun").get_data(as_text=True)


def test_a_step_up_by_password_before_enrolling_opens_no_office(as_actor, uow):
    officer = make_officer()
    client = as_actor(officer.id)
    with uow() as (session, _actor):
        later = sessions.wall_clock() + timedelta(seconds=1)
        session.get_one(Account, officer.id).totp_confirmed_at = later
    assert client.submit("/akun/peran", {"seat": "verifier.platform"}).location.startswith("/akun/konfirmasi")


def test_step_up_asks_for_the_password_where_there_is_no_authenticator(as_actor):
    client = as_actor(make_account().id, stepped_up=False)
    assert client.get("/akun/keamanan/sandi").location == "/akun/konfirmasi?lanjut=/akun/keamanan/sandi"
    assert client.submit("/akun/konfirmasi", {"password": "bukan sandinya"}).status_code == 422
    fields = {"password": PASSWORD, "lanjut": "/akun/keamanan/sandi"}
    assert client.submit("/akun/konfirmasi", fields).location == "/akun/keamanan/sandi"
    assert client.get("/akun/keamanan/sandi").status_code == 200


def test_a_password_is_no_step_up_for_whoever_has_an_authenticator(as_actor):
    client = as_actor(make_account(authenticator=True).id, stepped_up=False)
    assert client.submit("/akun/konfirmasi", {"password": PASSWORD}).status_code == 422
    assert client.get("/akun/keamanan/sandi").status_code == 303


def test_a_step_up_holds_for_thirty_idle_minutes(as_actor):
    now = clock.now()
    with clock.frozen(now):
        client = as_actor(make_account().id)
    with clock.frozen(now + timedelta(minutes=30)):
        assert client.get("/akun/keamanan/sandi").status_code == 200
    with clock.frozen(now + timedelta(minutes=31)):
        assert client.get("/akun/keamanan/sandi").status_code == 303


def test_whoever_goes_on_working_is_not_asked_again(as_actor):
    now = clock.now()
    with clock.frozen(now):
        client = as_actor(make_account().id)
    for minutes in (20, 40):
        with clock.frozen(now + timedelta(minutes=minutes)):
            client.submit("/akun/kabar/baca-semua", {}, page="/akun/keamanan/kartu")
    with clock.frozen(now + timedelta(minutes=60)):
        assert client.get("/akun/keamanan/sandi").status_code == 200


def test_step_up_and_change_of_seat_give_a_new_token(as_actor):
    client = as_actor(make_officer().id, stepped_up=False)
    tokens = [client.get_cookie("sid").value]
    client.submit("/akun/konfirmasi", {"code": one_time_code()})
    tokens.append(client.get_cookie("sid").value)
    client.submit("/akun/peran", {"seat": "verifier.platform"})
    tokens.append(client.get_cookie("sid").value)
    assert len(set(tokens)) == 3


def test_an_office_session_ends_after_ten_hours(as_actor):
    now = clock.now()
    with clock.frozen(now):
        client = as_actor(make_officer().id)
        client.submit("/akun/peran", {"seat": "verifier.platform"})
    with clock.frozen(now + timedelta(hours=9, minutes=59)):
        assert client.get("/akun").status_code == 200
    with clock.frozen(now + timedelta(hours=10)):
        assert client.get("/akun").status_code == 303


def test_the_second_factor_is_never_lost_by_a_new_password(app, client, session):
    account = make_account(email="sari@contoh.id", authenticator=True)
    sign_in(client, "sari@contoh.id")
    client.submit("/masuk/kode", {"code": one_time_code()})
    client.submit("/akun/keamanan/sandi", {"password": "sampan hijau di muara"})
    session.expire_all()
    assert session.get(Account, account.id).totp_confirmed_at is not None
    answer = sign_in(app.test_client(), "sari@contoh.id", "sampan hijau di muara")
    assert answer.location == "/masuk/kode"


def test_roles_that_need_a_code_are_those_of_offices():
    free = {Role.VISITOR, Role.SHOPPER, Role.OWNER, Role.STAFF, Role.HELPER, Role.SYSTEM}
    assert {role for role in Role if not policies.needs_second_factor(role)} == free

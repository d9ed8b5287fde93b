"""Writes come from our own pages, with the token of the session and for the party it acts for."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import Account
from marketplace.web.csrf import same_origin
from tests.accounts.factories import make_account
from tests.client import KEY, PARTY, TOKEN

pytestmark = pytest.mark.db

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def account(database):
    return make_account(name="Lama", email="sari@contoh.id")


@pytest.fixture
def browser(as_actor, account):
    return as_actor(account.id, code=account.code)


def hidden(browser, page="/akun"):
    text = browser.get(page).get_data(as_text=True)
    return {"_csrf": TOKEN.search(text)[1], "_party": PARTY.search(text)[1], "_key": KEY.search(text)[1]}


def change_name(browser, fields, **headers):
    data = {"name": "Baru", "honorific": "", "email": "sari@contoh.id"} | fields
    return browser.post(
        "/akun", data=data, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )


def name_of(session, account):
    session.expire_all()
    return session.get(Account, account.id).name


def test_with_token_and_party_a_write_goes_through(browser, account, session):
    assert change_name(browser, hidden(browser)).status_code == 303
    assert name_of(session, account) == "Baru"


@pytest.mark.parametrize("token", [None, "", "abc", "A" * 44, "é"])
def test_without_the_right_token_nothing_is_written(browser, account, session, token):
    fields = hidden(browser) | {"_csrf": token}
    if token is None:
        del fields["_csrf"]
    assert change_name(browser, fields).status_code == 400
    assert name_of(session, account) == "Lama"


def test_the_token_of_another_session_is_refused(browser, as_actor, account, session):
    other = as_actor(account.id, code=account.code)
    assert change_name(browser, hidden(other)).status_code == 400
    assert name_of(session, account) == "Lama"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_browser_that_says_another_site_asked_is_refused(browser, account, session, site):
    assert change_name(browser, hidden(browser), Sec_Fetch_Site=site).status_code == 400
    assert name_of(session, account) == "Lama"


def test_a_browser_that_says_our_own_page_asked_is_heard(browser):
    fields = hidden(browser)
    assert change_name(browser, fields, Sec_Fetch_Site="same-origin", Origin=ORIGIN).status_code == 303


@pytest.mark.parametrize("origin", ["https://jahat.example", "null", "https://127.0.0.1:8000"])
def test_a_foreign_origin_is_refused_whatever_the_token(browser, account, session, origin):
    assert change_name(browser, hidden(browser), Origin=origin).status_code == 400
    assert name_of(session, account) == "Lama"


def test_localhost_is_our_origin_in_development_only():
    assert same_origin("http://localhost:8000", ORIGIN, development=True)
    assert not same_origin("http://localhost:8000", ORIGIN, development=False)
    assert not same_origin("http://localhost.jahat.example:8000", ORIGIN, development=True)
    assert not same_origin("http://127.0.0.1:9", ORIGIN, development=False)


@pytest.mark.parametrize("party", ["7H2K9M4QRT", "", None])
def test_a_form_for_another_party_is_refused_with_409(browser, account, session, party):
    fields = hidden(browser) | {"_party": party}
    if party is None:
        del fields["_party"]
    answer = change_name(browser, fields)
    assert answer.status_code == 409
    assert "berperan lain" in answer.get_data(as_text=True)
    assert name_of(session, account) == "Lama"


def test_the_token_looks_different_on_every_page(browser):
    assert hidden(browser)["_csrf"] != hidden(browser)["_csrf"]


def test_a_write_without_any_session_is_refused_on_public_forms(app, client):
    answer = client.post("/masuk", data={"contact": "a@contoh.id", "password": "x"})
    assert answer.status_code == 400


def test_an_old_token_is_worthless_after_the_session_rotated(browser, account, session):
    old = hidden(browser)
    browser.submit("/akun/keamanan/sandi", {"password": "sampan hijau di muara"})
    assert change_name(browser, old).status_code == 400
    assert name_of(session, account) == "Lama"


def test_a_refused_write_of_htmx_goes_to_the_message_area(browser):
    answer = browser.post("/akun", data={}, headers={"HX-Request": "true"})
    assert answer.status_code == 400
    assert answer.headers["HX-Retarget"] == "#pesan"
    assert 'role="alert"' in answer.get_data(as_text=True)

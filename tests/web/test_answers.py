"""What comes back when a form is sent twice, when the database is away, when a number is too long."""

from __future__ import annotations

import html5lib
import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.app import create_app
from marketplace.catalog.models import Product
from marketplace.infra.db import db
from marketplace.settings import Settings
from tests.catalog import factories
from tests.client import HTMX, KEY, PARTY, TOKEN

pytestmark = pytest.mark.db

NEW = "/penjual/produk/baru"


@pytest.fixture
def seller(session, as_actor):
    business, owner = factories.shop()
    return as_actor(owner.user_id, owner.role, owner.party, code=business.code, label=business.name)


@pytest.fixture
def fields(seller) -> dict[str, str]:
    """A filled form for a new product, with the hidden fields of its page."""
    page = seller.get(NEW).text
    hidden = {"_csrf": TOKEN.search(page)[1], "_party": PARTY.search(page)[1], "_key": KEY.search(page)[1]}
    return hidden | {"name": "Keripik tempe", "price": "18.000", "stock": "4", "aksi": "draf"}


def test_a_form_sent_twice_leads_to_its_first_answer(session, seller, fields):
    first = seller.post(NEW, data=fields)
    again = seller.post(NEW, data=fields)
    assert (again.status_code, again.location) == (303, first.location)
    assert session.scalar(select(func.count(Product.id))) == 1


def test_a_form_sent_twice_by_htmx_leads_to_its_first_answer(session, seller, fields):
    first = seller.post(NEW, data=fields, headers=HTMX)
    again = seller.post(NEW, data=fields, headers=HTMX)
    assert again.headers["HX-Redirect"] == first.headers["HX-Redirect"]
    assert session.scalar(select(func.count(Product.id))) == 1


def test_a_repeat_before_the_answer_is_known_leads_to_the_open_page(seller, fields):
    created = seller.post(NEW, data=fields)
    withdraw = f"{created.location}/stok"
    press = {"headers": HTMX | {"Referer": "http://localhost/penjual/produk"}}
    code = created.location.rpartition("/")[2]
    stock = {name: fields[name] for name in ("_csrf", "_party")} | {"_key": "K", f"{code}-stock": "7"}
    assert seller.post(withdraw, data=stock, **press).status_code == 200
    assert seller.post(withdraw, data=stock, **press).headers["HX-Redirect"] == "/penjual/produk"


@pytest.fixture
def away(settings, app, tmp_path):
    """The application with a database that cannot be opened."""
    broken = create_app(Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path}/none/x.db"))
    yield broken
    with broken.app_context():
        db.session.remove()
        db.engine.dispose()
    create_app(settings)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_without_a_database_there_is_still_a_page(away: Flask, headers):
    client = away.test_client()
    client.set_cookie("sid", "whatever")
    answer = client.get("/", headers=headers)
    assert answer.status_code == 503
    assert 'role="alert"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers
    html5lib.HTMLParser(strict=True).parseFragment(answer.text) if headers else None


def test_a_number_that_fits_no_column_is_a_bad_request(app, session, client):
    view = app.view_functions["web.healthz"]
    try:
        app.view_functions["web.healthz"] = _too_long(view)
        assert client.get("/healthz").status_code == 400
    finally:
        app.view_functions["web.healthz"] = view


def _too_long(view):
    def asks():
        db.session.scalar(select(Product.id).where(Product.id == 10**22))

    asks.access = view.access
    return asks


SENT_ONLY = [
    ("/penjual/usaha/jadwal/libur", "/penjual/usaha/jadwal"),
    ("/penjual/usaha/jadwal/jam", "/penjual/usaha/jadwal"),
    ("/penjual/usaha/jadwal/daerah", "/penjual/usaha/jadwal"),
    ("/penjual/usaha/jadwal/libur/ABCDEFGHJK/batal", "/penjual/usaha/jadwal"),
    ("/penjual/usaha/ajukan", "/penjual/usaha"),
    ("/penjual/produk/baru/buang", NEW),
    ("/keluar", "/"),
]


@pytest.mark.parametrize(("address", "page"), SENT_ONLY)
def test_an_address_that_only_takes_forms_leads_to_its_page_when_opened_again(client, address, page):
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (303, page)


def test_no_address_answers_an_opening_with_a_refusal_of_its_method(app, client):
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods or rule.rule in {page for page, _ in SENT_ONLY}:
            continue
        values = {name: "ABCDEFGHJK" if name == "code" else "0" * 64 for name in rule.arguments}
        with app.test_request_context():
            address = rule.build(values, append_unknown=False)[1]
        answer = client.get(address)
        assert answer.status_code != 405, address


def test_a_page_that_takes_no_form_still_refuses_one(client):
    assert client.post("/produk").status_code in {403, 405}

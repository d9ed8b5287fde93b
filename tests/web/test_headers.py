"""Every answer carries the same guards; only pages equal for all may be kept, and big texts are packed."""

from __future__ import annotations

import gzip
from dataclasses import replace

import brotli
import pytest
from flask.testing import FlaskClient

from marketplace.app import create_app
from marketplace.infra.db import db
from marketplace.web.access import public_cached
from tests.accounts.factories import make_account

pytestmark = pytest.mark.db

PATHS = ["/masuk", "/healthz", "/tidak-ada", "/akun"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_guards(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PATHS)
def test_a_given_request_id_comes_back_and_a_strange_one_does_not(client, path):
    assert client.get(path, headers={"X-Request-Id": "abc-123-def"}).headers["X-Request-Id"] == "abc-123-def"
    assert "<" not in client.get(path, headers={"X-Request-Id": "<script>"}).headers["X-Request-Id"]


def test_a_page_that_shows_a_notice_once_is_not_kept(client):
    assert client.get("/").cache_control.public
    with client.session_transaction() as cookie:
        cookie["_flashes"] = [("sukses", "Sandi baru disimpan.")]
    answer = client.get("/")
    assert "Sandi baru disimpan." in answer.text
    assert answer.cache_control.no_store
    assert client.get("/").cache_control.public


def test_plain_http_sends_no_hsts_and_an_insecure_cookie_only_in_development(client):
    answer = client.get("/masuk")
    assert "Strict-Transport-Security" not in answer.headers
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_https_sends_hsts_and_a_host_cookie(app, settings, tmp_path):
    secure = create_app(replace(settings, server_origin="https://lapak.example"))
    try:
        answer = secure.test_client().get("/masuk", base_url="https://lapak.example")
    finally:
        with secure.app_context():
            db.engine.dispose()
        create_app(settings)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sid=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_pages_of_a_person_are_never_kept(as_actor):
    answer = as_actor(make_account().id).get("/akun")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def shared_page(app):
    """The health page as if it were one of the pages equal for all."""
    plain = app.view_functions["web.healthz"]
    app.view_functions["web.healthz"] = public_cached(lambda: "<p>" + "sama " * 400)
    yield "/healthz"
    app.view_functions["web.healthz"] = plain


def test_a_page_equal_for_all_has_an_etag_no_cookie_and_answers_304(client, shared_page):
    first = client.get(shared_page)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in first.headers
    again = client.get(shared_page, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_same_page_for_a_signed_in_person_is_not_kept(as_actor, shared_page):
    answer = as_actor(make_account().id).get(shared_page)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_texts_are_packed_as_the_browser_can_unpack(app, client, encoding, unpack):
    plain = client.get("/masuk").get_data()
    lax = FlaskClient(app, app.response_class)  # the strict one reads pages, and does not unpack
    packed = lax.get("/masuk", headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.get_data()) < len(plain) / 2
    assert b"<h1" in unpack(packed.get_data())


def test_answers_that_differ_for_htmx_say_so(client):
    assert {"HX-Request", "HX-Boosted"} <= set(
        client.get("/masuk").headers["Vary"].replace(" ", "").split(",")
    )


def test_a_visitor_gets_no_cookie_before_a_form_needs_one(client):
    for path in ("/healthz", "/tidak-ada", "/akun"):
        assert "Set-Cookie" not in client.get(path).headers, path


def test_an_overlong_query_is_refused(client):
    assert client.get("/masuk?q=" + "a" * 4001).status_code == 400

"""Every address says who may open it; addresses are kebab-case with typed parts."""

from __future__ import annotations

import re

import pytest
from flask import Flask, request

from marketplace.accounts import policies as account_policies
from marketplace.kernel.actor import Actor, Role
from marketplace.web import access
from marketplace.web.access import UndeclaredAccess, local_path, public, require_declarations, requires
from tests.accounts.factories import make_account

CONVERTERS = {"code", "slug", "region", "digest", "int", "any"}
STATIC_WORDS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")


def addresses(app):
    return sorted(str(rule) for rule in app.url_map.iter_rules())


def test_every_address_has_a_policy(app):
    require_declarations(app)
    assert all(access.access_of(app, rule.endpoint) for rule in app.url_map.iter_rules())


def test_a_program_with_an_undeclared_view_does_not_start():
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/terbuka", "terbuka", public(lambda: ""))
    bare.add_url_rule("/lupa", "lupa", lambda: "")
    with pytest.raises(UndeclaredAccess, match=r"^/lupa$"):
        require_declarations(bare)


def test_addresses_are_kebab_case_and_their_parts_typed(app):
    for address in addresses(app):
        for part in address.strip("/").split("/"):
            rest = re.sub(r"<[^>]+>", "", part).strip("-.")
            assert not rest or STATIC_WORDS.fullmatch(rest), address
        for converter in re.findall(r"<([^:>]+)(?::[^>]+)?>", address):
            name = converter.split("(")[0]
            assert name in CONVERTERS, f"{address}: {converter}"


def test_no_integer_part_is_unbounded(app):
    for address in addresses(app):
        for arguments in re.findall(r"<int(\([^)]*\))?:", address):
            assert "max=" in arguments, address


def test_policies_have_names_that_can_be_shown(app):
    for rule in app.url_map.iter_rules():
        found = access.access_of(app, rule.endpoint)
        assert found is not None
        assert found.name != "<lambda>", str(rule)


def test_the_command_shows_who_may_open_what(app, database):
    shown = app.test_cli_runner().invoke(args=["policies", "show"]).output
    assert re.search(r"GET,POST\s+/akun\s+is_signed_in", shown)
    assert re.search(r"GET,POST\s+/masuk\s+public", shown)


def closed_addresses(app):
    """Addresses without variable parts that are closed to visitors and answer to GET."""
    for rule in app.url_map.iter_rules():
        found = access.access_of(app, rule.endpoint)
        if found and found.policy and "GET" in rule.methods and not rule.arguments:
            yield str(rule)


def test_visitors_are_sent_from_every_closed_page_to_sign_in(app, client):
    for address in closed_addresses(app):
        answer = client.get(address)
        assert answer.status_code == 303, address
        assert answer.location == f"/masuk?lanjut={address}"


def test_whom_the_policy_refuses_gets_403(app, database, as_actor):
    def only_auditors(actor: Actor) -> bool:
        return actor.role is Role.AUDITOR

    view = requires(only_auditors)(lambda: "rahasia")
    assert view.access.name == "only_auditors"
    account = make_account()
    client = as_actor(account.id)
    guarded = app.view_functions["accounts.own"]
    try:
        app.view_functions["accounts.own"] = view
        answer = client.get("/akun")
    finally:
        app.view_functions["accounts.own"] = guarded
    assert answer.status_code == 403
    assert "rahasia" not in answer.get_data(as_text=True)


def test_htmx_is_led_to_sign_in_by_a_header_not_a_swap(client):
    answer = client.get("/akun", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith("/masuk?lanjut=")
    assert not answer.get_data()


def test_after_an_expired_post_the_person_comes_back_to_the_form_not_to_the_post(client):
    answer = client.post("/akun/keamanan/keluar-semua", headers={"Referer": "http://localhost/akun/keamanan"})
    assert answer.location == "/masuk?lanjut=/akun/keamanan"


def test_a_foreign_referrer_is_not_followed(client):
    answer = client.post(
        "/akun/keamanan/keluar-semua", headers={"Referer": "http://jahat.example/akun/keamanan"}
    )
    assert answer.location == "/masuk?lanjut=/akun/keamanan/keluar-semua"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/akun", True),
        ("/akun/kabar?hal=2", True),
        ("/akun/kabar?q=keripik%20tempe", True),
        (None, False),
        ("", False),
        ("//contoh.id", False),
        ("/\\contoh.id", False),
        ("/akun\x00", False),
        ("/akun%0a", False),
        ("http://contoh.id/akun", False),
        ("/keluar", False),
        ("/akun?" + "a" * 500, False),
    ],
)
def test_only_addresses_of_our_pages_are_returned_to(app, text, kept):
    with app.test_request_context("/"):
        assert request.method == "GET"
        assert local_path(text) == (text if kept else None)


def test_signed_in_is_a_policy_about_people():
    assert not account_policies.is_signed_in(Actor.visitor())
    assert account_policies.is_signed_in(Actor(user_id=1, session_id=1, role=Role.SHOPPER))

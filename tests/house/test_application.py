"""What the assembled application must hold, whatever rooms it has."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import request

from marketplace.app import create_app
from marketplace.infra import personal_data
from marketplace.infra.db import db
from marketplace.infra.logs import JsonFormatter
from marketplace.infra.readiness import HEAD_FILE
from marketplace.settings import DEVELOPMENT_KEYS, DEVELOPMENT_SECRET, Settings, SettingsError
from marketplace.web.requests import client_network

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "MARKETPLACE_ENV": "production",
    "SECRET_KEY": "x" * 40,
    "ENCRYPTION_KEYS": "p1:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "SERVER_ORIGIN": "https://lapak.example",
    "MAIL_URL": "smtp://surel.example:587",
    "MESSAGE_URL": "console://",
}


@pytest.fixture
def safe(tmp_path):
    return replace(Settings.from_env(SAFE), data_dir=tmp_path, database_url=f"sqlite:///{tmp_path}/p.db")


@pytest.fixture
def production(safe, settings):
    yield create_app(safe)
    create_app(settings)


def addresses(app) -> set[str]:
    return {str(rule) for rule in app.url_map.iter_rules()}


def test_production_has_no_demo_and_no_gallery(production, app):
    assert not {rule for rule in addresses(production) if rule.startswith(("/demo", "/gaya"))}
    assert "/gaya" in addresses(app)
    assert "/demo" in addresses(app)
    assert "demo" not in production.cli.commands


def test_production_refuses_the_debugger(safe, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(SettingsError, match="FLASK_DEBUG"):
        create_app(safe)


def test_production_answers_only_to_its_own_name(production):
    client = production.test_client()
    strange = client.get("/healthz", headers={"Host": "jahat.example"})
    assert strange.status_code == 400
    assert "nosniff" in strange.headers["X-Content-Type-Options"]
    for name in ("lapak.example", "127.0.0.1:8000"):
        assert client.get("/healthz", headers={"Host": name}).status_code == 200


def test_production_counts_visitors_by_the_address_the_proxy_saw(production):
    seen = []
    production.view_functions["web.healthz"] = _noting(production.view_functions["web.healthz"], seen)
    forwarded = {"X-Forwarded-For": "10.0.0.1, 203.0.113.9", "X-Forwarded-Proto": "https"}
    production.test_client().get("/healthz", headers={"Host": "lapak.example"} | forwarded)
    assert seen == [("203.0.113.9/32", "https")]


def _noting(view, seen):
    def note():
        seen.append((client_network(), request.scheme))
        return view()

    note.access = view.access
    return note


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SECRET_KEY", DEVELOPMENT_SECRET, "SECRET_KEY"),
        ("SECRET_KEY", "pendek", "SECRET_KEY"),
        ("ENCRYPTION_KEYS", DEVELOPMENT_KEYS, "ENCRYPTION_KEYS"),
        ("SERVER_ORIGIN", "http://lapak.example", "SERVER_ORIGIN"),
        ("RATE_LIMITS", "relaxed", "RATE_LIMITS"),
        ("MAIL_URL", "file:///tmp/surel", "MAIL_URL"),
        ("MESSAGE_URL", "file://", "MESSAGE_URL"),
        ("MESSAGE_URL", "http://gerbang.example", "MESSAGE_URL"),
        ("ENCRYPTION_KEYS", "p1:cGVuZGVr", "ENCRYPTION_KEYS"),
    ],
)
def test_production_refuses_unsafe_settings(name, value, says):
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(SAFE | {name: value})
    assert any(says in problem for problem in refused.value.problems)


def test_all_problems_are_told_at_once():
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"MARKETPLACE_ENV": "production"})
    assert len(refused.value.problems) >= 3


def test_secrets_are_never_shown():
    shown = Settings.from_env(SAFE).masked()
    assert "x" * 40 not in str(shown)
    assert shown["secret_key"] == "terisi"


def test_every_column_of_personal_data_has_a_keeper(app):
    assert personal_data.marked_columns(), "nothing is marked"
    assert personal_data.unkept() == []


def test_the_newest_migration_is_the_one_that_is_expected():
    revisions = {}
    for path in (ROOT / "migrations" / "versions").glob("*.py"):
        text = path.read_text()
        revision = re.search(r'^revision = "(\w+)"', text, re.MULTILINE)
        down = re.search(r'^down_revision = (?:"(\w+)"|None)', text, re.MULTILINE)
        assert revision, path.name
        assert down, path.name
        revisions[revision[1]] = down[1]
    newest = set(revisions) - {down for down in revisions.values() if down}
    assert newest == {HEAD_FILE.read_text().strip()}


def test_every_constraint_has_its_conventional_name(app):
    nameless = [
        f"{table.name}: {constraint}"
        for table in db.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


@pytest.mark.parametrize(
    "text",
    ["NIK 3577996408790006", "surel sari@contoh.co.id", "HP 081234567890", "NPWP 0022736474999000"],
)
def test_a_slip_in_a_log_text_is_masked(text):
    record = logging.LogRecord("x", logging.INFO, "x", 1, "pesan: %s", (text,), None)
    line = json.loads(JsonFormatter().format(record))
    assert text.split()[-1] not in line["event"]

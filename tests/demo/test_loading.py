"""Loading the demo: the same each time, whole, and told in the order in which it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask_migrate import upgrade

from marketplace.app import create_app
from marketplace.demo import content
from marketplace.demo.loading.load import play, reset, start_offset
from marketplace.demo.loading.stage import Stage, instant
from marketplace.infra import audit, demo_clock, snapshot
from marketplace.infra.db import db, sqlite_module
from marketplace.kernel import clock

ENOUGH = date(2026, 2, 14)
CODED = ("account", "business", "product", "package", "contract", "plan_entry", "mandate", "issued_document")


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite_module().connect(str(folder / "lapak.db"))
    try:
        return list(connection.execute(query))
    finally:
        connection.close()


@pytest.fixture
def begun(app, settings, tmp_path):
    """The first weeks of the story, played again in another empty database."""
    again = create_app(replace(settings, data_dir=tmp_path, database_url=""))
    with again.app_context():
        db.session.remove()
        upgrade()
        play(Stage(content.load()), instant(ENOUGH), lambda _told: None)
        db.session.remove()
        db.engine.dispose()
    clock.set_offset(timedelta(0))
    yield tmp_path
    create_app(settings)


def test_two_loads_give_the_same_codes(demo_folder, begun):
    for table in CODED:
        query = f"SELECT id, code FROM {table} ORDER BY id"
        second = rows(begun, query)
        assert second == rows(demo_folder, query)[: len(second)], table
    assert rows(begun, "SELECT count(*) FROM contract") == [(1,)]


def test_every_package_reached_the_state_that_the_story_gives_it(demo_folder):
    reached = {
        name: contract or package
        for name, package, contract in rows(
            demo_folder,
            "SELECT p.name, p.state, c.state FROM package p LEFT JOIN contract c ON c.package_id = p.id",
        )
    }
    expected = {
        "rated": "paid",
        "paid": "paid",
        "overdue": "handed_over",
        "invoiced": "handed_over",
        "bast": "handed_over",
        "received": "in_force",
        "shipped": "in_force",
        "accepted": "in_force",
    }
    for package in content.load().story.packages:
        state = expected.get(package.final_state, package.final_state)
        assert reached[package.title] == state, package.id


def test_values_agree_with_the_story(demo_folder):
    totals = dict(rows(demo_folder, "SELECT name, total FROM package WHERE state != 'draft'"))
    for package in content.load().story.packages:
        if package.final_state not in {"draft", "negotiating", "cancelled"}:
            assert totals[package.title] == package.value, package.id


def test_people_mandates_requests_and_sanctions_stand_as_told(demo_folder):
    story = content.load().story
    assert rows(demo_folder, "SELECT count(*) FROM help_request") == [(len(story.requests),)]
    assert rows(demo_folder, "SELECT count(*) FROM mandate") == [(len(story.mandates),)]
    assert rows(demo_folder, "SELECT count(*) FROM sanction") == [(len(story.sanctions),)]
    assert rows(demo_folder, "SELECT count(*) FROM account WHERE is_demo = 0") == [(0,)]


def test_shops_sell_in_sizes_as_hampers_by_the_dozen_and_by_the_week(demo_folder):
    selling = content.load().selling
    of_group = "SELECT count(*), sum(is_lead), sum(state = 'live') FROM product WHERE variant_group_id > 0"
    sizes = sum(len(varied.values) for varied in selling.varied)
    assert rows(demo_folder, of_group) == [(sizes, len(selling.varied), sizes)]
    hampers = "SELECT name, stock > 0 FROM product WHERE kind = 'bundle' AND state = 'live'"
    assert rows(demo_folder, hampers) == [(basket.name, 1) for basket in selling.baskets]
    lines = {line.id: line for line in content.load().lines}
    cheaper = sum(len(lines[one.line].variants) for one in selling.wholesale)
    assert rows(demo_folder, "SELECT count(*) FROM product WHERE tiers <> '[]'") == [(cheaper,)]
    ((weekly, measured),) = rows(
        demo_folder, "SELECT sum(capacity_pool_id NOT NULL), sum(content_milli NOT NULL) FROM product"
    )
    assert weekly > 100
    assert measured > 500


def test_nothing_is_left_over(demo_folder):
    """Every fact was delivered, every message sent, and no timed work of the past waits or failed."""
    assert rows(demo_folder, "SELECT count(*) FROM outbox_event WHERE done_at IS NULL") == [(0,)]
    assert rows(demo_folder, "SELECT count(*) FROM message WHERE sent_at IS NULL") == [(0,)]
    assert rows(demo_folder, "SELECT name FROM job WHERE dead_at IS NOT NULL OR error IS NOT NULL") == []
    late = "SELECT name FROM job WHERE done_at IS NULL AND due_at < '2026-11-24 01:30'"
    assert rows(demo_folder, late) == []


def test_the_chains_are_whole_and_run_forward(demo_app):
    assert list(audit.verify(db.session())) == []


def test_no_act_is_noted_before_an_earlier_one(demo_folder):
    backwards = (
        "SELECT a.chain_kind, a.seq FROM audit_entry a JOIN audit_entry b ON a.chain_kind = b.chain_kind "
        "AND a.chain_id = b.chain_id AND b.seq = a.seq - 1 WHERE b.at > a.at"
    )
    assert rows(demo_folder, backwards) == []


def test_starting_again_leads_the_clock_back_before_it_touches_the_data(app, tmp_path):
    """Else a worker that still lives in the moved time ends what has just been put back."""
    demo_clock.store(tmp_path, start_offset(content.load()) + timedelta(days=10))
    snapshot.path_in(tmp_path).mkdir()
    try:
        with app.app_context(), pytest.raises(sqlite_module().OperationalError):
            reset(tmp_path)
        assert clock.today() == content.load().story.today
    finally:
        clock.set_offset(timedelta(0))

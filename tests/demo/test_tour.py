"""The tour's data and pages: every act can be said, every key has a check, development only."""

from __future__ import annotations

import re

import pytest

from marketplace.demo import acts, content, places, progress
from marketplace.demo.attempts import ATTEMPTS

TOUR = content.load().tour
STEPS = [
    step
    for chapter in TOUR.chapters
    for step in (*chapter.steps, *(one for refusal in chapter.refusals for one in refusal.steps))
]


def test_every_step_says_and_does_something():
    for step in STEPS:
        assert step.do, step.text
        assert all(acts.in_words(act, {}) for act in step.do)


def test_every_chapter_and_refusal_has_what_proves_it():
    for chapter in TOUR.chapters:
        assert chapter.done in progress.CHECKS
        for refusal in chapter.refusals:
            assert refusal.done in progress.CHECKS or refusal.done in ATTEMPTS, refusal.id
            assert refusal.before is None or 1 <= refusal.before <= len(chapter.steps)


def test_a_day_and_a_name_are_said_as_people_say_them():
    assert acts.in_words(("fill", "Dibutuhkan", "2026-12-11"), {}) == "Isi “Dibutuhkan”: 11 Desember 2026"
    assert acts.in_words(("open", "/toko/{usaha}"), {"usaha": "a-7H2K9M4QRT"}) == "Buka /toko/a-7H2K9M4QRT"


def test_an_address_ends_before_what_is_not_known_yet():
    assert places.address("/pengadaan/paket/{paket}/setuju", {}) == "/pengadaan/paket"
    assert places.address("/pengadaan/paket/{paket}/setuju", {"paket": "X"}) == "/pengadaan/paket/X/setuju"


def test_the_page_shows_ten_chapters_and_where_the_story_stands(demo_app):
    page = demo_app.test_client().get("/demo")
    assert page.status_code == 200
    states = re.findall(r'data-chapter="\d+" data-state="(\w+)"', page.text)
    assert states == ["kini", *["belum"] * 9]
    assert page.text.count("data-refusal=") == sum(len(chapter.refusals) for chapter in TOUR.chapters)


def test_messages_can_be_read(demo_app):
    page = demo_app.test_client().get("/demo/pesan")
    assert page.status_code == 200
    assert "WhatsApp" in page.text


@pytest.mark.parametrize("address", ["/demo/masuk", "/demo/jam", "/demo/ulang"])
def test_nothing_moves_without_the_token_of_the_page(demo_app, address):
    assert demo_app.test_client().post(address, data={}).status_code == 400

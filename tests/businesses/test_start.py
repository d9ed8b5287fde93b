"""How far a shop has come: what is missing, who acts, what to bring, how long, which lesson, which field."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.businesses.lessons import lesson, lessons
from marketplace.businesses.requirements import LegalForm, Level, all_requirements, requirements
from marketplace.businesses.verification_queries import ladder
from marketplace.infra import counting
from marketplace.infra.messages import Message
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import PartyKind, PartyRef, Role
from tests.businesses import factories as make

TODAY = date(2026, 11, 24)
START = "/penjual/mulai"


def text_of(answer):
    return answer.get_data(as_text=True)


def reached(page):
    return re.findall(r'data-level="(\w+)" data-reached="(\w+)"', page)


def test_a_new_shop_stands_on_the_first_level_and_reads_the_next(owner_of):
    page = text_of(owner_of(*make.business()).get(START))
    assert reached(page) == [
        ("retail", "ya"),
        ("bank", "tidak"),
        ("government_small", "tidak"),
        ("government_all", "tidak"),
    ]
    assert "Yang bertindak: Anda." in page
    assert "Kantor pajak (lewat Coretax)" in page
    assert "Yang bertindak: verifikator." in page


@pytest.mark.parametrize("legal_form", list(LegalForm))
def test_each_missing_thing_links_to_its_field_and_its_lesson(owner_of, session, legal_form):
    business, owner = make.business()
    make.fill(business, owner, legal_form=legal_form.value)
    browser = owner_of(business, owner)
    page = text_of(browser.get(START))
    missing = [step for rung in ladder(session, business) for step in rung.steps if step.state != "ok"]
    for step in missing:
        assert f'href="/penjual/belajar/{step.requirement.lesson}"' in page
        assert step.requirement.bring[:20] in page
    links = set(re.findall(r'href="(/penjual/(?:usaha|mulai)/[^"]+)"', page))
    assert {browser.get(link).status_code for link in links} == {200}
    to_do = [step for step in missing if step.owner_acts]
    assert len(links - {"/penjual/usaha/berkas"}) >= len({step.requirement.slug for step in to_do}) - 2


@pytest.mark.parametrize("level", [Level.GOVERNMENT_SMALL, Level.GOVERNMENT_ALL])
def test_one_day_after_an_expiry_the_level_is_gone_and_no_job_has_run(owner_of, session, level):
    business, owner = make.verified(level)
    browser = owner_of(business, owner)
    until = getattr(business, f"ready_until_{level.value}")
    name = f'data-level="{level.value}" data-reached='
    last_day = until - clock.today()
    try:
        clock.set_offset(last_day)
        assert f'{name}"ya"' in text_of(browser.get(START))
        clock.set_offset(last_day + timedelta(days=1))
        assert f'{name}"tidak"' in text_of(browser.get(START))
        assert "Habis berlaku" in text_of(browser.get(START))
    finally:
        clock.set_offset(timedelta(0))


def test_whoever_has_no_shop_is_led_to_open_one(as_actor):
    account = make.person()
    browser = as_actor(account.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))
    assert browser.get(START).location == "/penjual/mulai/toko"


def test_the_page_costs_the_same_however_much_was_shown(owner_of):
    spent = []
    for business, owner in (make.business(), make.verified(Level.GOVERNMENT_ALL)):
        browser = owner_of(business, owner)
        browser.get(START)
        spent.append(counting.current())
    assert spent[0] == spent[1]


class TestOwnPhone:
    @pytest.fixture
    def unproved(self, database):
        with unit_of_work(actor=make.SYSTEM) as (session, actor):
            account = accounts.create_account(
                session, actor, name="Wati", phone="081299990000", password="kopi susu dan pagi"
            )
        return make.business(account)

    def test_the_code_opens_the_shop(self, session, owner_of, unproved):
        business, owner = unproved
        browser = owner_of(business, owner)
        assert 'href="/penjual/mulai/nomor"' in text_of(browser.get(START))
        browser.submit("/penjual/mulai/nomor/kirim", {}, page="/penjual/mulai/nomor")
        body = session.scalar(select(Message.body).order_by(Message.id.desc()).limit(1))
        digits = re.search(r"\b\d{6}\b", body)[0]
        wrong = f"{(int(digits) + 1) % 10**6:06d}"
        assert browser.submit("/penjual/mulai/nomor", {"digits": wrong}).status_code == 422
        make.fresh(session, business)
        assert business.ready_until_retail is None
        assert browser.submit("/penjual/mulai/nomor", {"digits": digits}).location == START
        make.fresh(session, business)
        assert business.ready_until_retail is not None

    def test_staff_and_strangers_prove_nothing(self, as_actor, unproved):
        account = make.person()
        browser = as_actor(account.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))
        assert browser.get("/penjual/mulai/nomor").status_code == 403


class TestLessons:
    def test_every_requirement_has_its_lesson_on_every_day_it_holds(self):
        for row in all_requirements():
            since = max(row.period.since, date(2026, 1, 1))
            assert lesson(row.lesson, since), row.key
            assert lesson(row.lesson, TODAY), row.key

    def test_every_lesson_is_for_something(self):
        wanted = {row.lesson for form in LegalForm for row in requirements(form, TODAY)}
        wanted |= {row.lesson for row in all_requirements()}
        assert {each.slug for each in lessons(TODAY)} == wanted

    @pytest.mark.parametrize("each", lessons(TODAY), ids=lambda each: each.slug)
    def test_is_short_enough_to_be_read_aloud_in_two_minutes(self, each):
        assert each.minutes <= 2
        sentences = re.split(r"(?<=[.?!:])\s", " ".join((each.gist, *each.steps, *each.watch)))
        assert max(len(sentence.split()) for sentence in sentences) <= 14, each.slug
        assert each.basis
        assert 3 <= len(each.steps) <= 6

    def test_pages_open_and_an_unknown_one_does_not(self, owner_of):
        browser = owner_of(*make.business())
        listed = text_of(browser.get("/penjual/belajar"))
        for each in lessons(TODAY):
            assert f'href="/penjual/belajar/{each.slug}"' in listed
            assert each.steps[0] in text_of(browser.get(f"/penjual/belajar/{each.slug}"))
        assert browser.get("/penjual/belajar/tidak-ada").status_code == 404

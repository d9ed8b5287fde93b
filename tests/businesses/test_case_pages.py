"""The verifier's pages: the paper beside the form, one key or one button a step, the next case by itself."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.businesses import services
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Decision, Paper
from marketplace.businesses.states import CaseState
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra import counting
from marketplace.infra.audit import PLATFORM, AuditEntry
from marketplace.infra.files import StoredFile
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from tests.businesses import factories as make
from tests.client import HTMX

SMALL = Level.GOVERNMENT_SMALL
SEEN = re.compile(r'name="dilihat" value="([^"]*)"')


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def judge(as_actor):
    """A verifier's browser; somebody else's account can be given."""

    def open_browser(account=None, *, name="Rahmat Hidayatullah"):
        account = account or make.person(name)
        with unit_of_work(actor=Actor.system("tests")) as (session, actor):
            accounts.grant_platform_role(session, actor, user_id=account.id, role=Role.VERIFIER)
        return as_actor(account.id, Role.VERIFIER, PLATFORM, code="platform")

    return open_browser


def send(browser, case, fields, **kwargs):
    """Press a button of the case's page, with what the page hides in its form."""
    page = f"/verifikasi/{case.code}"
    seen = SEEN.search(text_of(browser.get(page)))
    return browser.submit(page, {"dilihat": seen[1] if seen else ""} | fields, **kwargs)


def ticks(business):
    return {
        f"{key}.{number}": "1"
        for key, answer in make.all_yes(business, SMALL).items()
        for number in range(len(answer.yes))
    }


class TestFirst:
    def test_one_button_ticks_every_box_and_saves_nothing(self, session, judge):
        _business, _owner, case = make.waiting_case()
        browser = judge()
        shown = send(browser, case, {"tandai": "1"}, headers=HTMX)
        assert shown.status_code == 200
        page = text_of(shown)
        assert page.count("checked") == len(ticks(_business))
        assert re.search(r'<button[^>]*value="accept"[^>]*autofocus', page)
        make.fresh(session, case)
        assert case.state is CaseState.SUBMITTED

    def test_what_is_ticked_is_kept_when_something_is_missing(self, judge):
        _business, _owner, case = make.waiting_case()
        fields = {"decision": "accept", "nib.0": "1", "nib.catatan": "Ulangi fotonya.", "reason": "Alasan"}
        partly = send(judge(), case, fields, headers=HTMX)
        assert partly.status_code == 422
        page = text_of(partly)
        assert 'name="nib.0" value="1" checked' in page
        assert "Ulangi fotonya." in page
        assert "Alasan</textarea>" in page
        assert "Semua butir harus dijawab ya" in page

    def test_the_next_case_opens_by_itself(self, session, judge):
        business, _owner, first = make.waiting_case(name="Satu")
        second = make.waiting_case(name="Dua")[2]
        browser = judge()
        answer = send(browser, first, ticks(business) | {"decision": "accept"})
        assert answer.location == f"/verifikasi/{second.code}"
        assert "Satu: keputusan disimpan" in text_of(browser.get(answer.location))
        assert send(browser, second, ticks(business) | {"decision": "accept"}).location == "/verifikasi"

    def test_returning_tells_the_owner_why(self, session, judge, as_actor):
        business, owner, case = make.waiting_case()
        fields = {"decision": "return", "reason": "Foto NIB terpotong.", "nib.catatan": "Ulangi fotonya."}
        assert send(judge(), case, fields).status_code == 303
        browser = as_actor(
            owner.user_id, Role.OWNER, PartyRef(PartyKind.BUSINESS, business.id), code=business.code
        )
        assert "Foto NIB terpotong." in text_of(browser.get("/penjual/usaha"))
        assert "Ulangi fotonya." in text_of(browser.get("/penjual/usaha/berkas"))

    def test_a_page_older_than_the_data_keeps_the_words_and_drops_the_ticks(self, session, judge):
        business, owner, case = make.waiting_case()
        browser, page = judge(), f"/verifikasi/{case.code}"
        seen = SEEN.search(text_of(browser.get(page)))[1]
        with unit_of_work(actor=owner) as (inside, actor):
            services.fill_profile(inside, actor, business.id, values={"nib": "9120999014999"})
        fields = {"dilihat": seen, "decision": "accept", "nib.catatan": "Cocok di OSS."}
        answer = browser.submit(page, ticks(business) | fields)
        assert answer.status_code == 422
        assert "berubah sejak Anda membukanya" in text_of(answer)
        assert "Cocok di OSS." in text_of(answer)
        assert "checked" not in text_of(answer)

    def test_a_button_that_is_none_is_refused(self, judge):
        _business, _owner, case = make.waiting_case()
        for fields in ({}, {"decision": "hapus"}, {"answer": "mungkin"}):
            answer = send(judge(), case, fields)
            assert answer.status_code == 422
            assert "Pilih salah satu tombol" in text_of(answer)


class TestSecond:
    def test_sees_the_first_ones_answers_and_confirms(self, session, judge):
        business, _owner, case = make.waiting_case()
        send(judge(), case, ticks(business) | {"decision": "accept"})
        browser = judge(name="Theresia Manurung")
        shown = text_of(browser.get(f"/verifikasi/{case.code}"))
        assert "Usulan Rahmat Hidayatullah: Diterima" in shown
        assert "tandai" not in shown
        assert send(browser, case, {"answer": "setuju"}).location == "/verifikasi"
        make.fresh(session, business)
        assert business.ready_until_government_small is not None

    def test_sends_back_only_with_a_reason(self, session, judge):
        business, _owner, case = make.waiting_case()
        send(judge(), case, ticks(business) | {"decision": "accept"})
        browser = judge(name="Theresia Manurung")
        wrong = send(browser, case, {"answer": "kembali"})
        assert wrong.status_code == 422
        assert "Belum" not in text_of(wrong), "what the first one answered is still there"
        assert send(browser, case, {"answer": "kembali", "reason": "Nama beda."}).status_code == 303
        make.fresh(session, case)
        assert (case.state, case.sent_back_reason) == (CaseState.SUBMITTED, "Nama beda.")

    def test_the_first_one_reads_that_somebody_else_decides(self, judge):
        business, _owner, case = make.waiting_case()
        browser = judge()
        send(browser, case, ticks(business) | {"decision": "accept"})
        shown = text_of(browser.get(f"/verifikasi/{case.code}"))
        assert "menunggu verifikator lain" in shown
        assert "Setujui usulan" not in shown
        assert send(browser, case, {"answer": "setuju"}).status_code == 422

    def test_two_who_press_at_once_are_told_what_became_of_it(self, session, judge):
        business, _owner, case = make.waiting_case()
        slow = judge(name="Lambat")
        page = text_of(slow.get(f"/verifikasi/{case.code}"))
        with unit_of_work(actor=Actor.system("tests")) as (inside, _actor):
            inside.get_one(VerificationCase, case.id).held_until = None
        send(judge(), case, ticks(business) | {"decision": "accept"})
        late = ticks(business) | {"dilihat": SEEN.search(page)[1], "decision": "accept"}
        answer = slow.submit(f"/verifikasi/{case.code}", late)
        assert answer.status_code == 422
        assert "Menunggu verifikator kedua" in text_of(answer)
        assert "Setujui usulan" in text_of(answer)


class TestReading:
    def test_a_case_that_somebody_reads_offers_no_form(self, judge):
        _business, _owner, case = make.waiting_case()
        judge().get(f"/verifikasi/{case.code}")
        shown = text_of(judge(name="Theresia").get(f"/verifikasi/{case.code}"))
        assert "Sedang diperiksa Rahmat Hidayatullah" in shown
        assert "Usulkan diterima" not in shown

    def test_opening_is_noted_once(self, session, judge):
        _business, _owner, case = make.waiting_case()
        browser = judge()
        for _ in range(2):
            browser.get(f"/verifikasi/{case.code}")
        noted = select(AuditEntry.id).where(AuditEntry.action == "businesses.hold_case")
        assert len(session.scalars(noted).all()) == 1

    def test_the_paper_is_shown_beside_the_form_and_nowhere_else(self, session, judge):
        business, owner, case = make.waiting_case()
        out = io.BytesIO()
        Image.new("RGB", (64, 40), "white").save(out, "JPEG")
        with unit_of_work(actor=owner) as (inside, actor):
            paper = Paper(out.getvalue(), "ktp.jpg")
            services.submit_evidence(inside, actor, business.id, requirement="owner_identity", paper=paper)
        browser = judge()
        page = browser.get(f"/verifikasi/{case.code}")
        assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
        assert "frame-src" not in browser.get("/verifikasi").headers["Content-Security-Policy"]
        code = re.search(r'<iframe[^>]*src="/berkas/(\w+)\?cara=lihat"', text_of(page))[1]
        inside = browser.get(f"/berkas/{code}?cara=lihat")
        assert inside.headers["Content-Disposition"].startswith("inline")
        assert "frame-ancestors 'self'" in inside.headers["Content-Security-Policy"]
        assert "script-src" not in inside.headers["Content-Security-Policy"]
        alone = browser.get(f"/berkas/{code}")
        assert alone.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in alone.headers["Content-Security-Policy"]

    def test_a_paper_already_accepted_is_not_opened_by_itself(self, session, judge):
        business, owner = make.verified()
        out = io.BytesIO()
        Image.new("RGB", (64, 40), "white").save(out, "JPEG")
        with unit_of_work(actor=owner) as (inside, actor):
            paper = Paper(out.getvalue(), "nib.jpg")
            services.submit_evidence(inside, actor, business.id, requirement="nib", paper=paper)
            case = services.submit_for_verification(inside, actor, business.id, SMALL)
        which = Evidence.business_id == business.id, Evidence.requirement == "nib"
        newest = session.scalars(select(Evidence).where(*which).order_by(Evidence.id.desc())).first()
        code = session.get_one(StoredFile, newest.file_id).code
        page = text_of(judge().get(f"/verifikasi/{case.code}"))
        assert re.search(r'<iframe[^>]*src="/berkas/(\w+)\?cara=lihat"', page)[1] == code

    def test_each_paper_stands_beside_the_data_it_proves(self, session, judge):
        business, owner, case = make.waiting_case()
        with unit_of_work(actor=owner) as (inside, actor):
            services.set_bank_account(
                inside, actor, business.id, bank="Bank Demo", number="0099990012345", holder="Sari Handayani"
            )
        shown = text_of(judge().get(f"/verifikasi/{case.code}"))
        assert "•••••••••2345" in shown
        assert "0099990012345" not in shown
        assert "Sari H" in shown

    def test_the_number_typed_with_a_paper_is_masked_like_the_profile(self, session, judge):
        business, _, case = make.waiting_case()
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            which = Evidence.business_id == business.id, Evidence.requirement == "nib"
            inside.scalars(select(Evidence).where(*which)).one().number = business.nib
        shown = text_of(judge().get(f"/verifikasi/{case.code}"))
        assert f"nomor •••••••••{business.nib[-4:]}" in shown
        assert business.nib not in shown

    def test_somebody_who_helped_the_business_never_opens_it(self, session, judge):
        business, owner, case = make.waiting_case()
        rina = make.person("Rina")
        make.mandate(business, owner, to=rina)
        answer = judge(rina).get(f"/verifikasi/{case.code}")
        assert answer.status_code == 422
        assert "petugas lain" in text_of(answer)

    def test_owners_and_shoppers_are_kept_out(self, as_actor):
        business, owner, case = make.waiting_case()
        browser = as_actor(
            owner.user_id, Role.OWNER, PartyRef(PartyKind.BUSINESS, business.id), code=business.code
        )
        assert browser.get(f"/verifikasi/{case.code}").status_code == 403
        account = make.person()
        shopper = as_actor(account.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))
        assert shopper.get("/verifikasi").status_code == 403


class TestQueue:
    def test_every_filter_is_an_address_and_nonsense_is_ignored(self, judge):
        make.waiting_case()
        browser = judge()
        for query in ("", "?status=proposed", "?jenjang=retail", "?wilayah=35", "?milik=saya", "?hal=9"):
            assert browser.get(f"/verifikasi{query}").status_code == 200
        shown = text_of(browser.get("/verifikasi?status=x&jenjang=y&wilayah=35.77'&milik=orang"))
        assert "Keripik Tempe Bu Sari" in shown

    def test_asks_the_database_as_often_for_many_as_for_few(self, judge):
        browser = judge()
        asked = []
        for number in range(3):
            make.waiting_case(name=f"Toko {number}")
            browser.get("/verifikasi")
            asked.append(counting.current())
        assert asked[0] == asked[-1] > 0


def test_a_case_of_one_person_is_not_two_by_the_page(session, judge):
    """The rule stands in the services; the page has no way around it."""
    business, _owner, case = make.waiting_case()
    account = make.person("Rahmat")
    browser = judge(account)
    send(browser, case, ticks(business) | {"decision": Decision.ACCEPT.value})
    send(judge(account), case, {"answer": "setuju"})
    make.fresh(session, case)
    assert case.state is CaseState.PROPOSED

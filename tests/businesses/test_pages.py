"""Pages of an owner and of a verifier."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from marketplace.businesses import queries, services
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import Level
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.audit import AuditEntry
from marketplace.infra.files import StoredFile
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import PartyKind, PartyRef, Role
from tests.businesses import factories as make
from tests.client import HTMX

SMALL = Level.GOVERNMENT_SMALL
DISTRICT = "35.77.03"


def text_of(answer):
    return answer.get_data(as_text=True)


def waiting_case():
    business, owner = make.business()
    make.fill(business, owner)
    make.show_everything(business, owner, SMALL)
    with unit_of_work(actor=owner) as (session, actor):
        return business, owner, services.submit_for_verification(session, actor, business.id, SMALL)


class TestRegistering:
    @pytest.fixture
    def browser(self, as_actor):
        account = make.person()
        return as_actor(account.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))

    def test_a_district_is_found_without_scripts_and_nothing_typed_is_lost(self, session, browser):
        typed = {"name": "Toko Bu Sari", "place_query": "Taman"}
        searched = browser.submit("/penjual/mulai/toko", typed | {"cari": "1"})
        assert searched.status_code == 200
        assert 'value="Toko Bu Sari"' in text_of(searched)
        assert DISTRICT in text_of(searched)
        assert session.scalar(select(Business.id)) is None

        unsure = browser.submit("/penjual/mulai/toko", typed | {"region_code": DISTRICT})
        assert unsure.status_code == 422
        done = browser.submit("/penjual/mulai/toko", typed | {"region_code": DISTRICT, "agreed": "1"})
        assert done.location == "/penjual"
        assert "Tambah produk pertama" in text_of(browser.get("/penjual"))
        assert session.scalar(select(Business.region_code)) == DISTRICT

    def test_a_name_that_fits_one_district_needs_no_choosing(self, session, browser):
        typed = {"name": "Toko Bu Sari", "place_query": "Taman, Kota Madiun", "agreed": "1"}
        assert browser.submit("/penjual/mulai/toko", typed).status_code == 303
        assert session.scalar(select(Business.region_code)) == DISTRICT

    def test_a_name_that_fits_several_asks_which(self, session, browser):
        typed = {"name": "Toko Bu Sari", "place_query": "Taman", "agreed": "1"}
        answer = browser.submit("/penjual/mulai/toko", typed)
        assert answer.status_code == 422
        assert "Taman, Kota Madiun, Jawa Timur" in text_of(answer)
        assert session.scalar(select(Business.id)) is None

    def test_districts_appear_while_typing_and_as_a_page(self, browser):
        found = browser.get("/penjual/mulai/kecamatan?place_query=coblong", headers=HTMX)
        assert "Coblong, Kota Bandung, Jawa Barat" in text_of(found)
        assert "<html" not in text_of(found)
        assert "Coblong" in text_of(browser.get("/penjual/mulai/kecamatan?place_query=coblong"))

    def test_what_is_smaller_than_no_district_is_refused(self, session, browser):
        fields = {"name": "Toko", "region_code": "35.77", "agreed": "1"}
        assert browser.submit("/penjual/mulai/toko", fields).status_code == 422
        assert session.scalar(select(Business.id)) is None


class TestSections:
    @pytest.mark.parametrize("slug", ["cerita", "alamat", "nomor", "skala"])
    def test_open_and_answer_a_bad_form_with_the_form_alone(self, owner_of, slug):
        business, owner = make.business()
        browser = owner_of(business, owner)
        page = f"/penjual/usaha/{slug}"
        bad = {"name": "", "street": "", "nib": "1", "size_amount": "banyak"}
        answer = browser.submit(page, bad, headers=HTMX)
        assert answer.status_code == 422
        assert "<html" not in text_of(answer)
        assert 'role="alert"' in text_of(answer)

    def test_every_wrong_number_is_named_beside_its_field(self, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        shown = text_of(browser.submit("/penjual/usaha/nomor", {"nib": "1", "npwp": "2"}, headers=HTMX))
        assert all(f'id="{name}-galat"' in shown for name in ("nib", "npwp"))

    def test_the_size_is_computed_and_shown(self, session, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        fields = {"size_basis": "sales", "size_amount": "186.000.000", "size_year": "2025"}
        assert browser.submit("/penjual/usaha/skala", fields).status_code == 303
        assert "Usaha mikro" in text_of(browser.get("/penjual/usaha"))

    def test_a_page_older_than_the_profile_saves_nothing(self, session, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        make.fill(business, owner)
        fields = {"name": "Lama", "legal_form": "cv", "versi": "1"}
        answer = browser.submit("/penjual/usaha/cerita", fields)
        assert answer.status_code == 422
        assert "baru saja diubah" in text_of(answer)

    def test_a_code_found_by_words_is_ticked_and_kept_beside_those_typed(self, session, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        page = "/penjual/usaha/nomor"
        typed = {"nib": "9120999014277", "kbli_2025": "47611", "kbli_query": "kerupuk"}
        shown = browser.submit(page, typed | {"cari": "1"})
        assert shown.status_code == 200
        assert all(words in text_of(shown) for words in ("9120999014277", "47611", 'value="2020.10794"'))
        assert queries.kbli_of(session, business.id) == []
        saved = browser.submit(page, typed | {"kbli_picked": ["2020.10794"]})
        assert saved.status_code == 303
        assert set(queries.kbli_of(session, business.id)) == {("2025", "47611"), ("2020", "10794")}

    def test_words_without_a_code_say_so_and_lose_nothing(self, owner_of):
        business, owner = make.business()
        typed = {"nib": "9120999014277", "kbli_query": "zzzz", "cari": "1"}
        shown = text_of(owner_of(business, owner).submit("/penjual/usaha/nomor", typed))
        assert "Tidak ada yang cocok" in shown
        assert "9120999014277" in shown


class TestPapers:
    def test_a_paper_larger_than_other_forms_is_uploaded_and_downloaded_by_its_owner(self, session, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        content = make.PDF.ljust(2 * 1024 * 1024, b" ")
        page = "/penjual/usaha/berkas/ktp"
        answer = browser.submit(page, {"content": (io.BytesIO(content), "KTP Sari.pdf"), "number": ""})
        assert answer.status_code == 303
        stored = session.scalar(select(StoredFile))
        got = browser.get(f"/berkas/{stored.code}")
        assert got.data == content
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert got.cache_control.no_store
        assert session.scalar(select(AuditEntry.id).where(AuditEntry.action == "files.read"))

    def test_a_stranger_gets_what_a_missing_file_gets(self, session, owner_of):
        business, owner, _case = waiting_case()
        other, stranger = make.business(name="Toko Lain")
        stored = session.scalar(select(StoredFile))
        assert owner_of(business, owner).get(f"/berkas/{stored.code}").status_code == 200
        browser = owner_of(other, stranger)
        assert browser.get(f"/berkas/{stored.code}").status_code == 404
        assert browser.get("/berkas/7H2K9M4QRT").status_code == 404

    def test_a_picture_that_is_none_is_refused_beside_the_field(self, session, owner_of):
        business, owner = make.business()
        fields = {"content": (io.BytesIO(b"<html>"), "ktp.jpg")}
        answer = owner_of(business, owner).submit("/penjual/usaha/berkas/ktp", fields)
        assert answer.status_code == 422
        assert "bukan PDF, JPG, atau PNG" in text_of(answer)
        assert session.scalar(select(Evidence.file_id).where(Evidence.file_id.is_not(None))) is None

    def test_a_declaration_wants_its_tick(self, session, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        page = "/penjual/usaha/berkas/kapasitas"
        assert browser.submit(page, {}).status_code == 422
        assert browser.submit(page, {"agreed": "1"}).status_code == 303

    def test_what_the_profile_shows_is_completed_there(self, owner_of):
        business, owner = make.business()
        shown = text_of(owner_of(business, owner).get("/penjual/usaha/berkas"))
        assert "/penjual/usaha/skala" in shown
        assert "/penjual/usaha/berkas/skala-usaha" not in shown

    def test_submitting_too_early_says_what_is_missing(self, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        answer = browser.submit("/penjual/usaha/ajukan", {"level": SMALL.value}, page="/penjual/usaha/cerita")
        assert answer.status_code == 422
        assert "NIB dari OSS" in text_of(answer)

    def test_what_is_complete_is_submitted_once_at_its_highest_level(self, owner_of):
        business, owner = make.business()
        make.show_everything(business, owner, SMALL)
        browser = owner_of(business, owner)
        profile = text_of(browser.get("/penjual/usaha"))
        assert [
            profile.count(f"Ajukan “{name}”")
            for name in ("Bisa jualan ke pembeli", "Bisa jualan ke pemerintah, nilai kecil")
        ] == [0, 1]
        assert "Ajukan untuk diperiksa" in text_of(browser.get("/penjual/usaha/berkas"))


class TestBankAccount:
    def test_opens_only_after_the_owner_proved_herself_again(self, owner_of):
        business, owner = make.business()
        answer = owner_of(business, owner, stepped_up=False).get("/penjual/usaha/rekening")
        assert answer.status_code == 303
        assert answer.location.startswith("/akun/konfirmasi")

    def test_is_shown_masked(self, owner_of):
        business, owner = make.business()
        browser = owner_of(business, owner)
        fields = {"bank": "Bank Jatim", "number": "0099990012345", "holder": "Sari Handayani"}
        browser.submit("/penjual/usaha/rekening", fields)
        shown = text_of(browser.get("/penjual/usaha/rekening"))
        assert "•••••••••2345" in shown
        assert "0099990012345" not in shown

"""The staff's pages of sanctions and the seller's, from proposal to objection and answer."""

from __future__ import annotations

import re

import pytest

from marketplace.accounts import services as accounts
from marketplace.infra import counting
from marketplace.infra.audit import PLATFORM
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from tests.businesses import factories as make
from tests.client import HTMX


@pytest.fixture
def staff(as_actor):
    def sign_in(name: str, role: Role = Role.ADMIN):
        person = make.person(name)
        with unit_of_work(actor=make.SYSTEM) as (session, actor):
            accounts.grant_platform_role(session, actor, user_id=person.id, role=role)
        return as_actor(person.id, role, PLATFORM, code="platform")

    return sign_in


@pytest.fixture
def story(database, as_actor, staff):
    business, owner = make.verified()
    hers = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code)
    return business, hers, staff("Rahmat", Role.VERIFIER), staff("Yusuf")


def fields(**changed):
    return {
        "kind": "freeze",
        "ground": "catalogue_breach",
        "details": "Isi paket tidak sesuai foto.",
        "decision_number": "KEP-7/2026",
        "from_on": clock.today().isoformat(),
        "until_on": "",
    } | changed


def proposed(story, **changed) -> str:
    """The address of the new proposal."""
    business, _hers, rahmat, _yusuf = story
    answer = rahmat.submit(f"/kelola/sanksi/usaha/{business.code}", fields(**changed))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_from_the_search_to_the_owners_answer(story, staff):
    business, hers, rahmat, yusuf = story
    found = rahmat.get("/kelola/sanksi?usaha=keripik").text
    assert f"/kelola/sanksi/usaha/{business.code}" in found
    proposal = proposed(story)
    assert "Tarik usulan" in rahmat.get(proposal).text
    assert "Setujui dan jalankan" in yusuf.get(proposal).text
    assert "sanksi" not in hers.get("/penjual/usaha").text.lower().split("<main")[1]
    assert yusuf.submit(proposal, {"answer": "setuju"}).status_code == 303

    page = hers.get("/penjual/usaha/sanksi").text
    assert "Pembekuan" in page
    assert "KEP-7/2026" in page
    assert "tetap dibayar" in page
    address = re.search(r'href="([^"]*/keberatan)"', page)[1]
    short = hers.submit(address, {"text": "tidak"}, headers=HTMX)
    assert short.status_code == 422
    assert "tidak</textarea>" in short.text
    assert hers.submit(address, {"text": "Foto sudah saya ganti hari itu juga."}).status_code == 303

    laila = staff("Laila")
    desk = laila.get("/kelola/sanksi").text
    answering = re.search(r'href="(/kelola/sanksi/[^"]*/keberatan)"', desk)[1]
    assert "Foto sudah saya ganti" in laila.get(answering).text
    same = yusuf.submit(answering, {"uphold": "ya", "answer": "Bukti Anda cocok dengan foto."})
    assert same.status_code == 422
    assert "tidak mengusulkan atau menjatuhkan sanksinya" in same.text
    sent = laila.submit(answering, {"uphold": "ya", "answer": "Bukti Anda cocok dengan foto."})
    assert sent.status_code == 303
    page = hers.get("/penjual/usaha/sanksi").text
    assert "Dicabut" in page
    assert "Bukti Anda cocok" in page


def test_nothing_typed_is_lost_and_each_error_stands_beside_its_field(story):
    business, _hers, rahmat, _yusuf = story
    url = f"/kelola/sanksi/usaha/{business.code}"
    answer = rahmat.submit(url, fields(kind="blacklist", decision_number=""), headers=HTMX)
    assert answer.status_code == 422
    assert 'id="decision_number-galat"' in answer.text
    assert "Isi paket tidak sesuai foto." in answer.text
    answer = rahmat.submit(url, fields(kind="blacklist"), headers=HTMX)
    assert 'id="ground-galat"' in answer.text


def test_the_same_form_twice_makes_one_proposal(story):
    business, _hers, rahmat, _yusuf = story
    url = f"/kelola/sanksi/usaha/{business.code}"
    shown = rahmat.get(url).text
    hidden = dict(re.findall(r'name="(_\w+)" value="([^"]*)"', shown))
    first = rahmat.post(url, data=hidden | fields())
    again = rahmat.post(url, data=hidden | fields())
    assert first.headers["Location"] == again.headers["Location"]
    assert rahmat.get("/kelola/sanksi").text.count("data-result") == 1


def test_the_proposer_takes_it_back_and_refusing_wants_a_reason(story):
    _business, _hers, rahmat, yusuf = story
    proposal = proposed(story)
    refused = yusuf.submit(proposal, {"answer": "tolak", "reason": ""})
    assert refused.status_code == 422
    assert 'id="reason-galat"' in refused.text
    assert rahmat.submit(proposal, {"answer": "tarik"}).status_code == 303
    assert "Ditarik pengusul" in yusuf.get("/kelola/sanksi?lihat=riwayat").text


def test_lifting_is_proposed_from_the_history(story):
    business, hers, rahmat, yusuf = story
    yusuf.submit(proposed(story), {"answer": "setuju"})
    page = rahmat.get(f"/kelola/sanksi/usaha/{business.code}").text
    address = re.search(r'href="([^"]*/cabut)"', page)[1]
    answer = rahmat.submit(address, {"reason": "Sudah dibenahi."})
    assert yusuf.submit(answer.headers["Location"], {"answer": "setuju"}).status_code == 303
    assert "Dicabut" in hers.get("/penjual/usaha/sanksi").text


PAGES = ("/kelola/sanksi", "/kelola/sanksi/usaha/{business}", "{proposal}")


@pytest.mark.parametrize("page", PAGES)
def test_only_staff_open_them(story, client, as_actor, page):
    business, hers, rahmat, _yusuf = story
    url = page.format(business=business.code, proposal=proposed(story))
    assert rahmat.get(url).status_code == 200
    assert hers.get(url).status_code == 403
    assert client.get(url).status_code == 303


def test_somebody_elses_sanction_does_not_exist(story, as_actor):
    _business, hers, _rahmat, yusuf = story
    yusuf.submit(proposed(story), {"answer": "setuju"})
    address = re.search(r'href="([^"]*/keberatan)"', hers.get("/penjual/usaha/sanksi").text)[1]
    other, stranger = make.business(name="Toko Lain")
    browser = as_actor(stranger.user_id, Role.OWNER, stranger.party, code=other.code)
    assert browser.get(address).status_code == 404
    assert "KEP-7/2026" not in browser.get("/penjual/usaha/sanksi").text


def test_long_lists_cost_no_more_statements_and_have_pages(story):
    business, hers, rahmat, _yusuf = story
    make.sanction(business, begins=100, ends=101)
    pages = (hers, "/penjual/usaha/sanksi"), (rahmat, f"/kelola/sanksi/usaha/{business.code}")
    few = [(browser.get(url), counting.current())[1] for browser, url in pages]
    for _ in range(24):
        make.sanction(business, begins=100, ends=101)
    for (browser, url), before in zip(pages, few, strict=True):
        page = browser.get(url).text
        assert counting.current() <= before
        assert "Halaman 1 dari 2" in page

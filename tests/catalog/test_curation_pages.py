"""Pages of curation: the seller's claims and the curator's queue, each by a form as its page has it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.catalog.models import Claim, ClaimKind, Curation, Product
from marketplace.catalog.states import ClaimState, CurationState, ProductState
from marketplace.infra.audit import PLATFORM
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Role
from tests.businesses import factories as businesses
from tests.catalog import factories as make


@pytest.fixture
def curator(as_actor):
    person = businesses.person("Rahmat Hidayatullah")
    with unit_of_work(actor=businesses.SYSTEM) as (session, actor):
        accounts.grant_platform_role(session, actor, user_id=person.id, role=Role.VERIFIER)
    return as_actor(person.id, Role.VERIFIER, PLATFORM, code="platform")


@pytest.fixture
def seller(as_actor):
    business, owner = make.shop()
    make.classes(business, owner, [["2020", "10794"]])
    return business, owner, as_actor(owner.user_id, owner.role, owner.party, code=business.code)


def test_one_decision_opens_what_waits_next(session, curator, seller):
    business, owner, _browser = seller
    product = make.live(business, owner)
    first, second = (make.claimed(product, owner, kind) for kind in (ClaimKind.HALAL, ClaimKind.PIRT))
    page = curator.get("/kurasi").text
    assert page.count("<tr>") == 3
    fields = {"decision": "terima", "seen": "Sama dengan daftar.", "sent": first.submitted_at.isoformat()}
    answer = curator.submit(f"/kurasi/klaim/{first.code}", fields)
    assert answer.location.endswith(f"/kurasi/klaim/{second.code}")
    fields = {"decision": "terima", "sent": second.submitted_at.isoformat()}
    assert curator.submit(f"/kurasi/klaim/{second.code}", fields).location.endswith("/kurasi")
    assert {row.status for row in session.scalars(select(Claim))} == {ClaimState.VERIFIED}
    assert "Tidak ada yang menunggu" in curator.get("/kurasi").text


def test_a_refusal_without_reason_is_answered_beside_the_field(session, curator, seller):
    business, owner, browser = seller
    claim = make.claimed(make.live(business, owner), owner)
    url = f"/kurasi/klaim/{claim.code}"
    refused = curator.submit(url, {"decision": "tolak", "seen": "Tidak ada di daftar."})
    assert refused.status_code == 422
    assert "Tidak ada di daftar." in refused.text
    curator.submit(url, {"decision": "tolak", "reason": "Nomor atas nama usaha lain."})
    code = session.scalar(select(Product.code))
    page = browser.get(f"/penjual/produk/{code}/pengadaan").text
    assert "Nomor atas nama usaha lain." in page
    fixed = browser.submit(f"/penjual/produk/{code}/klaim/halal", {"number": "ID35110009999990926"})
    assert fixed.status_code == 303
    assert session.scalar(select(Claim.status)) is ClaimState.SUBMITTED


def test_the_certificate_stays_when_a_claim_is_sent_again_without_one(session, seller):
    business, owner, browser = seller
    product = make.live(business, owner)
    url = f"/penjual/produk/{product.code}/klaim/sni"
    fields = {"number": "LSPr-012/SNI-3692/2026", "expires_on": "2029-04-14"}
    assert browser.submit(url, fields).status_code == 422
    sent = browser.submit(url, fields | {"content": (io.BytesIO(businesses.PDF), "sertifikat sni.pdf")})
    assert sent.status_code == 303
    kept = session.scalar(select(Claim.file_id))
    assert "sertifikat sni.pdf" in browser.get(url).text
    assert browser.submit(url, fields | {"number": "LSPr-012/SNI-3692/2027"}).status_code == 303
    session.expire_all()
    assert session.execute(select(Claim.file_id, Claim.expires_on)).one() == (kept, date(2029, 4, 14))


def test_the_seller_reads_what_is_missing_and_asks_for_curation_when_nothing_is(session, curator, seller):
    business, owner, browser = seller
    product = make.live(business, owner)
    url = f"/penjual/produk/{product.code}/pengadaan"
    page = browser.get(url).text
    assert "Izin pangan" in page
    assert "Ajukan kurasi</" not in page
    for kind in (ClaimKind.PIRT, ClaimKind.HALAL):
        make.verified(product, owner, kind)
    assert "Ajukan kurasi" in browser.get(url).text
    assert browser.submit(f"/penjual/produk/{product.code}/kurasi", {}, page=url).status_code == 303
    asked = session.scalars(select(Curation)).one()
    decided = curator.submit(f"/kurasi/produk/{asked.code}", {"decision": "terima"})
    assert decided.status_code == 303
    session.expire_all()
    assert session.scalars(select(Curation)).one().state is CurationState.APPROVED
    assert "Syarat produk terpenuhi" in browser.get(url).text


def test_a_staged_change_is_shown_to_seller_and_curator(session, curator, seller):
    business, owner, browser = seller
    product = make.for_government(business, owner)
    url = f"/penjual/produk/{product.code}"
    fields = {
        "version": session.scalar(select(Product.version)),
        "name": "Keripik tempe pedas",
        "price": "18.000",
        "unit": "bungkus",
        "category": "camilan-kering",
        "without_photo": "1",
    }
    assert browser.submit(url, fields).status_code == 303
    assert "Menunggu kurator" in browser.get(url).text
    assert browser.submit(f"{url}/tarik-perubahan", {}, page=url).status_code == 303
    assert "Menunggu kurator" not in browser.get(url).text
    assert curator.get("/kurasi?jenis=perubahan").text.count("/kurasi/perubahan/") == 0
    fields["version"] = session.scalar(select(Product.version))
    assert browser.submit(url, fields).status_code == 303
    queue = curator.get("/kurasi?jenis=perubahan").text
    code = queue.partition("/kurasi/perubahan/")[2][:10]
    page = curator.get(f"/kurasi/perubahan/{code}").text
    assert "Keripik tempe sagu 250 g" in page
    assert "Keripik tempe pedas" in page
    assert curator.submit(f"/kurasi/perubahan/{code}", {"decision": "terima"}).status_code == 303
    assert session.scalar(select(Product.name)) == "Keripik tempe pedas"


def test_the_archive_is_one_tap_and_back(session, seller):
    business, owner, browser = seller
    product = make.live(business, owner)
    page = f"/penjual/produk/{product.code}"
    browser.submit(f"{page}/arsip", {"aksi": "archive"}, page=page)
    session.expire_all()
    assert session.scalar(select(Product.state)) is ProductState.ARCHIVED
    browser.submit(f"{page}/arsip", {"aksi": "restore"}, page=page)
    session.expire_all()
    assert session.scalar(select(Product.state)) is ProductState.WITHDRAWN


def test_history_is_read_by_seller_and_curator(curator, seller):
    business, owner, browser = seller
    product = make.live(business, owner)
    assert "Versi 1" in browser.get(f"/penjual/produk/{product.code}/riwayat").text
    assert "Versi 1" in curator.get(f"/riwayat-produk/{product.code}").text
    assert browser.get(f"/riwayat-produk/{product.code}").status_code == 403


def test_sellers_do_not_open_the_queue(seller):
    assert seller[2].get("/kurasi").status_code == 403

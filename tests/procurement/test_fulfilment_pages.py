"""The pages after the SPK: what each shows to whom, forms that keep what was typed, lists that stay cheap."""

from __future__ import annotations

import pytest
from flask import url_for
from sqlalchemy import func, select

from marketplace.infra import counting, triggers
from marketplace.infra.audit import AuditEntry
from marketplace.infra.timeline import StateChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Role
from marketplace.procurement.contract_models import Acceptance, Delivery, PaymentRecord, Rating
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.package_models import Package
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def browser(as_actor, story):
    """`browser(actor)`: that person's browser in that seat, the second factor just given."""

    def sign_in(actor):
        code = story.shop.business.code if actor.party.kind == "business" else story.unit.unit.code
        return as_actor(
            actor.user_id, actor.role, actor.party, code=code, label="Kursi", mandate_id=actor.mandate_id
        )

    return sign_in


def text_of(response, status=200):
    assert response.status_code == status, response.get_data(as_text=True)[:2000]
    return response.get_data(as_text=True)


def test_the_owner_sends_part_of_the_goods(browser, session, story):
    contract = after.in_force(story)
    owner, url = browser(story.shop.owner), f"/penjual/pengadaan/{contract.package.code}/kirim"
    assert 'value="1200"' in text_of(owner.get(url))
    typed = {"quantity-1": "1.201", "note": "Truk Pak Darmo, SJ-1"}
    answer = text_of(owner.submit(url, typed), 422)
    assert "masih perlu dikirim 1200 paket" in answer
    assert "Truk Pak Darmo, SJ-1" in answer
    assert "Isi jumlah dengan angka" in text_of(owner.submit(url, {"quantity-1": "seribu"}), 422)
    assert owner.submit(url, {"quantity-1": "700"}).status_code == 303
    assert session.scalars(select(Delivery.number)).all() == [1]
    assert "Masih perlu dikirim 500 dari 1200 paket" in text_of(owner.get(url))


def test_counting_at_the_door_works_by_plain_buttons(browser, session, story):
    contract = after.in_force(story)
    delivery = after.shipped(story, contract)
    ppk = browser(story.unit.ppk)
    url = f"/pengadaan/kontrak/{contract.code}/terima/{delivery.code}"
    typed = {"received-1": "1200", "refused-1": "9", "reason-1": "Besek penyok."}
    stepped = text_of(ppk.submit(url, typed | {"ubah": "refused-1:+"}))
    assert 'name="received-1"' in stepped
    assert 'value="1190"' in stepped
    assert 'value="10"' in stepped
    assert "Besek penyok." in stepped
    assert session.scalars(select(Delivery.received_at)).all() == [None]
    good = {"received-1": "1190", "refused-1": "10", "reason-1": "Besek penyok."}
    assert ppk.submit(url, good).status_code == 303
    shown = text_of(ppk.get(f"/pengadaan/kontrak/{contract.code}"))
    assert "Diterima baik 1.190" in shown
    assert "Besek penyok." in shown


def test_counting_wrongly_keeps_what_was_typed(browser, story):
    contract = after.in_force(story)
    delivery = after.shipped(story, contract)
    url = f"/pengadaan/kontrak/{contract.code}/terima/{delivery.code}"
    answer = browser(story.unit.ppk).submit(url, {"received-1": "1190", "refused-1": "10", "reason-1": ""})
    shown = text_of(answer, 422)
    assert "Tulis alasan" in shown
    assert 'value="1190"' in shown


def test_bast_bill_payment_and_rating_through_the_pages(browser, session, story):
    contract = after.in_force(story)
    after.delivered(story, contract)
    office, deal = f"/pengadaan/kontrak/{contract.code}", f"/penjual/pengadaan/{contract.package.code}"
    ppk, owner = browser(story.unit.ppk), browser(story.shop.owner)
    treasurer = browser(story.unit.treasurer)
    assert "Semua barang sudah diterima baik" in text_of(ppk.get(office))
    assert ppk.submit(f"{office}/bast", {}).status_code == 303
    assert "Giliran Anda menandatangani" in text_of(owner.get(f"{deal}/bast"))
    assert owner.submit(f"{deal}/bast", {}).headers["Location"].endswith("/uang")
    assert "Isi nomor tagihan" in text_of(
        owner.submit(f"{deal}/tagih", {"number": ""}, page=f"{deal}/uang"), 422
    )
    assert owner.submit(f"{deal}/tagih", {"number": "TG/1"}, page=f"{deal}/uang").status_code == 303
    page = text_of(treasurer.get(f"{office}/bayar"))
    assert 'value="936.000"' in page
    money = {"route": "LS", "reference": "SP2D-7", "paid_on": after.payment().paid_on.isoformat()}
    again = text_of(treasurer.submit(f"{office}/bayar", money | {"withheld-pph22": "400.000", "hitung": "1"}))
    assert "Rp62.000.000" in again
    assert session.scalar(select(func.count()).select_from(PaymentRecord)) == 0
    assert treasurer.submit(f"{office}/bayar", money | {"withheld-pph22": "400.000"}).status_code == 303
    assert "Lunas" in text_of(owner.get(f"{deal}/uang"))
    scores = {"score-quality": "3", "score-cost": "3", "score-time": "1", "score-service": "2"}
    package = f"/pengadaan/paket/{contract.package.code}"
    assert "Nilai penyedia" in text_of(ppk.get(package))
    kept = text_of(ppk.submit(f"{office}/nilai", scores), 422)
    assert "alasan nilai terendah untuk waktu" in kept
    assert ppk.submit(f"{office}/nilai", scores | {"reason-time": "Telat tiga hari."}).status_code == 303
    assert "Nilai penyedia" not in text_of(ppk.get(package)), "it was rated"
    answer = owner.submit(f"{deal}/jawab-nilai", {"text": "Maaf, truknya mogok."}, page=f"{deal}/uang")
    assert answer.status_code == 303
    assert "truknya mogok" in text_of(ppk.get(office))
    assert session.scalar(select(Rating.total)) == 220


def test_a_helper_reads_the_bast_and_is_refused_signing_it(browser, session, story):
    contract = after.in_force(story)
    after.delivered(story, contract)
    after.drawn_up(story, contract)
    helper = browser(people.acting(people.mandate(story.shop.business, story.shop.owner)))
    url = f"/penjual/pengadaan/{contract.package.code}/bast"
    assert "Hanya pemilik usaha yang menandatangani" in text_of(helper.get(url))
    assert helper.submit(url, {}, page="/akun").status_code == 403
    assert session.scalars(select(Acceptance.seller_signed_at)).all() == [None]


def test_a_page_of_another_unit_or_seller_does_not_exist(browser, as_actor, story):
    contract = after.handed_over(story)
    delivery = contract.deliveries[0]
    elsewhere = factories.work_unit()
    foreign = factories.official(elsewhere, Role.PPK)
    ppk = as_actor(foreign.user_id, Role.PPK, foreign.party, code=elsewhere.code)
    office = f"/pengadaan/kontrak/{contract.code}"
    for url in (office, f"{office}/bast", f"{office}/nilai", f"{office}/terima/{delivery.code}"):
        assert ppk.get(url).status_code == 404, url
    business, stranger = people.business(name="Warung Lain")
    other = as_actor(stranger.user_id, Role.OWNER, stranger.party, code=business.code)
    deal = f"/penjual/pengadaan/{contract.package.code}"
    for url in (f"{deal}/kirim", f"{deal}/bast", f"{deal}/uang"):
        assert other.get(url).status_code == 404, url
    for url in (f"/pengadaan/paket/{contract.package.code}/berkas", f"{office}"):
        assert ppk.get(url).status_code == 404, url


def test_the_auditor_sees_the_whole_purchase(browser, story):
    contract = after.handed_over(story)
    after.billed(story, contract)
    after.paid(story, contract)
    after.rated(story, contract)
    auditor = browser(story.unit.auditor)
    assert contract.package.name in text_of(auditor.get("/audit"))
    assert contract.package.code not in text_of(auditor.get("/audit?status=cancelled"))
    assert contract.package.code not in text_of(auditor.get("/audit?tahun=2019"))
    page = text_of(auditor.get(f"/audit/paket/{contract.package.code}"))
    for seen in (
        "Rp52.000",
        "Hanya satu penyedia dibandingkan",
        "Sudah diperiksa dan wajar.",
        "Denda keterlambatan",
        "0,1% tiap hari",
        "Bobot penilaian: kualitas dan kuantitas",
        "Nilai 2,80",
        "saat SPK diterima",
        "SP2D-110007/2026",
        "Pembayaran dicatat",
        "2,80",
    ):
        assert seen in page, seen
    assert "late.rate" not in page
    assert page.count("Utuh") == 2
    assert "Putus" not in page


def test_the_auditor_sees_a_chain_that_was_tampered_with(browser, session, story):
    contract = after.in_force(story)
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        entry = inside.scalars(
            select(AuditEntry).where(AuditEntry.action == "procurement.package_agree").limit(1)
        ).one()
        # Whoever owns the database can take the triggers away; the chain tells even then.
        triggers.drop(inside.connection())
        entry.data = {"total": 1}
        inside.flush()
        triggers.create(inside.connection())
    page = text_of(browser(story.unit.auditor).get(f"/audit/paket/{contract.package.code}"))
    assert "berubah sesudah dicatat" in page


def test_an_auditor_of_another_unit_sees_nothing(as_actor, story):
    contract = after.in_force(story)
    elsewhere = factories.work_unit()
    foreign = factories.official(elsewhere, Role.AUDITOR)
    auditor = as_actor(foreign.user_id, Role.AUDITOR, foreign.party, code=elsewhere.code)
    assert contract.package.code not in text_of(auditor.get("/audit"))
    assert auditor.get(f"/audit/paket/{contract.package.code}").status_code == 404


def test_every_write_of_government_buying_refuses_the_auditor(app, browser, session, story):
    contract = after.in_force(story)
    delivery = after.shipped(story, contract)
    auditor, before = browser(story.unit.auditor), after.everything(session, story)
    writes = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("procurement.") and "POST" in (rule.methods or ())
    ]
    assert len(writes) >= 15
    page = "/akun"
    codes = {"code": contract.package.code, "delivery_code": delivery.code}
    with app.test_request_context():
        urls = [_url(rule, codes, contract.code) for rule in writes]
    for url in urls:
        assert auditor.submit(url, {"reason": "Coba."}, page=page).status_code == 403, url
    assert after.everything(session, story) == before


def test_the_auditors_pages_only_read(app):
    for rule in app.url_map.iter_rules():
        if str(rule).startswith("/audit"):
            assert rule.methods == {"GET", "HEAD", "OPTIONS"}, str(rule)


def test_lists_cost_the_same_for_many_packages(browser, session, story):
    auditor = browser(story.unit.auditor)
    steps.opened(story)
    few = _statements(auditor, "/audit")
    with unit_of_work(actor=factories.SYSTEM) as (inside, _actor):
        one = inside.scalars(select(Package)).first()
        assert one is not None
        skipped = {"id", "code", "ulid"}
        values = {
            column.name: getattr(one, column.name)
            for column in Package.__table__.columns
            if column.name not in skipped
        }
        inside.add_all(Package(**values, code=f"{n:010d}", ulid=f"{n:026d}") for n in range(30))
    assert _statements(auditor, "/audit") == few


def test_the_inbox_costs_the_same_for_many_contracts(browser, session, story):
    ppk = browser(story.unit.ppk)
    contract = after.in_force(story)
    after.received(story, after.shipped(story, contract, 5), Count(5))
    few = _statements(ppk, "/pengadaan")
    for _ in range(2):
        after.shipped(story, contract, 1)
    assert _statements(ppk, "/pengadaan") == few
    assert session.scalar(select(func.count()).select_from(StateChange)) > 0


def _statements(client, url):
    assert client.get(url).status_code == 200
    return counting.current()


def _url(rule, codes, contract_code):
    values = dict(codes)
    if str(rule).startswith("/pengadaan/kontrak"):
        values["code"] = contract_code
    wanted = {name: values.get(name, "0000000000") for name in rule.arguments}
    return url_for(rule.endpoint, **wanted)

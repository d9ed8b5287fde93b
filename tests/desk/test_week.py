"""The letter of a seller's week: one price, one stock, one answer, each done from its own link."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from marketplace.businesses import services as businesses
from marketplace.catalog import services as catalog
from marketplace.catalog.models import PriceChange
from marketplace.desk import letters, week
from marketplace.infra import jobs
from marketplace.infra.audit import AuditEntry
from marketplace.infra.jobs import Job
from marketplace.infra.messages import Message
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.errors import Conflict, Forbidden
from marketplace.kernel.money import Rupiah
from marketplace.notifications import choices
from marketplace.notifications import queries as inbox
from marketplace.notifications.models import Notice
from tests.businesses import factories as make
from tests.catalog import factories as goods

pytestmark = pytest.mark.db

MONDAY = date(2026, 11, 30)
MORNING = datetime(2026, 11, 30, 8, tzinfo=clock.WIB)
OPENED = MORNING - timedelta(days=40)


@pytest.fixture
def morning():
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def shop(session):
    """A shop with one product that nobody looked at for forty days, and its owner."""
    with clock.frozen(OPENED):
        business, owner = make.business()
        goods.live(business, owner)
    return business, owner


def product_of(session, business):
    return session.scalars(select(goods.Product).where(goods.Product.business_id == business.id)).one()


def write(uow, business, monday=MONDAY):
    with uow() as (session, actor):
        payload = {"business_id": business.id, "monday": monday.isoformat()}
        letters.write(session, actor, payload)


def news(session, owner):
    return [row.text for row in inbox.inbox(session, owner, page=1)[0]]


def ask_for_help(business):
    with goods.unit_of_work(actor=make.helper(make.person("Rina Wulandari"))) as (session, actor):
        businesses.request_mandate(
            session,
            actor,
            business_id=business.id,
            scopes=["profile.write"],
            ends_on=clock.today() + timedelta(days=30),
        )


def test_the_letter_has_a_link_for_each_thing_and_says_how_to_stop_it(shop, uow, session, morning):
    business, owner = shop
    ask_for_help(business)
    write(uow, business)
    code = product_of(session, business).code
    bodies = set(session.scalars(select(Message).order_by(Message.id.desc()).limit(2)))
    assert {one.channel.value for one in bodies} == {"mail", "whatsapp"}
    for message in bodies:
        for path in (f"harga/{code}", f"stok/{code}", "jawab"):
            assert f"http://127.0.0.1:8000/penjual/minggu-ini/{path}\n" in message.body
        assert "Rina Wulandari meminta izin membantu" in message.body
        assert "Tidak mau pesan mingguan? http://127.0.0.1:8000/akun/kabar/pilihan" in message.body
        assert message.url == "http://127.0.0.1:8000/penjual/minggu-ini"
    assert news(session, owner)[0] == "Minggu ini di Keripik Tempe Bu Sari: 3 hal, kira-kira 3 menit."


def test_a_week_is_told_once_however_often_the_job_runs(shop, uow, session, morning):
    business, owner = shop
    for _ in range(2):
        write(uow, business)
    assert len(news(session, owner)) == 1


def test_nothing_waits_so_nothing_is_sent(uow, session, morning):
    business, owner = make.business()
    goods.live(business, owner)
    write(uow, business)
    assert news(session, owner) == []


def test_a_week_that_is_over_gets_no_letter(shop, uow, session, morning):
    business, owner = shop
    write(uow, business, MONDAY - timedelta(days=7))
    assert news(session, owner) == []


def test_who_stopped_it_gets_none_until_she_wants_it_again(shop, uow, session, morning):
    business, owner = shop
    for _ in range(2):
        with uow(owner) as (inside, actor):
            choices.choose(inside, actor, week.KIND, wanted=False)
    write(uow, business)
    assert news(session, owner) == []
    with uow(owner) as (inside, actor):
        choices.choose(inside, actor, week.KIND, wanted=True)
    write(uow, business)
    assert len(news(session, owner)) == 1


@pytest.mark.parametrize(
    ("region", "hour_in_utc"), [("35.77.03.1002", 0), ("51.71.01.1001", -1), ("91.71.01.1001", -2)]
)
def test_it_comes_on_monday_at_seven_in_the_zone_of_the_shop(uow, session, region, hour_in_utc):
    with clock.frozen(OPENED):
        business, owner = make.business()
        goods.live(business, owner)
        with uow(owner) as (inside, actor):
            businesses.fill_profile(inside, actor, business.id, values={"region_code": region})
    midnight = datetime(2026, 11, 30, tzinfo=clock.WIT)
    with clock.frozen(midnight), uow() as (inside, actor):
        letters.go_round(inside, actor, {"monday": MONDAY.isoformat(), "after": 0})
    job = session.scalars(select(Job).where(Job.name == letters.LETTER)).one()
    assert job.due_at == datetime(2026, 11, 30, tzinfo=clock.UTC) + timedelta(hours=hour_in_utc)


def test_the_round_takes_some_shops_at_a_time_and_plans_the_next_week(uow, session, monkeypatch):
    monkeypatch.setattr(letters, "AT_ONCE", 2)
    for number in range(3):
        business, owner = make.business(name=f"Lapak {number}")
        goods.live(business, owner)
    before = set(session.scalars(select(Job.id)))
    with clock.frozen(datetime(2026, 11, 29, 14, tzinfo=clock.UTC)):
        letters.plan_next()
        letters.plan_next()
    with clock.frozen(datetime(2026, 11, 29, 15, tzinfo=clock.UTC)):
        while jobs.run_due():
            pass
    planned = [job for job in session.scalars(select(Job)) if job.id not in before]
    assert sum(job.name == letters.LETTER for job in planned) == 3
    assert {job.key.split(":")[0] for job in planned if job.name == letters.ROUND} == {
        "2026-11-30",
        "2026-12-07",
    }


def test_a_shop_whose_trade_is_stopped_is_left_out(uow, session, shop):
    make.sanction(shop[0])
    with uow() as (inside, actor):
        letters.go_round(inside, actor, {"monday": MONDAY.isoformat(), "after": 0})
    assert session.scalar(select(func.count(Job.id)).where(Job.name == letters.LETTER)) == 0


def test_a_shop_stopped_after_its_letter_was_planned_gets_none(uow, session, shop, morning):
    make.sanction(shop[0])
    with uow() as (inside, actor):
        letters.write(inside, actor, {"business_id": shop[0].id, "monday": MONDAY.isoformat()})
    about = [row for row in session.scalars(select(Notice)) if row.kind == week.KIND]
    assert about == []


def browser_of(as_actor, business, owner):
    return as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code, label=business.name)


def test_saving_the_same_price_is_a_look_at_it(shop, as_actor, session, morning):
    business, owner = shop
    client, product = browser_of(as_actor, business, owner), product_of(session, business)
    code, version = product.code, str(product.version)
    page = f"/penjual/minggu-ini/harga/{code}"
    assert "autofocus" in client.get(page).text
    answer = client.submit(page, {"price": "18.000", "version": version}, page=page)
    assert answer.location == "/penjual/minggu-ini"
    text = client.get("/penjual/minggu-ini").text
    assert "Harga disimpan." in text
    assert "Harga sudah Anda lihat" in text
    assert "1 dari 3 beres" not in text, "nothing waits for an answer, which counts as done"
    assert "2 dari 3 beres" in text
    step = session.scalars(select(PriceChange).order_by(PriceChange.id.desc())).first()
    assert (step.before, step.after) == (Rupiah(18_000), Rupiah(18_000))


def test_a_price_is_saved_also_while_another_change_waits_for_a_curator(session, as_actor):
    business, owner = goods.shop()
    product = goods.for_government(business, owner)
    client, code = browser_of(as_actor, business, owner), product.code
    fields = {"price": "18.000", "unit": "bungkus", "category": "camilan-kering", "without_photo": "1"}
    fields |= {
        "version": str(session.get_one(goods.Product, product.id).version),
        "name": "Keripik tempe pedas",
    }
    client.submit(f"/penjual/produk/{code}", fields)
    assert "Menunggu kurator" in client.get(f"/penjual/produk/{code}").text
    page = f"/penjual/minggu-ini/harga/{code}"
    session.expire_all()
    version = str(session.get_one(goods.Product, product.id).version)
    assert client.submit(page, {"price": "19.000", "version": version}, page=page).status_code == 303
    text = client.get("/penjual/minggu-ini").text
    assert "Harga disimpan." in text
    assert "setelah kurator setuju" not in text


def test_a_price_that_cannot_be_read_stays_in_its_field(shop, as_actor, session, morning):
    business, owner = shop
    client, product = browser_of(as_actor, business, owner), product_of(session, business)
    code, version = product.code, str(product.version)
    page = f"/penjual/minggu-ini/harga/{code}"
    answer = client.submit(page, {"price": "delapan belas", "version": version}, page=page)
    assert answer.status_code == 422
    assert 'value="delapan belas"' in answer.text


def test_counting_the_stock_ends_the_week(shop, as_actor, session, morning):
    business, owner = shop
    client, product = browser_of(as_actor, business, owner), product_of(session, business)
    code, version = product.code, str(product.version)
    price, stock = f"/penjual/minggu-ini/harga/{code}", f"/penjual/minggu-ini/stok/{code}"
    client.submit(price, {"price": "18.500", "version": version}, page=price)
    assert client.submit(stock, {"stock": "30"}, page=stock).location == "/penjual/minggu-ini"
    assert "Semua beres" in client.get("/penjual/minggu-ini").text
    session.expire_all()
    assert product_of(session, business).stock == 30


def test_after_an_answer_she_is_led_back_to_the_letter(shop, as_actor, uow, session, morning):
    business, owner = shop
    write(uow, business)
    client, code = browser_of(as_actor, business, owner), product_of(session, business).code
    table = "/penjual/produk/harga-stok"
    fields = {f"{code}-price": "19.000", f"{code}-seen_price": "18000", f"{code}-stock": "24"}
    fields |= {f"{code}-seen_stock": "24", "kode": code}
    client.submit(table, fields, page=table)
    assert "Kembali ke pesan minggu ini: 2 dari 3 beres." in client.get(table).text


def test_without_a_letter_nothing_leads_back_to_it(shop, as_actor, session, morning):
    business, owner = shop
    client, code = browser_of(as_actor, business, owner), product_of(session, business).code
    table = "/penjual/produk/harga-stok"
    fields = {f"{code}-price": "19.000", f"{code}-seen_price": "18000", f"{code}-stock": "24"}
    fields |= {f"{code}-seen_stock": "24", "kode": code}
    client.submit(table, fields, page=table)
    assert "pesan minggu ini" not in client.get(table).text


def test_the_link_to_answer_opens_what_waits_and_else_the_week(shop, as_actor, morning):
    business, owner = shop
    client = browser_of(as_actor, business, owner)
    assert client.get("/penjual/minggu-ini/jawab").location == "/penjual/minggu-ini"
    ask_for_help(business)
    assert client.get("/penjual/minggu-ini/jawab").location.startswith("/penjual/pendamping/kuasa/")


def test_a_link_asks_who_reads_it(shop, as_actor, client, session, morning):
    business, _owner = shop
    code = product_of(session, business).code
    stranger, other = make.business(name="Lain")
    mandate, helper = goods.catalogue_mandate(*shop)
    hers = as_actor(helper.user_id, Role.HELPER, helper.party, code=business.code, mandate_id=mandate.id)
    for path in (f"harga/{code}", f"stok/{code}"):
        signed_out = client.get(f"/penjual/minggu-ini/{path}")
        assert signed_out.location == f"/masuk?lanjut=/penjual/minggu-ini/{path}"
        assert browser_of(as_actor, stranger, other).get(f"/penjual/minggu-ini/{path}").status_code == 404
        assert hers.get(f"/penjual/minggu-ini/{path}").status_code == 403


def test_the_choice_of_news_stands_on_its_page_for_owners_only(shop, as_actor, session, morning):
    business, owner = shop
    client, page = browser_of(as_actor, business, owner), "/akun/kabar/pilihan"
    assert "Hentikan pesan ini" in client.get(page).text
    client.submit(page, {"kabar": week.KIND, "kirim": "tidak"}, page=page)
    assert "Nyalakan lagi" in client.get(page).text
    assert client.submit(page, {"kabar": "accounts.recovery_open"}, page=page).status_code == 404
    kept = len(session.scalars(select(AuditEntry.id)).all())
    for typed in ({"kirim": ""}, {"kirim": "stop"}, {}):
        assert client.submit(page, {"kabar": week.KIND} | typed, page=page).status_code == 404
    client.submit(page, {"kabar": week.KIND, "kirim": "tidak"}, page=page)
    assert len(session.scalars(select(AuditEntry.id)).all()) == kept
    stranger = as_actor(make.person().id)
    assert "Hentikan" not in stranger.get(page).text
    assert stranger.submit(page, {"kabar": week.KIND, "kirim": "tidak"}, page="/akun").status_code == 404


def test_a_price_is_not_confirmed_over_somebody_elses_change(shop, uow, session, morning):
    business, owner = shop
    product = product_of(session, business)
    with pytest.raises(Conflict), uow(owner) as (inside, actor):
        catalog.review_price(inside, actor, product.id, price=Rupiah(17_000), version=product.version - 1)


def test_no_helper_confirms_a_price(shop, uow, session, morning):
    business, _owner = shop
    _mandate, helper = goods.catalogue_mandate(*shop)
    with pytest.raises(Forbidden), uow(helper) as (inside, actor):
        catalog.review_price(inside, actor, product_of(session, business).id, price=Rupiah(18_000))

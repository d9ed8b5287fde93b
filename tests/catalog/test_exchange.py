"""A shop's table of products: looked through, decided, brought in step by step."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses import services as businesses
from marketplace.businesses.models import Member
from marketplace.catalog import handlers, services
from marketplace.catalog.import_models import Verdict
from marketplace.catalog.importing.columns import TITLES
from marketplace.catalog.states import IMPORT, ImportState, ProductState
from marketplace.infra import audit, jobs
from marketplace.infra.audit import AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Rupiah
from tests.catalog import factories
from tests.catalog.tables import (
    HERE,
    bring_in,
    counts,
    lines,
    products,
    run_of,
    seller,
    send,
    sent,
    table,
    work,
)
from tests.client import HTMX

__all__ = ["seller"]
pytestmark = pytest.mark.db


class TestLookingThrough:
    def test_nothing_is_changed_before_she_agrees(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        address = send(browser, {"code": made.code, "price": "19.000"}, {"name": "Kopi bubuk 250 g"})
        assert counts(run_of(session, address)) == (1, 1, 0, 0)
        (only,) = products(session, business)
        assert only.price == Rupiah(18_000)
        page = browser.get(address).text
        assert "Rp19.000" in page
        assert "Masukkan" in page

    @pytest.mark.parametrize(
        ("cells", "column", "words"),
        [
            ({"price": "murah"}, "price", "dalam rupiah"),
            ({"price": "0"}, "price", "lebih dari Rp0"),
            ({"price": "99.000.000.000.000"}, "price", "paling tinggi Rp10.000.000.000.000"),
            ({"price": "12,5"}, "price", "dalam rupiah"),
            ({"stock": "-4"}, "stock", "angka bulat"),
            ({"stock": "1,5"}, "stock", "angka bulat"),
            ({"category": "Roket"}, "category", "dari daftar"),
            ({"made_to_order": "mungkin"}, "made_to_order", "Ya atau Tidak"),
            ({"is_domestic": "entah"}, "is_domestic", "Belum tahu"),
            ({"lead_days": "400"}, "lead_days", "0 sampai 365"),
            ({"min_qty": "0"}, "min_qty", "1 sampai"),
            ({"weight_g": "0"}, "weight_g", "gram"),
            ({"kbki": "99999"}, "kbki", "tidak ada di daftar"),
            ({"name": "x" * 300}, "name", "255"),
            ({"name": "", "unit": "kg"}, "name", "Isi nama"),
            ({"code": "ABC"}, "code", "10 huruf"),
            ({"code": "0123456789"}, "code", "tidak ada di produk Anda"),
        ],
    )
    def test_each_wrong_cell_is_told_beside_it(self, session, seller, cells, column, words):
        _business, _owner, browser = seller
        address = send(browser, {"name": "Kopi bubuk 250 g"} | cells)
        run = run_of(session, address)
        assert counts(run) == (0, 0, 0, 1)
        (line,) = lines(session, run)
        assert list(line.errors) == [column]
        assert words in line.errors[column]
        page = browser.get(address).text
        assert f">{TITLES[column]}</td>" in page
        assert words in page

    def test_all_wrong_cells_of_a_row_are_told_at_once(self, session, seller):
        _business, _owner, browser = seller
        run = run_of(session, send(browser, {"name": "Kopi", "price": "x", "stock": "y", "unit": "kg"}))
        assert set(lines(session, run)[0].errors) == {"price", "stock"}

    def test_a_product_of_another_shop_is_no_product(self, session, seller):
        other, stranger = factories.shop()
        foreign = factories.live(other, stranger)
        run = run_of(session, send(seller[2], {"code": foreign.code, "price": "1000"}))
        assert "tidak ada di produk Anda" in lines(session, run)[0].errors["code"]

    def test_a_name_meets_the_product_that_has_it(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        run = run_of(session, send(browser, {"name": f"  {made.name} ", "price": "20000"}))
        assert counts(run) == (0, 1, 0, 0)

    def test_a_name_that_two_products_have_needs_a_code(self, session, seller):
        business, owner, browser = seller
        made = [factories.live(business, owner) for _ in range(2)]
        run = run_of(session, send(browser, {"name": made[0].name, "price": "20000"}))
        assert "Isi kodenya" in lines(session, run)[0].errors["code"]

    def test_the_same_product_twice_in_a_file_is_told(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        address = send(
            browser, {"code": made.code, "price": "1"}, {"name": made.name}, {"name": "Teh"}, {"name": "Teh"}
        )
        run = run_of(session, address)
        assert [line.verdict for line in lines(session, run)] == [
            Verdict.CHANGED,
            Verdict.REFUSED,
            Verdict.NEW,
            Verdict.REFUSED,
        ]
        assert "baris 4" in lines(session, run)[3].errors["name"]

    def test_an_empty_cell_changes_nothing(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        assert counts(run_of(session, send(browser, {"code": made.code}))) == (0, 0, 1, 0)

    def test_a_price_inside_an_open_purchase_is_refused_in_its_row_alone(self, session, seller):
        business, owner, browser = seller
        locked, free = factories.live(business, owner), factories.live(business, owner, name="Teh")
        with unit_of_work(actor=owner) as (inside, actor):
            until = clock.now() + timedelta(days=1)
            services.lock_price(inside, actor, locked.id, holder=("package", 1), until=until)
        rows = [{"code": one.code, "price": "5000"} for one in (locked, free)]
        run = run_of(session, send(browser, *rows))
        assert counts(run) == (0, 1, 0, 1)
        assert "pembelian pemerintah" in lines(session, run)[0].errors["price"]

    def test_columns_that_are_none_of_ours_are_named(self, seller):
        file = io.BytesIO(b"Nama produk*;Warna toko;harga\nKopi;biru;5000\n")
        page = seller[2].get(sent(seller[2], (file, "a.csv"))).text
        assert "Warna toko" in page

    @pytest.mark.parametrize(
        ("file", "words"),
        [
            ((io.BytesIO(b""), ""), "Pilih berkas"),
            ((io.BytesIO(b"Nama produk\n"), "a.csv"), "Belum ada isi"),
            ((io.BytesIO(b"Nama produk\n" + b"Kopi\n" * 2_001), "a.csv"), "2.000 baris"),
            ((io.BytesIO(b"x"), "a.pdf"), "XLSX atau CSV"),
        ],
    )
    def test_a_file_that_cannot_be_taken_is_answered_beside_the_field(self, seller, file, words):
        answer = seller[2].submit(HERE, {"file": file})
        assert answer.status_code == 422
        assert words in answer.text


class TestBringingIn:
    def test_good_rows_go_in_and_bad_ones_stop_nothing(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        address = send(
            browser,
            {"code": made.code, "price": "19000", "stock": "30", "name": "Keripik tempe sagu 300 g"},
            {"name": "Kopi bubuk 250 g", "price": "Tanya harga", "stock": "7", "without_photo": "Ya"},
            {"name": "Teh", "price": "x"},
        )
        bring_in(browser, address, publish="1")
        run = run_of(session, address)
        assert (run.state, counts(run)) == (ImportState.DONE, (1, 1, 0, 1))
        old, new = products(session, business)
        assert (old.name, old.price, old.stock) == ("Keripik tempe sagu 300 g", Rupiah(19_000), 30)
        assert (new.name, new.price, new.stock, new.state) == ("Kopi bubuk 250 g", None, 7, ProductState.LIVE)
        assert (new.category, new.unit) == ("kopi-teh", "pcs")

    def test_what_is_incomplete_stays_a_draft_and_says_why(self, session, seller):
        business, _owner, browser = seller
        address = send(browser, {"name": "Kopi bubuk 250 g", "stock": "7"})
        bring_in(browser, address, publish="1")
        assert products(session, business)[0].state is ProductState.DRAFT
        assert "Tambahkan foto" in browser.get(f"{address}?lihat=new").text

    def test_the_same_file_again_changes_nothing(self, session, seller):
        business, _owner, browser = seller
        rows = [{"name": f"Kopi bubuk {number} g", "price": "9000", "stock": "3"} for number in range(1, 6)]
        bring_in(browser, send(browser, *rows))
        before = [(one.id, one.version, one.updated_at) for one in products(session, business)]
        address = send(browser, *rows)
        assert counts(run_of(session, address)) == (0, 0, 5, 0)
        assert "Tidak ada yang berubah" in browser.get(address).text
        assert [(one.id, one.version, one.updated_at) for one in products(session, business)] == before

    def test_the_same_file_checked_twice_and_brought_in_twice_makes_each_product_once(self, session, seller):
        business, _owner, browser = seller
        first, second = (send(browser, {"name": "Kopi"}, {"name": "Teh", "price": "5000"}) for _ in range(2))
        bring_in(browser, first)
        bring_in(browser, second)
        assert len(products(session, business)) == 2
        assert counts(run_of(session, second)) == (0, 0, 2, 0)

    def test_a_product_that_moved_after_the_look_is_left_alone(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        address = send(browser, {"code": made.code, "price": "5000"}, {"name": "Teh", "price": "1"})
        with unit_of_work(actor=owner) as (inside, actor):
            services.set_price(inside, actor, made.id, price=Rupiah(77_000))
        factories.draft(business, owner, name="Teh")
        bring_in(browser, address)
        run = run_of(session, address)
        assert counts(run) == (0, 0, 0, 2)
        assert "diubah sesudah" in lines(session, run)[0].errors[""]
        assert "baru saja ada" in lines(session, run)[1].errors[""]
        assert products(session, business)[0].price == Rupiah(77_000)

    def test_a_lock_that_came_after_the_look_refuses_that_row(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        address = send(browser, {"code": made.code, "price": "5000"}, {"name": "Teh"})
        with unit_of_work(actor=owner) as (inside, actor):
            until = clock.now() + timedelta(days=1)
            services.lock_price(inside, actor, made.id, holder=("package", 1), until=until)
        bring_in(browser, address)
        run = run_of(session, address)
        assert counts(run) == (1, 0, 0, 1)
        assert "pembelian pemerintah" in lines(session, run)[0].errors["price"]

    def test_a_row_that_fails_half_way_leaves_nothing_behind(self, session, seller):
        """Stock is counted first; then the product may not lose its "tanpa foto"."""
        business, owner, browser = seller
        made = factories.live(business, owner, stock=24)
        address = send(browser, {"code": made.code, "stock": "9", "without_photo": "Tidak"}, {"name": "Teh"})
        bring_in(browser, address)
        run = run_of(session, address)
        assert counts(run) == (1, 0, 0, 1)
        assert "foto" in lines(session, run)[0].errors[""]
        assert products(session, business)[0].stock == 24
        counted = select(AuditEntry).where(AuditEntry.action == "catalog.count_stock")
        assert [entry for entry in session.scalars(counted) if entry.data["stock"] == 9] == []
        assert list(audit.verify(session)) == []

    def test_it_is_done_once_however_often_it_is_asked(self, session, seller, uow):
        _business, owner, browser = seller
        address = send(browser, {"name": "Kopi"})
        bring_in(browser, address)
        with pytest.raises(Conflict), unit_of_work(actor=owner) as (inside, actor):
            services.begin_import(inside, actor, address.rpartition("/")[2], publish=False)

    def test_killed_between_two_steps_it_goes_on_where_it_stopped(self, session, seller, uow):
        business, _owner, browser = seller
        address = send(browser, *({"name": f"Kopi bubuk {number} g"} for number in range(1, 6)))
        assert browser.submit(address, {}).status_code == 303
        with uow() as (inside, worker):
            handlers.import_step(inside, worker, {"run": run_of(inside, address).id}, seconds=0)
        run = run_of(session, address)
        assert (run.state, run.rows_done, len(products(session, business))) == (ImportState.RUNNING, 1, 1)
        page = browser.get(address).text
        assert f'href="{address}"' in page
        assert "1 dari 5 baris" in page
        assert 'hx-trigger="click, every 2s"' in browser.get(address, headers=HTMX).text
        # The worker died within the second step: the transaction is gone, the job is still planned.
        with pytest.raises(RuntimeError, match="killed"):
            _die_within_a_step(run.id)
        work()
        run = run_of(session, address)
        assert (run.state, counts(run)) == (ImportState.DONE, (5, 0, 0, 0))
        assert len(products(session, business)) == 5

    def test_it_stops_when_its_sender_leaves_the_shop(self, session, seller, uow):
        business, _owner, browser = seller
        address = send(browser, {"name": "Kopi"})
        assert browser.submit(address, {}).status_code == 303
        with uow() as (inside, _actor):
            inside.scalars(
                select(Member).where(Member.business_id == business.id)
            ).one().left_at = clock.now()
        work()
        assert run_of(session, address).state is ImportState.STOPPED
        assert products(session, business) == []

    def test_what_was_done_stands_in_the_chain(self, session, seller):
        business, _owner, browser = seller
        bring_in(browser, send(browser, {"name": "Kopi"}))
        acts = session.scalars(select(AuditEntry.action).where(AuditEntry.chain_id == business.id)).all()
        assert {"catalog.check_import", "catalog.begin_import", "catalog.draft", "catalog.import"} <= set(
            acts
        )


class TestHelpers:
    def test_a_helper_brings_in_drafts_and_changes_nothing_on_sale(self, session, as_actor, seller):
        business, owner, _browser = seller
        made = factories.live(business, owner)
        mandate, helper = factories.catalogue_mandate(business, owner)
        browser = as_actor(
            helper.user_id, helper.role, helper.party, code=business.code, mandate_id=mandate.id
        )
        address = send(browser, {"code": made.code, "price": "5000"}, {"name": "Kopi", "price": "9000"})
        run = run_of(session, address)
        assert counts(run) == (1, 0, 0, 1)
        bring_in(browser, address)
        old, new = products(session, business)
        assert (old.price, new.state) == (Rupiah(18_000), ProductState.DRAFT)

    def test_a_mandate_that_ended_meanwhile_ends_the_import(self, session, as_actor, seller):
        business, owner, _browser = seller
        mandate, helper = factories.catalogue_mandate(business, owner)
        browser = as_actor(
            helper.user_id, helper.role, helper.party, code=business.code, mandate_id=mandate.id
        )
        address = send(browser, {"name": "Kopi"})
        assert browser.submit(address, {}).status_code == 303
        with unit_of_work(actor=owner) as (inside, actor):
            businesses.revoke_mandate(inside, actor, mandate.id, reason="Sudah selesai.")
        work()
        assert run_of(session, address).state is ImportState.STOPPED

    def test_without_the_scope_nothing_is_taken(self, as_actor, seller):
        business, owner, _browser = seller
        mandate, helper = factories.catalogue_mandate(business, owner, scopes=("stock.write",))
        browser = as_actor(
            helper.user_id, helper.role, helper.party, code=business.code, mandate_id=mandate.id
        )
        assert browser.submit(HERE, {"file": table({"name": "Kopi"})}).status_code == 403


def _die_within_a_step(run_id: int) -> None:
    with unit_of_work(actor=jobs.WORKER) as (session, worker):
        handlers.import_step(session, worker, {"run": run_id})
        raise RuntimeError("killed")


EVENTS = ("begin", "finish", "stop")


@pytest.mark.parametrize("state", ImportState)
@pytest.mark.parametrize("event", EVENTS)
def test_the_table_of_an_import_holds_no_other_steps(state, event):
    allowed = {
        (ImportState.CHECKED, "begin"): ImportState.RUNNING,
        (ImportState.RUNNING, "finish"): ImportState.DONE,
        (ImportState.RUNNING, "stop"): ImportState.STOPPED,
    }
    if (state, event) in allowed:
        assert IMPORT.after(state, event) is allowed[state, event]
    else:
        with pytest.raises(Conflict):
            IMPORT.after(state, event)


def test_the_step_of_an_import_that_is_over_does_nothing(session, seller, uow):
    business, _owner, browser = seller
    address = send(browser, {"name": "Kopi"})
    run = run_of(session, address)
    with uow() as (inside, worker):
        handlers.import_step(inside, worker, {"run": run.id})
    assert products(session, business) == []

"""Terms, variants and hampers in a shop's table: read, shown before, brought in, and taken out the same."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from marketplace.catalog import services
from marketplace.catalog.importing.cells import CLEAR
from marketplace.catalog.models import OfferKind, ServiceArea
from marketplace.catalog.services import Option, Part, Row
from marketplace.catalog.services.capacity import capacity_of
from marketplace.catalog.states import ProductState
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.money import Rupiah
from tests.catalog import factories
from tests.catalog.tables import bring_in, counts, lines, products, run_of, seller, send, sent

__all__ = ["seller"]
pytestmark = pytest.mark.db

TERMS = {
    "unit": "box",
    "min_qty": 5,
    "step_qty": 5,
    "max_qty": 500,
    "content_milli": 1_500,
    "content_unit": "liter",
    "tiers": [{"from": 10, "price": 17_000}, {"from": 50, "price": 16_500}],
    "government_price": Rupiah(19_000),
    "government_from": date(2026, 10, 1),
    "government_until": date(2027, 12, 31),
    "government_reason": "=Diantar sampai kantor",
    "made_to_order": True,
    "lead_days": 3,
    "capacity_per_week": 300,
    "capacity_name": "+Dapur @Bu Tutik",
    "weight_g": 1_600,
    "length_cm": 20,
    "width_cm": 15,
    "height_cm": 8,
    "origin_country": "ID",
    "hs_code": "19059090",
    "kbki": "01112",
}
SERVICE = {
    "kind": "service",
    "made_to_order": True,
    "service_area": ServiceArea.PROVINCE.value,
    "government_reason": "'-kutip",
}
WORDS = ("=S", "+M", "@L", "'=XL")


def varied(business, owner, *, words=WORDS, option="-Ukuran", name="=Kaos polos"):
    """A product on sale in several sizes."""
    first = factories.live(business, owner, name=name)
    rows = [Row((word,), Rupiah(50_000 + 1_000 * at), 4) for at, word in enumerate(words)]
    with unit_of_work(actor=owner) as (session, actor):
        services.set_variants(session, actor, first.id, options=[Option(option, tuple(words))], rows=rows)
    return first


def hampers(business, owner, *parts):
    with unit_of_work(actor=owner) as (session, actor):
        inside = [Part(one.code, 2) for one in parts]
        return services.make_hampers(session, actor, name="Hampers", price=Rupiah(90_000), parts=inside)


def table_of(browser, kind: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(browser.get(f"/penjual/produk/ekspor?jenis={kind}").data), f"produk.{kind}"


class TestThereAndBack:
    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_what_is_exported_and_imported_changes_nothing(self, session, seller, kind):
        business, owner, browser = seller
        full = factories.live(business, owner, name="Lengkap", **TERMS)
        parts = [factories.live(business, owner, name=name) for name in ("Kopi", "Teh")]
        factories.live(business, owner, name="Jasa", **SERVICE)
        factories.live(business, owner, name="Serupa", **TERMS | {"capacity_per_week": 300})
        varied(business, owner)
        hampers(business, owner, *parts)
        run = run_of(session, sent(browser, table_of(browser, kind)))
        assert [(line.number, line.errors, line.changes) for line in lines(session, run)] == [
            (number, {}, []) for number in range(2, 12)
        ]
        assert counts(run) == (0, 0, 10, 0)
        assert full.version == products(session, business)[0].version

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_the_table_of_one_shop_makes_the_same_in_another(self, session, as_actor, seller, kind):
        """Without codes: everything but hampers, which name their parts by code."""
        business, owner, browser = seller
        factories.live(business, owner, name="Lengkap", **TERMS)
        factories.live(business, owner, name="Jasa", **SERVICE)
        varied(business, owner, words=("S", "M"), option="Ukuran")
        content, name = table_of(browser, "csv")
        other, stranger = factories.shop()
        second = as_actor(stranger.user_id, stranger.role, stranger.party, code=other.code)
        rows = content.getvalue().decode("utf-8-sig").splitlines()
        bare = "\n".join(row.partition(";")[2] for row in rows).encode()
        address = sent(second, (io.BytesIO(bare), name))
        assert counts(run_of(session, address)) == (4, 0, 0, 0)
        bring_in(second, address, publish="1")
        assert counts(run_of(session, address)) == (4, 0, 0, 0)
        assert counts(run_of(session, sent(second, (io.BytesIO(bare), name)))) == (0, 0, 4, 0)
        full, service, small, medium = products(session, other)
        for field in TERMS.keys() - {"capacity_per_week", "capacity_name"}:
            assert getattr(full, field) == TERMS[field], field
        assert capacity_of(session, full) == {
            "capacity_per_week": 300,
            "capacity_name": TERMS["capacity_name"],
        }
        assert (service.kind, service.service_area) == (OfferKind.SERVICE, ServiceArea.PROVINCE)
        assert [one.variant_values for one in (small, medium)] == [{"Ukuran": "S"}, {"Ukuran": "M"}]
        assert small.variant_group_id == medium.variant_group_id
        assert {one.state for one in (full, service, small, medium)} == {ProductState.LIVE}

    def test_taking_out_asks_no_more_for_more_products(self, seller):
        business, owner, browser = seller
        asked = []
        for name in ("Kopi", "Teh"):
            parts = [factories.live(business, owner, name=f"{name} {size}", **TERMS) for size in "AB"]
            hampers(business, owner, *[factories.live(business, owner, name=f"{name} {at}") for at in "CD"])
            varied(business, owner, name=name)
            assert parts
            browser.get("/penjual/produk/ekspor?jenis=xlsx")
            asked.append(counting.current())
        assert asked[0] == asked[1]


class TestWrongCells:
    @pytest.mark.parametrize(
        ("cells", "column", "words"),
        [
            ({"kind": "Mobil"}, "kind", "Barang, Jasa, atau Hampers"),
            ({"kind": "Jasa"}, "made_to_order", "Jasa tidak memakai stok"),
            ({"kind": "Hampers"}, "parts", "Isi kode barang"),
            ({"parts": "0123456789 × 2"}, "parts", "hanya untuk hampers"),
            ({"kind": "Hampers", "parts": "kopi dan teh"}, "parts", "Tulis kode barang"),
            ({"kind": "Hampers", "parts": "0123456789 × 2"}, "parts", "tidak ada di produk Anda"),
            ({"content_milli": "banyak"}, "content_milli", "misalnya 250"),
            ({"content_milli": "250"}, "content_unit", "Pilih satuan isinya"),
            ({"content_unit": "gantang"}, "content_unit", "dari daftar"),
            ({"tiers": "10 dus murah"}, "tiers", "mulai 10: 16000"),
            ({"tiers": "mulai 10: 20000"}, "tiers", "Makin banyak, makin murah"),
            ({"tiers": "mulai 10: 16000", "price": "Tanya harga"}, "price", "Isi harga satuan dulu"),
            ({"government_price": "gratis"}, "government_price", "dalam rupiah"),
            ({"government_price": "19000"}, "government_price", "tulis alasannya"),
            ({"government_until": "31/12/2027"}, "government_price", "Isi harga untuk instansi"),
            ({"government_until": "besok"}, "government_until", "31/12/2026"),
            ({"government_until": "31/2/2027"}, "government_until", "31/12/2026"),
            ({"capacity_per_week": "100"}, "capacity_per_week", "dibuat setelah dipesan"),
            ({"capacity_name": "Dapur"}, "capacity_per_week", "Isi jumlah per minggu"),
            ({"service_area": "Mars"}, "service_area", "dari daftar"),
            ({"step_qty": "3", "min_qty": "4"}, "min_qty", "kelipatan 3"),
            ({"length_cm": "10"}, "width_cm", "panjang, lebar, dan tinggi"),
            ({"option_1": "Ukuran", "value_1": "S"}, "variant_of", "dipakai bersama"),
            ({"variant_of": "Kaos"}, "option_1", "sedikitnya satu pilihan"),
            ({"variant_of": "Kaos", "option_1": "Ukuran"}, "option_1", "nama pilihan dan isinya"),
            ({"variant_of": "Kaos", "option_1": "Isi", "value_1": "1,5"}, "option_1", "tanpa koma"),
            ({"variant_of": "Kaos", "option_1": "Isi", "value_1": "S"}, "name", "Kosongkan"),
        ],
    )
    def test_each_is_told_beside_it_before_anything_is_written(self, session, seller, cells, column, words):
        business, _owner, browser = seller
        run = run_of(session, send(browser, {"name": "Kopi", "price": "18000"} | cells))
        (line,) = lines(session, run)
        assert list(line.errors) == [column]
        assert words in line.errors[column]
        assert products(session, business) == []

    def test_a_dearer_price_for_agencies_needs_a_reason_beside_the_promise(self, session, seller):
        """What the public paid within thirty days counts, not only what it pays today."""
        business, owner, browser = seller
        made = factories.live(business, owner, price=Rupiah(15_000))
        with unit_of_work(actor=owner) as (inside, actor):
            services.set_price(inside, actor, made.id, price=Rupiah(20_000))
        row = {"code": made.code, "government_price": "16000"}
        run = run_of(session, send(browser, row))
        assert "Rp15.000" in lines(session, run)[0].errors["government_price"]
        told = row | {"government_reason": "Diantar sampai kantor"}
        assert counts(run_of(session, send(browser, told))) == (0, 1, 0, 0)

    def test_all_prices_stay_inside_an_open_purchase(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner)
        with unit_of_work(actor=owner) as (inside, actor):
            until = clock.now() + timedelta(days=1)
            services.lock_price(inside, actor, made.id, holder=("package", 1), until=until)
        cells = {"tiers": "mulai 10: 17000", "government_price": "17500"}
        run = run_of(session, send(browser, {"code": made.code} | cells))
        assert lines(session, run)[0].errors.keys() == {"tiers", "government_price"}

    def test_hampers_stay_hampers_and_count_no_stock(self, session, seller):
        business, owner, browser = seller
        made = hampers(business, owner, *[factories.live(business, owner, name=n) for n in ("Kopi", "Teh")])
        run = run_of(session, send(browser, {"code": made.code, "kind": "Barang", "stock": "5"}))
        assert lines(session, run)[0].errors.keys() == {"kind", "stock"}

    def test_a_part_that_is_no_goods_on_sale_is_told(self, session, seller):
        business, owner, browser = seller
        kopi, draft = factories.live(business, owner, name="Kopi"), factories.draft(business, owner)
        cell = f"{kopi.code} × 1; {draft.code} × 1"
        run = run_of(session, send(browser, {"name": "Parsel", "kind": "Hampers", "parts": cell}))
        assert "belum tayang" in lines(session, run)[0].errors["parts"]


class TestBringingIn:
    def test_what_may_be_empty_is_emptied_by_its_word(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner, **TERMS)
        optional = TERMS.keys() - {"unit", "min_qty", "step_qty", "made_to_order", "lead_days"}
        bring_in(browser, send(browser, {"code": made.code} | dict.fromkeys(optional, CLEAR)))
        (kept,) = products(session, business)
        gone = [getattr(kept, field) for field in sorted(optional - {"capacity_per_week", "capacity_name"})]
        assert set(map(str, gone)) == {"None", "", "[]"}
        assert kept.capacity_pool_id is None

    def test_hampers_come_from_a_row_and_change_in_a_row(self, session, seller):
        business, owner, browser = seller
        kopi, teh = (factories.live(business, owner, name=name, stock=20) for name in ("Kopi", "Teh"))
        row = {"name": "Parsel", "kind": "Hampers", "price": "90000", "without_photo": "Ya"}
        address = send(browser, row | {"parts": f"{kopi.code} × 2; {teh.code}"})
        bring_in(browser, address, publish="1")
        made = products(session, business)[-1]
        assert (made.kind, made.stock, made.state) == (OfferKind.BUNDLE, 10, ProductState.LIVE)
        assert (made.category, made.unit) == ("parsel-hampers", "paket")
        address = send(browser, {"code": made.code, "parts": f"{kopi.code} × 5; {teh.code} × 1"})
        assert lines(session, run_of(session, address))[0].changes[0]["label"] == "Isi hampers"
        bring_in(browser, address)
        assert products(session, business)[-1].stock == 4

    def test_a_size_more_joins_those_that_are_there(self, session, seller):
        business, owner, browser = seller
        varied(business, owner, words=("S", "M"), option="Ukuran", name="Kaos")
        size = {"variant_of": "Kaos", "option_1": "Ukuran", "price": "60000", "stock": "3", "weight_g": "200"}
        address = send(browser, size | {"value_1": "XL"}, size | {"value_1": "m"})
        assert counts(run_of(session, address)) == (1, 1, 0, 0)
        bring_in(browser, address, publish="1")
        _small, medium, large = products(session, business)
        assert (large.name, large.price, large.stock, large.weight_g) == (
            "Kaos, XL",
            Rupiah(60_000),
            3,
            200,
        )
        assert large.state is ProductState.LIVE
        assert (medium.price, medium.variant_values) == (Rupiah(60_000), {"Ukuran": "M"})

    def test_a_size_more_needs_a_price_and_the_same_options(self, session, seller):
        business, owner, browser = seller
        varied(business, owner, words=("S",), option="Ukuran", name="Kaos")
        rows = [
            {"variant_of": "Kaos", "option_1": "Ukuran", "value_1": "L"},
            {"variant_of": "Kaos", "option_1": "Warna", "value_1": "Biru", "price": "1000"},
        ]
        run = run_of(session, send(browser, *rows))
        assert [list(line.errors) for line in lines(session, run)] == [["price"], ["option_1"]]

    def test_a_product_that_stood_alone_becomes_the_first_variant(self, session, seller):
        business, owner, browser = seller
        made = factories.live(business, owner, name="Kaos")
        words = {"variant_of": "Kaos", "option_1": "Ukuran", "price": "60000"}
        address = send(browser, {"code": made.code, "value_1": "S"} | words, {"value_1": "L"} | words)
        assert "Ukuran: S" in browser.get(f"{address}?lihat=changed").text
        bring_in(browser, address)
        small, large = products(session, business)
        assert (small.id, small.variant_values, large.name) == (made.id, {"Ukuran": "S"}, "Kaos, L")

    def test_a_variant_gets_another_word_in_its_row_but_no_other_option_and_name(self, session, seller):
        business, owner, browser = seller
        made = varied(business, owner, words=("S", "M"), option="Ukuran", name="Kaos")
        row = {"code": made.code, "variant_of": "Kaos", "option_1": "Ukuran"}
        run = run_of(session, send(browser, row | {"value_1": "m"}))
        assert "sudah bernama itu" in lines(session, run)[0].errors["value_1"]
        run = run_of(session, send(browser, row | {"value_1": "S", "option_1": "Warna"}))
        assert "Ukuran" in lines(session, run)[0].errors["option_1"]
        bring_in(browser, send(browser, row | {"value_1": "Kecil"}))
        small, _medium = products(session, business)
        assert (small.name, small.variant_values) == ("Kaos, Kecil", {"Ukuran": "Kecil"})
        run = run_of(session, send(browser, row | {"value_1": "S", "variant_of": "Kaos oblong"}))
        assert "Menggantinya lewat" in lines(session, run)[0].errors["variant_of"]

    def test_what_all_variants_share_may_change_in_the_row_of_each(self, session, seller):
        """The first row changes it for all; the rows below were looked at before, and still hold."""
        business, owner, browser = seller
        varied(business, owner, words=("S", "M", "L"), option="Ukuran", name="Kaos")
        rows = [
            {
                "code": one.code,
                "name": f"Kaos polo, {one.variant_values['Ukuran']}",
                "description": "Katun tebal.",
                "price": "70000",
                "variant_of": "Kaos",
                "option_1": "Ukuran",
                "value_1": one.variant_values["Ukuran"],
            }
            for one in products(session, business)
        ]
        address = send(browser, *rows)
        bring_in(browser, address)
        run = run_of(session, address)
        assert (counts(run), [line.errors for line in lines(session, run)]) == ((0, 3, 0, 0), [{}] * 3)
        assert {(one.name, one.description, one.price) for one in products(session, business)} == {
            (f"Kaos polo, {size}", "Katun tebal.", Rupiah(70_000)) for size in "SML"
        }

"""What leaves as a table comes back unchanged, is never a formula, and belongs to one shop alone."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from marketplace.catalog import handlers, import_queries, services
from marketplace.catalog.importing.cells import cell_text
from marketplace.catalog.importing.columns import BY_KEY, COLUMNS
from marketplace.catalog.importing.wholes import Whole
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.neutral import neutral, plain
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
)

__all__ = ["seller"]
pytestmark = pytest.mark.db

NASTY = [
    "=1+1",
    '=HYPERLINK("http://contoh.test";"klik")',
    "+62811",
    "-2 derajat",
    "@SUM(A1)",
    "\tdengan tab",
    "\rdengan CR",
    "'=sudah berkutip",
    "''=dua kutip",
    "'hanya kutip",
    "＝lebar",
    "biasa",
    "_x0041_",
    'kutip "ganda"; titik koma, koma\ndan baris',
    "<script>alert(1)</script>",
]


class TestStrangers:
    def test_the_table_of_another_shop_is_not_found(self, session, as_actor, seller):
        address = send(seller[2], {"name": "Kopi", "price": "x"})
        other, stranger = factories.shop()
        browser = as_actor(stranger.user_id, stranger.role, stranger.party, code=other.code)
        assert browser.get(address).status_code == 404
        assert browser.get(f"{address}/perbaikan.xlsx").status_code == 404
        with pytest.raises(NotFound), unit_of_work(actor=stranger) as (inside, actor):
            services.begin_import(inside, actor, address.rpartition("/")[2], publish=False)
        assert "produk.csv" not in browser.get(HERE).text

    def test_only_ones_own_products_are_taken_out(self, as_actor, seller):
        business, owner, browser = seller
        other, stranger = factories.shop()
        factories.live(other, stranger, name="Barang orang lain")
        factories.live(business, owner, name="Barang sendiri")
        text = browser.get("/penjual/produk/ekspor?jenis=csv").text
        assert "Barang sendiri" in text
        assert "Barang orang lain" not in text


def exported(browser, kind: str) -> tuple[io.BytesIO, str]:
    answer = browser.get(f"/penjual/produk/ekspor?jenis={kind}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return io.BytesIO(answer.data), f"produk.{kind}"


class TestThereAndBack:
    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_what_is_exported_and_imported_changes_nothing(self, session, seller, kind):
        business, owner, browser = seller
        for number, text in enumerate(NASTY):
            factories.live(
                business, owner, name=f"{text} {number}", description=f"{text}\n\n{text}", unit=text[:30]
            )
        factories.live(
            business,
            owner,
            name="Lengkap",
            price=None,
            made_to_order=True,
            lead_days=3,
            min_qty=5,
            weight_g=250,
            kbki="01112",
            is_domestic=True,
        )
        factories.draft(business, owner, name="Draf", category="", unit="", stock=0)
        address = sent(browser, exported(browser, kind))
        run = run_of(session, address)
        total = len(NASTY) + 2
        assert [
            (line.number, line.errors, line.changes) for line in lines(session, run) if line.changes
        ] == []
        assert counts(run) == (0, 0, total, 0)

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_no_cell_is_a_formula(self, seller, kind):
        business, owner, browser = seller
        for text in NASTY:
            factories.live(business, owner, name=text, description=text, unit=text[:30])
        file, _name = exported(browser, kind)
        if kind == "csv":
            cells = [
                cell
                for row in csv.reader(io.StringIO(file.read().decode("utf-8-sig")), delimiter=";")
                for cell in row
            ]
        else:
            rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name("Produk").to_python()
            cells = [cell for row in rows for cell in row if isinstance(cell, str)]
        assert "'=1+1" in cells
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []

    @pytest.mark.parametrize("text", NASTY)
    def test_text_comes_back_as_it_was(self, text):
        assert plain(neutral(text)) == text
        assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))

    def test_a_formula_that_somebody_sends_is_text(self, session, seller):
        business, _owner, browser = seller
        bring_in(browser, send(browser, {"name": "=1+1"}, {"name": "'=2+2"}))
        assert [one.name for one in products(session, business)] == ["=1+1", "=2+2"]


class TestWorkbooks:
    def test_the_template_has_lists_examples_and_instructions(self, seller):
        content = seller[2].get(f"{HERE}/contoh.xlsx").data
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        assert book.sheet_names == ["Produk", "Contoh", "Petunjuk", "Daftar"]
        assert book.get_sheet_by_name("Produk").to_python() == [[column.title for column in COLUMNS]]
        assert "Makanan dan minuman › Camilan dan keripik" in str(
            book.get_sheet_by_name("Daftar").to_python()
        )
        assert parts(content, "xl/worksheets/sheet1.xml").count("<dataValidation ") == 9
        assert COLUMNS[0].hint in parts(content, "xl/comments1.xml")
        assert "Contoh" in str(book.get_sheet_by_name("Petunjuk").to_python())

    def test_what_is_taken_along_points_to_no_sheet_that_is_not_there(self, seller):
        book = CalamineWorkbook.from_filelike(io.BytesIO(seller[2].get("/penjual/produk/ekspor").data))
        assert book.sheet_names == ["Produk", "Petunjuk", "Daftar"]
        assert "Contoh" not in str(book.get_sheet_by_name("Petunjuk").to_python())

    def test_the_examples_of_the_template_are_accepted(self, session, seller, tmp_path):
        content = seller[2].get(f"{HERE}/contoh.xlsx").data
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Contoh").to_python()
        out = io.StringIO()
        csv.writer(out).writerows(
            [int(cell) if isinstance(cell, float) else cell for cell in row] for row in rows
        )
        run = run_of(session, sent(seller[2], (io.BytesIO(out.getvalue().encode()), "contoh.csv")))
        assert counts(run) == (5, 0, 0, 0)

    def test_refused_rows_come_back_marked_and_can_be_sent_again(self, session, seller):
        _business, _owner, browser = seller
        address = send(
            browser, {"name": "Kopi", "price": "=murah"}, {"name": "Teh"}, {"name": "", "stock": "3"}
        )
        content = browser.get(f"{address}/perbaikan.xlsx").data
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Produk").to_python()
        assert [row[1] for row in rows[1:]] == ["Kopi", ""]
        assert rows[1][4] == "'=murah"
        assert rows[1][-1].startswith("Harga (Rp): Isi harga")
        comments = parts(content, "xl/comments1.xml")
        assert 'ref="E2"' in comments
        assert 'ref="B3"' in comments
        again = run_of(session, sent(browser, (io.BytesIO(content), "perbaikan.xlsx")))
        assert counts(again) == (0, 0, 0, 2)


def parts(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read(name).decode()


class TestCosts:
    @pytest.mark.parametrize("count", [2, 30])
    def test_pages_ask_the_same_however_many_rows(self, seller, count):
        browser = seller[2]
        address = send(browser, *({"name": f"Kopi {number}", "price": "x"} for number in range(count)))
        for page in (address, HERE, f"{address}/perbaikan.xlsx"):
            browser.get(page)
            asked = counting.current()
            assert asked <= 9, (page, asked)

    def test_looking_through_asks_no_more_for_more_rows(self, session, seller, uow):
        asked = []
        for count in (2, 200):
            send(seller[2], *({"name": f"Kopi {number}", "price": "9000"} for number in range(count)))
            asked.append(counting.current())
        assert asked[0] == asked[1]

    def test_taking_out_reads_a_part_at_a_time(self, session, seller):
        business, owner, _browser = seller
        for number in range(5):
            factories.draft(business, owner, name=f"Kopi {number}")
        taken = import_queries.own_products(session, owner, at_once=2)
        assert [one.product.name for one in taken] == [f"Kopi {number}" for number in range(5)]

    def test_rows_are_forgotten_after_thirty_days(self, session, seller, uow):
        address = send(seller[2], {"name": "Kopi"})
        with uow() as (inside, _actor):
            run_of(inside, address).started_at -= timedelta(days=31)
        with uow() as (inside, _actor):
            handlers.forget_lines(inside)
        assert lines(session, run_of(session, address)) == []
        assert seller[2].get(address).status_code == 200


def test_terms_of_a_product_are_read_from_the_cells_that_show_them(session):
    """Quantities, measures, origin, HS code and story: what goes out comes back the same."""
    business, owner = factories.shop()
    terms = {
        "min_qty": 10,
        "step_qty": 5,
        "max_qty": 500,
        "length_cm": 20,
        "width_cm": 15,
        "height_cm": 8,
        "origin_country": "ID",
        "hs_code": "19059090",
        "story": "Digoreng Bu Tutik sejak 1998.",
    }
    made = factories.live(business, owner, **terms)
    for key, value in terms.items():
        column = BY_KEY[key]
        assert column.read(cell_text(column.show(Whole(made)))) == value
    blank = factories.live(business, owner)
    optional = ("max_qty", "length_cm", "origin_country", "hs_code", "story")
    assert [BY_KEY[key].show(Whole(blank)) for key in optional] == [""] * 5
    with pytest.raises(DomainError):
        BY_KEY["origin_country"].read("Atlantis")

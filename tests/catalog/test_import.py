"""Imports: whatever a file holds, good rows go in, bad ones are told, and repeating changes nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from marketplace.catalog import flows, queries
from marketplace.catalog.import_models import ImportRun, ImportSource
from marketplace.catalog.importing.rows import ODD_PRICE, clean
from marketplace.catalog.models import Product
from marketplace.catalog.states import ProductState
from marketplace.infra.db import db
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from tests.shared_data import shared

pytestmark = pytest.mark.db


def row(**values: object) -> dict[str, object]:
    return {"id": "a1", "title": "Keripik singkong balado 200 gr", "source": "pasar"} | values


def jsonl(folder: Path, rows: list[object], name: str = "barang.jsonl") -> Path:
    path = folder / name
    lines = (one if isinstance(one, str) else json.dumps(one) for one in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(path: Path, *, publish: bool = True) -> flows.Summary:
    return flows.import_file(path, publish=publish, report_dir=path.parent / "laporan")


def product(session, external_id: str = "a1") -> Product:
    session.expire_all()
    return session.scalars(select(Product).where(Product.external_id == external_id)).one()


class TestCleaning:
    def cleaned(self, **values: object):
        return clean(row(**values), default_source="berkas")

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("𝗞𝗲𝗿𝗶𝗽𝗶𝗸 𝗧𝗲𝗺𝗽𝗲", "Keripik Tempe"),
            ("🔥🔥 PROMO 🔥 Sambal\u200b teri ❤️", "PROMO Sambal teri"),
            ("  Kopi\t bubuk\u00a0\n100 gr ", "Kopi bubuk 100 gr"),
            ("Teh \u202eevil\u202c", "Teh evil"),
        ],
    )
    def test_names_are_plain_text(self, typed, kept):
        assert self.cleaned(title=typed).name == kept

    def test_a_long_name_ends_at_a_whole_word(self):
        name = self.cleaned(title="kata " * 200).name
        assert len(name) <= 255
        assert name.endswith("kata")

    @pytest.mark.parametrize(
        ("typed", "price", "odd"),
        [
            (None, None, False),
            ("", None, False),
            (12_000, Rupiah(12_000), False),
            (12_000.0, Rupiah(12_000), False),
            ("Rp 12.000", Rupiah(12_000), False),
            (100, Rupiah(100), False),
            (99, Rupiah(99), True),
            (10_000_000_000, Rupiah(10_000_000_000), False),
            (10_000_000_001, Rupiah(10_000_000_001), True),
            (0, None, True),
            (-5, None, True),
            ("hubungi penjual", None, True),
            (True, None, False),
            (10**40, None, True),
        ],
    )
    def test_an_odd_price_is_kept_and_flagged(self, typed, price, odd):
        found = self.cleaned(price=typed)
        assert (found.price, ODD_PRICE in found.flags) == (price, odd)

    @pytest.mark.parametrize(
        ("given", "title", "category"),
        [
            ("batik", "Apa saja", "batik"),
            ("Kue dan roti", "Apa saja", "kue-roti"),
            (None, "Keripik singkong balado", "camilan-kering"),
            ("Lain", "Barang serba guna", "belum-terpilih"),
            (None, "XR-2000", "belum-terpilih"),
        ],
    )
    def test_the_category_is_ours_or_a_sure_suggestion_or_unsorted(self, given, title, category):
        assert self.cleaned(category=given, title=title).category == category

    @pytest.mark.parametrize(
        "gap", [{"id": None}, {"id": " "}, {"title": None}, {"title": "\u200b ✨ "}, {"title": ["x"]}]
    )
    def test_without_id_or_title_it_is_no_row(self, gap):
        with pytest.raises(DomainError):
            self.cleaned(**gap)

    def test_equal_rows_have_equal_fingerprints(self):
        assert self.cleaned().fingerprint == self.cleaned(description=None).fingerprint
        assert self.cleaned().fingerprint != self.cleaned(price=5_000).fingerprint


class TestFiles:
    def test_rows_go_on_sale_in_a_shop_for_each_source(self, session, tmp_path):
        rows = [row(), row(id="a2", price=9_000), row(id="b1", source="toko lain", location="Kab. Bogor")]
        summary = run(jsonl(tmp_path, rows))
        assert (summary.rows, summary.created, summary.refused) == (3, 3, 0)
        first, other = product(session), product(session, "b1")
        assert first.business_id != other.business_id
        assert (first.state, first.price, first.unit) == (ProductState.LIVE, None, "pcs")
        assert other.description == "Dikirim dari Kab. Bogor."
        (card,) = queries.cards(session, [first.id])
        assert card.external_id == "a1"
        assert queries.version(session, first.current_version_id).snapshot["name"] == first.name

    def test_without_publish_they_are_drafts_until_it_is_asked(self, session, tmp_path):
        path = jsonl(tmp_path, [row()])
        run(path, publish=False)
        assert product(session).state is ProductState.DRAFT
        assert run(path).changed == 1
        assert product(session).state is ProductState.LIVE

    def test_repeating_changes_nothing(self, session, tmp_path):
        path = jsonl(tmp_path, [row(), row(id="a2")])
        run(path)
        before = product(session).version
        summary = run(path)
        assert (summary.created, summary.changed, summary.unchanged) == (0, 0, 2)
        assert product(session).version == before
        assert session.scalar(select(func.count()).select_from(ImportSource)) == 1

    def test_a_changed_row_changes_its_product(self, session, tmp_path):
        run(jsonl(tmp_path, [row(price=9_000), row(id="a2")]))
        summary = run(jsonl(tmp_path, [row(price=9_500), row(id="a2")]))
        assert (summary.changed, summary.unchanged) == (1, 1)
        assert product(session).price == Rupiah(9_500)

    def test_a_bad_row_is_told_and_stops_nothing(self, session, tmp_path):
        path = jsonl(tmp_path, [row(), "{ rusak", "[1]", row(id="a3", title=""), row(id="a4", price=1)])
        summary = run(path)
        assert (summary.created, summary.refused, summary.flagged) == (2, 3, 1)
        with summary.refusals.open(encoding="utf-8") as report:
            told = list(csv.DictReader(report))
        assert [(one["baris"], one["putusan"]) for one in told] == [
            ("2", "ditolak"),
            ("3", "ditolak"),
            ("4", "ditolak"),
            ("5", "diterima, janggal"),
        ]
        assert all(one["alasan"] for one in told)

    def test_the_report_holds_no_formula(self, session, tmp_path):
        summary = run(jsonl(tmp_path, [row(id="=HYPERLINK(1)", title="")]))
        assert "'=HYPERLINK(1)" in summary.refusals.read_text(encoding="utf-8")

    def test_an_interrupted_import_goes_on_where_it_stopped(self, session, uow, tmp_path):
        path = jsonl(tmp_path, [row(id=f"a{number}") for number in range(5)])
        run(path)
        with uow() as (inside, _actor):
            stopped = inside.scalars(select(ImportRun)).one()
            stopped.finished_at, stopped.rows_done = None, 3
        summary = run(path)
        assert (summary.resumed_at, summary.rows) == (3, 2)

    def test_the_same_id_twice_is_one_product(self, session, tmp_path):
        summary = run(jsonl(tmp_path, [row(), row(title="Keripik singkong asin")]))
        assert (summary.created, product(session).name) == (1, "Keripik singkong asin")

    @pytest.mark.parametrize("separator", [",", ";"])
    def test_csv_with_either_separator(self, session, tmp_path, separator):
        path = tmp_path / "barang.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=separator)
            writer.writerows([["ID", "Title", "Price"], ["a1", "Kopi; robusta, bubuk", "25.000"]])
        run(path)
        assert (product(session).name, product(session).price) == ("Kopi; robusta, bubuk", Rupiah(25_000))
        assert product(session).source == "barang"

    def test_a_file_without_the_columns_is_refused_whole(self, tmp_path, session):
        path = tmp_path / "barang.csv"
        path.write_text("nama,harga\nKopi,1000\n", encoding="utf-8")
        with pytest.raises(DomainError, match="id, title"):
            run(path)

    @pytest.mark.parametrize("name", ["barang.xlsx", "barang.pdf"])
    def test_a_file_of_another_kind_is_refused_with_a_sentence(self, tmp_path, session, name):
        path = tmp_path / name
        path.write_bytes(b"bukan tabel")
        with pytest.raises(DomainError):
            run(path)

    def test_xlsx(self, session, tmp_path):
        from tests.catalog.xlsx import write_xlsx

        path = write_xlsx(tmp_path / "barang.xlsx", [["id", "title", "price"], [17, "Teh melati", 8000]])
        run(path)
        assert (product(session, "17").name, product(session, "17").price) == ("Teh melati", Rupiah(8_000))


def test_rows_of_the_wild_all_go_in(session, tmp_path):
    """The first two thousand real listings: none is refused, and none keeps its page from being read."""
    with shared("products/products_real.jsonl").open(encoding="utf-8") as lines:
        head = [next(lines).rstrip("\n") for _ in range(2_000)]
    summary = run(jsonl(tmp_path, head))
    assert (summary.created, summary.refused) == (2_000, 0)
    ids = session.scalars(select(Product.id).order_by(Product.id).limit(24)).all()
    assert len(queries.cards(session, ids)) == 24


@pytest.mark.parametrize(
    ("took", "size"),
    [
        (flows.SECONDS_PER_CHUNK, 200),
        (2 * flows.SECONDS_PER_CHUNK, 100),
        (flows.SECONDS_PER_CHUNK / 2, 400),
        (1_000, flows.SMALLEST_CHUNK),
        (0.000_1, flows.LARGEST_CHUNK),
    ],
)
def test_a_chunk_that_took_long_makes_the_next_one_smaller(took, size):
    assert flows.next_size(200, took) == size


def test_the_command_reports_and_refuses(app, session, tmp_path):
    path = jsonl(tmp_path, [row()])
    runner = app.test_cli_runner()
    answer = runner.invoke(args=["catalog", "import", "--publish", str(path)])
    assert "1 baru" in answer.output
    other = tmp_path / "barang.txt"
    other.write_text("x", encoding="utf-8")
    refused = runner.invoke(args=["catalog", "import", str(other)])
    assert refused.exit_code == 1
    assert "harus berakhiran" in refused.output
    db.session.remove()

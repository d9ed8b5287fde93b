"""The file of a purchase as one ZIP: papers with their hashes, and what stands behind the award."""

from __future__ import annotations

import csv
import io
import zipfile
from hashlib import sha256

import pytest
from pypdf import PdfReader

from marketplace.infra.uow import unit_of_work
from marketplace.procurement import services_contracts
from tests.businesses import factories as people
from tests.procurement import fulfilment_steps as after
from tests.procurement import steps
from tests.procurement.browsing import browser as open_browser

pytestmark = pytest.mark.db


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def browser(as_actor, story):
    return lambda actor: open_browser(as_actor, story, actor)


def text_of(response):
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_the_zip_holds_every_paper_and_its_hash(browser, story):
    contract = after.handed_over(story)
    base = f"/pengadaan/paket/{contract.package.code}/berkas"
    treasurer = browser(story.unit.treasurer)
    assert "3 dari 4 dokumen siap. Yang belum: Kuitansi." in text_of(treasurer.get(base))
    after.paid(story, contract)
    assert "4 dari 4 dokumen siap" in text_of(treasurer.get(base))
    answer = treasurer.get(f"{base}.zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        listed = list(csv.DictReader(io.StringIO(archive.read("daftar-berkas.csv").decode("utf-8-sig"))))
        assert [row["jenis"] for row in listed][-1] == "Kuitansi"
        for row in listed:
            assert sha256(archive.read(row["berkas"])).hexdigest() == row["sha256"]
        assert "SPK ditandatangani PPK" in archive.read("jejak.csv").decode("utf-8-sig")
    assert len(names) == 11


def test_the_zip_says_what_stands_behind_the_award(browser, story):
    people.look(story.shop.business, words="=Dicari dengan NPWP, tidak ada.")
    contract = after.in_force(story)
    base = f"/pengadaan/paket/{contract.package.code}/berkas"
    with zipfile.ZipFile(io.BytesIO(browser(story.unit.auditor).get(f"{base}.zip").data)) as archive:

        def table(name):
            return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))

        (offer,) = table("perbandingan.csv")
        assert (offer["produk"], offer["harga_rupiah"], offer["dipilih"]) == (
            story.product.name,
            "54000",
            "ya",
        )
        assert offer["alasan"] == "Kapasitas cukup dan jarak kirim dekat."
        flags = {row["tanda"]: row for row in table("tanda.csv")}
        alone = flags["Hanya satu penyedia dibandingkan"]
        assert (alone["jawaban"], alone["dijawab_oleh"]) == ("Sudah diperiksa dan wajar.", "Pejabat ppk")
        assert {"seller.accept_days", "pl.goods_services.max"} <= {
            row["aturan"] for row in table("aturan.csv")
        }
        checked = [
            (row["saat"], row["hasil"], row["catatan"]) for row in table("sanksi-dan-daftar-resmi.csv")
        ]
        assert [one[:2] for one in checked[:3]] == [
            ("saat sepakat", "bersih"),
            ("saat disetujui", "bersih"),
            ("saat SPK diterima", "bersih"),
        ]
        assert checked[3][::2] == ("dilihat orang", "'=Dicari dengan NPWP, tidak ada.")
        together = PdfReader(io.BytesIO(archive.read("semua-dokumen.pdf")))
        parts = [name for name in archive.namelist() if name[:2].isdigit()]
        pages = [len(PdfReader(io.BytesIO(archive.read(name))).pages) for name in parts]
        assert len(together.pages) == sum(pages)
        assert [one.title.partition(" ")[0] for one in together.outline] == ["Berita", "Surat"]


def test_a_void_paper_is_kept_apart_from_those_that_hold(browser, story):
    contract = steps.signed(story)
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        services_contracts.decline_contract(inside, actor, contract.code, reason="Mesin rusak.")
    base = f"/pengadaan/paket/{contract.package.code}/berkas"
    with zipfile.ZipFile(io.BytesIO(browser(story.unit.auditor).get(f"{base}.zip").data)) as archive:
        together = PdfReader(io.BytesIO(archive.read("semua-dokumen.pdf")))
        assert any("spk-batal" in name for name in archive.namelist())
        assert [one.title.partition(" ")[0] for one in together.outline] == ["Berita"]

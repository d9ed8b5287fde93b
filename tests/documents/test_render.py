"""A paper's PDF says what its snapshot says, is tagged and archival, and has the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from marketplace.documents.papers import (
    Snapshot,
    handover_minutes,
    integrity_pact,
    negotiation_minutes,
    receipt,
    work_order,
)
from marketplace.documents.render import CURRENT_VERSIONS, DRAWN_LETTERS, printable, render_pdf
from tests.documents.paper_samples import (
    ISSUED_ON,
    handover_sample,
    negotiation_sample,
    order_lines,
    pact_sample,
    receipt_sample,
    work_order_sample,
)

SNAPSHOTS = {
    "ba-negosiasi": negotiation_minutes(negotiation_sample()),
    "spk": work_order(work_order_sample()),
    "bast": handover_minutes(handover_sample()),
    "kuitansi": receipt(receipt_sample()),
    "pakta-integritas": integrity_pact(pact_sample()),
}
EACH_PAPER = pytest.mark.parametrize(("template", "snapshot"), SNAPSHOTS.items(), ids=list(SNAPSHOTS))


def rendered(snapshot: Snapshot) -> PdfReader:
    template = str(snapshot["kind"])
    return PdfReader(io.BytesIO(render_pdf(template, CURRENT_VERSIONS[template], snapshot, ISSUED_ON)))


def pages(snapshot: Snapshot) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in rendered(snapshot).pages]


def text(snapshot: Snapshot) -> str:
    return " ".join(pages(snapshot))


@EACH_PAPER
def test_the_same_snapshot_gives_the_same_bytes(template: str, snapshot: Snapshot) -> None:
    first, second = (render_pdf(template, "2026.1", snapshot, ISSUED_ON) for _ in range(2))
    assert first == second


@EACH_PAPER
def test_a_paper_is_tagged_archival_and_dated_by_its_snapshot(template: str, snapshot: Snapshot) -> None:
    reader = rendered(snapshot)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "id-ID"
    assert "/StructTreeRoot" in reader.root_object
    metadata = reader.root_object["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == ISSUED_ON


@EACH_PAPER
def test_only_the_shipped_font_is_embedded(template: str, snapshot: Snapshot) -> None:
    for page in rendered(snapshot).pages:
        fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
        assert fonts
        assert all("SourceSerifPro" in name for name in fonts)


@EACH_PAPER
def test_a_paper_names_its_number_head_signers_and_check_page(template: str, snapshot: Snapshot) -> None:
    words = text(snapshot)
    assert str(snapshot["number"]) in words
    assert str(snapshot["letterhead"]["lines"][-1]) in words
    assert "https://lapak.example/cek/4W7KQ2M9XB" in words
    signers = snapshot["signers"]
    assert isinstance(signers, list)
    for signer in signers:
        assert signer["name"] in words
        assert signer["detail"] in words


@EACH_PAPER
def test_each_page_says_which_of_how_many_it_is(template: str, snapshot: Snapshot) -> None:
    found = pages(snapshot)
    for position, page in enumerate(found, start=1):
        assert f"Halaman {position} dari {len(found)}" in page


def test_minutes_of_a_negotiation_show_each_price_before_and_after() -> None:
    words = text(SNAPSHOTS["ba-negosiasi"])
    for price in ("Rp35.000", "Rp33.500", "Rp32.500", "Rp42.250.000", "Rp2.625.000"):
        assert price in words
    assert "Tiga puluh sembilan juta enam ratus dua puluh lima ribu rupiah" in words
    assert "Katalog Elektronik, Katering Sejahtera" in words


def test_a_work_order_states_its_value_once_and_in_words() -> None:
    words = text(SNAPSHOTS["spk"])
    assert words.count("Rp49.695.000") == 1
    assert "Empat puluh sembilan juta enam ratus sembilan puluh lima ribu rupiah" in words
    for fact in ("59912345", "5.1.02.01.01.0052", "denda 1/1000", "Meterai Rp10.000", "0012-3456-789"):
        assert fact in words
    assert "Bendahara Pengeluaran" in words  # tembusan


def test_a_long_work_order_repeats_the_head_of_its_table_and_not_the_sum() -> None:
    snapshot = work_order(work_order_sample(order_lines(40)))
    found = pages(snapshot)
    table_pages = [page for page in found if "Nasi kotak menu" in page]
    assert len(table_pages) >= 3
    assert all("Uraian dan spesifikasi" in page for page in table_pages)
    assert " ".join(found).count("Rp677.400.000") == 1


def test_a_handover_says_what_was_rejected_and_what_the_delay_costs() -> None:
    words = text(SNAPSHOTS["bast"])
    assert "Empat kotak penyok" in words
    assert "terlambat 2 hari dan dikenai denda Rp115.000 (Seratus lima belas ribu rupiah)" in words
    assert "lengkap dan baik" not in words


def test_a_complete_handover_in_time_says_so() -> None:
    sample = handover_sample()
    whole = replace(sample, late_days=0, lines=(replace(sample.lines[0], rejected=0),))
    words = text(handover_minutes(whole))
    assert "lengkap dan baik" in words
    assert "tepat waktu" in words


def test_a_receipt_shows_gross_cut_and_net() -> None:
    words = text(SNAPSHOTS["kuitansi"])
    assert "Lima puluh tujuh juta lima ratus ribu rupiah" in words
    assert "PPh final UMKM 0,5%" in words
    assert "−Rp287.500" in words
    assert "Rp57.212.500" in words


def test_no_stamp_box_is_drawn_where_none_is_due() -> None:
    assert "Meterai" not in text(receipt(replace(receipt_sample(), stamp_duty=None)))


def test_what_people_type_is_text_and_never_code() -> None:
    hostile = '#sys.version *tebal* $x^2$ #read("/etc/passwd") \\ <b> @rujuk = judul'
    assert hostile in text(receipt(replace(receipt_sample(), purpose=hostile)))


def test_letters_that_the_font_lacks_do_not_stop_a_paper() -> None:
    words = text(receipt(replace(receipt_sample(), purpose="𝗕𝗮𝘁𝗶𝗸 tulis 🎉 ꦧꦠꦶꦏ Ḥalāl")))
    assert "Batik tulis ?" in words


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [("Rp1.000 – “pas”", "Rp1.000 – “pas”"), ("e\u0301", "é"), ("ẞ", "?"), ("ậ", "a"), ("a\u200bb", "ab")],
)
def test_each_letter_becomes_the_nearest_that_can_be_drawn(typed: str, drawn: str) -> None:
    assert printable(typed) == drawn


def test_the_fonts_draw_every_letter_that_passes() -> None:
    every_letter = "".join(sorted(DRAWN_LETTERS))
    snapshot = dict(SNAPSHOTS["spk"])
    snapshot["scope"] = every_letter  # regular
    snapshot["package"] = {**snapshot["package"], "name": every_letter}  # type: ignore[dict-item]  # bold
    assert render_pdf("spk", "2026.1", snapshot, ISSUED_ON)


@pytest.mark.parametrize(("template", "version"), [("spk", "2025.1"), ("surat-cinta", "2026.1")])
def test_only_the_current_version_is_rendered(template: str, version: str) -> None:
    with pytest.raises(LookupError):
        render_pdf(template, version, SNAPSHOTS["spk"], ISSUED_ON)

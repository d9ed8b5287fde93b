"""One plausible paper of each kind, for the tests of papers and their rendering."""

from __future__ import annotations

from datetime import date

from marketplace.documents.papers import (
    BankAccount,
    ContractReference,
    HandoverMinutes,
    Head,
    IntegrityPact,
    Letterhead,
    NegotiatedLine,
    NegotiationMinutes,
    Official,
    OrderLine,
    PackageFacts,
    PriceReference,
    Receipt,
    ReceivedLine,
    Round,
    Seller,
    Withholding,
    WorkOrder,
)
from marketplace.kernel.money import ZERO, Rupiah

ISSUED_ON = date(2026, 11, 24)

LETTERHEAD = Letterhead(
    ("PEMERINTAH KABUPATEN MADIUN", "DINAS KOPERASI DAN PASAR RAKYAT"),
    "Dinas Koperasi dan Pasar Rakyat Kabupaten Madiun",
    "Jalan Lumbung Desa Nomor 14, Krajan, Mejayan, Kabupaten Madiun 63153",
    "0351-000-0114",
    "surat@pasar-rakyat.demo.test",
)
SELLER = Seller(
    "Dapur Bu Sri",
    "Jalan Melati Nomor 7, Mejayan, Kabupaten Madiun 63153",
    "3519 9965 0190 0001",
    "9120 0000 0000 1",
    "Sri Wahyuni",
    "Pemilik",
)
BANK = BankAccount("Bank Jatim", "0012-3456-789", "Sri Wahyuni")
PACKAGE = PackageFacts(
    "Konsumsi Rapat Koordinasi Pasar Rakyat Triwulan IV",
    "59912345",
    "5.1.02.01.01.0052",
    "DPA/A.1/2.17.3.30/001/2026",
    2026,
)
CONTRACT = ContractReference(
    "Surat Perintah Kerja",
    "027/012/SPK/402.113/XI/2026",
    date(2026, 11, 24),
    Rupiah(57_500_000),
    date(2026, 11, 25),
    date(2026, 12, 9),
)


def official(name: str, position: str, nip: str) -> Official:
    return Official(name, nip, "Penata (III/c)", position, "800.1.11/012/SK/2026", date(2026, 1, 5))


PPK = official("Endang Lestari, S.E., M.M.", "Pejabat Pembuat Komitmen", "197207252000012998")
PP = official("Bagus Prasetyo, S.Kom.", "Pejabat Pengadaan", "198505142010011997")
TREASURER = official("Ratna Dewi, A.Md.", "Bendahara Pengeluaran", "199003122014022996")


def head(number: str) -> Head:
    return Head(number, ISSUED_ON, "Mejayan", "4W7KQ2M9XB", "https://lapak.example/cek/4W7KQ2M9XB")


def order_lines(count: int = 3) -> tuple[OrderLine, ...]:
    return tuple(
        OrderLine(
            f"Nasi kotak menu {number}",
            "Nasi, ayam bakar, sayur, sambal, buah, dan air mineral 330 ml; kemasan karton",
            500 + number,
            "kotak",
            Rupiah(32_500),
        )
        for number in range(1, count + 1)
    )


def work_order_sample(lines: tuple[OrderLine, ...] | None = None) -> WorkOrder:
    lines = order_lines() if lines is None else lines
    return WorkOrder(
        head("027/012/SPK/402.113/XI/2026"),
        LETTERHEAD,
        PPK,
        SELLER,
        BANK,
        PACKAGE,
        (
            "Surat undangan pengadaan langsung Nomor 027/010/UND/402.113/XI/2026 tanggal 16 November 2026.",
            "Berita acara klarifikasi dan negosiasi Nomor 027/011/BA-NEG/402.113/XI/2026 "
            "tanggal 23 November 2026.",
        ),
        "Penyediaan dan pengantaran nasi kotak untuk rapat koordinasi di lima pasar.",
        lines,
        Rupiah(750_000),
        ZERO,
        "Penyedia bukan PKP",
        date(2026, 11, 25),
        date(2026, 12, 9),
        "Aula Dinas Koperasi dan Pasar Rakyat, Mejayan",
        "Sekaligus (LS) setelah serah terima",
        "Makanan rusak diganti pada hari yang sama",
        10,
        Rupiah(49_000_000),
        Rupiah(49_000_000),
        Rupiah(10_000),
        ("Kepala Dinas selaku Kuasa Pengguna Anggaran", "Bendahara Pengeluaran", "Arsip"),
        seller_mark="Disetujui secara elektronik 24 November 2026 pukul 14.05 WIB",
    )


def negotiation_sample() -> NegotiationMinutes:
    def held(day: int, before: int, after: int, note: str) -> Round:
        return Round(
            date(2026, 11, day),
            (
                NegotiatedLine("Nasi kotak menu ayam bakar", 750, "kotak", Rupiah(before), Rupiah(after)),
                NegotiatedLine("Kudapan kotak isi tiga", 1_000, "kotak", Rupiah(15_000), Rupiah(14_500)),
            ),
            Rupiah(1_000_000),
            Rupiah(750_000),
            14,
            14,
            note,
        )

    return NegotiationMinutes(
        head("027/011/BA-NEG/402.113/XI/2026"),
        LETTERHEAD,
        PP,
        SELLER,
        PACKAGE,
        (
            held(20, 35_000, 33_500, "Penyedia menurunkan harga karena jumlah pesanan di atas 500 kotak."),
            held(23, 33_500, 32_500, ""),
        ),
        (
            PriceReference("Katalog Elektronik, Katering Sejahtera", date(2026, 11, 12), Rupiah(41_500_000)),
            PriceReference(
                "Kontrak tahun 2025 Nomor 027/044/SPK/402.113/2025", date(2025, 11, 3), Rupiah(40_100_000)
            ),
        ),
        Rupiah(42_000_000),
        "Penyedia memenuhi syarat teknis dan sepakat melaksanakan pekerjaan dengan harga hasil negosiasi.",
    )


def handover_sample() -> HandoverMinutes:
    return HandoverMinutes(
        head("027/015/BAST/402.113/XII/2026"),
        LETTERHEAD,
        PPK,
        SELLER,
        PACKAGE,
        CONTRACT,
        (
            ReceivedLine("Nasi kotak menu ayam bakar", "kotak", 1_500, 1_500, 0),
            ReceivedLine(
                "Kudapan kotak isi tiga", "kotak", 500, 500, 4, "Empat kotak penyok, diganti hari itu juga"
            ),
        ),
        "Aula Dinas, Mejayan",
        "Berita acara pemeriksaan Nomor 027/014/BAP/402.113/XII/2026 tanggal 9 Desember 2026",
        2,
        Rupiah(115_000),
        0,
        copies=("Bendahara Pengeluaran", "Arsip"),
    )


def receipt_sample() -> Receipt:
    return Receipt(
        head("900/021/KW/402.113/2026"),
        LETTERHEAD,
        PPK,
        TREASURER,
        SELLER,
        BANK,
        PACKAGE,
        CONTRACT,
        "Berita acara serah terima Nomor 027/015/BAST/402.113/XII/2026 tanggal 9 Desember 2026",
        "Bendahara Pengeluaran Dinas Koperasi dan Pasar Rakyat Kabupaten Madiun",
        "Konsumsi rapat koordinasi pasar rakyat triwulan IV sebanyak 1.500 kotak nasi dan 500 kotak kudapan",
        Rupiah(57_500_000),
        ZERO,
        (Withholding("PPh final UMKM 0,5% (PP 55/2022)", Rupiah(287_500)),),
        Rupiah(10_000),
    )


def pact_sample() -> IntegrityPact:
    return IntegrityPact(
        head=head("001/PAKTA-INTEGRITAS/XI/2026"),
        seller=SELLER,
        text_version="2025.2",
        basis="Perpres 16/2018 Ps. 1 angka 36",
        opening="Dalam pengadaan barang dan jasa pemerintah, saya berjanji:",
        points=("Tidak melakukan korupsi, kolusi, dan nepotisme.", "Melapor bila mengetahuinya."),
        mark="Ditandatangani secara elektronik 24 November 2026 pukul 10.00 WIB",
    )

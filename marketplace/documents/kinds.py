"""The papers that are issued."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """The papers that are issued; the value names the template."""

    NEGOTIATION_MINUTES = "ba-negosiasi"
    WORK_ORDER = "spk"
    HANDOVER_MINUTES = "bast"
    RECEIPT = "kuitansi"
    INTEGRITY_PACT = "pakta-integritas"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    PaperKind.NEGOTIATION_MINUTES: "Berita acara negosiasi",
    PaperKind.WORK_ORDER: "Surat Perintah Kerja (SPK)",
    PaperKind.HANDOVER_MINUTES: "Berita acara serah terima (BAST)",
    PaperKind.RECEIPT: "Kuitansi",
    PaperKind.INTEGRITY_PACT: "Pakta integritas",
}

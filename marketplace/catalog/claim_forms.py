"""Forms of claims: the certificate that a seller fills in, and what a curator decides."""

from __future__ import annotations

import re
from typing import Any

from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from marketplace.catalog.claim_kinds import KindRule
from marketplace.catalog.models import Claim
from marketplace.catalog.services.claims import Certificate
from marketplace.web.filters import persen
from marketplace.web.forms import FileInput, Form, TextField, optional

ACCEPT, REJECT = "terima", "tolak"
KEEP = "tetap"
_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


class CertificateForm(Form):
    """What stands on the paper of one kind of claim; `rules` says which fields there are."""

    number = TextField("Nomor", [Length(max=60)])
    share = TextField("Nilai TKDN (%)", description="Dalam persen, dari tabel di sertifikat. Contoh: 42,5.")
    bmp = TextField(
        "Nilai BMP (%)", description="Bobot manfaat perusahaan, bila ada sertifikatnya. Contoh: 7,5."
    )
    issued_on = DateField("Tanggal terbit", [optional], format=_DAYS)
    expires_on = DateField("Berlaku sampai", [optional], format=_DAYS)
    content = FileInput("Foto atau PDF sertifikat")

    def __init__(self, rules: KindRule, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rules = rules
        self.number.label.text = rules.number_label
        self.number.description = rules.where
        wanted = rules.paper == "required"
        self.content.description = "Hanya Anda dan petugas yang melihatnya." + (
            "" if wanted else " Boleh kosong; dengan berkas, pemeriksaan lebih cepat."
        )

    @classmethod
    def of(cls, rules: KindRule, claim: Claim | None) -> CertificateForm:
        """The form with what was sent before."""
        if claim is None:
            return cls(rules)
        return cls(
            rules,
            data={
                "number": claim.number,
                "share": percent_text(claim.share_bp),
                "bmp": percent_text(claim.bmp_bp),
                "issued_on": claim.issued_on,
                "expires_on": claim.expires_on,
            },
        )

    def validate_share(self, field: TextField) -> None:
        _basis_points(field.data)

    def validate_bmp(self, field: TextField) -> None:
        _basis_points(field.data)

    def certificate(self) -> Certificate:
        return Certificate(
            number=self.number.data,
            share_bp=_basis_points(self.share.data),
            bmp_bp=_basis_points(self.bmp.data),
            issued_on=self.issued_on.data,
            expires_on=self.expires_on.data,
            content=self.content.content,
            filename=self.content.filename,
        )


class CurationForm(Form):
    """A curator's decision. `sent` is the stamp of what was read."""

    decision = RadioField(
        "Keputusan",
        [InputRequired("Pilih salah satu keputusan.")],
        choices=[(ACCEPT, "Benar"), (REJECT, "Belum benar")],
    )
    seen = TextAreaField(
        "Yang terlihat di daftar resmi",
        [Length(max=500)],
        description="Nama, nomor, dan masa berlaku yang Anda baca. Waktu dan nama Anda ikut tercatat.",
    )
    reason = TextAreaField(
        "Alasan untuk penjual",
        [Length(max=500)],
        description="Wajib kalau belum benar. Tulis apa yang perlu diperbaiki.",
    )
    sent = HiddenField()

    def values(self) -> dict[str, Any]:
        return {"accepted": self.decision.data == ACCEPT, "reason": self.reason.data or ""}


class ReasonForm(Form):
    """Why staff stop a listing or let it go on."""

    reason = TextAreaField("Alasan", [InputRequired("Tulis alasannya; penjual membacanya."), Length(max=500)])


class RevokeForm(Form):
    """Why something in force is taken back; the second of two may leave the first one's reason."""

    reason = TextAreaField("Alasan pencabutan", [Length(max=500)], description="Dibaca penjual.")
    answer = HiddenField()

    def keeps(self) -> bool:
        """The button that lets it stand was pressed."""
        return self.answer.data == KEEP


def percent_text(basis_points: int | None) -> str:
    """4,250 basis points as people type them: "42,5"."""
    if basis_points is None:
        return ""
    return persen(basis_points).rstrip("%")


def _basis_points(typed: str) -> int | None:
    """ "42,5" as 4,250 basis points; None for nothing. Raises ValidationError."""
    text = (typed or "").strip().rstrip("%").strip()
    if not text:
        return None
    whole, _, part = text.replace(".", ",").partition(",")
    digits = whole.isascii() and whole.isdigit() and len(whole) <= 3
    if not digits or not re.fullmatch(r"[0-9]{0,2}", part):
        raise ValidationError("Isi persen dengan angka, misalnya 42,5.")
    return int(whole) * 100 + int((part + "00")[:2])

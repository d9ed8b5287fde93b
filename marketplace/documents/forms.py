"""The form of the check page."""

from __future__ import annotations

from wtforms.validators import ValidationError

from marketplace.web.forms import FileInput, Form


class CheckForm(Form):
    """A PDF to compare with the issued one."""

    paper = FileInput("Berkas PDF yang Anda terima")

    def validate_paper(self, field: FileInput) -> None:
        if not field.content:
            raise ValidationError("Pilih berkas PDF yang ingin diperiksa.")
        if not field.content.startswith(b"%PDF-"):
            raise ValidationError("Berkas ini bukan PDF. Pilih berkas PDF surat itu.")

"""The form on which a verifier writes down what an official register said."""

from __future__ import annotations

from typing import Self

from wtforms import RadioField
from wtforms.validators import InputRequired

from marketplace.businesses.registers import LookupResult, Register, Seen
from marketplace.web.forms import FileInput, Form, TextField


class LookupForm(Form):
    """What `register` said; the answers are in its own words."""

    result = RadioField("Hasil", choices=[], validators=[InputRequired("Pilih hasilnya.")])
    words = TextField(
        "Apa yang Anda lihat",
        description="Salin yang penting: nama, status, nomor, tanggal.",
        validators=[InputRequired("Tulis apa yang Anda lihat.")],
    )
    content = FileInput("Gambar layar", description="PDF, JPG, atau PNG, paling besar 8 MB.")

    def ask(self, register: Register) -> Self:
        self.result.choices = [(result.value, label) for result, label in register.labels.items()]
        return self

    def seen(self) -> Seen:
        """What was seen, as `record_lookup` takes it."""
        return Seen(LookupResult(self.result.data), self.words.data, self.content.content or None)

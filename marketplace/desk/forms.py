"""Forms of the desk: what was done at INAPROC, and what a shop promises."""

from __future__ import annotations

from typing import Any

from wtforms import DateField
from wtforms.validators import InputRequired, Length

from marketplace.web.forms import Form, TextField, optional


class StepForm(Form):
    reference = TextField(
        "Nomor dari INAPROC",
        description="Nomor akun atau nomor permohonan, bila ada.",
        validators=[optional, Length(max=40)],
    )
    done_on = DateField(
        "Selesai pada tanggal",
        format=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        validators=[InputRequired("Isi tanggal selesainya.")],
    )

    def values(self) -> dict[str, Any]:
        """What was noted, as `record_step` takes it."""
        return {"reference": self.reference.data, "done_on": self.done_on.data}


class ShopPolicyForm(Form):
    text = TextField(
        "Catatan kebijakan toko",
        description="Janji Anda bila barang rusak, kurang, atau terlambat. Tulis yang sanggup Anda tepati.",
        validators=[InputRequired("Tulis satu atau dua kalimat.")],
    )

"""Forms of the staff: proposing and deciding sanctions, answering objections."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from marketplace.businesses.sanction_grounds import KIND_LABELS, grounds
from marketplace.businesses.sanction_models import SanctionKind
from marketplace.kernel import clock
from marketplace.web.forms import Form, TextField, optional

_DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


class ProposeSanctionForm(Form):
    kind = RadioField(
        "Jenis sanksi",
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        validators=[InputRequired("Pilih jenis sanksi.")],
    )
    ground = SelectField("Alasan", validators=[InputRequired("Pilih alasan.")])
    details = TextField(
        "Apa yang terjadi",
        description="Dibaca pemilik usaha. Sebut tanggal dan buktinya.",
        validators=[InputRequired("Tulis apa yang terjadi.")],
    )
    decision_number = TextField(
        "Nomor surat keputusan", validators=[InputRequired("Tulis nomor keputusannya.")]
    )
    from_on = DateField("Mulai", format=_DATES, validators=[InputRequired("Isi tanggal mulai.")])
    until_on = DateField(
        "Sampai",
        format=_DATES,
        description="Kosongkan bila berlaku sampai dicabut. Lama Daftar Hitam mengikuti alasannya.",
        validators=[optional],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        rows = grounds(clock.today())
        self.ground.choices = [
            ("", "Pilih alasan"),
            *((row.key, _label(row.label, row.years)) for row in rows),
        ]

    def values(self) -> dict[str, Any]:
        """What is proposed, as `propose_sanction` takes it."""
        return {
            "kind": SanctionKind(self.kind.data),
            "ground": self.ground.data,
            "details": self.details.data,
            "decision_number": self.decision_number.data,
            "from_on": self.from_on.data,
            "until_on": self.until_on.data,
        }


class DecideForm(Form):
    """Yes, no, or taking it back; who says no says why."""

    answer = StringField()
    reason = TextField("Alasan bila tidak setuju", description="Dibaca pengusul.")


class LiftForm(Form):
    reason = TextField(
        "Alasan pencabutan",
        description="Dibaca pemilik usaha.",
        validators=[InputRequired("Tulis alasan pencabutan.")],
    )


class AnswerForm(Form):
    uphold = RadioField(
        "Keputusan",
        choices=[("ya", "Terima keberatan, cabut sanksi"), ("tidak", "Tidak terima, sanksi tetap")],
        validators=[InputRequired("Pilih keputusan.")],
    )
    answer = TextField(
        "Jawaban",
        description="Dibaca pemilik usaha. Jawab keberatannya satu per satu.",
        validators=[InputRequired("Tulis jawaban.")],
    )


def _label(text: str, years: int | None) -> str:
    return text if years is None else f"{text} ({years} tahun)"

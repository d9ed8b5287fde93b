"""Forms of help: asking, asking for a mandate, visits, what came of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateField, SelectMultipleField
from wtforms.validators import InputRequired

from marketplace.businesses.policies import SCOPES
from marketplace.businesses.rules import rule
from marketplace.kernel import clock
from marketplace.web.forms import Form, TextField

_DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
USUAL_SCOPES = ["profile.write", "catalog.write"]


class AskForm(Form):
    topic = TextField(
        "Apa yang perlu dibantu?",
        description="Contoh: membuka toko, memotret produk, mengurus NIB.",
        validators=[InputRequired("Isi yang perlu dibantu.")],
    )
    text = TextField(
        "Ceritakan sedikit",
        description="Pendamping membaca persis kata-kata Anda.",
        validators=[InputRequired("Ceritakan sedikit, supaya pendamping tahu yang Anda perlukan.")],
    )


class AcceptForm(Form):
    """Only the button."""


class MandateForm(Form):
    scopes = SelectMultipleField(
        "Yang akan Anda bantu",
        choices=list(SCOPES.items()),
        default=USUAL_SCOPES,
        validators=[InputRequired("Pilih paling sedikit satu hal yang akan dibantu.")],
    )
    ends_on = DateField(
        "Sampai tanggal",
        format=_DATES,
        validators=[InputRequired("Isi tanggalnya.")],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        longest = rule("mandate.days.max", clock.today()).number
        self.ends_on.description = f"Paling lama {longest} hari dari hari ini."

    @classmethod
    def for_today(cls) -> MandateForm:
        """The longest time is the usual one; the owner ends it whenever she wants."""
        return cls(data={"ends_on": longest_end(), "scopes": USUAL_SCOPES})

    @property
    def terms(self) -> tuple[list[str], date]:
        """What the helper asks for and until when, once the form is valid."""
        return list(self.scopes.data or []), self.ends_on.data or longest_end()


def longest_end() -> date:
    """The last day that a mandate asked for today may have."""
    return clock.today() + timedelta(days=rule("mandate.days.max", clock.today()).number)


class VisitForm(Form):
    day = DateField("Tanggal", format=_DATES, validators=[InputRequired("Isi tanggalnya.")])
    hour = TextField("Jam", description="Contoh: 09.30.", validators=[InputRequired("Isi jamnya.")])
    place = TextField("Tempat", validators=[InputRequired("Tulis tempat bertemu.")])
    note = TextField("Yang perlu dibawa atau disiapkan")

    def at(self, zone: ZoneInfo) -> datetime | None:
        """The instant in the zone of the business; None, with a message, when the hour can't be read."""
        hours, _, minutes = self.hour.data.replace(":", ".").partition(".")
        try:
            hour = time(int(hours), int(minutes or 0))
        except ValueError:
            self.hour.errors = ["Isi jam dengan angka, misalnya 09.30."]
            return None
        return datetime.combine(self.day.data, hour, tzinfo=zone) if self.day.data else None


class HeldForm(Form):
    note = TextField("Apa yang dikerjakan")


class FinishForm(Form):
    result = TextField(
        "Hasilnya",
        description="Satu atau dua kalimat. Contoh: toko buka, dua produk tayang.",
        validators=[InputRequired("Tulis hasilnya dengan satu kalimat.")],
    )

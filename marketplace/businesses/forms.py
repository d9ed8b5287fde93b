"""Forms of a business: registering, sections of the profile, bank, papers, mandates."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import request
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField
from wtforms import Field as WTField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired

from marketplace.businesses.numbers_form import NumbersForm
from marketplace.businesses.profile_values import ProfileValues
from marketplace.businesses.requirements import LegalForm, legal_form_name
from marketplace.businesses.section_form import SectionForm
from marketplace.businesses.services import Paper
from marketplace.kernel import regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.regions import Level
from marketplace.web.forms import FileInput, Form, RupiahField, TextField, optional

CHOICES_SHOWN = 8
_LEGAL_FORMS = [(form.value, legal_form_name(form)) for form in LegalForm]


class OptionalDate(DateField):
    """A date that may be left empty; reads what browsers send and what people type."""

    def __init__(self, label: str, **options: Any) -> None:
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
        super().__init__(label, format=formats, validators=[optional], **options)


class PlaceForm(Form):
    """Finds a place by name without scripts: *Cari* shows the form again with the places found.

    A name that fits one place only needs no choosing.
    """

    place_level: ClassVar[Level] = Level.VILLAGE
    place_query = TextField(
        "Kelurahan atau desa",
        description="Ketik namanya, boleh dengan kota atau kabupaten. Contoh: Pandean, Madiun.",
    )
    region_code = RadioField("Pilih yang benar", validators=[InputRequired("Cari, lalu pilih yang benar.")])

    def __init__(self, *, near: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        query, chosen = self.place_query.data or "", self.region_code.data or near
        choices = place_choices(query, chosen, self.place_level)
        self.region_code.choices = choices
        if query and len(choices) == 1 and not self.region_code.data:
            self.region_code.data, self.region_code.raw_data = choices[0][0], [choices[0][0]]

    @property
    def searching(self) -> bool:
        """The button *Cari* was pressed: show places, save nothing."""
        return "cari" in request.form

    def submitted(self) -> bool:
        return not self.searching and super().submitted()

    @property
    def status(self) -> int:
        return 200 if self.searching else super().status


def place_choices(query: str, chosen: str, level: Level) -> list[tuple[str, str]]:
    """Places to choose from: the chosen one first, then those found, near the chosen one before others."""
    name, *around = [part.strip().lower() for part in query.split(",")]
    found = [] if len(name) < 3 else regions.search(name, level, limit=400)
    labels = {place.code: regions.label_of(place.code) for place in found}
    if regions.exists(chosen) and chosen.count(".") == level - 1:
        labels = {chosen: regions.label_of(chosen)} | labels
    fitting = [code for code, label in labels.items() if all(part in label.lower() for part in around)]
    fitting.sort(key=lambda code: code[:5] != chosen[:5])
    kept = list(dict.fromkeys([code for code in (chosen,) if code in labels] + fitting))
    return [(code, labels[code]) for code in kept[:CHOICES_SHOWN]]


class ShopForm(PlaceForm):
    """The last screen before there is a shop: its name, where it is, and the consent."""

    place_level = Level.DISTRICT
    name = TextField(
        "Nama toko",
        description="Seperti yang dikenal pembeli. Contoh: Keripik Tempe Bu Sari.",
        validators=[InputRequired("Isi nama toko.")],
    )
    place_query = TextField(
        "Kecamatan",
        description="Ketik kecamatan tempat usaha. Contoh: Taman, Kota Madiun.",
    )
    agreed = BooleanField("Saya setuju.", validators=[InputRequired("Centang bila Anda setuju.")])

    def values(self) -> dict[str, str]:
        """What was typed, as `register_business` takes it; the legal form can be changed later."""
        return {
            "name": self.name.data,
            "legal_form": LegalForm.PERORANGAN.value,
            "region_code": self.region_code.data,
        }


class StoryForm(SectionForm):
    name = TextField("Nama usaha", validators=[InputRequired("Isi nama usaha.")])
    legal_form = SelectField("Bentuk usaha", choices=_LEGAL_FORMS)
    since_year = TextField("Berdiri sejak tahun", description="Contoh: 2014.")
    story = TextField(
        "Cerita usaha",
        description="Siapa yang membuat, dari apa, bagaimana. Pembeli membacanya di halaman toko.",
    )
    specialities = TextField("Keahlian", description="Satu baris satu keahlian, paling banyak enam.")

    @classmethod
    def of(cls, now: ProfileValues) -> StoryForm:
        typed = now | {
            "specialities": "\n".join(now["specialities"]),
            "since_year": str(now["since_year"] or ""),
        }
        return cls(data=typed)

    def values(self) -> ProfileValues:
        return ProfileValues(
            name=self.name.data,
            legal_form=self.legal_form.data,
            since_year=_year(self.since_year.data, "since_year"),
            story=self.story.data,
            specialities=self.specialities.data.splitlines(),
        )


class AddressForm(PlaceForm, SectionForm):
    street = TextField("Jalan, nomor, RT/RW", validators=[InputRequired("Isi jalan dan nomornya.")])
    postcode = TextField("Kode pos", description="Lima angka. Contoh: 63133.")

    @classmethod
    def of(cls, now: ProfileValues) -> AddressForm:
        return cls(near=now["region_code"], data=now)

    def values(self) -> ProfileValues:
        return ProfileValues(
            region_code=self.region_code.data, street=self.street.data, postcode=self.postcode.data
        )


class SizeForm(SectionForm):
    size_basis = RadioField(
        "Dihitung dari",
        choices=[("sales", "Penjualan setahun terakhir"), ("capital", "Modal usaha")],
        validators=[InputRequired("Pilih salah satu.")],
    )
    size_amount = RupiahField(
        "Jumlah",
        description="Modal tidak termasuk tanah dan bangunan tempat usaha.",
        validators=[InputRequired("Isi jumlahnya, misalnya 186.000.000.")],
    )
    size_year = TextField("Tahun angka itu", validators=[InputRequired("Isi tahunnya, misalnya 2025.")])

    @classmethod
    def of(cls, now: ProfileValues) -> SizeForm:
        amount = f"{now['size_amount']:,}".replace(",", ".") if now["size_amount"] else ""
        return cls(data=dict(now) | {"size_amount": amount, "size_year": str(now["size_year"] or "")})

    def values(self) -> ProfileValues:
        year = _year(self.size_year.data, "size_year")
        return ProfileValues(
            size_basis=self.size_basis.data,
            size_amount=self.size_amount.amount.amount if self.size_amount.amount else 0,
            size_year=year or 0,
        )


class BankForm(Form):
    bank = TextField("Nama bank", validators=[InputRequired("Isi nama bank, misalnya Bank Jatim.")])
    number = TextField("Nomor rekening", validators=[InputRequired("Isi nomor rekening.")])
    holder = TextField(
        "Nama pemilik rekening",
        description="Persis seperti di buku tabungan; untuk perorangan sama dengan nama Anda.",
        validators=[InputRequired("Isi nama pemilik rekening.")],
    )

    def values(self) -> dict[str, str]:
        """What was typed, as `set_bank_account` takes it."""
        return {"bank": self.bank.data, "number": self.number.data, "holder": self.holder.data}


class PaperWanted:
    """Marks the file as wanted; whether it is good enough is for the service, which sees its bytes."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, _form: BaseForm, _field: WTField) -> None:
        return None


class PaperForm(Form):
    content = FileInput(
        "Berkas",
        description="PDF, JPG, atau PNG, paling besar 8 MB.",
        validators=[PaperWanted()],
    )
    number = TextField("Nomor surat", description="Bila ada.")
    issued_on = OptionalDate("Tanggal terbit")
    ends_on = OptionalDate("Berlaku sampai", description="Kosongkan bila tidak ada batasnya.")

    def values(self) -> dict[str, Any]:
        """What was given, as `submit_evidence` takes it."""
        paper = Paper(
            content=self.content.content,
            filename=self.content.filename,
            number=self.number.data,
            issued_on=self.issued_on.data,
            ends_on=self.ends_on.data,
        )
        return {"paper": paper}


class WaiverForm(Form):
    statement = TextField(
        "Mengapa Anda tidak punya surat ini",
        description="Contoh: usaha saya berdiri bulan lalu, jadi belum pernah lapor pajak tahunan.",
        validators=[InputRequired("Tulis mengapa Anda tidak punya surat ini.")],
    )


class DeclarationForm(Form):
    statement = TextField("Keterangan", description="Bila ada yang perlu dijelaskan.")
    agreed = BooleanField(
        "Saya menyatakan ini benar dan dapat dipertanggungjawabkan.",
        validators=[InputRequired("Centang pernyataan ini.")],
    )

    def values(self) -> dict[str, Any]:
        """What was declared, as `submit_evidence` takes it."""
        return {"statement": self.statement.data}


class WordsForm(Form):
    words = TextField(
        "Enam kata dari layar pendamping",
        description="Ketik urut dari kiri, dipisah spasi. Contoh: padi kawung jendela rotan pagi sungai.",
        validators=[InputRequired("Ketik enam kata itu.")],
    )


class ConsentForm(Form):
    agreed = BooleanField("Saya sudah membaca dan setuju.")
    answer = StringField()

    @property
    def grants(self) -> bool:
        """Which of the two buttons was pressed."""
        return bool(self.answer.data != "tolak")


class RevokeForm(Form):
    reason = TextField("Alasan")


class ReasonForm(Form):
    """A yes or no; who says no may say why."""

    answer = StringField()
    reason = TextField("Alasan bila menolak")


class ObjectionForm(Form):
    text = TextField(
        "Keberatan Anda",
        description="Ceritakan apa yang sebenarnya terjadi dan bukti apa yang Anda punya.",
        validators=[InputRequired("Ceritakan keberatan Anda.")],
    )


def _year(text: str, field: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise DomainError("Isi tahun dengan empat angka, misalnya 2014.", field=field)
    return int(text)


FORMS: dict[str, type[StoryForm | AddressForm | NumbersForm | SizeForm]] = {
    "cerita": StoryForm,
    "alamat": AddressForm,
    "nomor": NumbersForm,
    "skala": SizeForm,
}
"""The sections of the profile by the last part of their address."""

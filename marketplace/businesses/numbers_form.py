"""The numbers of a business: NIB, business classes (KBLI) that can be looked up in the form, tax number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask import request
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import ValidationError

from marketplace.businesses.kbli import KbliCode
from marketplace.businesses.profile_values import ProfileValues, checked, in_words
from marketplace.businesses.section_form import SectionForm
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Npwp
from marketplace.web.forms import TextField

_CODE_BREAKS = re.compile(r"[\s,;]+")


class NumbersForm(SectionForm):
    """*Cari kode* shows the form again, nothing typed lost, with the classes found to be ticked.

    NIB and tax number that are there are shown masked; an empty field leaves them as they are.
    advice: what the tables say about the classes that are there.
    """

    advice: Sequence[str] = ()

    nib = TextField("NIB", description="13 angka pada surat NIB dari OSS.")
    kbli_2025 = TextField(
        "Kode KBLI 2025", description="Lima angka, pisahkan dengan koma. Lihat lampiran NIB Anda."
    )
    kbli_2020 = TextField(
        "Kode KBLI 2020", description="Isi di sini bila NIB Anda masih memakai edisi 2020. Contoh: 10794."
    )
    kbli_query = TextField(
        "Cari kode menurut barangnya", description="Ketik barang atau kegiatannya, misalnya kerupuk."
    )
    kbli_picked = SelectMultipleField(
        "Centang yang tertulis pada NIB Anda", validate_choice=False, choices=[]
    )
    npwp = TextField(
        "NPWP",
        description="15 atau 16 angka; yang 15 angka kami simpan dengan 0 di depan. Perorangan boleh memakai "
        "NIK yang sudah dipadankan.",
    )
    pkp = RadioField(
        "Status pajak",
        choices=[("tidak", "Bukan PKP"), ("ya", "PKP (Pengusaha Kena Pajak)")],
        default="tidak",
    )

    @property
    def searching(self) -> bool:
        """The button *Cari kode* was pressed: show codes, save nothing."""
        return "cari" in request.form

    def submitted(self) -> bool:
        return not self.searching and super().submitted()

    @property
    def status(self) -> int:
        return 200 if self.searching else super().status

    @property
    def saved(self) -> str:
        npwp = Npwp.parse(self.npwp.data) if self.npwp.data else None
        return " ".join((super().saved, *(npwp.warnings if npwp else ())))

    def offer(self, found: Iterable[KbliCode], advice: Sequence[str] = ()) -> None:
        """Let these classes be ticked, those ticked before among them."""
        self.advice = advice
        labels = {
            f"{one.edition}.{one.code}": f"{one.code} {one.title} (edisi {one.edition})" for one in found
        }
        before = {value: value.replace(".", " · ") for value in self.kbli_picked.data or ()}
        self.kbli_picked.choices = list((before | labels).items())
        if self.searching and self.kbli_query.data and not labels:
            self.kbli_query.description = "Tidak ada yang cocok. Coba kata lain, atau isi kodenya di atas."

    def validate_nib(self, field: TextField) -> None:
        _ensure_readable(ProfileValues(nib=field.data or None))

    def validate_npwp(self, field: TextField) -> None:
        _ensure_readable(ProfileValues(npwp=field.data or None))

    @classmethod
    def of(cls, now: ProfileValues) -> NumbersForm:
        codes = {
            f"kbli_{edition}": ", ".join(code for its, code in now["kbli"] if its == edition)
            for edition in ("2025", "2020")
        }
        form = cls(data=codes | {"nib": "", "npwp": "", "pkp": "ya" if now["pkp"] else "tidak"})
        for key, number in (("nib", now["nib"]), ("npwp", now["npwp"])):
            if number:
                masked = in_words(key, number, masked=True)
                form[key].description = f"Sudah terisi ({masked}). Kosongkan bila tidak berubah."
        return form

    def values(self) -> ProfileValues:
        typed = [
            (edition, code)
            for edition, field in (("2025", self.kbli_2025), ("2020", self.kbli_2020))
            for code in _CODE_BREAKS.split(field.data)
            if code
        ]
        picked = [value.partition(".")[::2] for value in self.kbli_picked.data or () if "." in value]
        codes = [list(pair) for pair in dict.fromkeys([*typed, *picked])]
        values = ProfileValues(kbli=codes, pkp=self.pkp.data == "ya")
        if self.nib.data:
            values["nib"] = self.nib.data
        if self.npwp.data:
            values["npwp"] = self.npwp.data
        return values

    def show(self, error: DomainError) -> None:
        """Both editions write one list of codes; a refusal stands where the code was typed."""
        field = error.field
        if field == "kbli":
            field = "kbli_2025" if self.kbli_2025.data else "kbli_2020"
        elif field in {"kbli.2020", "kbli.2025"}:
            field = field.replace(".", "_")
        super().show(DomainError(error.message, field=field))


def _ensure_readable(value: ProfileValues) -> None:
    """Beside its own field, so that all wrong numbers of a form are named at once."""
    try:
        checked(value)
    except DomainError as error:
        raise ValidationError(error.message) from error

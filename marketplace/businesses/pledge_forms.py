"""Signing a text, with rows of relations where the text asks for them; more rows come without scripts."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from marketplace.businesses.pledges import MOST_RELATIONS, PledgeText, Relation, relation_kinds
from marketplace.businesses.services import Signature
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.web.forms import Form, TextField

NONE, SOME = "tidak", "ada"
_ROW = ("office", "relation", "name")


class PledgeForm(Form):
    text_version = TextField()
    name = TextField(
        "Ketik nama lengkap Anda sebagai tanda tangan",
        description="Seperti pada KTP. Contoh: Sari Handayani.",
        validators=[InputRequired("Ketik nama lengkap Anda.")],
    )
    agreed = BooleanField(
        "Saya sudah membaca dan menyatakan ini dengan sebenarnya.",
        validators=[InputRequired("Centang bila Anda sudah membaca.")],
    )
    rows = 0

    def signature(self) -> Signature:
        """What was given, as `sign_pledge` takes it."""
        return Signature(self.text_version.data, self.name.data)


class RelationsForm(PledgeForm):
    """With relations: rows left empty do not count."""

    has = RadioField(
        "Adakah hubungan dengan kantor pemerintah yang bisa membeli dari Anda?",
        choices=[(NONE, "Tidak ada"), (SOME, "Ada, saya sebut di bawah")],
        validators=[InputRequired("Pilih: tidak ada hubungan, atau ada.")],
    )

    @property
    def adding(self) -> bool:
        """The button for one more row was pressed: show it, sign nothing."""
        return "tambah" in request.form

    def submitted(self) -> bool:
        return not self.adding and super().submitted()

    @property
    def status(self) -> int:
        return 200 if self.adding else super().status

    def signature(self) -> Signature:
        """What was given; DomainError where the choice and the rows do not fit together."""
        filled = [row for row in range(1, self.rows + 1) if any(self._row(row))]
        if self.has.data == NONE and filled:
            raise DomainError("Anda mengisi hubungan di bawah. Pilih “Ada”, atau kosongkan.", field="has")
        if self.has.data == SOME and not filled:
            raise DomainError("Tulis kantornya, atau pilih “Tidak ada”.", field="office-1")
        relations = tuple(Relation(*self._row(row)) for row in filled)
        return Signature(self.text_version.data, self.name.data, relations)

    def _row(self, number: int) -> tuple[str, str, str]:
        office, relation, name = (self[f"{part}-{number}"].data or "" for part in _ROW)
        return office, relation, name


def pledge_form(text: PledgeText, signed: Iterable[Relation] | None) -> PledgeForm:
    """The form for a text; `signed`: the relations declared last, None where nothing was signed yet."""
    if not text.asks_relations:
        return PledgeForm(data={"text_version": text.version})
    before = list(signed or ())
    rows = _rows(len(before))
    values: dict[str, str] = {"text_version": text.version}
    if signed is not None:
        values["has"] = SOME if before else NONE
    for number, relation in enumerate(before, start=1):
        values |= {f"{part}-{number}": getattr(relation, part) for part in _ROW}
    kind = type("RelationRowsForm", (RelationsForm,), _fields(rows))
    form: PledgeForm = kind(data=values)
    form.rows = rows
    return form


def _rows(before: int) -> int:
    """As many rows as were posted or declared, one at least, one more where the button asks for it."""
    posted = sum(f"office-{number}" in request.form for number in range(1, MOST_RELATIONS + 1))
    wanted = (posted or before) + ("tambah" in request.form)
    return min(max(wanted, 1), MOST_RELATIONS)


def _fields(rows: int) -> dict[str, TextField | SelectField]:
    kinds = [("", "Pilih jenisnya"), *((kind.key, kind.name) for kind in relation_kinds(clock.today()))]
    fields: dict[str, TextField | SelectField] = {}
    for number in range(1, rows + 1):
        fields[f"office-{number}"] = TextField(
            "Nama kantor", description="Contoh: Dinas Kesehatan Kota Madiun."
        )
        fields[f"relation-{number}"] = SelectField("Jenis hubungan", choices=kinds)
        fields[f"name-{number}"] = TextField("Nama pejabat atau keluarga", description="Bila ada.")
    return fields

"""The forms of hampers: what is inside, and for new ones a name and a price."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from marketplace.catalog.bundles import Part
from marketplace.catalog.hampers_shown import Inside
from marketplace.catalog.services.hampers import MOST_PARTS, ensure_different
from marketplace.catalog.services.values import NAME_LENGTH
from marketplace.kernel.errors import DomainError
from marketplace.web.forms import Form, RupiahField, TextField, optional

NUMBERS = range(1, MOST_PARTS + 1)
BEGIN_WITH = 3


class _Pieces(IntegerField):
    """A number of pieces; what is no number is told with the row it stands in."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(f"{self.label.text}: tulis angka bulat, misalnya 3.") from error


class _PartsForm(Form):
    """`parts` only carries what is wrong with all of them."""

    parts = HiddenField()

    def offer(self, choices: Sequence[tuple[str, str]], inside: Sequence[Inside] = ()) -> None:
        """Let each row be chosen from the seller's goods, those that are inside among them."""
        known = dict(choices) | {part.code: part.name for part in inside}
        for number in NUMBERS:
            part: Any = self[f"part_{number}"]
            part.choices = [("", "Pilih barang"), *known.items()]

    def validate_parts(self, _field: HiddenField) -> None:
        """Told together with what is wrong above, so that nobody has to send the page once more for it."""
        try:
            ensure_different(self.chosen())
        except DomainError as error:
            raise ValidationError(error.message) from error

    def chosen(self) -> list[Part]:
        """The rows with a product; without a number it is one piece."""
        return [
            Part(part.data, 1 if pieces.data is None else pieces.data)
            for part, pieces in self.rows
            if part.data
        ]

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The product and the number of pieces of each row."""
        return [(self[f"part_{number}"], self[f"pieces_{number}"]) for number in NUMBERS]

    @property
    def as_read(self) -> list[Any]:
        """The fields in the order of the page."""
        begin = [self[name] for name in ("name", "price") if name in self]
        return [*begin, self.parts, *chain.from_iterable(self.rows)]

    @property
    def shown(self) -> list[tuple[Any, Any]]:
        """The rows to begin with, and all up to the last one that holds something."""
        used = [number for number, (part, pieces) in enumerate(self.rows, 1) if part.data or pieces.errors]
        return self.rows[: max(BEGIN_WITH, *used, 0)]

    @property
    def folded(self) -> list[tuple[Any, Any]]:
        """The rows that wait behind "Tambah barang lain"."""
        return self.rows[len(self.shown) :]


for _number in NUMBERS:
    setattr(_PartsForm, f"part_{_number}", SelectField(f"Barang {_number}", [optional]))
    setattr(_PartsForm, f"pieces_{_number}", _Pieces(f"Jumlah barang {_number}", [optional]))


class PartsForm(_PartsForm):
    """What is in hampers that are there."""

    @classmethod
    def of(cls, inside: Sequence[Inside]) -> PartsForm:
        data: dict[str, str | int] = {}
        for number, part in zip(NUMBERS, inside, strict=False):
            data |= {f"part_{number}": part.code, f"pieces_{number}": part.quantity}
        return cls(data=data)


class HampersForm(_PartsForm):
    """New hampers."""

    name = TextField("Nama hampers", [InputRequired("Isi nama hampers."), Length(max=NAME_LENGTH)])
    price = RupiahField("Harga satu paket", [optional], description="Kosong: pembeli bertanya harga.")

"""Forms after the SPK: sending, counting at the door, signing, billing, paying, rating, answering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import request
from wtforms import DateField, RadioField
from wtforms.validators import InputRequired, Length

from marketplace.catalog.terms import quantity_of
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement.fulfilment_amounts import Balance, taxes_of
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.fulfilment_payment import ROUTES, Payment
from marketplace.procurement.fulfilment_queries import PartView, TaxPreview
from marketplace.procurement.reference import RatingAspect
from marketplace.web.forms import Form, RupiahField, TextField

STEP = "ubah"
RECALCULATE = "hitung"


class SignForm(Form):
    """A signature: nothing to fill in."""


class ShipForm(Form):
    """A field `quantity-<position>` for each line is added by `ship_form`."""

    note = TextField(
        "Pengirim dan nomor surat jalan",
        validators=[Length(max=200)],
        description="Contoh: armada sendiri, SJ-1103-81.",
    )

    def quantities(self) -> dict[int, int]:
        """Pieces by line position; DomainError beside a field that is no number."""
        return {position: _pieces(self, f"quantity-{position}") for position in _positions(self, "quantity-")}


class ReceiveForm(Form):
    """`received-`, `refused-` and `reason-<position>` for each line are added by `receive_form`."""

    def counts(self) -> dict[int, Count]:
        """What was counted, by line position; DomainError beside a field that is no number."""
        return {
            position: Count(
                _pieces(self, f"received-{position}"),
                _pieces(self, f"refused-{position}"),
                self[f"reason-{position}"].data,
            )
            for position in _positions(self, "received-")
        }

    def step(self, parts: Sequence[PartView]) -> bool:
        """Carry out a press on + or -, and say whether there was one; refusing one takes it from the good."""
        name, _, direction = request.form.get(STEP, "").partition(":")
        kind, _, position = name.partition("-")
        part = next((part for part in parts if str(part.position) == position), None)
        if part is None or kind not in {"received", "refused"} or direction not in {"+", "-"}:
            return False
        good, bad = self[f"received-{position}"], self[f"refused-{position}"]
        changed, other = (good, bad) if kind == "received" else (bad, good)
        count = (quantity_of(changed.data) or 0) + (1 if direction == "+" else -1)
        count = min(max(count, 0), part.sent)
        changed.data = str(count)
        other.data = str(min(quantity_of(other.data) or 0, part.sent - count))
        return True


class InvoiceForm(Form):
    number = TextField(
        "Nomor tagihan Anda",
        validators=[InputRequired("Isi nomor tagihan.")],
        description="Nomor buatan Anda sendiri. Contoh: TG/2026/01.",
    )


class ReplyForm(Form):
    text = TextField("Jawaban Anda", validators=[InputRequired("Tulis jawaban Anda.")])


class PaymentForm(Form):
    """A field `withheld-<tax>` for each tax of the day is added by `payment_form`."""

    route = RadioField("Jalur pembayaran", choices=list(ROUTES.items()), default="LS")
    reference = TextField("Nomor SP2D atau bukti", validators=[InputRequired("Isi nomor SP2D atau bukti.")])
    paid_on = DateField(
        "Tanggal dibayar",
        format=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[InputRequired("Isi tanggal dibayar.")],
    )

    @property
    def recalculating(self) -> bool:
        """The button *Hitung* was pressed: show the sum, record nothing."""
        return RECALCULATE in request.form

    def withheld(self) -> dict[str, Rupiah]:
        """The amounts by tax as typed, at first as previewed; an empty field withholds nothing."""
        mark = "withheld-"
        return {
            field.name.removeprefix(mark): _amount(field)
            for field in self
            if isinstance(field, RupiahField) and field.name.startswith(mark)
        }

    def payment(self) -> Payment:
        """What the treasurer says was paid; DomainError beside a day that cannot be read."""
        if self.paid_on.data is None:
            raise DomainError("Isi tanggal dibayar.", field="paid_on")
        return Payment(self.route.data, self.reference.data, self.paid_on.data, self.withheld())


class RatingForm(Form):
    """`score-` and `reason-<aspect>` for each aspect are added by `rating_form`."""

    def scores(self) -> dict[str, int]:
        """The chosen scores by aspect."""
        mark = "score-"
        return {
            field.name.removeprefix(mark): int(field.data)
            for field in self
            if field.name.startswith(mark) and field.data in {"1", "2", "3"}
        }

    def reasons(self) -> dict[str, str]:
        mark = "reason-"
        return {field.name.removeprefix(mark): field.data for field in self if field.name.startswith(mark)}


def ship_form(left: Sequence[Balance]) -> ShipForm:
    """A field for every line that still has pieces to send, filled with all of them."""
    open_lines = [balance for balance in left if balance.to_send]
    fields = {
        f"quantity-{balance.line.position}": TextField(
            balance.line.name,
            description=f"Masih perlu dikirim {balance.to_send} dari {balance.line.quantity} "
            f"{balance.line.unit}.",
        )
        for balance in open_lines
    }
    filled = {f"quantity-{balance.line.position}": str(balance.to_send) for balance in open_lines}
    form: ShipForm = type("LinesShipForm", (ShipForm,), fields)(data=filled)
    return form


def receive_form(parts: Sequence[PartView]) -> ReceiveForm:
    """Three fields a line, filled as if all of it were good."""
    fields: dict[str, TextField] = {}
    filled: dict[str, str] = {}
    for part in parts:
        fields[f"received-{part.position}"] = TextField("Diterima baik")
        fields[f"refused-{part.position}"] = TextField("Ditolak")
        fields[f"reason-{part.position}"] = TextField(
            "Alasan bila ada yang ditolak atau kurang", validators=[Length(max=500)]
        )
        filled |= {f"received-{part.position}": str(part.sent), f"refused-{part.position}": "0"}
    form: ReceiveForm = type("LinesReceiveForm", (ReceiveForm,), fields)(data=filled)
    return form


def payment_form(preview: TaxPreview, on: date) -> PaymentForm:
    """A field for every tax of the day, filled with the preview."""
    names = {key: rate.name for key, rate in taxes_of(on).items()}
    fields = {f"withheld-{key}": RupiahField(name) for key, name in names.items()}
    filled: dict[str, object] = {f"withheld-{line.key}": line.amount for line in preview.lines}
    form: PaymentForm = type("TaxesPaymentForm", (PaymentForm,), fields)(data=filled | {"paid_on": on})
    return form


def rating_form(aspects: Sequence[RatingAspect], words: Mapping[int, str]) -> RatingForm:
    """A choice of three and a reason for each aspect; nothing is chosen for the PPK."""
    fields: dict[str, RadioField | TextField] = {}
    choices = [(str(score), words[score]) for score in (3, 2, 1)]
    for aspect in aspects:
        fields[f"score-{aspect.key}"] = RadioField(
            aspect.name,
            choices=choices,
            validate_choice=False,
            description=f"Bobot {aspect.weight // 100}%.",
        )
        fields[f"reason-{aspect.key}"] = TextField(f"Alasan: {aspect.name.lower()}")
    form: RatingForm = type("AspectsRatingForm", (RatingForm,), fields)()
    return form


def _amount(field: RupiahField) -> Rupiah:
    filled: object = field.data
    return field.amount or (filled if isinstance(filled, Rupiah) else ZERO)


def _positions(form: Form, mark: str) -> list[int]:
    return [int(field.name.removeprefix(mark)) for field in form if field.name.startswith(mark)]


def _pieces(form: Form, name: str) -> int:
    typed = form[name].data
    pieces = quantity_of(typed) if typed else 0
    if pieces is None:
        raise DomainError("Isi jumlah dengan angka, misalnya 1.200.", field=name)
    return pieces

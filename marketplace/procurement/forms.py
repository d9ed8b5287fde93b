"""Forms of packages: putting one together, offering, approving, and giving reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length

from marketplace.catalog.terms import quantity_of
from marketplace.documents.papers.parts import count_text
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.procurement.choosing import Wanted
from marketplace.procurement.flags import Flag
from marketplace.procurement.package_models import PackageLine
from marketplace.procurement.queries_plan import Colleague, EntryView
from marketplace.procurement.services_negotiation import Offer
from marketplace.procurement.services_packages import PackageRequest
from marketplace.web.forms import Form, RupiahField, TextField, optional

CHOSEN, COMPARED, ACT = "produk", "banding", "aksi"
SAVE = "simpan"


@dataclass(frozen=True, slots=True)
class Basket:
    """Products as the page carries them along: code to typed quantity, and codes that are compared."""

    chosen: dict[str, str]
    compared: list[str]

    @classmethod
    def read(cls) -> Basket:
        """From the address or the posted form, after the small act that its button asked for."""
        codes = request.values.getlist(CHOSEN)
        chosen = {code: request.values.get(f"jumlah-{code}", "") for code in dict.fromkeys(codes)}
        compared = list(dict.fromkeys(request.values.getlist(COMPARED)))
        act, _, code = request.form.get(ACT, "").partition(":")
        if act == "pilih":
            chosen.setdefault(code, "")
        elif act == "banding":
            compared.append(code)
        elif act == "lepas":
            chosen.pop(code, None)
            compared = [one for one in compared if one != code]
        return cls(chosen, [one for one in dict.fromkeys(compared) if one not in chosen])

    def lines(self) -> list[Wanted]:
        """What is asked for; DomainError for a quantity that is no number."""
        found = []
        for code, typed in self.chosen.items():
            quantity = quantity_of(typed)
            if not quantity:
                raise DomainError("Isi jumlah barang dengan angka, misalnya 1.200.", field="quantity")
            found.append(Wanted(code, quantity))
        return found


class PackageForm(Form):
    budget_account = SelectField("RUP dan mata anggaran")
    words = TextField("Cari produk", description="Hanya penyedia yang siap pengadaan.")
    name = TextField(
        "Nama paket", validators=[Length(max=200)], description="Kosongkan bila sama dengan RUP."
    )
    needed_on = DateField("Dibutuhkan paling lambat", validators=[optional])
    delivery_place = TextField("Tempat penyerahan", validators=[Length(max=200)])
    choice_reason = TextField(
        "Alasan memilih",
        validators=[Length(max=500)],
        description="Wajib bila hanya satu produk dibandingkan, atau pilihan bukan yang termurah.",
    )
    ppk = SelectField("PPK yang menyetujui")

    def offer_choices(self, entries: Sequence[EntryView], officers: Sequence[Colleague]) -> None:
        """What may be chosen by this officer."""
        self.budget_account.choices = [
            (
                f"{entry.code}:{line.account}",
                f"{entry.rup_code} · {entry.name} · sisa {line.left} · {line.account}",
            )
            for entry in entries
            for line in entry.lines
        ]
        self.ppk.choices = [(one.code, f"{one.name}, {one.position}") for one in officers]

    def saving(self) -> bool:
        """True for the button that opens the package, once every field can be read."""
        return request.form.get(ACT) == SAVE and self.submitted()

    def request(self, basket: Basket, officers: Sequence[Colleague]) -> PackageRequest:
        """What the officer asks for; DomainError beside a field."""
        entry_code, _, account = (self.budget_account.data or "").partition(":")
        return PackageRequest(
            plan_entry_code=entry_code,
            budget_account=account,
            lines=basket.lines(),
            ppk_user_id=next(one.user_id for one in officers if one.code == self.ppk.data),
            needed_on=_day(self.needed_on.data, "needed_on"),
            delivery_place=self.delivery_place.data,
            choice_reason=self.choice_reason.data,
            compared=basket.compared,
            name=self.name.data,
        )


class OfferForm(Form):
    """A price field `price_<position>` for each line is added by `offer_form`."""

    deliver_on = DateField("Diserahkan paling lambat", validators=[InputRequired()])
    message = TextField("Pesan", validators=[Length(max=500)])

    def offer(self, lines: Sequence[PackageLine]) -> Offer:
        """What was typed; DomainError beside the first price that is missing."""
        found = {}
        for line in lines:
            amount: Rupiah | None = getattr(self[f"price_{line.position}"], "amount", None)
            if amount is None:
                raise DomainError("Isi harga satuan, misalnya 52.000.", field=f"price_{line.position}")
            found[line.position] = amount
        return Offer(found, _day(self.deliver_on.data, "deliver_on"), self.message.data)


class AgreeForm(Form):
    round_number = IntegerField("Putaran", validators=[InputRequired()])


class ApprovalForm(Form):
    """An answer field `answer-<key>` for each flag is added by `approval_form`."""

    version = IntegerField("Versi", validators=[InputRequired()])

    def answers(self) -> dict[str, str]:
        """What was written for each flag, by its key."""
        mark = "answer-"
        return {field.name.removeprefix(mark): field.data for field in self if field.name.startswith(mark)}


class ReasonForm(Form):
    reason = TextField("Alasan", validators=[InputRequired(), Length(max=500)])


class EmptyForm(Form):
    """An act without fields of its own."""


def offer_form(lines: Sequence[PackageLine], *, deliver_on: date, prices: Sequence[Rupiah]) -> OfferForm:
    """The form of an offer, filled with the prices and the day that were last on the table."""
    fields = {
        f"price_{line.position}": RupiahField(
            f"Harga satuan {line.name}",
            description=f"{count_text(line.quantity)} {line.unit}, harga tayang {line.list_price}.",
        )
        for line in lines
    }
    filled = {f"price_{line.position}": price for line, price in zip(lines, prices, strict=True)}
    kind = type("LinesOfferForm", (OfferForm,), fields)
    form: OfferForm = kind(data=filled | {"deliver_on": deliver_on})
    return form


def approval_form(flags: Sequence[Flag], *, version: int) -> ApprovalForm:
    """The form of an approval with an answer for every flag that fires."""
    fields = {
        f"answer-{flag.key}": TextField(flag.title, validators=[Length(max=500)], description=flag.found)
        for flag in flags
    }
    form: ApprovalForm = type("FlagsApprovalForm", (ApprovalForm,), fields)(data={"version": version})
    return form


def _day(value: date | None, field: str) -> date:
    if value is None:
        raise DomainError("Isi tanggalnya, misalnya 11/12/2026.", field=field)
    return value

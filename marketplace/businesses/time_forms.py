"""Forms of a shop's vacation, opening hours and service area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired

from marketplace.businesses.forms import OptionalDate
from marketplace.businesses.models import Business
from marketplace.businesses.shop_times import WEEKDAYS
from marketplace.kernel import regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.regions import Level
from marketplace.web.forms import Form, TextField

MEANT = 3
"""How many regions of a like name are told."""

PROVINCES = [(region.code, region.name) for region in regions.children()]


class VacationForm(Form):
    from_on = OptionalDate("Libur mulai")
    to_on = OptionalDate("Sampai")
    message = TextField("Pesan untuk pembeli", description="Misalnya: kami panen raya, buka lagi Senin.")

    def values(self) -> dict[str, Any]:
        """What was typed, as `take_vacation` takes it."""
        return {
            "from_on": _day(self.from_on.data, "from_on"),
            "to_on": _day(self.to_on.data, "to_on"),
            "message": self.message.data,
        }


class HoursForm(Form):
    """`opens_<weekday>` and `closes_<weekday>` for Monday (0) to Sunday (6)."""

    closed_on_holidays = BooleanField("Tutup pada hari libur nasional")

    @classmethod
    def of(cls, business: Business) -> HoursForm:
        """What is kept, also while another form of the page is posted."""
        data: dict[str, Any] = {"closed_on_holidays": business.closed_on_holidays}
        for number, (opens, closes) in business.opening_hours.items():
            data |= {f"opens_{number}": opens, f"closes_{number}": closes}
        form = cls()
        form.process(None, data=data)
        return form

    @property
    def days(self) -> list[tuple[str, Any, Any]]:
        """Name of the weekday and its two fields."""
        return [
            (name, self[f"opens_{number}"], self[f"closes_{number}"]) for number, name in enumerate(WEEKDAYS)
        ]

    def values(self) -> dict[str, Any]:
        """What was typed, as `set_hours` takes it."""
        hours = {str(n): (opens.data, closes.data) for n, (_, opens, closes) in enumerate(self.days)}
        return {"hours": hours, "closed_on_holidays": self.closed_on_holidays.data}


for _number, _name in enumerate(WEEKDAYS):
    setattr(HoursForm, f"opens_{_number}", TextField(f"{_name} buka"))
    setattr(HoursForm, f"closes_{_number}", TextField(f"{_name} tutup"))


class AreaForm(Form):
    area = RadioField(
        "Ke mana Anda mengirim atau melayani?",
        choices=[
            ("all", "Seluruh Indonesia"),
            ("province", "Provinsi saya"),
            ("regency", "Kabupaten atau kota saya"),
            ("chosen", "Daerah yang saya pilih"),
        ],
        validators=[InputRequired("Pilih salah satu.")],
    )
    provinces = SelectMultipleField("Provinsi", choices=PROVINCES)
    regencies = TextField(
        "Kabupaten atau kota", description="Pisahkan dengan koma. Contoh: Kota Madiun, Ngawi."
    )

    @classmethod
    def of(cls, business: Business) -> AreaForm:
        """What is kept, also while another form of the page is posted."""
        own = business.region_code.split(".")
        known = {(): "all", (own[0],): "province", (".".join(own[:2]),): "regency"}
        chosen = known.get(tuple(business.serves), "chosen")
        named = business.serves if chosen == "chosen" else []
        names = [regions.name_of(code) for code in named if "." in code]
        provinces = [code for code in named if "." not in code]
        form = cls()
        form.process(None, data={"area": chosen, "provinces": provinces, "regencies": ", ".join(names)})
        return form

    def codes(self, own_region: str) -> list[str]:
        """The regions that were chosen, as `set_area` takes them; own_region: where the shop is."""
        own = own_region.split(".")
        if self.area.data == "chosen":
            found = [*(self.provinces.data or []), *_regencies(self.regencies.data)]
            if not found:
                raise DomainError("Pilih sedikitnya satu provinsi, kabupaten, atau kota.", field="regencies")
            return found
        return {"province": own[:1], "regency": [".".join(own[:2])]}.get(self.area.data, [])


def _regencies(typed: str) -> Sequence[str]:
    codes = []
    for name in filter(None, (part.strip() for part in typed.split(","))):
        found = regions.search(name, Level.REGENCY)
        whole = [one for one in found if name.casefold() in _names_of(one.name)]
        if len(whole) != 1:
            meant = ", ".join(one.name for one in (whole or found)[:MEANT])
            raise DomainError(
                f"“{name}” cocok dengan: {meant}. Tulis nama lengkapnya."
                if meant
                else f"“{name}” tidak ada dalam daftar kabupaten dan kota.",
                field="regencies",
            )
        codes.append(whole[0].code)
    return codes


def _names_of(regency: str) -> set[str]:
    """With and without its kind: "kota madiun" and "madiun"."""
    whole = regency.casefold()
    return {whole, whole.removeprefix("kabupaten ").removeprefix("kota ")}


def _day(day: date | None, field: str) -> date:
    if day is None:
        raise DomainError("Isi tanggalnya.", field=field)
    return day

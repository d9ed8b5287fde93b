"""Forms: WTForms with Indonesian messages. The cross-site token is checked once for all, in `web.csrf`."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import Form as PlainForm
from wtforms import StringField
from wtforms.form import BaseForm
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import PasswordInput

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.web.csrf import KEY_FIELD

MESSAGES = {
    "This field is required.": "Bagian ini wajib diisi.",
    "Not a valid choice.": "Pilih salah satu dari daftar.",
    "Invalid Choice: could not coerce.": "Pilih salah satu dari daftar.",
    "'%(value)s' is not a valid choice for this field.": "Pilih salah satu dari daftar.",
    "Not a valid integer value.": "Isi dengan angka bulat.",
    "Not a valid decimal value.": "Isi dengan angka.",
    "Not a valid date value.": "Isi tanggal, contoh: 24/11/2026.",
    "Not a valid datetime value.": "Isi tanggal dan jam.",
    "Number must be at least %(min)s.": "Angkanya minimal %(min)s.",
    "Number must be at most %(max)s.": "Angkanya maksimal %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Angkanya antara %(min)s dan %(max)s.",
    "Field must be at least %(min)d character long.": "Minimal %(min)d huruf.",
    "Field must be at least %(min)d characters long.": "Minimal %(min)d huruf.",
    "Field cannot be longer than %(max)d character.": "Maksimal %(max)d huruf.",
    "Field cannot be longer than %(max)d characters.": "Maksimal %(max)d huruf.",
    "Field must be between %(min)d and %(max)d characters long.": "Panjangnya %(min)d sampai %(max)d huruf.",
    "Field must be equal to %(other_name)s.": "Isinya harus sama dengan %(other_name)s.",
    "Invalid input.": "Isian belum sesuai.",
}


class _Indonesian:
    """WTForms ships no Indonesian; these are all the sentences our validators can say."""

    def gettext(self, text: str) -> str:
        return MESSAGES.get(text, text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return MESSAGES.get(one if count == 1 else many, many)


class Form(PlainForm):
    """Base of all forms: reads the posted form, knows its idempotency key, keeps what was typed."""

    class Meta:
        def get_translations(self, _form: PlainForm) -> _Indonesian:
            return _Indonesian()

        def bind_field(self, form: PlainForm, unbound: Any, options: dict[str, Any]) -> Any:
            filters = unbound.kwargs.get("filters", [])
            if issubclass(unbound.field_class, StringField):
                unbound.kwargs["filters"] = [*filters, *([] if _strip in filters else [_strip])]
            return unbound.bind(form=form, **options)

    def __init__(self, **kwargs: Any) -> None:
        posted = request.form if request.method == "POST" else None
        super().__init__(posted, **kwargs)

    @property
    def key(self) -> str | None:
        """The idempotency key that `form_start` put into the form."""
        return request.form.get(KEY_FIELD) or None

    def submitted(self) -> bool:
        """True for a POST whose fields are all valid."""
        return request.method == "POST" and self.validate()

    def show(self, error: DomainError) -> None:
        """Put a refusal beside its field, or above the form when it has none."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]

    @property
    def status(self) -> int:
        """422 when something is wrong, else 200."""
        return 422 if self.errors else 200


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


class TextField(StringField):
    """A line or text; `.data` is always a str, empty when nothing was typed."""

    data: str

    def process_data(self, value: Any) -> None:
        self.data = value or ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else ""


class SecretField(TextField):
    """A password or code that is never written back into the page."""

    widget = PasswordInput()


class RupiahField(StringField):
    """An amount as people type it (`1250000`, `1.250.000`, `Rp 1.250.000`); `.amount` is Rupiah or None."""

    amount: Rupiah | None = None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return (
            f"{self.data.amount:,}".replace(",", ".") if isinstance(self.data, Rupiah) else (self.data or "")
        )

    def pre_validate(self, form: BaseForm) -> None:
        if not self.data:
            return
        try:
            self.amount = self.data if isinstance(self.data, Rupiah) else Rupiah.parse(self.data)
        except DomainError as error:
            raise ValidationError(error.message) from error


class FileInput(StringField):
    """An uploaded file; `.content` is its bytes, empty when none was chosen."""

    @property
    def content(self) -> bytes:
        upload = request.files.get(self.name)
        if upload is None:
            return b""
        upload.stream.seek(0)
        return upload.stream.read()

    @property
    def filename(self) -> str:
        upload = request.files.get(self.name)
        return (upload.filename or "") if upload else ""


optional = Optional(strip_whitespace=True)

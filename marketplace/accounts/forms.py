"""Forms of people: sign in and up, codes, own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length, ValidationError

from marketplace.accounts import passwords
from marketplace.accounts.in_person import NOTE_LENGTH
from marketplace.accounts.passwords import MAX_LENGTH, MIN_LENGTH
from marketplace.accounts.rules import identity_papers
from marketplace.accounts.services import HONORIFICS, NAME_LENGTH, read_phone
from marketplace.kernel import clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Phone
from marketplace.web.forms import Form, SecretField, TextField, optional

CONTACT_LENGTH = 254


def new_password(label: str = "Sandi baru") -> SecretField:
    """A password field that says what a good password is."""
    return SecretField(
        label,
        description=f"Minimal {MIN_LENGTH} huruf, misalnya tiga kata yang mudah Anda ingat.",
        validators=[InputRequired("Isi sandi."), Length(max=MAX_LENGTH)],
    )


def contact_field() -> TextField:
    """A phone number or an e-mail address, as people sign in."""
    return TextField(
        "Nomor HP atau surel",
        description="Contoh: 0812-3456-7890 atau sari@contoh.co.id",
        validators=[InputRequired("Isi nomor HP atau alamat surel."), Length(max=CONTACT_LENGTH)],
    )


class SignInForm(Form):
    contact = contact_field()
    password = SecretField("Sandi", validators=[InputRequired("Isi sandi."), Length(max=MAX_LENGTH)])


class SignUpForm(Form):
    name = TextField(
        "Nama Anda",
        description="Satu nama saja pun cukup.",
        validators=[InputRequired("Isi nama Anda."), Length(max=NAME_LENGTH)],
    )
    contact = contact_field()
    password = new_password("Sandi")

    def show(self, error: DomainError) -> None:
        """Phone and e-mail share one field here."""
        field = "contact" if error.field in {"phone", "email"} else error.field
        super().show(DomainError(error.message, field=field))

    @property
    def phone(self) -> str | None:
        return None if "@" in self.contact.data else self.contact.data

    @property
    def email(self) -> str | None:
        return self.contact.data if "@" in self.contact.data else None


class SellForm(Form):
    """The first screen of a seller: her number and a password, which is kept once it is good.

    kept: a good password was typed before; an empty field leaves it.
    """

    phone = TextField(
        "Nomor HP",
        description="Nomor Anda sendiri. Contoh: 0812-3456-7890",
        validators=[InputRequired("Isi nomor HP."), Length(max=30)],
    )
    password = new_password("Sandi")

    def __init__(self, *, kept: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if kept:
            self.keep()

    def keep(self) -> None:
        """From now on the password need not be typed again."""
        self.password.validators = [optional, Length(max=MAX_LENGTH)]
        self.password.flags.required = False
        self.password.description = "Sudah kami simpan. Isi hanya bila ingin menggantinya."

    def validate_phone(self, field: TextField) -> None:
        try:
            read_phone(field.data)
        except DomainError as error:
            raise ValidationError(error.message) from error

    def validate_password(self, field: SecretField) -> None:
        try:
            passwords.check(field.data, about=(self.phone.data,))
        except DomainError as error:
            raise ValidationError(error.message) from error

    @property
    def new_password(self) -> str:
        """A good password that was just typed, whatever is wrong with the number; "" otherwise."""
        return "" if self.password.errors else self.password.data


class SentCodeForm(Form):
    """The code that was sent to a phone; empty only where none can be sent."""

    digits = TextField("Kode", description="6 angka dari pesan tadi.", validators=[optional, Length(max=10)])


class FirstCodeForm(Form):
    """The first code of a new authenticator."""

    code = TextField(
        "Kode dari aplikasi autentikator",
        description="6 angka yang sedang tampil.",
        validators=[InputRequired("Isi kode."), Length(max=10)],
    )


class CodeForm(Form):
    """A code of the authenticator, or of the recovery card instead."""

    code = TextField(
        "Kode dari aplikasi autentikator",
        description="6 angka yang sedang tampil.",
        validators=[optional, Length(max=10)],
    )
    card = TextField(
        "Kode kartu pemulihan",
        description="Satu kode yang belum dipakai, contoh: 7H2K9-M4QRT",
        validators=[optional, Length(max=20)],
    )

    @property
    def given(self) -> str:
        """The code to judge."""
        return self.code.data or self.card.data

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if valid and not self.given:
            self.show(DomainError("Isi kode.", field="code"))
            return False
        return valid


class PasswordAgainForm(Form):
    """The password, asked again before an important act."""

    password = SecretField("Sandi", validators=[InputRequired("Isi sandi."), Length(max=MAX_LENGTH)])


class LeaveForm(Form):
    """Closing the account, or taking everything along first: one proof of who acts for both."""

    code = TextField(
        "Kode dari aplikasi autentikator",
        description="6 angka yang sedang tampil. Satu kode untuk satu tombol.",
        validators=[InputRequired("Isi kode."), Length(max=20)],
    )
    password = SecretField(
        "Sandi Anda",
        description="Supaya kami yakin ini Anda.",
        validators=[InputRequired("Isi sandi."), Length(max=MAX_LENGTH)],
    )
    act = TextField("Langkah", validators=[Length(max=10)])

    @classmethod
    def of(cls, *, enrolled: bool) -> LeaveForm:
        """With the proof that this account gives: the code of its authenticator, else the password."""
        form = cls()
        del form["password" if enrolled else "code"]
        return form

    @property
    def proof(self) -> str:
        """The code or password as typed."""
        return str(self["code"].data if "code" in self else self["password"].data)

    @property
    def takes_along(self) -> bool:
        return self.act.data == "unduh"


class ProfileForm(Form):
    name = TextField("Nama", validators=[InputRequired("Isi nama Anda."), Length(max=NAME_LENGTH)])
    honorific = SelectField("Sapaan", choices=[(word, word or "Tanpa sapaan") for word in HONORIFICS])
    phone = TextField(
        "Nomor HP",
        description="Contoh: 0812-3456-7890. Nomor baru harus diperiksa lagi dengan kode.",
        validators=[optional, Length(max=30)],
    )
    email = TextField(
        "Alamat surel",
        description="Contoh: sari@contoh.co.id",
        validators=[optional, Length(max=CONTACT_LENGTH)],
    )

    @classmethod
    def of(cls, name: str, honorific: str, phone: str | None, email: str | None) -> ProfileForm:
        """Filled with what is known; the phone number (E.164) as people write it."""
        shown = Phone.parse(phone).display if phone else ""
        return cls(name=name, honorific=honorific, phone=shown, email=email)


class PasswordForm(Form):
    password = new_password()


class SeatForm(Form):
    seat = TextField("Peran", validators=[InputRequired("Pilih peran."), Length(max=60)])


class InPersonForm(Form):
    """Opening a recovery in person: whose account, which paper was seen, what was noticed."""

    contact = contact_field()
    paper = RadioField("Surat yang Anda lihat", validators=[InputRequired("Pilih surat yang Anda lihat.")])
    seen = TextField(
        "Apa yang Anda lihat",
        description="Misalnya: foto cocok, nama sama. Jangan tulis nomor surat; salinannya tidak disimpan.",
        validators=[InputRequired("Tulis singkat apa yang Anda lihat."), Length(max=NOTE_LENGTH)],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.paper.choices = [(row.key, row.label) for row in identity_papers(clock.today())]


class InPersonStepForm(Form):
    """What one of the staff does next with a recovery; who stops it says why."""

    act = TextField("Langkah", validators=[Length(max=10)])
    reason = TextField("Alasan bila dibatalkan", validators=[Length(max=NOTE_LENGTH)])


class HandedCodeForm(Form):
    """The code that staff handed over, and a new password."""

    code = TextField(
        "Kode dari petugas",
        description="10 huruf dan angka di kertas dari petugas.",
        validators=[InputRequired("Isi kode dari petugas."), Length(max=20)],
    )
    password = new_password()


class RecoveryForm(Form):
    contact = contact_field()


class NewPasswordForm(Form):
    """The code that was sent, and the new password."""

    digits = TextField("Kode dari surel", validators=[InputRequired("Isi kode."), Length(max=10)])
    password = new_password()


class CardForm(Form):
    contact = contact_field()
    code = TextField(
        "Kode kartu",
        description="Satu kode yang belum dipakai, contoh: 7H2K9-M4QRT",
        validators=[InputRequired("Isi kode kartu."), Length(max=20)],
    )
    password = new_password()

"""What may be written into a profile: read, checked, and told as differences people understand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict, cast

from marketplace.businesses import kbli
from marketplace.businesses.models import Business, SizeBasis
from marketplace.businesses.requirements import (
    LegalForm,
    legal_form_name,
    size_by_capital,
    size_by_sales,
)
from marketplace.kernel import clock, regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import Kbli, KbliEdition, Nib, Npwp, Postcode
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_line, clean_text

NAME_LENGTH, STREET_LENGTH, STORY_LENGTH, SPECIALITY_LENGTH = 80, 160, 1200, 80
MOST_SPECIALITIES, MOST_KBLI = 6, 12
OLDEST_BUSINESS = 1900


class ProfileValues(TypedDict, total=False):
    """The parts of a profile to write, as plain values that JSON can hold; a missing key stays as it is.

    region_code: a village, or a district while the address is not known. kbli: pairs of edition ("2020",
    "2025") and code. size_basis: "sales" of the year `size_year`, or "capital"; size_amount: whole rupiah.
    """

    name: str
    legal_form: str
    region_code: str
    street: str
    postcode: str
    story: str
    specialities: list[str]
    since_year: int | None
    motif: str
    nib: str | None
    kbli: list[list[str]]
    npwp: str | None
    pkp: bool
    size_basis: str
    size_amount: int
    size_year: int


LABELS = {
    "name": "Nama usaha",
    "legal_form": "Bentuk usaha",
    "region_code": "Kelurahan atau kecamatan",
    "street": "Jalan, nomor, RT/RW",
    "postcode": "Kode pos",
    "story": "Cerita usaha",
    "specialities": "Keahlian",
    "since_year": "Berdiri sejak",
    "motif": "Motif",
    "nib": "NIB",
    "kbli": "KBLI",
    "npwp": "NPWP",
    "pkp": "Status PKP",
    "size_basis": "Dasar skala usaha",
    "size_amount": "Jumlah rupiah",
    "size_year": "Tahun",
}


def checked(values: ProfileValues) -> ProfileValues:
    """The values in their canonical spelling. Raises DomainError beside the field that can't be right."""
    result: dict[str, Any] = {}
    for key, value in values.items():
        try:
            result[key] = _READERS[key](value)
        except DomainError as error:
            raise DomainError(error.message, field=error.field or key) from error
    _size_must_be_whole(result)
    return cast(ProfileValues, result)


def present(
    business: Business, codes: list[list[str]], *, renewal: Mapping[str, Any] | None = None
) -> ProfileValues:
    """The profile as it is now, in the same form; `codes` are its KBLI.

    renewal: the size of a new year, to be shown instead of the accepted one.
    """
    size = {
        "size_basis": business.size_basis.value if business.size_basis else "",
        "size_amount": business.size_amount.amount if business.size_amount else 0,
        "size_year": business.size_year or 0,
    } | dict(renewal or {})
    return ProfileValues(
        name=business.name,
        legal_form=business.legal_form.value,
        region_code=business.region_code,
        street=business.street,
        postcode=business.postcode,
        story=business.story,
        specialities=list(business.specialities),
        since_year=business.since_year,
        motif=business.motif,
        nib=business.nib,
        kbli=codes,
        npwp=business.npwp,
        pkp=business.pkp,
        size_basis=size["size_basis"],
        size_amount=size["size_amount"],
        size_year=size["size_year"],
    )


def changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The keys of `after` whose value is not that of `before`, in the order of the profile."""
    return [key for key in LABELS if key in after and after[key] != before.get(key)]


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """Rows `{label, before, after}` in words, for whoever confirms; what was there is masked."""
    return [
        {
            "label": LABELS[key],
            "before": in_words(key, before.get(key), masked=True),
            "after": in_words(key, after[key]),
        }
        for key in changed_keys(before, after)
    ]


def spoken(values: Mapping[str, Any], keys: Iterable[str], *, masked: bool = False) -> list[tuple[str, str]]:
    """Pairs of label and value in words; `masked` for pages, where whole numbers are asked for."""
    return [(LABELS[key], in_words(key, values.get(key), masked=masked)) for key in keys]


def in_words(key: str, value: Any, *, masked: bool = False) -> str:
    """One value of the profile as people read it; "" for nothing."""
    if key == "npwp" and value and masked:
        return Npwp(value).masked
    if key == "nib" and value and masked:
        return Nib(value).masked
    if key == "pkp":
        return "PKP" if value else "Bukan PKP"
    if value in (None, "", 0, []):
        return ""
    speak = _WORDS.get(key)
    return speak(value) if speak else str(value)


def size_class_of(basis: SizeBasis, amount: Rupiah) -> str:
    """The class of PP 7/2021 Ps. 35 on this day. Raises DomainError above the limits of an UMKM."""
    find = size_by_sales if basis is SizeBasis.SALES else size_by_capital
    found = find(amount, clock.today())
    if found.key == "besar":
        raise DomainError(
            "Angka ini di atas batas usaha menengah (PP 7/2021 Pasal 35). Lapak ini untuk UMKM.",
            field="size_amount",
        )
    return found.key


def _size_must_be_whole(result: dict[str, Any]) -> None:
    parts = {"size_basis", "size_amount", "size_year"}
    given = parts & result.keys()
    if given and given != parts:
        missing = min(parts - given)
        raise DomainError("Isi dasar, jumlah, dan tahun skala usaha bersama-sama.", field=missing)
    if given:
        size_class_of(SizeBasis(result["size_basis"]), Rupiah(result["size_amount"]))


def _name(value: Any) -> str:
    name = clean_line(value, NAME_LENGTH)
    if not any(character.isalnum() for character in name):
        raise DomainError("Isi nama usaha, misalnya Keripik Tempe Bu Sari.")
    return name


def _legal_form(value: Any) -> str:
    if value not in set(LegalForm):
        raise DomainError("Pilih bentuk usaha dari daftar.")
    return LegalForm(value).value


def _year(value: Any) -> int | None:
    if value is None:
        return None
    this_year = clock.today().year
    if not OLDEST_BUSINESS <= int(value) <= this_year:
        raise DomainError(f"Isi tahun antara {OLDEST_BUSINESS} dan {this_year}.")
    return int(value)


def _size_year(value: Any) -> int:
    year = _year(value)
    if year is None:
        raise DomainError("Isi tahun angka itu, misalnya 2025.")
    return year


def _size_basis(value: Any) -> str:
    if value not in set(SizeBasis):
        raise DomainError("Pilih dasar hitungan: penjualan setahun atau modal.")
    return SizeBasis(value).value


def _size_amount(value: Any) -> int:
    if int(value) <= 0:
        raise DomainError("Isi jumlah lebih dari nol, misalnya 186.000.000.")
    return int(value)


def _specialities(value: Any) -> list[str]:
    lines = [clean_line(line, SPECIALITY_LENGTH) for line in value]
    kept = [line for line in dict.fromkeys(lines) if line]
    if len(kept) > MOST_SPECIALITIES:
        raise DomainError(f"Paling banyak {MOST_SPECIALITIES} keahlian, satu baris satu.")
    return kept


def _kbli(value: Any) -> list[list[str]]:
    codes = [[edition, _kbli_code(edition, code)] for edition, code in value]
    kept = [list(pair) for pair in dict.fromkeys(map(tuple, codes))]
    if len(kept) > MOST_KBLI:
        raise DomainError(f"Paling banyak {MOST_KBLI} kode KBLI.")
    return kept


def _kbli_code(edition: str, code: str) -> str:
    try:
        return Kbli.parse(code, edition=cast(KbliEdition, edition)).value
    except DomainError as error:
        raise DomainError(error.message, field=f"kbli.{edition}") from error


def _optional_number(parse: Callable[[str], Any]) -> Callable[[Any], str | None]:
    def read(value: Any) -> str | None:
        return parse(value).value if value else None

    return read


def _postcode(value: Any) -> str:
    return Postcode.parse(value).value if value else ""


def _place(value: Any) -> str:
    """A shop opens with its district; papers and deliveries need the village."""
    found = regions.region(value)
    if found.level < regions.Level.DISTRICT:
        raise DomainError("Pilih kecamatan, kelurahan, atau desa dari daftar.")
    return found.code


def _speak_kbli(value: list[list[str]]) -> str:
    return "\n".join(f"{code} ({edition}) {kbli.title_of(edition, code)}".rstrip() for edition, code in value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "legal_form": _legal_form,
    "region_code": _place,
    "street": lambda value: clean_line(value, STREET_LENGTH),
    "postcode": _postcode,
    "story": lambda value: clean_text(value, STORY_LENGTH),
    "specialities": _specialities,
    "since_year": _year,
    "motif": lambda value: clean_line(value, 40),
    "nib": _optional_number(Nib.parse),
    "kbli": _kbli,
    "npwp": _optional_number(Npwp.parse),
    "pkp": bool,
    "size_basis": _size_basis,
    "size_amount": _size_amount,
    "size_year": _size_year,
}

_WORDS: dict[str, Callable[[Any], str]] = {
    "legal_form": lambda value: legal_form_name(LegalForm(value)),
    "region_code": regions.label_of,
    "specialities": lambda value: "\n".join(value),
    "kbli": _speak_kbli,
    "npwp": lambda value: Npwp(value).display,
    "size_basis": lambda value: {"sales": "Penjualan setahun", "capital": "Modal usaha"}[value],
    "size_amount": lambda value: str(Rupiah(value)),
}

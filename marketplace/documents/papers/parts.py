"""Parts that several papers share: letterhead, parties, lines, signers, and how money and days are written.

Builders take plain values and answer JSON-safe dictionaries, the frozen snapshot from which a paper is
rendered and shown. Amounts stand in them as whole rupiah beside the printed text, so that no template counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from lokal import terbilang

from marketplace.kernel.money import ZERO, Rupiah

Snapshot = dict[str, object]
"""A JSON-safe dictionary: strings, whole numbers, lists and dictionaries of these."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of letters (*kop surat*): names from the top down, then where to reach it, as far as is told.

    office: the agency as sentences name it, "Dinas Koperasi dan Pasar Rakyat".
    """

    lines: tuple[str, ...]
    office: str
    address: str
    phone: str
    email: str

    @property
    def contact(self) -> str:
        return " · ".join(filter(None, (self.phone and f"Telepon {self.phone}", self.email)))


@dataclass(frozen=True, slots=True)
class Head:
    """What makes a paper this paper. check_url is the full address of its public check page."""

    number: str
    issued_on: date
    place: str
    check_code: str
    check_url: str


@dataclass(frozen=True, slots=True)
class Official:
    """An official as he acts: nip of 18 digits, position, and the letter that appointed him."""

    name: str
    nip: str
    rank: str
    position: str
    appointment_number: str
    appointed_on: date


@dataclass(frozen=True, slots=True)
class Seller:
    """The business as it stood on the day; npwp and nib as printed, representative signs."""

    legal_name: str
    address: str
    npwp: str
    nib: str
    representative: str
    representative_position: str


@dataclass(frozen=True, slots=True)
class BankAccount:
    bank: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """Which need is bought. budget_line: *MAK* or *kode rekening*; budget_document: DIPA or DPA."""

    name: str
    rup_code: str
    budget_line: str
    budget_document: str
    budget_year: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One thing ordered. unit_price is before value added tax."""

    name: str
    specification: str
    quantity: int
    unit: str
    unit_price: Rupiah

    @property
    def amount(self) -> Rupiah:
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True)
class Signer:
    """One block of signature. mark stands where the pen would sign, such as an electronic approval."""

    role: str
    party: str
    name: str
    detail: str
    mark: str = ""


def money(amount: Rupiah) -> Snapshot:
    """An amount as number and as printed."""
    return {"amount": amount.amount, "text": str(amount)}


def money_in_words(amount: Rupiah) -> Snapshot:
    """An amount as number, as printed and as *terbilang*."""
    words = amount.in_words()
    return {**money(amount), "words": words[:1].upper() + words[1:]}


def total_of(lines: Sequence[OrderLine]) -> Rupiah:
    """The sum of the lines, before shipping and tax."""
    return sum((line.amount for line in lines), ZERO)


def count_text(count: int) -> str:
    """A quantity with dots between thousands."""
    return f"{count:,}".replace(",", ".")


def day_text(day: date) -> str:
    """ "24 November 2026"."""
    return format_date(day, "d MMMM y", locale="id")


def day_in_words(day: date) -> str:
    """How minutes open: "Selasa tanggal dua bulan November tahun dua ribu dua puluh enam"."""
    weekday = format_date(day, "EEEE", locale="id")
    month = format_date(day, "MMMM", locale="id")
    return f"{weekday} tanggal {terbilang(day.day)} bulan {month} tahun {terbilang(day.year)}"


def head_part(head: Head, letterhead: Letterhead, *, kind: str, title: str) -> Snapshot:
    """What every paper begins with; kind is the name of its template."""
    return {
        "kind": kind,
        "title": title,
        "number": head.number,
        "issued_on": head.issued_on.isoformat(),
        "date": day_text(head.issued_on),
        "date_in_words": day_in_words(head.issued_on),
        "place": head.place,
        "check_code": head.check_code,
        "check_url": head.check_url,
        "letterhead": {
            "lines": list(letterhead.lines),
            "office": letterhead.office,
            "address": letterhead.address,
            "contact": letterhead.contact,
        },
    }


def official_part(official: Official) -> Snapshot:
    return {
        "name": official.name,
        "nip": official.nip,
        "rank": official.rank,
        "position": official.position,
        "appointment": f"{official.appointment_number} tanggal {day_text(official.appointed_on)}",
    }


def seller_part(seller: Seller) -> Snapshot:
    return {
        "name": seller.legal_name,
        "address": seller.address,
        "npwp": seller.npwp,
        "nib": seller.nib,
        "representative": seller.representative,
        "position": seller.representative_position,
    }


def package_part(package: PackageFacts) -> Snapshot:
    return {
        "name": package.name,
        "rup_code": package.rup_code,
        "budget_line": package.budget_line,
        "budget_document": package.budget_document,
        "budget_year": str(package.budget_year),
    }


def line_part(number: int, line: OrderLine) -> Snapshot:
    return {
        "no": str(number),
        "name": line.name,
        "specification": line.specification,
        "quantity": count_text(line.quantity),
        "unit": line.unit,
        "unit_price": money(line.unit_price),
        "amount": money(line.amount),
    }


def official_signer(official: Official, *, role: str, party: str = "", mark: str = "") -> Signer:
    """party: under the role; the official's position where nothing is given."""
    return Signer(role, party or official.position, official.name, f"NIP {official.nip}", mark)


def seller_signer(seller: Seller, *, role: str, mark: str = "") -> Signer:
    return Signer(role, seller.legal_name, seller.representative, seller.representative_position, mark)


def signer_part(signer: Signer) -> Snapshot:
    return {
        "role": signer.role,
        "party": signer.party,
        "name": signer.name,
        "detail": signer.detail,
        "mark": signer.mark,
    }

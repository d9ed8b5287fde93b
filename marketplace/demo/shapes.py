"""People, shops, products and agencies as the data files of the demo spell them.

Money is integer rupiah, weights are grams, regions are Kemendagri codes, days are `date`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Seat:
    """What an account may act as: `role` in the party "business:<id>", "work_unit:<id>", "region:<code>"…"""

    role: str
    party: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the story; `born` is a year, `region` a village code, `roles` are what they do in it."""

    id: str
    name: str
    honorific: str
    born: int
    sex: str
    nik: str
    nip: str | None
    phone: str
    email: str | None
    accounts: tuple[Seat, ...]
    region: str
    recurring: bool
    bio: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a business; `person` where that is one of the people with an account of their own."""

    person: str | None
    name: str
    honorific: str
    sex: str
    born: int
    nik: str
    phone: str


@dataclass(frozen=True, slots=True)
class KbliCode:
    """A class of activity and the edition it is a code of."""

    code: str
    edition: str


@dataclass(frozen=True, slots=True)
class Size:
    """What the size class is judged by: yearly sales, or capital of a new business (PP 7/2021 Pasal 35)."""

    basis: str
    amount: int
    year: int
    size_class: str


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A document that was rejected (`reason`), has ended (`ended`) or ends soon (`ends`)."""

    document: str
    reason: str | None = None
    ended: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What an owner declares of an office: the key of its kind, and of whom."""

    office: str
    relation: str
    name: str


@dataclass(frozen=True, slots=True)
class Business:
    """A business and how far it is; `readiness` says which facts the player completes."""

    id: str
    name: str
    legal_form: str
    owner: Owner
    nib: str | None
    kbli: tuple[KbliCode, ...]
    npwp: str | None
    pkp: bool
    size: Size | None
    village: str
    street: str
    postcode: str
    since: int
    story: str
    specialities: tuple[str, ...]
    motif: str
    readiness: str
    helper: str | None
    rejected: Shortcoming | None = None
    expired: Shortcoming | None = None
    expiring: Shortcoming | None = None
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """From stock, or made to order within `lead_days` working days."""

    kind: str
    lead_days: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about a product: pdn, tkdn (`value` in percent), halal, pirt, bpom, sni or merek."""

    kind: str
    number: str | None
    value: int | None
    issued: date | None
    expires: date | None


@dataclass(frozen=True, slots=True)
class Variant:
    """One product of a line: its label, price in rupiah, weight in grams, stock or weekly capacity."""

    label: str
    price: int
    weight_g: int
    net: str | None
    stock: int | None
    capacity_week: int | None


@dataclass(frozen=True, slots=True)
class Contents:
    """Shape and palette of what a drawn container holds."""

    shape: str
    palette: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The recipe of a line's illustration: the words of its label, its container and its cloth."""

    id: str
    kind: str
    word: str
    place: str
    net: str
    category: str
    container: str
    region_motif: str
    content: Contents
    hero: bool


@dataclass(frozen=True, slots=True)
class Product:
    """A line in one variant; `id` is "<line>--<n>", n from 1."""

    id: str
    name: str
    line: Line
    variant: Variant


@dataclass(frozen=True, slots=True)
class Line:
    """Products of one kind that share description, category, claims and picture."""

    id: str
    business: str
    name: str
    name_pattern: str
    description: str
    category: str
    kbki: str
    unit: str
    min_quantity: int
    supply: Supply
    claims: tuple[Claim, ...]
    keywords: tuple[str, ...]
    variants: tuple[Variant, ...]
    picture: Picture

    def products(self) -> tuple[Product, ...]:
        """One product per variant, in the order of the file."""
        return tuple(
            Product(
                f"{self.id}--{number}", self.name_pattern.replace("{varian}", variant.label), self, variant
            )
            for number, variant in enumerate(self.variants, start=1)
        )


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head of a unit's papers."""

    lines: tuple[str, ...]
    address: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Official:
    """A person's appointment in a work unit by a decision (SK)."""

    person: str
    role: str
    position: str
    rank: str
    nip: str
    sk_number: str
    sk_date: date
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the procurement plan (RUP) with its ceiling (`pagu`) in rupiah."""

    id: str
    code: str
    name: str
    pagu: int
    year: int
    method: str
    kind: str
    volume: str
    account: str
    funding_source: str
    kbki_group: str
    pdn: bool
    umk: bool
    announced: date
    selection_from: date
    selection_to: date
    contract_from: date
    contract_to: date
    use_from: date


@dataclass(frozen=True, slots=True)
class WorkUnit:
    """A buying unit (satker) with its officials and plan."""

    id: str
    code: str
    name: str
    region: str
    zone: str
    npwp: str
    letterhead: Letterhead
    number_templates: Mapping[str, str]
    officials: tuple[Official, ...]
    rup: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """A ministry or regional government."""

    id: str
    code: str
    kind: str
    name: str
    funding: str
    work_units: tuple[WorkUnit, ...]

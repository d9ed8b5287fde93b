"""What a seller may claim of a product, how its number looks, and how it is checked: dated data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from marketplace.catalog.models import ClaimKind
from marketplace.kernel import clock
from marketplace.kernel.dated import NotInForce, Period, in_force, read_table
from marketplace.kernel.errors import NotFound
from marketplace.kernel.identifiers import (
    BpomNumber,
    HalalNumber,
    PirtNumber,
    SniNumber,
    TkdnNumber,
    TrademarkNumber,
)

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class KindRule:
    """One kind of claim while the row holds.

    short: the badge that buyers read. number_label "": it has no number. where: what to look for on the
    paper. expiry: none, optional or required. paper: whether a picture of it must come along. people: how
    many different people must find it true. register, register_url, look_for: where and what they compare.
    verified: false until somebody has read the official text of `basis`.
    """

    kind: ClaimKind
    label: str
    short: str
    meaning: str
    number_label: str
    where: str
    expiry: Literal["none", "optional", "required"]
    paper: Literal["optional", "required"]
    people: int
    register: str
    register_url: str
    look_for: str
    period: Period
    basis: str
    verified: bool


_PARSERS: Mapping[ClaimKind, Callable[[str], str]] = {
    ClaimKind.TKDN: lambda text: TkdnNumber.parse(text).value,
    ClaimKind.HALAL: lambda text: HalalNumber.parse(text).value,
    ClaimKind.SNI: lambda text: SniNumber.parse(text).value,
    ClaimKind.PIRT: lambda text: PirtNumber.parse(text).value,
    ClaimKind.BPOM: lambda text: BpomNumber.parse(text).value,
    ClaimKind.BRAND: lambda text: TrademarkNumber.parse(text).value,
}


def kind_rule(kind: ClaimKind, on: date) -> KindRule:
    """The rule of a kind on a day; NotInForce when the table says nothing."""
    for row in in_force(kind_rules(), on):
        if row.kind is kind:
            return row
    raise NotInForce(f"no rule for {kind} is in force on {on}")


def kinds_today() -> list[KindRule]:
    """What can be claimed today, in the order in which pages offer it."""
    return list(in_force(kind_rules(), clock.today()))


def kind_of(word: str) -> ClaimKind:
    """The kind that an address names; raises NotFound."""
    if word not in set(ClaimKind):
        raise NotFound(f"claim kind {word[:20]}")
    return ClaimKind(word)


def label_of(kind: ClaimKind, on: date) -> str:
    """What sellers and curators read for a kind."""
    return kind_rule(kind, on).label


def short_of(kind: ClaimKind) -> str:
    """The badge of a kind, as the newest row of the table has it."""
    return [row.short for row in kind_rules() if row.kind is kind][-1]


def number_of(kind: ClaimKind, typed: str) -> str:
    """The number in its canonical spelling; DomainError says what is wrong and where it stands."""
    parse = _PARSERS.get(kind)
    return parse(typed) if parse else ""


@cache
def kind_rules() -> tuple[KindRule, ...]:
    """Every row of every time, in the order in which pages offer the kinds."""
    rows = read_table(_DATA / "claim_kinds.json")["kinds"]
    return tuple(
        KindRule(
            ClaimKind(row["kind"]),
            row["label"],
            row["short"],
            row["meaning"],
            row["number_label"],
            row["where"],
            row["expiry"],
            row["paper"],
            row["people"],
            row["register"],
            row["register_url"],
            row["look_for"],
            Period.of(row),
            row["basis"],
            row["verified"],
        )
        for row in rows
    )

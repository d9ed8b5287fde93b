"""Tables of government buying beside the thresholds: separation of duties, rating, names of states."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from marketplace.kernel.dated import NotInForce, Period, in_force, read_table

_DATA = Path(__file__).parent / "data"

Scope = Literal["package", "unit"]

METHOD_LABELS = MappingProxyType(
    {
        "direct_procurement": "Pengadaan langsung",
        "e_purchasing": "E-purchasing",
        "tender": "Tender",
        "quick_tender": "Tender cepat",
        "direct_appointment": "Penunjukan langsung",
        "exempt": "Dikecualikan",
    }
)
"""Methods of a plan entry (Perpres 16/2018 Ps. 38), with the words of SiRUP."""

KIND_LABELS = MappingProxyType(
    {
        "goods": "Barang",
        "other_services": "Jasa lainnya",
        "works": "Pekerjaan konstruksi",
        "consultancy": "Jasa konsultansi",
    }
)
"""Kinds of procurement (Perpres 16/2018 Ps. 3(1)), with the words of SiRUP."""


@dataclass(frozen=True, slots=True)
class SeparationRule:
    """Two roles that one person may not hold together.

    roles: appointments (pa, ppk, pp, pokja, ppspm, treasurer, inspector, auditor), platform roles
    (admin, verifier, helper, seller) or acts (award_proposer, award_approver, contract_signer,
    invoice_approver, payer).
    scope: "package" on one package, "unit" anywhere in one work unit and budget year.
    reason: Indonesian, shown to the person who is refused.
    """

    code: str
    roles: frozenset[str]
    scope: Scope
    reason: str
    period: Period
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True)
class RatingAspect:
    """One aspect of a seller's performance (Perlem LKPP 4/2021).

    weight: basis points; the aspects in force on a day add up to 10,000. guide: score 1-3 to what earns it.
    """

    key: str
    name: str
    weight: int
    guide: Mapping[int, str]
    period: Period
    basis: str
    verified: bool


def separation_conflicts(
    role: str, held: Collection[str], *, scope: Scope, on: date
) -> tuple[SeparationRule, ...]:
    """The rules that keep a person who holds `held` within `scope` from `role` there; empty when free."""
    return tuple(
        row
        for row in in_force(separation_rules(), on)
        if row.scope == scope and role in row.roles and any(row.roles == {role, other} for other in held)
    )


def rating_aspects(on: date) -> tuple[RatingAspect, ...]:
    """The aspects a seller is rated by on the day `on`; NotInForce when there are none."""
    aspects = in_force(_all_rating_aspects(), on)
    if not aspects:
        raise NotInForce(f"no rating aspects are in force on {on}")
    return aspects


def rating_total(scores: Mapping[str, int], on: date) -> int:
    """The weighted total in hundredths (100 to 300) of a score 1-3 for every aspect; ValueError otherwise."""
    aspects = rating_aspects(on)
    if set(scores) != {aspect.key for aspect in aspects} or not all(
        score in (1, 2, 3) for score in scores.values()
    ):
        raise ValueError(f"a rating needs a score 1 to 3 for each aspect: {dict(scores)}")
    return sum(aspect.weight * scores[aspect.key] for aspect in aspects) // 100


def rating_version() -> str:
    """The version of the table of aspects, for ratings that name what they were given by."""
    version: str = read_table(_DATA / "rating_aspects.json")["version"]
    return version


def rating_words() -> dict[int, str]:
    """What each score 1-3 is called."""
    words = read_table(_DATA / "rating_aspects.json")["scores"]
    return {int(score): word for score, word in words.items()}


def rating_name(total: int) -> str:
    """What a total in hundredths is called; 0 is for a contract ended through the seller's fault."""
    for band in read_table(_DATA / "rating_aspects.json")["totals"]:
        if total >= band["at_least"]:
            name: str = band["name"]
            return name
    raise ValueError(f"a rating total is not negative: {total}")


def inaproc_state(axis: str, state: str) -> tuple[str, str]:
    """(INAPROC's name, Indonesian label) of our state.

    axis: order, shipment, direct_procurement, package or contract. KeyError for an unknown state.
    """
    return _inaproc_states()[(axis, state)]


@cache
def separation_rules() -> tuple[SeparationRule, ...]:
    """Every separation rule of every time."""
    return tuple(
        SeparationRule(
            row["code"],
            frozenset(row["roles"]),
            row["scope"],
            row["reason"],
            Period.of(row),
            row["basis"],
            row["verified"],
        )
        for row in read_table(_DATA / "separation_rules.json")["rules"]
    )


@cache
def _all_rating_aspects() -> tuple[RatingAspect, ...]:
    return tuple(
        RatingAspect(
            row["key"],
            row["name"],
            row["weight"],
            {int(score): text for score, text in row["guide"].items()},
            Period.of(row),
            row["basis"],
            row["verified"],
        )
        for row in read_table(_DATA / "rating_aspects.json")["aspects"]
    )


@cache
def _inaproc_states() -> dict[tuple[str, str], tuple[str, str]]:
    rows = read_table(_DATA / "inaproc_states.json")["states"]
    return {(row["axis"], row["state"]): (row["inaproc"], row["name"]) for row in rows}

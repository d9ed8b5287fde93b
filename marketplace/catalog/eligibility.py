"""What a product needs before government may buy it: fitting KBLI, permits, curation. Dated data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from marketplace.businesses import kbli
from marketplace.businesses.services.readiness import FOREVER
from marketplace.catalog import reference
from marketplace.catalog.models import ClaimKind
from marketplace.kernel.dated import Period, in_force, read_table

_DATA = Path(__file__).parent / "data"
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class PermitRule:
    """Products of these categories, and of all inside them, need one of `any_of`, verified and in force."""

    key: str
    categories: tuple[str, ...]
    any_of: tuple[ClaimKind, ...]
    label: str
    remedy: str
    period: Period
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """A row that only names categories (curation) or fields (what a curator looks at)."""

    names: tuple[str, ...]
    period: Period
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps government from buying.

    what, remedy: a plain reason and what the seller does. reason: the same for the officer who would buy.
    """

    key: str
    what: str
    remedy: str
    reason: str
    claim: ClaimKind | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """kbli_fits, until: as the columns of `Product`; until is None while a permit or curation is missing."""

    kbli_fits: bool
    until: date | None
    gaps: Sequence[Gap]


def standing(
    category: str,
    codes: Sequence[tuple[str, str]],
    verified: Mapping[ClaimKind, date | None],
    *,
    approved: bool,
    today: date,
) -> Standing:
    """Where a product stands.

    codes: pairs of KBLI edition and code of the seller. verified: kind to the last day (None: no end) of
    claims that a verifier found true. approved: a curator approved the listing.
    """
    fits = kbli_fits(category, codes)
    gaps = [] if fits else [_kbli_gap(category)]
    ends = [FOREVER]
    for rule in permits(category):
        best = max((verified[kind] or FOREVER for kind in rule.any_of if kind in verified), default=date.min)
        if rule.period.contains(today):
            ends.append(best)
            if best < today:
                missing = f"{rule.label} belum terverifikasi."
                gaps.append(Gap(rule.key, missing, rule.remedy, missing, rule.any_of[0]))
        elif rule.period.since > today and best < rule.period.since:
            ends.append(rule.period.since - timedelta(days=1))
    if wants_curation(category, today) and not approved:
        gaps.append(
            Gap(
                "curation",
                "Kategori ini diperiksa kurator sebelum pemerintah bisa membeli.",
                "Lengkapi yang lain, lalu tekan Ajukan kurasi.",
                "belum lulus kurasi.",
            )
        )
    lacking = [gap for gap in gaps if gap.key != "kbli"]
    return Standing(fits, None if lacking else min(ends), gaps)


def kbli_fits(category: str, codes: Iterable[tuple[str, str]]) -> bool:
    """One of the seller's business classes may sell in this category, by the edition of the class."""
    allowed = {edition: reference.allowed_kbli(category, edition) for edition in kbli.EDITIONS}
    return any(code.startswith(allowed.get(edition, ())) for edition, code in codes)


def fitting_categories(codes: Sequence[tuple[str, str]]) -> list[str]:
    """The slugs of all categories that fit these business classes."""
    return [one.slug for one in reference.categories() if kbli_fits(one.slug, codes)]


def permits(category: str) -> list[PermitRule]:
    """The permits that products of a category need, of every time."""
    return [rule for rule in _permit_rules() if _is_within(category, rule.categories)]


def wants_curation(category: str, on: date) -> bool:
    """A curator looks at products of this category before government may buy them."""
    return any(_is_within(category, rule.names) for rule in in_force(_rules("curation", "categories"), on))


def curated_fields(on: date) -> frozenset[str]:
    """Fields of a curated listing whose change waits for a curator."""
    rows = in_force(_rules("curated_fields", "fields"), on)
    return frozenset(name for rule in rows for name in rule.names)


def _kbli_gap(category: str) -> Gap:
    if not reference.is_category(category) or category == reference.OTHER:
        return Gap(
            "kbli",
            "Kategori produk belum dipilih.",
            "Pilih kategori yang paling cocok.",
            "kategorinya belum dipilih.",
        )
    name = reference.category(category).name
    return Gap(
        "kbli",
        f"NIB Anda belum memuat KBLI untuk “{name}”. Pembeli biasa bisa membeli, pemerintah belum bisa.",
        f"Tambahkan KBLI yang cocok di OSS, gratis, misalnya {'; '.join(_kbli_examples(category))}. "
        "Lalu isi kodenya di halaman Usaha.",
        f"NIB penjual belum memuat KBLI untuk “{name}”.",
    )


@cache
def _kbli_examples(category: str) -> tuple[str, ...]:
    """Some classes that may sell in a category; the tables hold for as long as the program runs."""
    found = [next(iter(kbli.search(prefix, 1)), None) for prefix in reference.allowed_kbli(category, "2025")]
    return tuple(dict.fromkeys(f"{one.code} ({one.title})" for one in found if one is not None))[:EXAMPLES]


def _is_within(category: str, slugs: Iterable[str]) -> bool:
    if not reference.is_category(category):
        return False
    above = {part.slug for part in reference.path(category)}
    return not above.isdisjoint(slugs)


@cache
def _permit_rules() -> tuple[PermitRule, ...]:
    return tuple(
        PermitRule(
            row["key"],
            tuple(row["categories"]),
            tuple(ClaimKind(kind) for kind in row["any_of"]),
            row["label"],
            row["remedy"],
            Period.of(row),
            row["basis"],
            row["verified"],
        )
        for row in read_table(_DATA / "eligibility_rules.json")["permits"]
    )


@cache
def _rules(table: str, names: str) -> tuple[CategoryRule, ...]:
    rows = read_table(_DATA / "eligibility_rules.json")[table]
    return tuple(
        CategoryRule(tuple(row[names]), Period.of(row), row["basis"], row["verified"]) for row in rows
    )

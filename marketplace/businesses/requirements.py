"""What a business must show at each level of readiness, and the size classes of PP 7/2021, as dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from marketplace.kernel.dated import NotInForce, Period, in_force, read_table
from marketplace.kernel.money import Rupiah

_DATA = Path(__file__).parent / "data"


class Level(StrEnum):
    """Levels of readiness, lowest first; each needs everything of the levels below it."""

    RETAIL = "retail"
    BANK = "bank"
    GOVERNMENT_SMALL = "government_small"
    GOVERNMENT_ALL = "government_all"


class LegalForm(StrEnum):
    PERORANGAN = "perorangan"
    UD = "ud"
    CV = "cv"
    PT = "pt"
    PT_PERORANGAN = "pt_perorangan"
    KOPERASI = "koperasi"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a business of certain legal forms must show for one level.

    pkp: only for taxable entrepreneurs (True), only for others (False), or for all (None).
    label, bring, office, expected_time: Indonesian, for the page. acts: owner, owner_or_helper or verifier.
    who_next: who acts while nothing is shown; "office" is another office, named in `office`.
    expected_days: working days until it is usually there, 0 for today. lesson: which lesson explains it.
    slug: the last part of its page's address. evidence: "file" is uploaded, "fact" is filled in or declared,
    "check" is looked up by the verifier, "pledge" is a dated text that the owner signs (`pledges`).
    accepted_by: "rule" for what proves itself and is accepted at once.
    checks: questions that the verifier answers, all with yes, to accept it.
    expiry: "none" holds until the fact changes, "days" for `valid_days` from acceptance, "document" to it.
    reopened_by: data whose change makes what was shown be judged again. replaced_by: data whose change makes
    what was shown worthless. Both name fields of the profile, `bank_account`, `owner`, or `owner_phone`.
    """

    key: str
    slug: str
    level: Level
    legal_forms: frozenset[LegalForm]
    pkp: bool | None
    label: str
    bring: str
    acts: Literal["owner", "owner_or_helper", "verifier"]
    who_next: Literal["owner", "owner_or_helper", "verifier", "office"]
    office: str
    expected_time: str
    expected_days: int
    lesson: str
    evidence: Literal["file", "fact", "check", "pledge"]
    accepted_by: Literal["verifier", "rule"]
    checks: tuple[str, ...]
    expiry: Literal["none", "days", "document"]
    valid_days: int | None
    reopened_by: frozenset[str]
    replaced_by: frozenset[str]
    period: Period
    basis: str
    note: str

    def expires_on(self, accepted_on: date) -> date | None:
        """The last day on which evidence accepted on a day counts; None when the calendar does not end it."""
        return None if self.valid_days is None else accepted_on + timedelta(days=self.valid_days)


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A class of PP 7/2021 Ps. 35: more than `…_above`, at most `…_up_to` rupiah (None: no limit).

    umk: micro and small, the sellers for whom the state reserves packages.
    """

    key: str
    name: str
    capital_above: Rupiah
    capital_up_to: Rupiah | None
    sales_above: Rupiah
    sales_up_to: Rupiah | None
    umk: bool
    period: Period
    basis: str


def requirements(
    legal_form: LegalForm, on: date, *, level: Level | None = None, pkp: bool = False
) -> tuple[Requirement, ...]:
    """What a business of this form needs on the day `on`: of every level, or of `level` and all below it.

    Ordered by level, then as in the table. NotInForce when the table says nothing about that day.
    """
    order = list(Level)
    wanted = order if level is None else order[: order.index(level) + 1]
    rows = in_force(all_requirements(), on)
    if not rows:
        raise NotInForce(f"no verification requirements are in force on {on}")
    fitting = (
        row
        for row in rows
        if legal_form in row.legal_forms and row.level in wanted and row.pkp in {None, pkp}
    )
    return tuple(sorted(fitting, key=lambda row: order.index(row.level)))


def requirements_version() -> str:
    """The version of the table, for decisions that name what they were judged by."""
    version: str = read_table(_DATA / "verification_requirements.json")["version"]
    return version


def level_name(level: Level) -> str:
    """The level as pages call it."""
    return _names("levels")[level]


def legal_form_name(legal_form: LegalForm) -> str:
    """The legal form as pages call it."""
    return _names("legal_forms")[legal_form]


def signer_title(legal_form: LegalForm) -> str:
    """As what somebody signs for a business of this form: Pemilik, Direktur, Ketua."""
    return _names("legal_forms", "signer")[legal_form]


def size_by_sales(yearly_sales: Rupiah, on: date) -> SizeClass:
    """The class of a running business by its sales of the last year."""
    for row in in_force(size_classes(), on):
        if row.sales_up_to is None or yearly_sales <= row.sales_up_to:
            return row
    raise NotInForce(f"no size classes are in force on {on}")


def size_by_capital(capital: Rupiah, on: date) -> SizeClass:
    """The class of a new business by its capital without land and building."""
    for row in in_force(size_classes(), on):
        if row.capital_up_to is None or capital <= row.capital_up_to:
            return row
    raise NotInForce(f"no size classes are in force on {on}")


@cache
def all_requirements() -> tuple[Requirement, ...]:
    """Every requirement of every time, in the order of the table."""
    return tuple(
        Requirement(
            row["key"],
            row["slug"],
            Level(row["level"]),
            frozenset(LegalForm(form) for form in row["legal_forms"]),
            row["pkp"],
            row["label"],
            row["bring"],
            row["acts"],
            row["who_next"],
            row["office"],
            row["expected_time"],
            row["expected_days"],
            row["lesson"],
            row["evidence"],
            row["accepted_by"],
            tuple(row["checks"]),
            row["expiry"],
            row["valid_days"],
            frozenset(row["reopened_by"]),
            frozenset(row["replaced_by"]),
            Period.of(row),
            row["basis"],
            row["note"],
        )
        for row in read_table(_DATA / "verification_requirements.json")["requirements"]
    )


@cache
def reserved_words() -> frozenset[str]:
    """Words of authorities; a shop whose name has one of them is looked at by a verifier first."""
    return frozenset(read_table(_DATA / "reserved_names.json")["words"])


@cache
def size_classes() -> tuple[SizeClass, ...]:
    """Every size class of every time, smallest first."""
    return tuple(
        SizeClass(
            row["key"],
            row["name"],
            Rupiah(row["capital_above"]),
            _limit(row["capital_up_to"]),
            Rupiah(row["sales_above"]),
            _limit(row["sales_up_to"]),
            row["umk"],
            Period.of(row),
            row["basis"],
        )
        for row in read_table(_DATA / "size_classes.json")["classes"]
    )


@cache
def _names(table: str, key: str = "name") -> dict[str, str]:
    rows = read_table(_DATA / "verification_requirements.json")[table]
    return {row["key"]: row[key] for row in rows}


def _limit(value: int | None) -> Rupiah | None:
    return None if value is None else Rupiah(value)

"""A business, the people and helpers who act for it, and where it banks."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.businesses.requirements import LegalForm
from marketplace.businesses.states import ChangeState, Decider, MandateState
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal
from marketplace.kernel.codes import slug_with_code
from marketplace.kernel.money import Rupiah


class Size(StrEnum):
    """The classes of PP 7/2021 Ps. 35; `besar` is no UMKM and can't sell here."""

    MIKRO = "mikro"
    KECIL = "kecil"
    MENENGAH = "menengah"


class SizeBasis(StrEnum):
    """What the class was computed from: capital of a new business, yearly sales of a running one."""

    CAPITAL = "capital"
    SALES = "sales"


class MemberRole(StrEnum):
    OWNER = "owner"
    STAFF = "staff"


class Business(Base):
    """An UMKM. `ready_until_*` is the earliest expiry among what a level needs; null: something is missing.

    `inaproc_registered_on`: when she became a vendor there, as she said, with the number `inaproc_id`.
    `frozen_at` says since when the index knows that trade is stopped; pages ask the dates of the sanctions
    themselves (`queries.trading_clause`). `closed_at` is set once its owner closed it. NIB and NPWP are kept
    encrypted; their index columns find equal numbers. `profile_version` counts changes of the profile alone,
    so that a proposed change of it is outdated by another one and by nothing else. `opening_hours`: see
    `shop_times.Hours`; `serves`: codes of regions, none for all.
    """

    __tablename__ = "business"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    legal_form: Mapped[LegalForm] = mapped_column(stored_enum(LegalForm))
    region_code: Mapped[str] = mapped_column(index=True)
    street: Mapped[str] = mapped_column(
        EncryptedText("business.street"), default="", info=personal("business address")
    )
    postcode: Mapped[str] = mapped_column(default="")
    story: Mapped[str] = mapped_column(default="")
    specialities: Mapped[list[str]] = mapped_column(default=list)
    since_year: Mapped[int | None]
    motif: Mapped[str] = mapped_column(default="kawung")
    nib: Mapped[str | None] = mapped_column(EncryptedText("business.nib"), info=personal("nib"))
    nib_index: Mapped[str | None] = mapped_column(unique=True)
    npwp: Mapped[str | None] = mapped_column(EncryptedText("business.npwp"), info=personal("npwp"))
    npwp_index: Mapped[str | None] = mapped_column(index=True)
    pkp: Mapped[bool] = mapped_column(default=False)
    size_class: Mapped[Size | None] = mapped_column(stored_enum(Size))
    size_basis: Mapped[SizeBasis | None] = mapped_column(stored_enum(SizeBasis))
    size_amount: Mapped[Rupiah | None]
    size_year: Mapped[int | None]
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"))
    ready_until_retail: Mapped[date | None]
    ready_until_bank: Mapped[date | None]
    ready_until_government_small: Mapped[date | None]
    ready_until_government_all: Mapped[date | None]
    shop_policy: Mapped[str] = mapped_column(default="", server_default=text("''"))
    inaproc_id: Mapped[str | None]
    inaproc_registered_on: Mapped[date | None]
    opening_hours: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    closed_on_holidays: Mapped[bool] = mapped_column(default=False, server_default=false())
    serves: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    frozen_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    profile_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def slug(self) -> str:
        """The words and code of the shop's address."""
        return slug_with_code(self.name, self.code)


class InaprocStep(Base):
    """A step of the official registration that was really done there: when, and the number it gave."""

    __tablename__ = "inaproc_step"
    __table_args__ = (UniqueConstraint("business_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    step: Mapped[str]
    done_on: Mapped[date]
    reference: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[int | None]
    recorded_at: Mapped[datetime]


class BusinessKbli(Base):
    """One class of activity on the NIB; the code means something only with its edition."""

    __tablename__ = "business_kbli"
    __table_args__ = (
        UniqueConstraint("business_id", "edition", "code"),
        CheckConstraint("edition IN ('2020', '2025')", name="edition_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    edition: Mapped[str]
    code: Mapped[str]


class Member(Base):
    """A person of the business in their own right. A person who left keeps the row with its end.

    permissions: keys of `policies.PERMISSIONS`, for staff; an owner may all and has none written down.
    """

    __tablename__ = "member"
    __table_args__ = (
        Index(
            "uq_member_present",
            "business_id",
            "user_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        Index(None, "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[MemberRole] = mapped_column(stored_enum(MemberRole))
    permissions: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Mandate(Base):
    """A helper's right to act for a business: what for (`scopes`), from when to when, and whose consent.

    `words` are the six words that the owner may type instead of scanning the code; they open nothing but
    the request to her own business, and are emptied once it is answered.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index(None, "business_id", "state"),
        Index(None, "helper_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    helper_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[MandateState] = mapped_column(stored_enum(MandateState))
    scopes: Mapped[list[str]]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    words: Mapped[str] = mapped_column(default="")
    requested_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    granted_by: Mapped[int | None]
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"))
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ProposedChange(Base):
    """A command that waits for somebody else's yes, with what it would change.

    `target` is `<kind>:<code>` and `version` the version of it that the proposer saw. Arguments and
    differences may hold numbers of people and are kept encrypted as JSON. `decider`: who answers;
    `checked_…`: the first of two who agreed, where the rule wants two.
    """

    __tablename__ = "proposed_change"
    __table_args__ = (
        Index(None, "business_id", "state"),
        Index(None, "proposed_by"),
        Index(None, "decider", "state", "proposed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    target: Mapped[str]
    target_version: Mapped[int]
    command: Mapped[str]
    title: Mapped[str]
    arguments_json: Mapped[str] = mapped_column(
        EncryptedText("proposed_change.arguments_json"), info=personal("proposed values")
    )
    diff_json: Mapped[str] = mapped_column(
        EncryptedText("proposed_change.diff_json"), info=personal("proposed values")
    )
    decider: Mapped[Decider] = mapped_column(
        stored_enum(Decider), default=Decider.OWNER, server_default=Decider.OWNER.value
    )
    state: Mapped[ChangeState] = mapped_column(stored_enum(ChangeState))
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    proposed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    checked_by: Mapped[int | None]
    checked_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of the command, as plain values."""
        found: dict[str, Any] = json.loads(self.arguments_json)
        return found

    @property
    def diff(self) -> list[dict[str, str]]:
        """Rows of `{label, before, after}`, in Indonesian, in the order of the form."""
        found: list[dict[str, str]] = json.loads(self.diff_json)
        return found


class BankAccount(Base):
    """Where a business is paid. The present one has no `replaced_at`; payments wait until `usable_from`."""

    __tablename__ = "bank_account"
    __table_args__ = (
        Index(
            "uq_bank_account_present",
            "business_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    bank: Mapped[str]
    number: Mapped[str] = mapped_column(EncryptedText("bank_account.number"), info=personal("bank account"))
    number_index: Mapped[str] = mapped_column(index=True)
    holder: Mapped[str] = mapped_column(EncryptedText("bank_account.holder"), info=personal("account holder"))
    usable_from: Mapped[datetime]
    set_by: Mapped[int]
    set_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class Milestone(Base):
    """The first time that a business reached something: first product, first sale, first state order."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("business_id", "milestone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    milestone: Mapped[str]
    source: Mapped[str]
    reached_at: Mapped[datetime]

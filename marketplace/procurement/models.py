"""Who buys and from which budget: agencies, work units, appointments, the plan (RUP) and its budget lines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal
from marketplace.kernel.actor import Role
from marketplace.kernel.money import Rupiah


class Agency(Base):
    """A ministry, institution or regional government (K/L/PD)."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    klpd_code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class WorkUnit(Base):
    """A satuan kerja: the party that buys. Its region decides the zone of every deadline."""

    __tablename__ = "work_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    satker_code: Mapped[str]
    name: Mapped[str]
    region_code: Mapped[str]
    address: Mapped[str]
    letterhead: Mapped[dict[str, Any]]

    agency: Mapped[Agency] = relationship(lazy="raise_on_sql")


class Appointment(Base):
    """A person's dated office in a work unit, by decree; every act checks it on its own day."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "user_id", "work_unit_id"), Index(None, "work_unit_id", "role"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    work_unit_id: Mapped[int] = mapped_column(ForeignKey("work_unit.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    position: Mapped[str]
    rank: Mapped[str] = mapped_column(default="")
    nip: Mapped[str] = mapped_column(EncryptedText("appointment.nip"), info=personal("nip"))
    sk_number: Mapped[str]
    sk_date: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date]

    work_unit: Mapped[WorkUnit] = relationship(lazy="raise_on_sql")


class PlanEntry(Base):
    """A RUP entry. Its code may be replaced by a review, so it never identifies a package."""

    __tablename__ = "plan_entry"
    __table_args__ = (
        UniqueConstraint("work_unit_id", "year", "rup_code"),
        CheckConstraint("ceiling > 0", name="ceiling_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    work_unit_id: Mapped[int] = mapped_column(ForeignKey("work_unit.id"))
    rup_code: Mapped[str]
    year: Mapped[int]
    name: Mapped[str]
    volume: Mapped[str] = mapped_column(default="")
    method: Mapped[str]
    kind: Mapped[str]
    ceiling: Mapped[Rupiah]
    funding_source: Mapped[str]
    kbki_group: Mapped[str | None]
    wants_domestic: Mapped[bool]
    wants_umk: Mapped[bool]
    announced_on: Mapped[date]
    needed_from: Mapped[date | None]
    needed_until: Mapped[date | None]

    work_unit: Mapped[WorkUnit] = relationship(lazy="raise_on_sql")
    budget_lines: Mapped[list[BudgetLine]] = relationship(
        lazy="raise_on_sql", back_populates="plan_entry", order_by="BudgetLine.id"
    )


class BudgetLine(Base):
    """An account of the budget (MAK or kode rekening) behind a plan entry.

    `committed` is bound by approved contracts, `spent` by recorded payments; both together never pass
    `amount`, which the database itself holds.
    """

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint("plan_entry_id", "account"),
        CheckConstraint(
            "committed >= 0 AND spent >= 0 AND committed + spent <= amount", name="within_amount"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_entry_id: Mapped[int] = mapped_column(ForeignKey("plan_entry.id"))
    account: Mapped[str]
    amount: Mapped[Rupiah]
    committed: Mapped[Rupiah]
    spent: Mapped[Rupiah]

    plan_entry: Mapped[PlanEntry] = relationship(lazy="raise_on_sql", back_populates="budget_lines")


class SanctionCheck(Base):
    """That the seller was found clean at a moment: kept as evidence of award and of signing."""

    __tablename__ = "sanction_check"
    __table_args__ = (Index(None, "package_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"))
    moment: Mapped[str]
    clean: Mapped[bool]
    found: Mapped[dict[str, Any]]
    checked_at: Mapped[datetime]

"""A package: what is bought, who was compared, and the rounds of the negotiation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.infra.db import Base, stored_enum
from marketplace.kernel.money import Rupiah
from marketplace.procurement.models import BudgetLine, PlanEntry, WorkUnit
from marketplace.procurement.states import PackageState


class Package(Base):
    """One purchase of one work unit from one seller, from one budget line (pengadaan langsung)."""

    __tablename__ = "package"
    __table_args__ = (
        Index(None, "work_unit_id", "state"),
        Index(None, "business_id", "state"),
        CheckConstraint("pp_user_id <> ppk_user_id", name="pp_is_not_ppk"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    ulid: Mapped[str] = mapped_column(unique=True)
    work_unit_id: Mapped[int] = mapped_column(ForeignKey("work_unit.id"))
    plan_entry_id: Mapped[int] = mapped_column(ForeignKey("plan_entry.id"), index=True)
    budget_line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    pp_user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ppk_user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    method: Mapped[str]
    kind: Mapped[str]
    state: Mapped[PackageState] = mapped_column(stored_enum(PackageState), default=PackageState.DRAFT)
    total: Mapped[Rupiah]
    delivery_place: Mapped[str]
    needed_on: Mapped[date]
    choice_reason: Mapped[str]
    rules: Mapped[dict[str, Any]]
    ppk_deadline: Mapped[datetime | None]
    holiday_version: Mapped[str | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    work_unit: Mapped[WorkUnit] = relationship(lazy="raise_on_sql")
    plan_entry: Mapped[PlanEntry] = relationship(lazy="raise_on_sql")
    budget_line: Mapped[BudgetLine] = relationship(lazy="raise_on_sql")
    lines: Mapped[list[PackageLine]] = relationship(
        lazy="raise_on_sql", order_by="PackageLine.position", back_populates="package"
    )
    compared: Mapped[list[ComparedOffer]] = relationship(
        lazy="raise_on_sql", order_by="ComparedOffer.id", back_populates="package"
    )
    rounds: Mapped[list[NegotiationRound]] = relationship(
        lazy="raise_on_sql", order_by="NegotiationRound.number", back_populates="package"
    )

    __mapper_args__ = {"version_id_col": version}


class PackageLine(Base):
    """A line points at the listing as it was: `listing_version_id` never changes with the product.

    `list_price` is what one unit costs an agency in this quantity. `lowest_public`: what shoppers paid least
    for the same quantity in the days of the same-price promise; `price_reason`: what the seller says where
    the list price is above it.
    """

    __tablename__ = "package_line"
    __table_args__ = (
        UniqueConstraint("package_id", "position"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"))
    position: Mapped[int]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    listing_version_id: Mapped[int] = mapped_column(ForeignKey("listing_version.id"))
    name: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]
    list_price: Mapped[Rupiah]
    agreed_price: Mapped[Rupiah | None]
    lowest_public: Mapped[Rupiah | None]
    price_reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    is_domestic: Mapped[bool]

    package: Mapped[Package] = relationship(lazy="raise_on_sql", back_populates="lines")


class ComparedOffer(Base):
    """A product that was compared, with its price at that moment: the evidence of a fair price."""

    __tablename__ = "compared_offer"
    __table_args__ = (UniqueConstraint("package_id", "product_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    listing_version_id: Mapped[int] = mapped_column(ForeignKey("listing_version.id"))
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    price: Mapped[Rupiah]
    chosen: Mapped[bool]
    seen_at: Mapped[datetime]

    package: Mapped[Package] = relationship(lazy="raise_on_sql", back_populates="compared")


class NegotiationRound(Base):
    """One offer of one side, immutable: a price for each line, `{line_id: rupiah}` as text keys."""

    __tablename__ = "negotiation_round"
    __table_args__ = (UniqueConstraint("package_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"))
    number: Mapped[int]
    by_seller: Mapped[bool]
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    prices: Mapped[dict[str, Any]]
    total: Mapped[Rupiah]
    deliver_on: Mapped[date]
    message: Mapped[str]
    made_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]

    package: Mapped[Package] = relationship(lazy="raise_on_sql", back_populates="rounds")

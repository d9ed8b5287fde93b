"""A contract and what follows it: deliveries, the handover (BAST), the payment record and the rating."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.infra.db import Base, stored_enum
from marketplace.kernel.money import Rupiah
from marketplace.procurement.models import WorkUnit
from marketplace.procurement.package_models import Package, PackageLine
from marketplace.procurement.states import AcceptanceState, ContractState, DeliveryState


class Contract(Base):
    """An SPK: frozen lines, signed by the PPK, accepted by the owner before `accept_deadline`.

    `seller` and `buyer` are snapshots of both parties on the day of signing.
    """

    __tablename__ = "contract"
    __table_args__ = (
        Index(None, "business_id", "state"),
        Index(None, "work_unit_id", "state"),
        CheckConstraint("value > 0", name="value_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("package.id"), unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    work_unit_id: Mapped[int] = mapped_column(ForeignKey("work_unit.id"))
    ppk_user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str]
    number: Mapped[str]
    state: Mapped[ContractState] = mapped_column(stored_enum(ContractState))
    value: Mapped[Rupiah]
    vat: Mapped[Rupiah]
    seller: Mapped[dict[str, Any]]
    buyer: Mapped[dict[str, Any]]
    rules: Mapped[dict[str, Any]]
    deliver_on: Mapped[date]
    accept_deadline: Mapped[datetime]
    holiday_version: Mapped[str]
    signed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    package: Mapped[Package] = relationship(lazy="raise_on_sql")
    work_unit: Mapped[WorkUnit] = relationship(lazy="raise_on_sql")
    deliveries: Mapped[list[Delivery]] = relationship(
        lazy="raise_on_sql", order_by="Delivery.number", back_populates="contract"
    )
    acceptance: Mapped[Acceptance | None] = relationship(lazy="raise_on_sql", back_populates="contract")
    payment: Mapped[PaymentRecord | None] = relationship(lazy="raise_on_sql", back_populates="contract")
    rating: Mapped[Rating | None] = relationship(lazy="raise_on_sql", back_populates="contract")

    __mapper_args__ = {"version_id_col": version}


class Delivery(Base):
    """One consignment; the receiver counts it line by line at the door."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    number: Mapped[int]
    state: Mapped[DeliveryState] = mapped_column(stored_enum(DeliveryState))
    note: Mapped[str]
    shipped_at: Mapped[datetime]
    shipped_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    received_at: Mapped[datetime | None]
    received_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(lazy="raise_on_sql", back_populates="deliveries")
    lines: Mapped[list[DeliveryLine]] = relationship(
        lazy="raise_on_sql", order_by="DeliveryLine.id", back_populates="delivery"
    )

    __mapper_args__ = {"version_id_col": version}


class DeliveryLine(Base):
    """Sent, received in good order, and refused; received + refused never pass what was sent."""

    __tablename__ = "delivery_line"
    __table_args__ = (
        UniqueConstraint("delivery_id", "package_line_id"),
        CheckConstraint("sent > 0", name="sent_positive"),
        CheckConstraint("received >= 0 AND refused >= 0 AND received + refused <= sent", name="within_sent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    package_line_id: Mapped[int] = mapped_column(ForeignKey("package_line.id"))
    sent: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")

    delivery: Mapped[Delivery] = relationship(lazy="raise_on_sql", back_populates="lines")
    package_line: Mapped[PackageLine] = relationship(lazy="raise_on_sql")


class Acceptance(Base):
    """The BAST of a contract: drawn up and signed by the PPK, then signed by the seller, who bills on it.

    `rules` names the rate of the fine; `payment_due` is counted when the seller signs and never again.
    """

    __tablename__ = "acceptance"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    state: Mapped[AcceptanceState] = mapped_column(stored_enum(AcceptanceState))
    days_late: Mapped[int]
    late_fine: Mapped[Rupiah]
    ppk_signed_at: Mapped[datetime]
    seller_signed_at: Mapped[datetime | None]
    seller_signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    rules: Mapped[dict[str, Any]]
    payment_due: Mapped[datetime | None]
    holiday_version: Mapped[str | None]
    invoice_number: Mapped[str | None]
    billed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(lazy="raise_on_sql", back_populates="acceptance")

    __mapper_args__ = {"version_id_col": version}


class PaymentRecord(Base):
    """What the treasurer paid, by which route, with what was withheld; money never passes through here.

    withheld: `{tax key: rupiah}`. rules: what the dated rates would have withheld on that day.
    """

    __tablename__ = "payment_record"
    __table_args__ = (CheckConstraint("net >= 0 AND net <= gross", name="net_within_gross"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    route: Mapped[str]
    reference: Mapped[str]
    paid_on: Mapped[date]
    gross: Mapped[Rupiah]
    fine: Mapped[Rupiah]
    withheld: Mapped[dict[str, Any]]
    net: Mapped[Rupiah]
    rules: Mapped[dict[str, Any]]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship(lazy="raise_on_sql", back_populates="payment")


class Rating(Base):
    """The PPK's rating in four aspects, 1 to 3 each, weighted in hundredths (200 = baik).

    Source: Perlem LKPP 4/2021 as dated in data/rating_aspects.json; `rules` names the version.
    """

    __tablename__ = "rating"
    __table_args__ = (CheckConstraint("total BETWEEN 0 AND 300", name="total_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    scores: Mapped[dict[str, Any]]
    reasons: Mapped[dict[str, Any]]
    total: Mapped[int]
    rules: Mapped[dict[str, Any]]
    rated_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    rated_at: Mapped[datetime]
    reply: Mapped[str | None]
    replied_at: Mapped[datetime | None]

    contract: Mapped[Contract] = relationship(lazy="raise_on_sql", back_populates="rating")

"""Tables of stock: what moved, and what is kept for whom."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalog.states import HoldState
from marketplace.infra.db import Base, stored_enum


class MovementKind(StrEnum):
    """Why stock or what is held of it moved."""

    COUNT = "count"
    HOLD = "hold"
    RELEASE = "release"
    EXPIRE = "expire"
    SALE = "sale"


class StockHold(Base):
    """Pieces of one product kept for one holder (kind and id of another room's thing) until an instant.

    `from_stock`: whether the pieces are taken from stock; false when the product was made to order.
    """

    __tablename__ = "stock_hold"
    __table_args__ = (
        UniqueConstraint("product_id", "holder_kind", "holder_id"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        Index(None, "holder_kind", "holder_id"),
        Index(None, "state", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    holder_kind: Mapped[str]
    holder_id: Mapped[int]
    quantity: Mapped[int]
    from_stock: Mapped[bool]
    state: Mapped[HoldState] = mapped_column(stored_enum(HoldState))
    until: Mapped[datetime]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class StockMovement(Base):
    """One step of a product's stock, append-only; `stock_after` and `held_after` are what it left."""

    __tablename__ = "stock_movement"
    __table_args__ = (Index(None, "product_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[MovementKind] = mapped_column(stored_enum(MovementKind))
    quantity: Mapped[int]
    stock_after: Mapped[int]
    held_after: Mapped[int]
    holder_kind: Mapped[str | None]
    holder_id: Mapped[int | None]
    actor_user_id: Mapped[int | None]
    at: Mapped[datetime]


class BundlePart(Base):
    """What is in hampers: pieces of one of the seller's other products in one of them."""

    __tablename__ = "bundle_part"
    __table_args__ = (
        UniqueConstraint("bundle_id", "part_id"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("bundle_id <> part_id", name="not_itself"),
        Index(None, "part_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bundle_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int]
    quantity: Mapped[int]


class CapacityPool(Base):
    """How many pieces a seller makes in a full week: of one product, or of several that share hands."""

    __tablename__ = "capacity_pool"
    __table_args__ = (
        UniqueConstraint("business_id", "name"),
        CheckConstraint("per_week >= 1", name="per_week_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    name: Mapped[str]
    per_week: Mapped[int]

    def name_for(self, code: str) -> str:
        """Its name as the seller of the product with this code reads it; empty where no other shares it."""
        return "" if self.name == code else self.name


class CapacityWeek(Base):
    """What of a pool is promised in a week, which its Monday names."""

    __tablename__ = "capacity_week"
    __table_args__ = (
        UniqueConstraint("pool_id", "week"),
        CheckConstraint("booked >= 0", name="booked_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("capacity_pool.id"))
    week: Mapped[date]
    booked: Mapped[int]


class CapacityBooking(Base):
    """The pieces of a hold that are to be made in a week; gone when the hold is given back."""

    __tablename__ = "capacity_booking"
    __table_args__ = (
        UniqueConstraint("hold_id", "week"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("stock_hold.id"))
    pool_id: Mapped[int] = mapped_column(ForeignKey("capacity_pool.id"))
    week: Mapped[date]
    quantity: Mapped[int]

"""Tables of stock: what moved, and what is kept for whom."""

from __future__ import annotations

from datetime import datetime
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

"""How some shops of the demo sell: by the dozen, in sizes, and as hampers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wholesale:
    """Products of a line cost less from some quantities on: `quantity` to basis points off the price."""

    line: str
    steps: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Varied:
    """A line whose products are one in lists. options: their names; values: those of each product."""

    line: str
    options: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Basket:
    """Hampers. parts: products to pieces; picture: the line whose picture it shows; on: its first day."""

    business: str
    name: str
    description: str
    price: int
    weight_g: int
    parts: Mapping[str, int]
    picture: str
    on: date


@dataclass(frozen=True, slots=True)
class Selling:
    """All of it."""

    wholesale: tuple[Wholesale, ...]
    varied: tuple[Varied, ...]
    baskets: tuple[Basket, ...]

"""Variants as people see them: the chooser of the product page, and the seller's table of combinations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalog.models import Product, VariantGroup
from marketplace.catalog.queries import own_product
from marketplace.catalog.selling import on_sale
from marketplace.catalog.services import grouping
from marketplace.catalog.services.variants import Option, Values, all_of
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import slug_with_code


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an option, and the variant that it leads to."""

    label: str
    slug: str
    current: bool
    available: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with those of its values that are on sale."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Chooser:
    """The ways from one variant to the others."""

    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Cell:
    """A combination of the seller's table, and the product that it is; None while there is none."""

    values: Values
    product: Product | None

    @property
    def label(self) -> str:
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A product of the seller's own, and the options of its group; none before there is one."""

    product: Product
    options: Sequence[Option]


def chooser(session: Session, product: Product) -> Chooser | None:
    """From this variant to the others on sale; None without variants. At most one statement."""
    if product.variant_group_id is None:
        return None
    rows = session.execute(
        select(
            Product.name,
            Product.code,
            Product.variant_values,
            (Product.made_to_order | (Product.stock > Product.held)).label("available"),
            VariantGroup.options,
        )
        .join(VariantGroup, VariantGroup.id == Product.variant_group_id)
        .where(
            Product.variant_group_id == product.variant_group_id,
            on_sale(clock.today()) | (Product.id == product.id),
        )
        .order_by(Product.id)
    ).all()
    return Chooser([_choice(option, product, rows) for option in rows[0].options])


def _choice(option: Mapping[str, Any], product: Product, rows: Sequence[Any]) -> Choice:
    """The other values stay as they are where that combination is sold; else the nearest one is shown."""
    name, values = option["name"], []
    for label in option["values"]:
        having = [one for one in rows if one.variant_values.get(name) == label]
        if not having:
            continue
        nearest = max(having, key=lambda one: _shared(one.variant_values, product.variant_values))
        values.append(
            Value(
                label=label,
                slug=slug_with_code(nearest.name, nearest.code),
                current=product.variant_values.get(name) == label,
                available=any(one.available for one in having),
            )
        )
    return Choice(name, values)


def _shared(one: Mapping[str, str], other: Mapping[str, str]) -> int:
    return sum(other.get(name) == value for name, value in one.items())


def in_place_of_leads(session: Session, ids: Sequence[int]) -> list[int]:
    """For who buys one exact variant: the ids with each lead followed by the others on sale of its group."""
    lead = select(Product.id, Product.variant_group_id).where(
        Product.id.in_(ids), Product.variant_group_id.is_not(None)
    )
    groups = {row.variant_group_id: row.id for row in session.execute(lead)}
    if not groups:
        return list(ids)
    others: dict[int, list[int]] = {}
    rows = session.execute(
        select(Product.id, Product.variant_group_id)
        .where(
            Product.variant_group_id.in_(groups),
            Product.id.not_in(groups.values()),
            on_sale(clock.today()),
        )
        .order_by(Product.price, Product.id)
    )
    for row in rows:
        others.setdefault(groups[row.variant_group_id], []).append(row.id)
    return [each for one in ids for each in (one, *others.get(one, ()))]


def own_group(session: Session, actor: Actor, code: str) -> OwnGroup:
    """A product of the actor's own with its options; raises NotFound for anybody else's."""
    product = own_product(session, actor, code)
    if product.variant_group_id is None:
        return OwnGroup(product, ())
    group = session.get_one(VariantGroup, product.variant_group_id)
    return OwnGroup(product, [Option(row["name"], tuple(row["values"])) for row in group.options])


def table(session: Session, own: OwnGroup, options: Iterable[Option]) -> list[Cell]:
    """Every combination of the options with its product; the first one begins as the product itself."""
    product = own.product
    combinations = all_of(list(options))
    if product.variant_group_id is None:
        return [Cell(values, None if number else product) for number, values in enumerate(combinations)]
    rows = session.scalars(
        select(Product).where(Product.variant_group_id == product.variant_group_id).order_by(Product.id)
    )
    known = {one.variant_key: one for one in rows}
    return [Cell(values, known.get(grouping.key_of(values))) for values in combinations]

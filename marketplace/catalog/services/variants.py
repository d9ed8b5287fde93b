"""Variants of a product: one table of combinations, each of them a product with its own price and stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product as combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies as business_policies
from marketplace.catalog import policies
from marketplace.catalog.models import Claim, OfferKind, Product, ProductPhoto, VariantGroup
from marketplace.catalog.services import grouping
from marketplace.catalog.services.bulk import RowChange, change_rows
from marketplace.catalog.services.claims import claim_alike
from marketplace.catalog.services.listing import loaded, missing, record_act, tell_change
from marketplace.catalog.services.products import draft_product, publish
from marketplace.catalog.services.resting import withdraw
from marketplace.catalog.services.staging import stage, take_curated, what_waits
from marketplace.catalog.services.values import WORD_LENGTH, option_word
from marketplace.catalog.snapshots import FIELDS, TERMS
from marketplace.catalog.states import ClaimState, ProductState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_line

MOST_VALUES = 10
MOST_VARIANTS = 40

PRICED = {"tiers", "government_price", "government_from", "government_until", "government_reason"}
OWN = PRICED | {"code", "name", "variant_values"}
COPIED = tuple(field for field in dict.fromkeys((*FIELDS, *TERMS, *grouping.SHARED)) if field not in OWN)
"""What a new variant takes over from the one it is made from; prices by quantity belong to each price."""

CLAIMED = (ClaimState.SUBMITTED, ClaimState.CHECKED, ClaimState.VERIFIED)
MOVED = "Pilihan produk ini baru saja diubah orang lain. Buat tabelnya lagi."

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A way in which variants differ: "Ukuran" with "S", "M", "L"."""

    name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Row:
    """One combination: a value of each option, in their order; price None means that it is not sold.

    code: of the product that the table had shown there, with its price and stock; empty for a new one.
    stock: pieces; None leaves it as it is, and says nothing for what is made to order.
    """

    values: Values
    price: Rupiah | None
    stock: int | None = None
    code: str = ""
    seen_price: Rupiah | None = None
    seen_stock: int | None = None


def clean_options(options: Sequence[Option]) -> list[Option]:
    """The options with words cleaned and empty ones left out. DomainError beside `option_<number>`."""
    cleaned = []
    for number, option in enumerate(options, start=1):
        name = clean_line(option.name, WORD_LENGTH)
        place = f"option_{number}"
        try:
            values = tuple(dict.fromkeys(filter(None, map(option_word, option.values))))
        except DomainError as error:
            raise DomainError(error.message, field=place) from error
        if not name and not values:
            continue
        if not name or not values:
            raise DomainError("Isi nama pilihan dan isinya, misalnya Ukuran: S, M, L.", field=place)
        if len(values) > MOST_VALUES or len({value.casefold() for value in values}) < len(values):
            raise DomainError(f"Isi paling banyak {MOST_VALUES} yang berbeda.", field=place)
        cleaned.append(Option(name, values))
    if not cleaned:
        raise DomainError("Isi sedikitnya satu pilihan, misalnya Ukuran: S, M, L.", field="option_1")
    if len({option.name.casefold() for option in cleaned}) < len(cleaned):
        raise DomainError("Dua pilihan tidak boleh bernama sama.", field="option_2")
    if len(all_of(cleaned)) > MOST_VARIANTS:
        raise DomainError(f"Paling banyak {MOST_VARIANTS} gabungan. Kurangi isinya.", field="option_2")
    return cleaned


def all_of(options: Sequence[Option]) -> list[Values]:
    """Every combination of the options' values, in the order of the table."""
    return list(combinations(*(option.values for option in options)))


def set_variants(
    session: Session, actor: Actor, product_id: int, *, options: Sequence[Option], rows: Sequence[Row]
) -> VariantGroup:
    """Make, change and take off sale the variants of a product in one go; doing it again changes nothing.

    A product without variants becomes the first combination that is sold. New ones take over its texts,
    terms, claims (to be checked anew) and photos, and go on sale where it is. A value that a variant still
    has cannot be left out. Raises RowsRefused (see `change_rows`), Conflict for a table of yesterday.
    """
    grouping.lock(session, product_id)
    origin = loaded(session, product_id)
    policies.ensure_may_change(actor, origin)
    ensure_may_vary(origin)
    cleaned = clean_options(options)
    sold = _sold(cleaned, rows)
    group = _group(session, origin, cleaned)
    known = {one.variant_key or "": one for one in grouping.members(session, group.id)}
    _ensure_values_kept(group, cleaned, known)
    group.options = [{"name": option.name, "values": list(option.values)} for option in cleaned]
    if not known:
        first = next(iter(sold.values()))
        _join_first(session, actor, group, origin, cleaned, first.values)
        tell_change(session, origin)
        known[grouping.key_of(first.values)] = origin
    _change(session, actor, origin, [(known[key], row) for key, row in sold.items() if key in known])
    for key, row in sold.items():
        if key not in known:
            known[key] = _made(session, actor, origin, group, cleaned, row)
    _show_and_hide(session, actor, origin, known, sold)
    grouping.settle(session, group.id)
    record_act(session, actor, "set_variants", origin, {"group": group.code, "sold": len(sold)})
    return group


def add_variant(
    session: Session,
    actor: Actor,
    product_id: int,
    *,
    options: Sequence[Option],
    price: Rupiah | None,
    stock: int = 0,
) -> Product:
    """One more combination beside a product, as a draft; a product without variants becomes it itself.

    options: the name of each with the one value that it has here. Refuses what `set_variants` refuses, and a
    new combination without a price. Returns the variant; one that is there already stays as it is.
    """
    grouping.lock(session, product_id)
    origin = loaded(session, product_id)
    policies.ensure_may_change(actor, origin)
    ensure_may_vary(origin)
    one = clean_options(options)
    group = _group(session, origin, one)
    cleaned = extended(group.options, one)
    values = tuple(
        next(value for value in every.values if value.casefold() == here.values[0].casefold())
        for every, here in zip(cleaned, one, strict=True)
    )
    known = {member.variant_key or "": member for member in grouping.members(session, group.id)}
    variant = known.get(grouping.key_of(values))
    if variant is not None:
        return variant
    group.options = [{"name": option.name, "values": list(option.values)} for option in cleaned]
    if not known:
        _join_first(session, actor, group, origin, cleaned, values)
        tell_change(session, origin)
        variant = origin
    else:
        ensure_priced(price)
        variant = _made(session, actor, origin, group, cleaned, Row(values, price, stock))
    grouping.settle(session, group.id)
    record_act(session, actor, "add_variant", variant, {"group": group.code})
    return variant


def ensure_may_vary(product: Product) -> None:
    """DomainError for hampers."""
    if product.kind is OfferKind.BUNDLE:
        raise DomainError("Hampers tidak punya pilihan. Buat hampers lain untuk isi yang lain.")


def ensure_priced(price: Rupiah | None) -> None:
    """DomainError for a combination that nobody could buy."""
    if price is None:
        raise DomainError("Isi harga pilihan ini.", field="price")


def extended(stored: Sequence[Mapping[str, Any]], options: Sequence[Option]) -> list[Option]:
    """The options of a group with the values of one more combination; DomainError beside `option_<number>`.

    stored: as in `VariantGroup.options`; their names stay.
    """
    new = clean_options(options)
    if stored:
        _ensure_named_alike([row["name"] for row in stored], new)
    known = [{value.casefold(): value for value in row["values"]} for row in stored] or [{} for _ in new]
    return clean_options(
        [
            Option(
                option.name,
                (*values.values(), *(one for one in option.values if one.casefold() not in values)),
            )
            for option, values in zip(new, known, strict=True)
        ]
    )


def _ensure_named_alike(names: Sequence[str], options: Sequence[Option]) -> None:
    if names != [option.name for option in options]:
        raise DomainError(
            f"Nama pilihan tidak bisa diubah setelah dibuat: {', '.join(names)}.", field="option_1"
        )


def _sold(options: Sequence[Option], rows: Sequence[Row]) -> dict[str, Row]:
    possible = {grouping.key_of(values) for values in all_of(options)}
    sold = {grouping.key_of(row.values): row for row in rows if row.price is not None}
    if not sold:
        raise DomainError("Isi harga sedikitnya satu pilihan.", field="rows")
    if not sold.keys() <= possible:
        raise Conflict(MOVED, field="rows")
    return sold


def _group(session: Session, origin: Product, options: Sequence[Option]) -> VariantGroup:
    if origin.variant_group_id is not None:
        return session.get_one(VariantGroup, origin.variant_group_id)
    group = VariantGroup(
        code=new_code(),
        business_id=origin.business_id,
        name=origin.name,
        options=[{"name": option.name, "values": list(option.values)} for option in options],
        created_at=clock.now(),
    )
    session.add(group)
    session.flush()
    return group


def _ensure_values_kept(group: VariantGroup, options: Sequence[Option], known: Mapping[str, Product]) -> None:
    """Names and number of the options stay, and every value that a variant has stays among them."""
    if known:
        _ensure_named_alike([option["name"] for option in group.options], options)
    for number, option in enumerate(options, start=1):
        for one in known.values():
            word = one.variant_values[option.name]
            if word not in option.values:
                raise DomainError(
                    f"“{word}” masih dipakai. Kosongkan harganya saja bila tidak dijual.",
                    field=f"option_{number}",
                )


def _join(group: VariantGroup, product: Product, options: Sequence[Option], values: Values) -> None:
    product.variant_group_id = group.id
    product.variant_key = grouping.key_of(values)
    product.variant_values = {option.name: value for option, value in zip(options, values, strict=True)}


def _join_first(
    session: Session,
    actor: Actor,
    group: VariantGroup,
    origin: Product,
    options: Sequence[Option],
    values: Values,
) -> None:
    """The product that was there becomes one of the variants; a new name of a curated one waits.

    What waits already goes on waiting, with that name.
    """
    before = what_waits(session, origin)
    _join(group, origin, options, values)
    renamed: dict[str, Any] = {"name": grouping.name_of(group.name, values)}
    waits = take_curated(session, origin, renamed)
    origin.name = renamed.get("name", origin.name)
    if waits or before:
        stage(session, actor, origin, waits, before=before)


def _change(session: Session, actor: Actor, origin: Product, pairs: Sequence[tuple[Product, Row]]) -> None:
    """Prices and stock of the variants that are there, as the bulk table changes them."""
    changes = []
    for member, row in pairs:
        if row.code not in ("", member.code):
            raise Conflict(MOVED, field="rows")
        seen = row.code or member is not origin
        changes.append(
            RowChange(
                code=member.code,
                seen_price=row.seen_price if seen else member.price,
                price=row.price,
                seen_stock=row.seen_stock if seen else member.stock,
                stock=None if member.made_to_order else row.stock,
            )
        )
    change_rows(session, actor, changes)


def _made(
    session: Session,
    actor: Actor,
    origin: Product,
    group: VariantGroup,
    options: Sequence[Option],
    row: Row,
) -> Product:
    """A draft like the first one, with its photos and claims."""
    if row.code:
        raise Conflict(MOVED, field="rows")
    copied: Any = {field: getattr(origin, field) for field in COPIED}
    copied |= {"name": grouping.name_of(group.name, row.values), "price": row.price}
    copied |= {"without_photo": origin.without_photo}
    made = draft_product(
        session, actor, origin.business_id, values=copied, stock=0 if origin.made_to_order else row.stock or 0
    )
    made.capacity_pool_id = origin.capacity_pool_id
    made.is_lead = False
    _join(group, made, options, row.values)
    _copy_photos(session, origin, made)
    session.flush()
    _copy_claims(session, actor, origin, made)
    return made


def _copy_photos(session: Session, origin: Product, made: Product) -> None:
    photos = session.scalars(
        select(ProductPhoto).where(ProductPhoto.product_id == origin.id).order_by(ProductPhoto.position)
    )
    for photo in photos.all():
        session.add(
            ProductPhoto(
                product_id=made.id,
                position=photo.position,
                digest=photo.digest,
                files=photo.files,
                alt=photo.alt,
                is_illustration=photo.is_illustration,
                created_at=clock.now(),
            )
        )
    made.picture = origin.picture


def _copy_claims(session: Session, actor: Actor, origin: Product, made: Product) -> None:
    """Each is checked anew: a number may be that of one size or taste only. Of each kind the newest."""
    today = clock.today()
    claims = session.scalars(
        select(Claim).where(Claim.product_id == origin.id, Claim.status.in_(CLAIMED)).order_by(Claim.id)
    )
    in_force = [one for one in claims.all() if one.expires_on is None or one.expires_on >= today]
    for one in {one.kind: one for one in in_force}.values():
        claim_alike(session, actor, made.id, one)


def _show_and_hide(
    session: Session,
    actor: Actor,
    origin: Product,
    known: Mapping[str, Product],
    sold: Mapping[str, Row],
) -> None:
    """What is sold goes on sale where the first one is, once it is complete; what is not sold leaves."""
    publishes = business_policies.may_act_for(actor, origin.business_id, policies.PUBLISH)
    publishes = publishes and not business_policies.is_helper(actor)
    on_sale = publishes and any(one.state is ProductState.LIVE for one in known.values())
    for key, member in known.items():
        session.refresh(member)
        if key not in sold and member.state is ProductState.LIVE:
            withdraw(session, actor, member.id)
        resting = member.state in (ProductState.DRAFT, ProductState.WITHDRAWN)
        if key in sold and on_sale and resting and not missing(session, member):
            publish(session, actor, member.id)

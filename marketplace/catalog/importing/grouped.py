"""A row that says of what it is a variant: which product that is, or beside which ones it will stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marketplace.catalog.importing.columns import CODE, NAME, OPTION_KEYS, SHARED_NAME, TITLES
from marketplace.catalog.importing.shelf import Cells, Shelf
from marketplace.catalog.importing.wholes import Whole
from marketplace.catalog.models import Product
from marketplace.catalog.services import grouping, variants
from marketplace.catalog.services.values import NAME_LENGTH
from marketplace.catalog.services.variants import Option
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import clean_line

NEEDS_SHARED = "Isi nama yang dipakai bersama, misalnya: Kaos polos."
STAYS = "Nama pilihan yang sudah tersimpan tetap: {saved}. Samakan, atau buat produk lain."
TAKEN = "Pilihan lain sudah bernama itu. Pakai kata yang berbeda."
STANDS_ALONE = "Produk ini belum punya pilihan. Tulis namanya sendiri di sini: {name}."
SEVERAL = "Lebih dari satu produk Anda bernama ini. Beri nama yang lain."


@dataclass(slots=True)
class Found:
    """whole: the product that the row is, None for a new one. options: where it is yet to become a variant.

    words: of a variant that is there, by option. sibling: a variant beside it. shared: the name of all; name:
    what a new one will be called.
    """

    whole: Whole | None = None
    options: Sequence[Option] = ()
    sibling: Product | None = None
    words: dict[str, str] = field(default_factory=dict)
    shared: str = ""
    name: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def find(cells: Cells, shelf: Shelf, whole: Whole | None, price: Rupiah | None) -> Found:
    """whole: the product of the row's code, where it has one."""
    found = Found(whole)
    shared = clean_line(cells.get(SHARED_NAME, ""), NAME_LENGTH)
    if not shared:
        found.errors[SHARED_NAME] = NEEDS_SHARED
    try:
        options = variants.clean_options(
            [Option(cells.get(name, ""), (cells.get(value, ""),)) for name, value in OPTION_KEYS]
        )
    except DomainError as error:
        found.errors[error.field or OPTION_KEYS[0][0]] = error.message
    if found.errors:
        return found
    found.shared = shared
    if whole is not None:
        _keep(found, shelf, whole, shared, options)
    else:
        try:
            _seek(found, shelf, shared, options, price)
        except DomainError as error:
            found.errors[error.field or SHARED_NAME] = error.message
    return found


def _keep(found: Found, shelf: Shelf, whole: Whole, shared: str, options: Sequence[Option]) -> None:
    """A variant may get other words for its options; a product that stands alone may become the first one."""
    product = whole.product
    saved = product.variant_values
    if product.variant_group_id is not None:
        found.words = {one.name: one.values[0] for one in options}
        key = grouping.key_of(found.words.values())
        beside = shelf.members.get(product.variant_group_id, ())
        if found.words.keys() != saved.keys():
            found.errors[OPTION_KEYS[0][0]] = STAYS.format(saved=", ".join(saved))
        elif any(one.product.variant_key == key and one.product.id != product.id for one in beside):
            found.errors[OPTION_KEYS[0][1]] = TAKEN
    elif shared != product.name:
        found.errors[SHARED_NAME] = STANDS_ALONE.format(name=product.name)
    else:
        found.options = options


def _seek(found: Found, shelf: Shelf, shared: str, options: Sequence[Option], price: Rupiah | None) -> None:
    """By the shared name and the values; a product that has the name alone becomes the first variant."""
    values = tuple(one.values[0] for one in options)
    groups = shelf.groups.get(shared, ())
    alone = [one for one in shelf.by_name.get(shared, ()) if one.product.variant_group_id is None]
    if len(groups) > 1 or (not groups and len(alone) > 1):
        raise DomainError(SEVERAL, field=SHARED_NAME)
    found.name = grouping.name_of(shared, values)
    if groups:
        beside = shelf.members.get(groups[0].id, ())
        key = grouping.key_of(values)
        found.whole = next((one for one in beside if one.product.variant_key == key), None)
        if found.whole is not None:
            return
        variants.extended(groups[0].options, options)
        variants.ensure_priced(price)
        found.sibling = beside[0].product if beside else None
    elif alone and alone[0].product.id in shelf.firsts:
        variants.ensure_priced(price)
        found.sibling = alone[0].product
    elif alone:
        variants.ensure_may_vary(alone[0].product)
        shelf.firsts.add(alone[0].product.id)
        found.whole = alone[0]
    found.options = options


def ensure_named(found: Found, typed: str, errors: dict[str, str]) -> None:
    """What a new variant is called follows from its words; anything else typed beside them is told."""
    ending = found.name.removeprefix(typed) if typed else ""
    if typed and typed != found.name and not ending.startswith(","):
        errors[NAME] = f"Kosongkan, atau tulis “{found.name}”: namanya dari “{TITLES[SHARED_NAME]}”."


def told(options: Sequence[Option]) -> str:
    """ "Ukuran: S; Warna: Biru"."""
    return "; ".join(f"{one.name}: {one.values[0]}" for one in options)


def moved_shared_name(cells: Cells, whole: Whole) -> str:
    """What to say where a variant, told by its code, names another shared name than its own; else nothing."""
    shared = clean_line(cells.get(SHARED_NAME, ""), NAME_LENGTH)
    if not cells.get(CODE) or whole.group is None or not shared or shared == whole.group.name:
        return ""
    return f"Nama bersamanya “{whole.group.name}”. Menggantinya lewat kolom “{TITLES[NAME]}”."

"""The filters beside the results: what may be chosen, how many products each choice would leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from marketplace.catalog import reference
from marketplace.kernel import regions
from marketplace.search.engine import SearchRequest
from marketplace.search.queries import Found
from marketplace.storefront.wording import CLAIM_LABELS, SIZE_LABELS

INSIDE = "– "
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; `count` is None while the index is away and nothing can be counted."""

    value: str
    label: str
    count: int | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One filter: its parameter, its title, its values."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    open: bool


def groups(request: SearchRequest, found: Found) -> list[Group]:
    """The filters in the order of the panel; one without values is left out."""
    made = [
        _group("kategori", "Kategori", _categories(request, found), open_always=True),
        _group("wilayah", "Daerah asal", _regions(request, found)),
        _group("klaim", "Keterangan terverifikasi", _plain("claim", CLAIM_LABELS, request.claims, found)),
        _group("skala", "Skala usaha", _plain("size", SIZE_LABELS, request.sizes, found)),
    ]
    return [group for group in made if group.choices]


def chosen_count(request: SearchRequest) -> int:
    """How many filters are in force."""
    values = (request.categories, request.regions, request.claims, request.sizes)
    priced = request.price_min is not None or request.price_max is not None
    return sum(map(len, values)) + priced


def _group(name: str, title: str, choices: Iterator[Choice], *, open_always: bool = False) -> Group:
    listed = tuple(choices)
    return Group(name, title, listed, open_always or any(choice.checked for choice in listed))


def _counts(found: Found, group: str) -> Counts | None:
    return None if found.from_sql else found.facets.get(group, {})


def _choice(value: str, label: str, chosen: Sequence[str], counts: Counts | None) -> Choice | None:
    """None for what nobody chose and what would leave nothing."""
    count = None if counts is None else counts.get(value, 0)
    return Choice(value, label, count, value in chosen) if value in chosen or count != 0 else None


def _categories(request: SearchRequest, found: Found) -> Iterator[Choice]:
    """The main categories; below one that is chosen, those inside it."""
    counts, chosen = _counts(found, "category"), request.categories
    for main in reference.main_categories():
        if choice := _choice(main.slug, main.name, chosen, counts):
            yield choice
        if reference.within(main.slug) & set(chosen):
            for child in reference.children(main.slug):
                if inner := _choice(child.slug, INSIDE + child.name, chosen, counts):
                    yield inner


def _regions(request: SearchRequest, found: Found) -> Iterator[Choice]:
    """Provinces, chosen ones and those with the most products first; below a chosen one, its regencies."""
    counts, chosen = _counts(found, "region"), request.regions
    provinces = regions.children()
    if counts is not None:
        provinces = sorted(provinces, key=lambda one: (-counts.get(one.code, 0), one.name))
    provinces = sorted(
        provinces, key=lambda one: not any(regions.is_within(code, one.code) for code in chosen)
    )
    for province in provinces:
        if choice := _choice(province.code, province.name, chosen, counts):
            yield choice
        if any(regions.is_within(code, province.code) for code in chosen):
            for regency in regions.children(province.code):
                if inner := _choice(regency.code, INSIDE + regency.name, chosen, counts):
                    yield inner


def _plain(group: str, labels: Mapping[str, str], chosen: Sequence[str], found: Found) -> Iterator[Choice]:
    counts = _counts(found, group)
    for value, label in labels.items():
        if choice := _choice(value, label, chosen, counts):
            yield choice

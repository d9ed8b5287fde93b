"""Addresses of searches: one more filter, one less, another order; always from the request, never by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marketplace.catalog import reference
from marketplace.kernel import regions
from marketplace.kernel.money import Rupiah
from marketplace.search.engine import SearchRequest, Sort
from marketplace.search.parameters import write
from marketplace.storefront.wording import CLAIM_LABELS, SIZE_LABELS, SORT_LABELS
from marketplace.web.addresses import url_for

HOME = "Beranda"
KEPT = frozenset({"urut", "tujuan"})
"""What the address of a page that is itself a filter takes along."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A link of a row of pills."""

    label: str
    url: str
    current: bool = False
    glyph: str = ""
    count: int = 0


def search_url(request: SearchRequest) -> str:
    """The shortest address of this search on the catalogue page."""
    return url_for("storefront.catalogue", **write(request))


def sort_pills(request: SearchRequest, **place: Any) -> list[Pill]:
    """The orders; `place` are the endpoint and parts of a page that is itself a filter, as of a category."""
    sorts = [sort for sort in SORT_LABELS if sort is not Sort.RELEVANCE or request.text]
    present = request.sort if request.sort in sorts else Sort.NEWEST
    return [
        Pill(SORT_LABELS[sort], _sorted_url(replace(request, sort=sort, page=1), place), sort is present)
        for sort in sorts
    ]


def _sorted_url(request: SearchRequest, place: Mapping[str, Any]) -> str:
    if not place:
        return search_url(request)
    order: dict[str, Any] = {name: values for name, values in write(request).items() if name in KEPT}
    return url_for(**place, **order)


def chosen_pills(request: SearchRequest) -> list[Pill]:
    """Each filter in force as a link that takes it away."""
    first = replace(request, page=1)
    without = [
        (reference.category(one).name, replace(first, categories=_but(one, request.categories)))
        for one in request.categories
    ]
    without += [
        (regions.name_of(one), replace(first, regions=_but(one, request.regions))) for one in request.regions
    ]
    without += [(SIZE_LABELS[one], replace(first, sizes=_but(one, request.sizes))) for one in request.sizes]
    without += [
        (CLAIM_LABELS[one], replace(first, claims=_but(one, request.claims))) for one in request.claims
    ]
    if request.price_min is not None or request.price_max is not None:
        without.append((_price_label(request), replace(first, price_min=None, price_max=None)))
    return [Pill(label, search_url(rest), glyph="x") for label, rest in without]


def _but(one: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value != one)


def _price_label(request: SearchRequest) -> str:
    least, most = request.price_min, request.price_max
    if least is not None and most is not None:
        return f"{Rupiah(least)} sampai {Rupiah(most)}"
    return f"Mulai {Rupiah(least)}" if least is not None else f"Sampai {Rupiah(most or 0)}"


def ways_on(request: SearchRequest) -> list[Pill]:
    """Where to go from a search without results: without its filters, without its words, to everything."""
    ways = []
    words = SearchRequest(request.text, per_page=request.per_page, to=request.to)
    if request.text and request != words:
        ways.append(Pill(f"Cari “{request.text}” tanpa saringan", search_url(words)))
    if request.text and chosen_pills(request):
        ways.append(Pill("Saringan yang sama, tanpa kata", search_url(replace(request, text="", page=1))))
    return [*ways, Pill("Lihat semua produk", search_url(SearchRequest(to=request.to)))]


def category_trail(path: Sequence[reference.Category]) -> list[tuple[str, str]]:
    """From home down to a category, as breadcrumbs take it."""
    steps = [(step.name, url_for("storefront.category", slug=step.slug)) for step in path]
    return [(HOME, url_for("storefront.home")), *steps]


def region_trail(code: str) -> list[tuple[str, str]]:
    """From home down to a region."""
    places = [*reversed(regions.parents(code)), regions.region(code)]
    steps = [(place.name, url_for("storefront.region", code=place.code)) for place in places]
    return [(HOME, url_for("storefront.home")), *steps]


def filled_categories(counts: Mapping[str, int]) -> list[reference.Category]:
    """The main categories with something in them; all while nothing is counted."""
    return [one for one in reference.main_categories() if not counts or counts.get(one.slug)]


def category_pills(inside: Sequence[reference.Category], counts: Mapping[str, int]) -> list[Pill]:
    """Categories as links; how many products each has, where the index has told."""
    return [
        Pill(one.name, url_for("storefront.category", slug=one.slug), count=counts.get(one.slug, 0))
        for one in inside
    ]


def place_pills(counts: Sequence[tuple[str, int]]) -> list[Pill]:
    """Regions as links with how many products come from there."""
    return [
        Pill(regions.name_of(code), url_for("storefront.region", code=code), count=count)
        for code, count in counts
    ]


def regencies(code: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The regencies of a province with something on sale, most of it first; nothing inside a regency."""
    inside = regions.children(code) if "." not in code else []
    found = [(place.code, counts[place.code]) for place in inside if counts.get(place.code)]
    return sorted(found, key=lambda regency: -regency[1])

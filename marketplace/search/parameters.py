"""From an address to what is looked for and back: one reading for the pages and for the public API.

Values that are not understood are left out and named in `Asked.ignored`, so that a page can say so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.businesses.models import Size
from marketplace.catalog import reference
from marketplace.kernel import regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Rupiah
from marketplace.kernel.text import drawn
from marketplace.search.engine import READY, SearchRequest, Sort

PAGE_SIZE = 24
LAST_PAGE = 10_000
LONGEST_TEXT = 200
MOST_VALUES = 20
LONGEST_NAMED = 40

CLAIMS = ("pdn", "tkdn25", "tkdn40", "halal", "sni", "pirt", "bpom", "merek", READY)
"""Values of `?klaim=`."""

NAMES = ("q", "kategori", "wilayah", "harga_min", "harga_maks", "skala", "klaim", "urut", "hal")
# What other sites add to links; nobody typed it and nobody misses it.
_ADDED_BY_OTHERS = ("utm_", "fbclid", "gclid")


@dataclass(frozen=True, slots=True)
class Asked:
    """`request` as understood; `ignored` holds what was not, as `name=value`."""

    request: SearchRequest
    ignored: tuple[str, ...]


def read(
    query: Mapping[str, Sequence[str]], *, per_page: int = PAGE_SIZE, also: Collection[str] = ()
) -> Asked:
    """What the parameters of an address ask for; `also` names parameters that the caller reads itself."""
    # What a page gives back holds nothing that a browser must not be sent.
    query = {drawn(name): [drawn(value) for value in values] for name, values in query.items()}
    reading = _Reading(query)
    request = SearchRequest(
        text=reading.text("q"),
        categories=_innermost(reading.several("kategori", reference.is_category), reference.within),
        regions=_innermost(reading.several("wilayah", _is_region), _inside),
        sizes=reading.several("skala", lambda value: value in set(Size)),
        claims=reading.several("klaim", lambda value: value in CLAIMS),
        price_min=reading.amount("harga_min"),
        price_max=reading.amount("harga_maks"),
        sort=reading.sort("urut"),
        page=reading.page("hal"),
        per_page=per_page,
    )
    unknown = set(query) - set(NAMES) - set(also)
    reading.ignored += sorted(name for name in unknown if not name.startswith(_ADDED_BY_OTHERS))
    return Asked(request, tuple(one[:LONGEST_NAMED] for one in reading.ignored))


def write(request: SearchRequest) -> dict[str, Any]:
    """The shortest parameters that ask for the same, each a list; what is usual is left out."""
    prices = {"harga_min": request.price_min, "harga_maks": request.price_max}
    found: dict[str, list[str]] = {
        "q": [request.text] if request.text else [],
        "kategori": list(request.categories),
        "wilayah": list(request.regions),
        **{name: [] if price is None else [str(price)] for name, price in prices.items()},
        "skala": list(request.sizes),
        "klaim": list(request.claims),
        "tujuan": [request.to] if request.to else [],
        "urut": [] if request.sort is Sort.RELEVANCE else [request.sort.value],
        "hal": [] if request.page == 1 else [str(request.page)],
    }
    return {name: values for name, values in found.items() if values}


class _Reading:
    """Takes parameters one after another and keeps what could not be read."""

    def __init__(self, query: Mapping[str, Sequence[str]]) -> None:
        self.query = query
        self.ignored: list[str] = []

    def _last(self, name: str) -> str:
        return (self.query.get(name) or ("",))[-1].strip()

    def _ignore(self, name: str, value: str) -> None:
        self.ignored.append(f"{name}={value}")

    def text(self, name: str) -> str:
        return " ".join(self._last(name)[:LONGEST_TEXT].split())

    def several(self, name: str, known: Callable[[str], bool]) -> tuple[str, ...]:
        values = [value.strip() for value in self.query.get(name, ())][:MOST_VALUES]
        for value in values:
            if value and not known(value):
                self._ignore(name, value)
        return tuple(dict.fromkeys(value for value in values if known(value)))

    def amount(self, name: str) -> int | None:
        value = self._last(name)
        if not value:
            return None
        try:
            return Rupiah.parse(value).amount
        except DomainError:
            self._ignore(name, value)
            return None

    def sort(self, name: str) -> Sort:
        value = self._last(name)
        if value in set(Sort):
            return Sort(value)
        if value:
            self._ignore(name, value)
        return Sort.RELEVANCE

    def page(self, name: str) -> int:
        value = self._last(name)
        if value.isascii() and value.isdigit() and len(value) <= 6:
            return min(max(int(value), 1), LAST_PAGE)
        if value:
            self._ignore(name, value)
        return 1


def _is_region(code: str) -> bool:
    """Provinces and regencies are what products are found by."""
    return code.count(".") <= 1 and regions.exists(code)


def _innermost(values: Sequence[str], within: Callable[[str], Collection[str]]) -> tuple[str, ...]:
    """Without a value that stands around another chosen one: who picks a part means the part."""
    return tuple(
        value for value in values if not any(other != value and other in within(value) for other in values)
    )


def _inside(code: str) -> Collection[str]:
    return {region.code for region in regions.children(code)} if "." not in code else ()

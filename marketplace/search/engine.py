"""What a search engine must do, whichever it is: documents in, ids with facets out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Sort(StrEnum):
    """How results are ordered; the values are those of `?urut=`."""

    RELEVANCE = "relevan"
    PRICE_UP = "harga"
    PRICE_DOWN = "-harga"
    NEWEST = "baru"


READY = "siap-pengadaan"
"""The claim that means: government may buy it today. It falls by the clock alone."""


@dataclass(frozen=True, slots=True)
class Document:
    """One product for the index.

    category, region: the most specific code; those above follow from it. claims: values of `?klaim=`, each
    with its last day (None: no end). price: rupiah or None. ready_until: last day on which government may buy
    it. sold_until: last day on sale, None without end.
    published: seconds since 1970.
    """

    id: int
    name: str
    text: str
    categories: tuple[str, ...]
    regions: tuple[str, ...]
    size: str
    claims: tuple[tuple[str, date | None], ...]
    price: int | None
    ready_until: date | None
    published: int
    sold_until: date | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody looks for. Values of one group widen each other, claims narrow; `page` counts from 1.

    to: the region where it is needed; it narrows nothing, results say whether they reach it.
    """

    text: str = ""
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 24
    to: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids of one page, how many there are in all, and how many each facet value would leave.

    `corrected`: the words that were searched instead, when the typed ones are in no product.
    `partial`: no product holds all the words, so these hold some of them.
    """

    ids: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrected: str | None = None
    partial: bool = False


class SearchIndex(Protocol):
    """An engine. Every method may raise anything: the caller goes on without the index."""

    def replace(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        """Put documents in place of those with the same ids, and take `remove` out, in one commit."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a new index beside the live one, swap them, and say how many documents it holds."""

    def search(self, request: SearchRequest, today: date) -> Hits: ...

    def suggest(self, start: str, limit: int) -> list[str]:
        """Words of product names that begin like this, the most frequent first."""

    def count(self) -> int: ...

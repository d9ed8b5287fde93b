"""Facets as sets of bits: one integer for each facet value of a segment, one bit for each document.

Counting a facet under any filter is an AND and a popcount. A segment's bits never change once it is
written (deletions are a mask of their own), so they are read once and kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

GROUPS = ("category", "region", "size")
NO_PRICE = -1
NO_END = 2**40
K1, B = 1.2, 0.75
"""BM25: how soon more of a word counts no more, and how much the length of a text counts."""


def to_bits(numbers: Iterable[int], size: int) -> int:
    """An integer whose bit n is set for each n."""
    octets = bytearray(size // 8 + 1)
    for number in numbers:
        octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def to_octets(bits: int, size: int) -> bytes:
    """The bits of a segment of `size` documents, eight in an octet, the first document lowest."""
    return bits.to_bytes(size // 8 + 1, "little")


def numbers_in(bits: int) -> Iterator[int]:
    """The positions of the set bits, ascending."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for index, octet in enumerate(octets):
        while octet:
            low = octet & -octet
            yield (index << 3) + low.bit_length() - 1
            octet ^= low


def claim_term(value: str, until: date | None) -> str:
    """How a claim stands in the index: with its last day, so that it ends by the clock alone."""
    return value if until is None else f"{value}:{until.toordinal()}"


class Segment:
    """What is known of one segment: facet bits by group and value, numbers by document."""

    def __init__(self, reader: Any) -> None:
        self.size: int = reader.doc_count_all()
        self.values: dict[str, dict[str, int]] = {group: self._facets(reader, group) for group in GROUPS}
        self.ids = self._column(reader, "number")
        self.prices = self._column(reader, "price")
        self.published = self._column(reader, "published")
        self.ready_until = self._column(reader, "ready_until")
        self.sold_until = self._column(reader, "sold_until")
        self._ends = min(self.sold_until, default=NO_END) < NO_END
        self._claims = self._facets(reader, "claim")
        self.claims_on = lru_cache(maxsize=2)(self._claims_on)
        self.sold_on = lru_cache(maxsize=2)(self._sold_on)
        self._ready: tuple[int, int] = (0, 0)
        self._reader = reader
        self.term_bits = lru_cache(maxsize=2000)(self._term_bits)
        self.weights = lru_cache(maxsize=1000)(self._weights)

    def _facets(self, reader: Any, group: str) -> dict[str, int]:
        return {
            term.decode(): to_bits(reader.postings(group, term).all_ids(), self.size)
            for term in reader.lexicon(group)
        }

    def _column(self, reader: Any, name: str) -> array[int]:
        column = reader.column_reader(name)
        return array("q", (column[number] for number in range(self.size)))

    def _term_bits(self, field: str, term: str) -> int:
        if (field, term) not in self._reader:
            return 0
        return to_bits(self._reader.postings(field, term).all_ids(), self.size)

    def _weights(self, field: str, term: str, average: float) -> tuple[array[int], array[float]]:
        """Documents that hold a term and what BM25 gives each for it, before the rarity of the term.

        average: length of the field over all documents, in words.
        """
        numbers, weights = array("L"), array("f")
        if (field, term) not in self._reader:
            return numbers, weights
        postings, length_of = self._reader.postings(field, term), self._reader.doc_field_length
        while postings.is_active():
            number, often = postings.id(), postings.weight()
            length = length_of(number, field, 1)
            numbers.append(number)
            weights.append(often * (K1 + 1) / (often + K1 * (1 - B + B * length / average)))
            postings.next()
        return numbers, weights

    def ready_on(self, day: date) -> int:
        """Documents whose seller may sell to government on this day."""
        ordinal = day.toordinal()
        if self._ready[0] != ordinal:
            ready = (number for number, until in enumerate(self.ready_until) if until >= ordinal)
            self._ready = (ordinal, to_bits(ready, self.size))
        return self._ready[1]

    def _claims_on(self, day: date) -> dict[str, int]:
        """Value of `?klaim=` to the documents whose claim is in force on this day."""
        found: dict[str, int] = {}
        for term, bits in self._claims.items():
            value, _, until = term.partition(":")
            if not until or int(until) >= day.toordinal():
                found[value] = found.get(value, 0) | bits
        return found

    def _sold_on(self, day: date) -> int:
        """Documents that are still on sale on this day."""
        if not self._ends:
            return (1 << self.size) - 1
        ordinal = day.toordinal()
        return to_bits((n for n, until in enumerate(self.sold_until) if until >= ordinal), self.size)

    def priced_between(self, lowest: int, highest: int) -> int:
        within = (number for number, price in enumerate(self.prices) if lowest <= price <= highest)
        return to_bits(within, self.size)


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment at its place among all documents, with the documents that are still alive."""

    segment: Segment
    offset: int
    alive: int

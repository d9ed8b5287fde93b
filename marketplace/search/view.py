"""One reading of the index: which documents match, how the facets count, and in which order they come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from marketplace.search.engine import READY, SearchRequest, Sort
from marketplace.search.segments import Placed, numbers_in

Bits = list[int]
HIGHEST = 2**62


class View:
    """The segments of one generation of the index. Lists of bits run parallel to `parts`."""

    def __init__(self, parts: Sequence[Placed], searcher: Any) -> None:
        self.parts = parts
        self.searcher = searcher

    def matching(self, terms: Sequence[str], *, all_of: bool = True) -> Bits:
        """Documents that hold all the terms (or any of them), in the name or in the rest."""
        found = []
        for part in self.parts:
            bits = part.alive if all_of else 0
            for term in terms:
                one = part.segment.term_bits("name", term) | part.segment.term_bits("more", term)
                bits = bits & one if all_of else bits | one
            found.append(bits & part.alive if terms else part.alive)
        return found

    def filtered(self, bits: Bits, request: SearchRequest, today: date, *, but: str = "") -> Bits:
        """Narrow by every filter of the request, except the group `but` (whose own counts are wanted)."""
        bits = self._both(bits, lambda part: part.segment.sold_on(today))
        groups = {"category": request.categories, "region": request.regions, "size": request.sizes}
        for group, chosen in groups.items():
            if chosen and group != but:
                bits = self._both(bits, partial(self._any_of, group, chosen))
        for claim in request.claims:
            bits = self._both(bits, partial(self._claim, claim, today))
        if request.price_min is not None or request.price_max is not None:
            lowest = max(request.price_min or 0, 0)
            highest = HIGHEST if request.price_max is None else request.price_max
            bits = self._both(bits, lambda part: part.segment.priced_between(lowest, highest))
        return bits

    def _both(self, bits: Bits, narrow: Callable[[Placed], int]) -> Bits:
        return [one & narrow(part) if one else 0 for one, part in zip(bits, self.parts, strict=True)]

    @staticmethod
    def _any_of(group: str, chosen: Sequence[str], part: Placed) -> int:
        bits = 0
        for value in chosen:
            bits |= part.segment.values[group].get(value, 0)
        return bits

    @staticmethod
    def _claim(claim: str, today: date, part: Placed) -> int:
        if claim == READY:
            return part.segment.ready_on(today)
        return part.segment.claims_on(today).get(claim, 0)

    def facets(self, matching: Bits, request: SearchRequest, today: date) -> dict[str, dict[str, int]]:
        """For each value of each group: how many results it would leave."""
        counted = {}
        for group in ("category", "region", "size"):
            base = self.filtered(matching, request, today, but=group)
            counted[group] = self._count(base, self._values_of(group))
        base = self.filtered(matching, request, today)
        counted["claim"] = self._count(base, lambda part: part.segment.claims_on(today))
        ready = self._both(base, lambda part: part.segment.ready_on(today))
        if number := size_of(ready):
            counted["claim"][READY] = number
        return counted

    @staticmethod
    def _values_of(group: str) -> Callable[[Placed], Mapping[str, int]]:
        return lambda part: part.segment.values[group]

    def _count(self, base: Bits, values: Callable[[Placed], Mapping[str, int]]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for bits, part in zip(base, self.parts, strict=True):
            if bits:
                for value, members in values(part).items():
                    if number := (bits & members).bit_count():
                        counts[value] = counts.get(value, 0) + number
        return counts

    def page(self, bits: Bits, sort: Sort, first: int, count: int) -> list[int]:
        """Ids of a page in the order of a number of the documents (price, date)."""
        wanted = [
            (part.segment, self._contains(part_bits))
            for part, part_bits in zip(self.parts, bits, strict=True)
        ]
        found: list[int] = []
        skipped = 0
        for index, number in self._order(sort):
            segment, holds = wanted[index]
            if holds(number):
                if skipped < first:
                    skipped += 1
                    continue
                found.append(segment.ids[number])
                if len(found) == count:
                    break
        return found

    @staticmethod
    def _contains(bits: int) -> Callable[[int], bool]:
        octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
        last = len(octets) * 8
        return lambda number: number < last and bool(octets[number >> 3] >> (number & 7) & 1)

    def _order(self, sort: Sort) -> list[tuple[int, int]]:
        if sort is Sort.PRICE_UP:
            return self._by_price_up
        if sort is Sort.PRICE_DOWN:
            return self._by_price_down
        return self._by_date

    @cached_property
    def _everything(self) -> list[tuple[int, int]]:
        return [(index, number) for index, part in enumerate(self.parts) for number in numbers_in(part.alive)]

    @cached_property
    def _by_date(self) -> list[tuple[int, int]]:
        parts = self.parts
        return sorted(self._everything, key=lambda at: -parts[at[0]].segment.published[at[1]])

    @cached_property
    def _by_price_up(self) -> list[tuple[int, int]]:
        return sorted(self._everything, key=lambda at: self._price(at) if self._price(at) >= 0 else HIGHEST)

    @cached_property
    def _by_price_down(self) -> list[tuple[int, int]]:
        return sorted(self._everything, key=lambda at: -self._price(at) if self._price(at) >= 0 else HIGHEST)

    def _price(self, at: tuple[int, int]) -> int:
        return self.parts[at[0]].segment.prices[at[1]]

    def id_at(self, number: int) -> int:
        """The product id of a document number counted over all segments."""
        part = next(part for part in reversed(self.parts) if number >= part.offset)
        return part.segment.ids[number - part.offset]


def size_of(bits: Bits) -> int:
    return sum(one.bit_count() for one in bits)

"""The order of relevance: BM25F over names and the rest, summed from weights that each segment keeps.

The same formula and figures as Whoosh's own scorer, which asks for each document anew what never changes
(S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest
from types import MappingProxyType

from marketplace.search.segments import to_octets
from marketplace.search.view import Bits, View, size_of

BOOSTS: Mapping[str, float] = MappingProxyType({"name": 5.0, "more": 1.0})
"""How much a word in the name counts beside one in the rest."""


def best(view: View, terms: Sequence[str], found: Bits, first: int, count: int) -> list[int]:
    """Ids of a page of the best documents of `found`; of equals the one indexed earlier comes first."""
    if first >= size_of(found):
        return []
    scores = _scores(view, terms, found)
    chosen = nlargest(first + count, scores, key=lambda at: (scores[at], -at))
    return [view.id_at(at) for at in chosen[first:]]


def _scores(view: View, terms: Sequence[str], found: Bits) -> dict[int, float]:
    """Scores by document number counted over all segments."""
    scores: dict[int, float] = {}
    for field, boost in BOOSTS.items():
        average = round(view.searcher.avg_field_length(field) or 1.0, 1)
        for term in terms:
            rarity = boost * view.searcher.idf(field, term)
            for part, bits in zip(view.parts, found, strict=True):
                if not bits:
                    continue
                octets, offset = to_octets(bits, part.segment.size), part.offset
                numbers, weights = part.segment.weights(field, term, average)
                for number, weight in zip(numbers, weights, strict=True):
                    if octets[number >> 3] >> (number & 7) & 1:
                        at = offset + number
                        scores[at] = scores.get(at, 0.0) + rarity * weight
    return scores

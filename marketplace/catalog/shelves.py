"""In which order cards stand on a shelf: things that look the same never stand side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from marketplace.catalog.shown import Card

NEIGHBOURS = 4
"""How many cards beside one are seen with it: a row of the widest grid."""


def apart(cards: Sequence[Card]) -> list[Card]:
    """All the cards, near their own places, with equal pictures apart as far as they can be."""
    left, placed = list(cards), list[Card]()
    if len({_looks(card) for card in left}) == len(left):
        return left
    while left:
        placed.append(left.pop(_next(left, placed)))
    return placed


def one_of_each(cards: Sequence[Card], *, last: str) -> list[Card]:
    """The first card of each picture; the one that shows the picture `last` (a digest) comes at the end."""
    firsts = {_looks(card): card for card in reversed(cards)}
    kept = [card for card in cards if firsts[_looks(card)] is card]
    return sorted(kept, key=lambda card: _looks(card) == last)


def folded(cards: Sequence[Card]) -> list[Card]:
    """The cards in their order; what follows one of the same shop and picture goes into it as `others`."""
    kept: list[Card] = []
    for card in cards:
        before = kept[-1] if kept else None
        if before and card.picture and (card.shop_slug, _looks(card)) == (before.shop_slug, _looks(before)):
            kept[-1] = replace(before, others=(*before.others, card))
        else:
            kept.append(card)
    return kept


def _next(left: Sequence[Card], placed: Sequence[Card]) -> int:
    """The place of the card to put down: of a picture that would not find room later, else a new one."""
    looks, behind = [_looks(card) for card in left], [_looks(card) for card in placed]
    commonest, number = Counter(looks).most_common(1)[0]
    if number * 2 > len(looks) and behind[-1:] != [commonest]:
        return looks.index(commonest)
    for distance in range(NEIGHBOURS, 0, -1):
        near = behind[-distance:]
        for place, look in enumerate(looks):
            if look not in near:
                return place
    return 0


def _looks(card: Card) -> str:
    """What a card is taken for at a glance: its picture; one without is like no other."""
    return card.picture.digest if card.picture else card.code

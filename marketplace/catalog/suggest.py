"""Suggests a category from a product's name, by the keywords of the category table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from marketplace.catalog import reference

_WORDS = re.compile(r"[a-z0-9]+")

SURE_SCORE = 5.0
SURE_MARGIN = 1.0
"""Measured on names of known category: above both, the suggestion is taken without asking."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category for a name; `sure` when it may be taken without asking a person."""

    slug: str
    score: float
    sure: bool


def suggest(name: str) -> Suggestion | None:
    """The best category for a name, or None when no keyword of any occurs in it.

    A keyword counts more the longer it is and the earlier it stands, because the Indonesian head noun comes
    first, and half for a main category, whose words are wide; of equal ones the earlier in the table wins.
    """
    words = _WORDS.findall(name.casefold())
    scores: dict[str, float] = {}
    for place, word in enumerate(words):
        for phrase, slug in _phrases().get(word, ()):
            if words[place : place + len(phrase)] == list(phrase):
                scores[slug] = scores.get(slug, 0.0) + _weight(phrase, place, slug)
    if not scores:
        return None
    ranked = sorted(scores, key=lambda slug: -scores[slug])
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    sure = scores[best] >= SURE_SCORE and scores[best] - second >= SURE_MARGIN
    return Suggestion(best, scores[best], sure)


def _weight(phrase: tuple[str, ...], place: int, slug: str) -> float:
    weight = 2.0 * len(phrase) + max(0.0, 3.0 - place)
    return weight / 2 if reference.children(slug) else weight


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By first word: each keyword's words and its category."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for category in reference.categories():
        for keyword in category.keywords:
            phrase = tuple(_WORDS.findall(keyword.casefold()))
            index.setdefault(phrase[0], []).append((phrase, category.slug))
    return {word: tuple(entries) for word, entries in index.items()}

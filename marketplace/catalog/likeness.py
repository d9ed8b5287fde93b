"""Which names of one shop are likely of the same product: by their word stems, and by the numbers in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from marketplace.catalog.rules import rule
from marketplace.kernel import analysis


@dataclass(frozen=True, slots=True)
class Named:
    """A product of the shop by its code and name; those of one `group` are variants and no duplicates."""

    code: str
    name: str
    group: int | None = None


@dataclass(frozen=True, slots=True)
class _Title:
    stems: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=20_000)
def _title(name: str) -> _Title:
    terms = analysis.terms(name)
    numbers = frozenset(term for term in terms if term[0].isdigit())
    return _Title(frozenset(terms) - numbers, numbers)


def alike(first: str, second: str, on: date) -> bool:
    """Whether two names are likely of the same product, by the rule of the day `on`.

    Enough of the stems are shared (twice the shared ones, of all), and where both names hold numbers, they
    hold the same: 50 gram and 100 gram are two products.
    """
    one, other = _title(first), _title(second)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return False
    shared, both = len(one.stems & other.stems), len(one.stems) + len(other.stems)
    return bool(shared) and shared * 200 >= both * rule("duplicate.likeness.min", on).number


def twins(name: str, others: Iterable[Named], on: date, *, but: Named | None = None) -> list[Named]:
    """Those of the others whose names are likely of the same product; never `but` itself nor its variants."""
    return [
        other
        for other in others
        if not (but and (other.code == but.code or (but.group is not None and other.group == but.group)))
        and alike(name, other.name, on)
    ]

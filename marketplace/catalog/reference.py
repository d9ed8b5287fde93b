"""The category tree and the commodity codes (KBKI) that sellers choose from, as data with a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from marketplace.catalog.models import KbkiCode
from marketplace.kernel import analysis
from marketplace.kernel.dated import read_table
from marketplace.kernel.errors import NotFound

_DATA = Path(__file__).parent / "data"

OTHER = "belum-terpilih"
"""The category of what nobody has sorted yet, inside *Lain-lain*."""


@dataclass(frozen=True, slots=True)
class Category:
    """One category; `parent` is None for the main ones. `icon` is a symbol of `static/icons.svg`.

    kbli_2020, kbli_2025: prefixes of the business classes that may sell here. kbki: prefixes of the
    commodity codes that fit. units: how things are counted here, the usual one first.
    keywords: words of names that suggest it.
    """

    slug: str
    parent: str | None
    name: str
    icon: str
    kbli_2020: tuple[str, ...]
    kbli_2025: tuple[str, ...]
    kbki: tuple[str, ...]
    units: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commodity:
    """One KBKI code: 5 digits for a subclass or a service, 10 for a commodity."""

    code: str
    title: str


@cache
def categories() -> tuple[Category, ...]:
    """Every category in the order of the table: each main one before those inside it."""
    rows = read_table(_DATA / "categories.json")["categories"]
    lists = ("kbli_2020", "kbli_2025", "kbki", "units", "keywords")
    return tuple(Category(**(row | {key: tuple(row[key]) for key in lists})) for row in rows)


@cache
def _by_slug() -> Mapping[str, Category]:
    return {category.slug: category for category in categories()}


def is_category(slug: str) -> bool:
    """True for a slug of the tree."""
    return slug in _by_slug()


def category(slug: str) -> Category:
    """The category with this slug; raises NotFound."""
    found = _by_slug().get(slug)
    if found is None:
        raise NotFound(f"category {slug}")
    return found


def main_categories() -> tuple[Category, ...]:
    """The categories without a parent."""
    return tuple(one for one in categories() if one.parent is None)


@cache
def children(slug: str) -> tuple[Category, ...]:
    """The categories directly inside; nothing for a leaf."""
    return tuple(one for one in categories() if one.parent == slug)


@cache
def allowed_kbli(slug: str, edition: str) -> tuple[str, ...]:
    """Prefixes of the business classes (of one KBLI edition) that may sell in a category.

    A main category takes also what its inner ones take: a product may stay in it until it is sorted.
    """
    found = [prefix for one in within(slug) if one in _by_slug() for prefix in _kbli_of(one, edition)]
    return tuple(dict.fromkeys(sorted(found, key=lambda prefix: (-len(prefix), prefix))))


def _kbli_of(slug: str, edition: str) -> tuple[str, ...]:
    row = _by_slug()[slug]
    return row.kbli_2025 if edition == "2025" else row.kbli_2020


@cache
def within(slug: str) -> frozenset[str]:
    """The slug and those of all categories inside it: what a search under it covers."""
    return frozenset({slug, *(inner for child in children(slug) for inner in within(child.slug))})


def path(slug: str) -> tuple[Category, ...]:
    """From the main category down to this one; raises NotFound."""
    found = category(slug)
    return (*path(found.parent), found) if found.parent else (found,)


def icon_of(slug: str) -> str:
    """The symbol of a category; a parcel for one that no longer exists."""
    found = _by_slug().get(slug)
    return found.icon if found else "package"


def choices() -> list[tuple[str, str]]:
    """Every category as (slug, "Makanan dan minuman › Kue dan roti") for a select."""
    return [(one.slug, " › ".join(part.name for part in path(one.slug))) for one in categories()]


HOME_COUNTRY = "ID"


@cache
def countries() -> Mapping[str, str]:
    """Indonesian names of countries by their ISO 3166 code, Indonesia first (CLDR)."""
    names = {
        code: name
        for code, name in Locale("id").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }
    order = sorted(names, key=lambda code: (code != HOME_COUNTRY, names[code]))
    return {code: names[code] for code in order}


_NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "QO", "UN", "XA", "XB", "XK", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
)
"""Groups, islands without a code of their own and placeholders of CLDR."""


@cache
def _authored() -> Mapping[str, Commodity]:
    rows = read_table(_DATA / "kbki.json")["codes"]
    return {row["code"]: Commodity(row["code"], row["title"]) for row in rows}


def commodity(session: Session, code: str) -> Commodity | None:
    """The commodity of a KBKI code, from the shipped table or the official one; None when in neither."""
    known = _authored().get(code)
    return known or named(code, session.scalar(official_title(literal(code))))


def named(code: str, official: str | None) -> Commodity | None:
    """The commodity of a code whose official title is known already; the shipped title comes first."""
    return _authored().get(code) or (Commodity(code, official) if official else None)


def official_title(code: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[str]:
    """SQL: the title of a KBKI code in the newest official table."""
    return select(KbkiCode.title).where(KbkiCode.code == code).order_by(KbkiCode.edition.desc()).limit(1)


def search_commodities(session: Session, text: str, limit: int = 10) -> list[Commodity]:
    """Commodities whose title holds every word of `text`, or whose code begins with it.

    The shipped table, whose titles are in plain words, comes before the official one.
    """
    words = text.casefold().split()
    if not words:
        return []
    shipped = [one for one in _authored().values() if _matches(one, words)][:limit]
    rest = limit - len(shipped)
    if not rest:
        return shipped
    titles = [KbkiCode.title.icontains(word, autoescape=True) for word in words]
    matching = KbkiCode.code.startswith(words[0], autoescape=True) if words[0].isdigit() else titles[0]
    query = (
        select(KbkiCode.code, KbkiCode.title)
        .where(matching, *titles[1:], KbkiCode.code.not_in([one.code for one in shipped]))
        .order_by(KbkiCode.code, KbkiCode.edition)
        .limit(rest)
    )
    return shipped + [Commodity(code, title) for code, title in session.execute(query)]


def suggested_commodities(slug: str, name: str, limit: int = 6) -> list[Commodity]:
    """Shipped commodities that fit a category: those that share words with the product's name come first.

    Where no word is shared, all that fit a category are offered only if these few are all there are: the
    first six of a hundred foods would be a guess.
    """
    prefixes = category(slug).kbki if is_category(slug) else ()
    fitting = {one for prefix in prefixes for one in _authored().values() if one.code.startswith(prefix)}
    said = set(analysis.terms(name))
    shared = {one: len(said.intersection(analysis.terms(one.title))) for one in fitting}
    alike = [one for one in fitting if shared[one]]
    offered = alike or (fitting if len(fitting) <= limit else ())
    return sorted(offered, key=lambda one: (-shared[one], one.code))[:limit]


def _matches(one: Commodity, words: list[str]) -> bool:
    title = one.title.casefold()
    return one.code.startswith(words[0]) or all(word in title for word in words)

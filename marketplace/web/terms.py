"""Abbreviations with their plain words (`data/terms.json`), and which of them a page uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask

from marketplace.kernel import clock
from marketplace.kernel.dated import Period, in_force, read_table

# What people see or hear of HTML: text, and the attributes that are read to them.
_SEEN = re.compile(r">[^<]+")
_HEARD = re.compile(r'\s(?:alt|aria-label|placeholder|title)="[^"]*"')
_TABLE = Path(__file__).parent / "data" / "terms.json"


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation, the words it stands for, and what it is in one plain sentence.

    basis: the regulation that gives the name, or None; verified: somebody compared it with the official text,
    or there is none.
    """

    short: str
    long: str
    plain: str
    period: Period
    basis: str | None
    verified: bool

    @property
    def letter(self) -> str:
        return self.short[0].upper()


@cache
def every_term() -> tuple[Term, ...]:
    """The terms of every time, by the alphabet."""
    rows = (
        Term(row["short"], row["long"], row["plain"], Period.of(row), row["basis"], row["verified"])
        for row in read_table(_TABLE)["terms"]
    )
    return tuple(sorted(rows, key=lambda term: term.short.casefold()))


@lru_cache(maxsize=2)
def terms(on: date) -> tuple[Term, ...]:
    """The terms of a day, by the alphabet."""
    return in_force(every_term(), on)


@cache
def known() -> frozenset[str]:
    """Abbreviations of every day that need no explanation."""
    return frozenset(read_table(_TABLE)["known"])


def used_in(page: str, on: date) -> list[Term]:
    """The terms of the day `on` that a page (HTML) shows, by the alphabet.

    Part of a longer name with hyphens is another name: SPP is not in SPP-IRT.
    """
    # Pages repeat themselves: most words are looked at once instead of hundreds of times.
    words = set(" ".join((*_SEEN.findall(f">{page}"), *_HEARD.findall(page))).split())
    found = set(_pattern(on).findall(" ".join(words)))
    return [term for term in terms(on) if term.short in found]


@lru_cache(maxsize=2)
def _pattern(on: date) -> re.Pattern[str]:
    longest_first = sorted((re.escape(term.short) for term in terms(on)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?<![A-Z]-)(?:{'|'.join(longest_first)})(?!\w|-[A-Z])")


def init_app(app: Flask) -> None:
    """Give templates `terms_used_in(html)`."""
    app.jinja_env.globals["terms_used_in"] = lambda page: used_in(page, clock.today())

"""Pages of a list: the page asked for, the rows on it, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

Row = TypeVar("Row")

PARAMETER = "hal"
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """`items` of page `number` (from 1) out of `total` rows, `size` a page."""

    items: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def previous_url(self) -> str | None:
        return page_url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return page_url(self.number + 1) if self.number < self.pages else None

    @property
    def first_item(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_item(self) -> int:
        return min(self.number * self.size, self.total)


def page_number() -> int:
    """The page asked for by `?hal=`; anything unreadable is the first."""
    text = request.args.get(PARAMETER, "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) <= 6 else 1


def page_url(number: int) -> str:
    """This page's address with another page number; every other parameter stays."""
    query: dict[str, Any] = request.args.to_dict(flat=False) | {PARAMETER: [str(number)]}
    return f"{url_for(request.endpoint or '', **(request.view_args or {}))}?{urlencode(query, doseq=True)}"

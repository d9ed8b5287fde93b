"""The search itself, in one process: words, browsing, suggestions, one update, the whole index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bench.folders import Prepared, opened
from bench.load import milliseconds
from bench.pages import queries
from bench.plan import Plan
from bench.report import Cell, Section, Table
from bench.sellers import products_on_sale
from marketplace.infra.db import db
from marketplace.search import documents, live
from marketplace.search import queries as search
from marketplace.search.engine import SearchRequest, Sort

QUERIES = 200
REPEATS = 5
PAGES = 40
MIB = 1024 * 1024


def run(plan: Plan) -> Section:
    """Searches with facets over all rows."""
    prepared = plan.folders.catalogue()
    with opened(prepared):
        session = db.session()
        words = queries(QUERIES)
        first = _timed([partial(search.find, session, SearchRequest())])[0]
        asked = [SearchRequest(text) for text in words]
        by_price = [SearchRequest(text, sort=Sort.PRICE_UP) for text in words]
        browsed = [SearchRequest(page=1 + number % PAGES) for number in range(QUERIES)]
        timings = {
            "words for the first time, with facets": _searched(session, asked),
            "the same words again": _searched(session, asked * REPEATS),
            "the same words in order of price": _searched(session, by_price * REPEATS),
            "browsing everything, with facets": _searched(session, browsed * REPEATS),
            "suggestions of three letters": _timed(
                [partial(search.suggestions, text[:3]) for text in words] * REPEATS
            ),
        }
        timings["one product updated in the index"] = _updates(plan.times)
    return _section(prepared, timings, first)


def _searched(session: Session, requests: Sequence[SearchRequest]) -> list[float]:
    return _timed([partial(search.find, session, request) for request in requests])


def _timed(calls: Iterable[Callable[[], object]]) -> list[float]:
    """Seconds of each call; a reading transaction ends after each, as after each request."""
    took = []
    for call in calls:
        started = time.perf_counter()
        call()
        took.append(time.perf_counter() - started)
        db.session.rollback()
    return took


def _updates(times: int) -> list[float]:
    return _timed([partial(_update, product_id) for product_id, _seller in products_on_sale(times)])


def _update(product_id: int) -> None:
    live.index().replace(documents.of(db.session(), [product_id]))


def _section(prepared: Prepared, timings: dict[str, list[float]], first: float) -> Section:
    shares = (0.5, 0.95, 0.99)
    rows: list[list[Cell]] = [
        [name, *(milliseconds(took, share) for share in shares), len(took)] for name, took in timings.items()
    ]
    size = _size(prepared.path / "index") / MIB
    index: list[list[Cell]] = [
        ["index built from the database (command, with start)", f"{prepared.indexed.seconds:.1f} s"],
        ["peak memory of building", f"{prepared.indexed.peak_mib} MiB"],
        ["size of the index", f"{size:.1f} MiB"],
        ["first search of a process (opens the index)", f"{1000 * first:.0f} ms"],
    ]
    figures = {
        "products": prepared.rows,
        "milliseconds": {
            name: {str(share): milliseconds(took, share) for share in shares}
            for name, took in timings.items()
        },
        "index": {
            "seconds": prepared.indexed.seconds,
            "peak_mib": prepared.indexed.peak_mib,
            "mib": size,
            "first_search_ms": 1000 * first,
        },
    }
    return Section(
        "search",
        f"Search over {prepared.label}",
        [Table(["", "p50 ms", "p95 ms", "p99 ms", "times"], rows), Table(["", "value"], index)],
        figures,
        [
            f"`search.queries.find`: index, facets of all groups, and the database's word on what may be "
            f"seen; {QUERIES} different searches from names of products, then {REPEATS} times each again.",
        ],
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

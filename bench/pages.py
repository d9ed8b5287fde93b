"""Catalogue, search and product page against a bare Flask and Jinja page, pairwise in one run."""

from __future__ import annotations

import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from sqlalchemy import select

from bench.folders import Prepared, opened, tell, waited_for_outbox
from bench.load import Measured, measure
from bench.plan import Plan
from bench.report import Cell, Section, Table
from bench.sellers import A_SECOND, products_on_sale
from bench.servers import Address, environment, flask, web, worker
from marketplace.catalog.models import Product
from marketplace.infra.db import db
from marketplace.kernel import analysis
from marketplace.kernel.codes import slug_with_code
from tools.serve import ROOT

PRODUCTS = 10_000
QUERIES, PRODUCT_PAGES = 50, 50
CATALOGUE, DEEP = "/produk", "/produk?hal=<up to 400 pages>"
PRODUCT, SEARCH = "/produk/<50 slugs>", "/produk?q=<50 queries>"
DEEPEST, ROWS = 400, 24
ENCODINGS = ("br", "identity")
PAIR_TITLES = (
    *("page", "req/s", "bare req/s", "ratio", "ratio from", "p50 ms", "p99 ms", "bare p99 ms"),
    *("bytes", "bare bytes", "errors"),
)
Pages = Mapping[str, Sequence[str]]
Pair = tuple[Measured, Measured]
"""The bare page and ours, measured one after the other."""
Pairs = Mapping[str, Sequence[Pair]]


def run(plan: Plan) -> Section:
    """Every page and the bare page in turn; then the same pages while the worker indexes."""
    prepared = plan.folders.catalogue(PRODUCTS)
    pages = _pages(prepared)
    with web("bench.bare", prepared.path) as bare, web("wsgi", prepared.path) as ours:
        pairs = {
            f"{name} ({encoding})": _pairs(plan, bare, ours, paths, encoding)
            for name, paths in pages.items()
            for encoding in ENCODINGS
        }
        under_writes, backlog, changes = _while_indexing(plan, prepared, ours, pages)
    return _section(prepared, pairs, under_writes, f"{changes} changes in all; {backlog}")


def queries(count: int) -> list[str]:
    """Different searches from the names of products: one word and two words in turn."""
    found: dict[str, None] = {}
    names = db.session.scalars(select(Product.name).order_by(Product.code).limit(count * 20)).all()
    for name in names:
        words = [word for word in analysis.words(name) if len(word) > 3 and word.isalpha()]
        if len(words) >= 2:
            found[" ".join(words[: 1 + len(found) % 2])] = None
        if len(found) == count:
            break
    return list(found)


def _pages(prepared: Prepared) -> Pages:
    with opened(prepared):
        ids = [product_id for product_id, _seller in products_on_sale(PRODUCT_PAGES)]
        rows = db.session.execute(select(Product.name, Product.code).where(Product.id.in_(ids))).all()
        searched = [f"{CATALOGUE}?{urllib.parse.urlencode({'q': words})}" for words in queries(QUERIES)]
    return {
        CATALOGUE: [CATALOGUE],
        DEEP: [f"{CATALOGUE}?hal={number}" for number in range(1, min(DEEPEST, prepared.rows // ROWS) + 1)],
        PRODUCT: [f"/produk/{slug_with_code(row.name, row.code)}" for row in rows],
        SEARCH: searched,
    }


def _pairs(plan: Plan, bare: Address, ours: Address, paths: Sequence[str], encoding: str) -> list[Pair]:
    """Bare page and ours in turn, `rounds` times; the bare page has as many bytes as ours has unpacked."""
    size = int(median(_unpacked_size(ours, path) for path in paths[:QUERIES]))
    found = []
    for number in range(plan.rounds):
        tell(f"{paths[0]}, {encoding}: round {number + 1} of {plan.rounds}")
        pair = [
            measure(address, asked, seconds=plan.seconds, connections=plan.connections, encoding=encoding)
            for address, asked in ((bare, [f"/?bytes={size}"]), (ours, paths))
        ]
        found.append((pair[0], pair[1]))
    return found


def _unpacked_size(address: Address, path: str) -> int:
    with urllib.request.urlopen(f"http://{address[0]}:{address[1]}{path}", timeout=20) as answer:
        return len(answer.read())


def _while_indexing(
    plan: Plan, prepared: Prepared, ours: Address, pages: Pages
) -> tuple[dict[str, Measured], str, int]:
    """The pages again while sellers change twenty products a second and the worker indexes each."""
    tell("letting the worker catch up with the import")
    flask(prepared.path, "worker", "--once")
    seconds = plan.seconds * len(pages) + 2
    command = [sys.executable, "-m", "bench.sellers", str(seconds)]
    with worker(prepared.path):
        sellers = subprocess.Popen(
            command, cwd=ROOT, env=environment(prepared.path), stdout=subprocess.PIPE, text=True
        )
        found = {
            name: measure(ours, paths, seconds=plan.seconds, connections=plan.connections)
            for name, paths in pages.items()
        }
        told, _nothing = sellers.communicate(timeout=seconds + 60)
        with opened(prepared):
            caught_up = waited_for_outbox(2.0)
    backlog = "the worker kept up" if caught_up else "the worker had not caught up 2 s after the end"
    return found, backlog, int(told.strip().splitlines()[-1])


def _section(prepared: Prepared, pairs: Pairs, under_writes: Mapping[str, Measured], writes: str) -> Section:
    figures: dict[str, Any] = {
        "products": prepared.rows,
        "pages": {name: _pair_figures(found) for name, found in pairs.items()},
        "while_indexing": {name: asdict(one) for name, one in under_writes.items()},
    }
    indexing: list[list[Cell]] = [
        [name, one.rps, one.p50, one.p99, one.errors] for name, one in under_writes.items()
    ]
    return Section(
        "pages",
        f"Pages over {prepared.label}",
        [
            Table(PAIR_TITLES, [_pair_row(name, found) for name, found in pairs.items()]),
            Table(["while the worker indexes", "req/s", "p50 ms", "p99 ms", "errors"], indexing),
        ],
        figures,
        [
            "The bare page (bench/bare.py) is Flask and Jinja, reads 24 rows with one query from the same "
            "database and renders as many bytes as ours unpacked; both under the same gunicorn, in turn. "
            "Medians over the rounds; 20 connections ask as fast as they are answered.",
            "The same page asked for again finds its cards as it made them; 400 pages, where "
            "there are that many, have more cards than a process remembers, so that it makes each anew.",
            "`br`: as a browser asks; ours is compressed on each answer, the bare page never. "
            "`identity`: nobody compresses.",
            f"While indexing: sellers change {A_SECOND} products a second ({writes}).",
        ],
    )


def _pair_row(name: str, found: Sequence[Pair]) -> list[Cell]:
    ratios = _ratios(found)
    return [
        name,
        median(ours.rps for _bare, ours in found),
        median(bare.rps for bare, _ours in found),
        round(median(ratios), 2),
        f"{min(ratios):.2f} to {max(ratios):.2f}",
        median(ours.p50 for _bare, ours in found),
        median(ours.p99 for _bare, ours in found),
        median(bare.p99 for bare, _ours in found),
        found[0][1].size,
        found[0][0].size,
        sum(ours.errors + bare.errors for bare, ours in found),
    ]


def _pair_figures(found: Sequence[Pair]) -> dict[str, Any]:
    pairs = [{"bare": asdict(bare), "ours": asdict(ours)} for bare, ours in found]
    return {"ratio": median(_ratios(found)), "ratios": _ratios(found), "pairs": pairs}


def _ratios(found: Sequence[Pair]) -> list[float]:
    return [round(ours.rps / bare.rps, 3) for bare, ours in found]

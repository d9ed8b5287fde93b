"""From the commit of a publish to the first public answer that holds the product, as `make run` runs."""

from __future__ import annotations

import json
import time
import urllib.request

from bench.folders import opened, tell
from bench.load import milliseconds
from bench.pages import PRODUCTS
from bench.plan import Plan
from bench.report import Cell, Section, Table
from bench.sellers import draft, opened_shop, publish
from bench.servers import Address, flask, web, worker
from marketplace.kernel.actor import Actor

ASK_EVERY = 0.02
GIVE_UP = 30.0
LETTERS = "bcdfghjklmnprst"


def run(plan: Plan) -> Section:
    """Publish one product after another, each under a word that no other has."""
    prepared = plan.folders.catalogue(PRODUCTS)
    tell("letting the worker catch up with the import")
    flask(prepared.path, "worker", "--once")
    with opened(prepared), web("wsgi", prepared.path) as address, worker(prepared.path):
        owner = opened_shop()
        _published_and_found(address, owner, plan.times)  # once before, so that the worker is up
        took = [_published_and_found(address, owner, number) for number in range(plan.times)]
    figures = {"publishes": len(took), **{f"p{p}_ms": milliseconds(took, p / 100) for p in (50, 95, 99, 100)}}
    row: list[Cell] = [
        f"{len(took)} publishes",
        *list(figures.values())[1:],
        sum(one >= GIVE_UP for one in took),
    ]
    return Section(
        "visible",
        f"Publish to visible, among {prepared.label}",
        [Table(["", "p50 ms", "p95 ms", "p99 ms", "longest ms", "never seen"], [row])],
        figures,
        [
            "From the commit of the publish until `/api/v1/products?q=` holds the product, asked every "
            f"{ASK_EVERY * 1000:.0f} ms; web and worker run as under `make run`.",
        ],
    )


def _published_and_found(address: Address, owner: Actor, number: int) -> float:
    """Seconds from the commit of a publish until everybody finds the product."""
    word = _word(number)
    product_id = draft(owner, f"Contoh {word}")
    publish(owner, product_id)
    return _until_found(address, word)


def _word(number: int) -> str:
    """A word of six letters that is in no product: a consonant and a vowel for each of three digits."""
    base = len(LETTERS)
    digits = (number // base // base % base, number // base % base, number % base)
    return "xq" + "".join(LETTERS[digit] + "au"[place % 2] for place, digit in enumerate(digits))


def _until_found(address: Address, word: str) -> float:
    """Seconds until the public list holds the word; GIVE_UP when it does not by then."""
    started = time.perf_counter()
    url = f"http://{address[0]}:{address[1]}/api/v1/products?q={word}"
    while (waited := time.perf_counter() - started) < GIVE_UP:
        with urllib.request.urlopen(url, timeout=20) as answer:
            items = json.load(answer)["items"]
        if any(word in item["title"] for item in items):
            return time.perf_counter() - started
        time.sleep(ASK_EVERY)
    return waited

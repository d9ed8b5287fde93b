"""What the measurements say follows from what was measured, and their files keep their shape."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.load import measure, percentile, summary
from bench.machine import Machine
from bench.report import Section, Table, write

HERE = Machine("CPU", 2, 8.0, "Linux", "3.11.7", "3.53.4", "abc1234", False, "2026-11-24", 0.5)


def test_a_percentile_is_the_smallest_value_that_enough_others_do_not_exceed() -> None:
    values = list(range(100, 0, -1))
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([7], 0.99) == 7
    assert percentile([], 0.5) == 0


def test_a_summary_counts_answers_in_the_time_and_tells_the_slow_ones() -> None:
    found = summary([0.010] * 98 + [0.500] * 2, [200] * 99 + [503], [1000] * 60 + [10] * 40, elapsed=4.0)
    assert (found.requests, found.rps, found.errors, found.size) == (100, 25.0, 1, 1000)
    assert (found.p50, found.p95, found.p99) == (10.0, 10.0, 500.0)


class _Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.headers["Accept-Encoding"].encode() * 300
        self.send_response(200 if self.path == "/good" else 301)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.path == "/bad"

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield "127.0.0.1", server.server_port
        server.shutdown()
        thread.join()


def test_the_load_goes_round_the_paths_and_counts_what_is_no_page(address: tuple[str, int]) -> None:
    """`/bad` answers 301 and closes its connection: half of the answers are errors, none is lost."""
    found = measure(address, ["/good", "/bad"], seconds=0.2, connections=3, warm=6)
    assert found.requests > 10
    assert 0.3 <= found.errors / found.requests <= 0.7
    assert found.size == len("br") * 300


def _section(name: str, milliseconds: float) -> Section:
    return Section(
        name,
        name.capitalize(),
        [Table(["page", "req/s", "p99 ms"], [["/", 1234.5, milliseconds]])],
        {"p99": milliseconds},
        ["How."],
    )


def test_a_table_is_markdown_with_numbers_to_the_right() -> None:
    assert Table(["page", "req/s"], [["/", 1234.5], ["/produk", 61.5]]).lines() == [
        "| page    | req/s |",
        "| ------- | ----: |",
        "| /       | 1,234 |",
        "| /produk | 61.50 |",
    ]


def test_results_are_kept_by_date_and_commit_with_the_machine(tmp_path: Path) -> None:
    page = write(tmp_path, HERE, [_section("pages", 12.0)])
    assert page == tmp_path / "2026-11-24-abc1234.md"
    text = page.read_text()
    assert all(fact in text for fact in ("CPU, 2 cores", "Python 3.11.7", "SQLite 3.53.4", " 12.00 |"))
    kept = json.loads(page.with_suffix(".json").read_text())
    assert kept["machine"]["commit"] == "abc1234"
    assert kept["sections"]["pages"]["figures"] == {"p99": 12.0}


def test_a_section_measured_again_replaces_itself_and_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path, HERE, [_section("pages", 12.0), _section("search", 3.0)])
    page = write(tmp_path, HERE, [_section("search", 2.0)])
    kept = json.loads(page.with_suffix(".json").read_text())["sections"]
    assert (kept["pages"]["figures"]["p99"], kept["search"]["figures"]["p99"]) == (12.0, 2.0)
    assert page.read_text().count("## Search") == 1

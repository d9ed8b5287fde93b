"""The process that writes the index is killed at any moment: what is left opens or is built anew."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from marketplace.search import live, queries
from marketplace.search.engine import SearchRequest
from tests.catalog import factories
from tests.long.measures import ROOT, SCALE, tell

pytestmark = [pytest.mark.long, pytest.mark.db]

KILLS = 12 * SCALE
WORDS = ("keripik", "tempe", "xyz123", "kopi robusta", "")

# Writes without end: small commits, and every so often a whole new index. A line says that it has begun.
WRITER = textwrap.dedent(
    """
    import itertools, sys
    from pathlib import Path
    from marketplace.search.engine import Document
    from marketplace.search.whoosh_index import WhooshIndex

    def document(number):
        name = f"Keripik tempe {number} kopi robusta"
        return Document(number, name, name, ("camilan-kering",), ("35.77",), "mikro", (), 1000, None, 1)

    index = WhooshIndex(Path(sys.argv[1]))
    first = int(sys.argv[2])
    print("begun", flush=True)
    for turn in itertools.count(first):
        numbers = range(10_000 + turn % 40 * 25, 10_025 + turn % 40 * 25)
        if turn % 6 == 0:
            index.rebuild(map(document, numbers))
        else:
            index.replace(map(document, numbers), remove=[numbers[0] - 1])
    """
)


def write_and_be_killed(folder: Path, turn: int, after_seconds: float) -> None:
    """Start a writer, and kill it without warning once it has written for a while."""
    command = [sys.executable, "-W", "ignore", "-c", WRITER, str(folder), str(turn)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
        try:
            writer.wait(timeout=after_seconds)
        except subprocess.TimeoutExpired:
            writer.kill()
        else:
            pytest.fail("the writer ended by itself")


def test_searching_goes_on_whenever_the_writer_is_killed(session, index_folder):
    business, owner = factories.shop()
    made = factories.live(business, owner)
    chance, fell_back, rebuilt = random.Random(7), 0, 0
    for turn in range(KILLS):
        write_and_be_killed(index_folder, chance.randrange(1_000), chance.uniform(0.01, 0.6))
        live.use(f"whoosh://{index_folder}")
        for words in WORDS:
            found = queries.find(session, SearchRequest(text=words))
            fell_back += found.from_sql
            queries.suggestions(words)
        rebuilt += (index_folder / live.WANTED).exists()
        live.keep_healthy()
        assert live.index().count() > 0, f"kill {turn}"
    live.rebuild()
    assert queries.find(session, SearchRequest(text="keripik tempe")).ids == (made.id,)
    tell(
        "index killed",
        f"{KILLS} kills, {KILLS * len(WORDS)} searches after them",
        f"0 searches failed, {fell_back} answered by SQL, {rebuilt} times built anew",
    )

"""Every file of the corpus, and many damaged copies of it: a photo, or a sentence, within the limits."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from marketplace.businesses.services import evidence
from marketplace.catalog import photos
from marketplace.kernel.errors import DomainError
from tests.catalog.test_photos import cpu_seconds, outcome_of, peak_mib
from tests.long.measures import SCALE, tell
from tests.shared_data import shared

pytestmark = pytest.mark.long

DAMAGED = 3 * SCALE
CPU_SECONDS, MEMORY_MIB = 1, 200
HEAD = 64
"""Bytes where damage changes what a file claims to be."""
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@pytest.fixture
def corpus() -> list[Path]:
    return sorted(path for path in shared("images").rglob("*") if path.is_file())


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file cut, with some bytes turned, a piece doubled, or with the head of another kind of file."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    if changed and chance.random() < 0.3:
        changed[chance.randrange(min(HEAD, len(changed)))] = chance.randrange(256)
    if chance.random() < 0.3:
        del changed[chance.randrange(len(changed) + 1) :]
    if chance.random() < 0.2:
        start = chance.randrange(len(changed) + 1)
        changed += changed[start : start + 4096]
    if chance.random() < 0.2:
        changed[:0] = chance.choice([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"])
    return bytes(changed)


def test_photos_of_the_corpus_and_their_damaged_copies_stay_within_limits(app, corpus):
    chance, outcomes, most_cpu, most_memory = random.Random(20261124), Counter(), 0.0, 0.0
    photos.prestart()
    for path in corpus:
        content = path.read_bytes()
        for tried in (content, *(damaged(content, chance) for _ in range(DAMAGED))):
            process, before = photos._worker()._process, cpu_seconds()
            outcome = outcome_of(tried)
            assert outcome == "webp" or outcome.endswith("."), path.name
            if photos._worker()._process is process and process.poll() is None:
                most_cpu, most_memory = max(most_cpu, cpu_seconds() - before), max(most_memory, peak_mib())
            else:
                photos.prestart()
            outcomes["photo" if outcome == "webp" else "refused"] += 1
    tell(
        "hostile photos",
        f"{len(corpus)} files, {sum(outcomes.values())} with damaged copies",
        f"{outcomes['photo']} photos, {outcomes['refused']} refused, 0 crashes; "
        f"at most {most_cpu:.2f} s of CPU and {most_memory:.0f} MiB",
    )
    assert most_cpu < CPU_SECONDS
    assert most_memory < MEMORY_MIB


def test_evidence_is_what_its_first_bytes_say_or_is_refused(corpus):
    chance, outcomes = random.Random(20261124), Counter()
    for path in corpus:
        content = path.read_bytes()
        for tried in (content, *(damaged(content, chance) for _ in range(DAMAGED * 10))):
            try:
                mime, ending = evidence.sniff(tried)
            except DomainError:
                outcomes["refused"] += 1
            else:
                assert ENDINGS[mime] == ending
                outcomes["taken"] += 1
    tell(
        "hostile evidence",
        f"{sum(outcomes.values())} files",
        f"{outcomes['taken']} taken for what they are, {outcomes['refused']} refused, 0 other types",
    )

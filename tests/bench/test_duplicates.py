"""Precision and recall are what they are called."""

from __future__ import annotations

from bench.duplicates import Pair, measure, pairs

LABELLED = [
    Pair(True, "Keripik tempe", "Tempe keripik"),
    Pair(True, "Sambal", "Saus"),
    Pair(False, "Kopi", "Kopi"),
    Pair(False, "Batik", "Tenun"),
]


def test_of_what_is_named_and_of_what_is_there():
    found = measure(
        LABELLED, lambda first, second: sorted(first.lower().split()) == sorted(second.lower().split())
    )
    assert (found.named, found.right, found.same) == (2, 1, 2)
    assert (found.precision, found.recall) == (0.5, 0.5)


def test_who_names_nothing_is_right_in_nothing():
    found = measure(LABELLED, lambda _first, _second: False)
    assert (found.precision, found.recall) == (0.0, 0.0)


def test_pairs_are_read_without_their_head(tmp_path):
    table = tmp_path / "pairs.tsv"
    table.write_text("label_sama\tjudul_1\tjudul_2\n1\tKopi\tkopi\n0\tKopi\tTeh\n", encoding="utf-8")
    assert pairs(table) == [Pair(True, "Kopi", "kopi"), Pair(False, "Kopi", "Teh")]

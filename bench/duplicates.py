"""How well names tell duplicates: the rule of the catalogue against pairs that people labelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.folders import shared
from bench.plan import Plan
from bench.report import Cell, Section, Table
from marketplace.catalog import likeness
from marketplace.kernel import analysis, clock

PAIRS = "products/title_pairs_labelled.tsv"

Judge = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether people called them one product."""

    same: bool
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a way of judging named, and how much of it people had named too."""

    named: int
    right: int
    same: int

    @property
    def precision(self) -> float:
        return self.right / self.named if self.named else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.same if self.same else 0.0


def pairs(path: Path) -> list[Pair]:
    """The labelled pairs of a TSV of label, name, name."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [Pair(label == "1", first, second) for label, first, second in rows]


def measure(labelled: Sequence[Pair], judge: Judge) -> Measured:
    """A way of judging against the labels."""
    named = [pair for pair in labelled if judge(pair.first, pair.second)]
    return Measured(len(named), sum(pair.same for pair in named), sum(pair.same for pair in labelled))


def run(_plan: Plan) -> Section:
    """The rule in force, beside what shows how far the labels can be met at all."""
    path = shared(PAIRS)
    if path is None:
        return Section("duplicates", "Likely duplicates", [], {}, [f"Not here: {PAIRS} (SHARED_DATA)."])
    labelled, today = pairs(path), clock.today()
    judges: dict[str, Judge] = {
        "the rule in force": lambda first, second: likeness.alike(first, second, today),
        "names that are equal to the letter": lambda first, second: first == second,
        "the same words in any order": lambda first, second: _stems(first) == _stems(second),
        "every pair": lambda _first, _second: True,
    }
    found = {name: measure(labelled, judge) for name, judge in judges.items()}
    rows: list[list[Cell]] = [
        [name, one.named, one.right, one.precision, one.recall] for name, one in found.items()
    ]
    same = sum(pair.same for pair in labelled)
    return Section(
        "duplicates",
        f"Likely duplicates, {len(labelled)} labelled pairs",
        [Table(["named as one product", "pairs", "right", "precision", "recall"], rows)],
        {
            name: {"precision": round(one.precision, 4), "recall": round(one.recall, 4)}
            for name, one in found.items()
        },
        [
            f"{same} of the {len(labelled)} pairs are labelled as the same product. The pairs were picked "
            "because they look alike, and people saw pictures too: even equal names are labelled different "
            "in a quarter of the cases, so no rule on names alone is more precise than that here."
        ],
    )


def _stems(name: str) -> frozenset[str]:
    return frozenset(analysis.terms(name))

"""Change the program a little, many times, and see whether its tests notice.

Mutated are the rules: every `states.py` and `policies.py`, and money, working days and states of the kernel.
Each mutant lives in a copy of the project, where only the tests that are meant to cover it run.

    python -m tools.mutants [--sample N] [--seed N]
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from types import MappingProxyType

ROOT = Path(__file__).resolve().parent.parent
LIMIT_SECONDS = 240
WORKERS = min(2, os.cpu_count() or 1)
COPIED = ("marketplace", "tests", "migrations", "templates", "static", "tools", "bench")

COVERED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kernel/money.py": ("kernel/test_money.py",),
        "kernel/workdays.py": ("kernel/test_workdays.py",),
        "kernel/states.py": ("kernel/test_states.py",),
        "accounts/policies.py": ("accounts",),
        "accounts/states.py": ("accounts/test_in_person.py",),
        "assistance/policies.py": ("assistance",),
        "assistance/states.py": ("assistance",),
        "backoffice/policies.py": ("backoffice",),
        "businesses/policies.py": (
            "businesses/test_policies.py",
            "businesses/test_mandates.py",
            "businesses",
        ),
        "businesses/states.py": ("businesses",),
        "catalog/policies.py": (
            "catalog/test_products.py",
            "catalog/test_listing_states.py",
            "catalog/test_curation.py",
            "catalog/test_claims.py",
            "catalog/test_helpers_and_proposals.py",
            "catalog/test_photos.py",
            "catalog/test_seller_pages.py",
        ),
        "catalog/states.py": (
            "catalog/test_products.py",
            "catalog/test_listing_states.py",
            "catalog/test_curation.py",
            "catalog/test_claims.py",
            "catalog/test_inventory.py",
            "catalog/test_exchange.py",
        ),
        "desk/policies.py": ("desk",),
        "documents/policies.py": ("documents",),
        "procurement/policies.py": (
            "procurement/test_policies.py",
            "procurement/test_negotiation.py",
            "procurement/test_approval.py",
            "procurement/test_pages.py",
            "procurement/test_fulfilment_pages.py",
        ),
        "procurement/states.py": (
            "procurement/test_who_may_when.py",
            "procurement/test_fulfilment_who_may_when.py",
            "procurement/test_story.py",
            "procurement/test_fulfilment_story.py",
        ),
    }
)
"""For each module the tests that must notice, under tests/, the quickest first."""

_FLIPPED: Mapping[type[ast.cmpop], type[ast.cmpop]] = MappingProxyType(
    {
        ast.Lt: ast.LtE,
        ast.LtE: ast.Lt,
        ast.Gt: ast.GtE,
        ast.GtE: ast.Gt,
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
    }
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change: the module under marketplace/, where, what, and the changed source."""

    module: str
    line: int
    change: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.change}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mutants there are, and which of the tried ones no test noticed."""

    possible: int
    tried: int
    survivors: tuple[Mutant, ...]


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module: each node that can be changed, changed once."""
    tree = ast.parse(source)
    found = []
    for place, node in enumerate(ast.walk(tree)):
        for number, (change, _apply) in enumerate(_changes(node)):
            other = copy.deepcopy(tree)
            twin = list(ast.walk(other))[place]
            list(_changes(twin))[number][1]()
            text = ast.unparse(ast.fix_missing_locations(other))
            found.append(Mutant(module, getattr(node, "lineno", 0), change, text))
    return found


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What can be changed at a node, with words for it and the act that does it."""
    if isinstance(node, ast.Compare):
        flipped = _FLIPPED[type(node.ops[0])]
        yield f"`{ast.unparse(node)}` with {flipped.__name__}", lambda: node.ops.__setitem__(0, flipped())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"`{ast.unparse(node)}` with {other.__name__}", lambda: setattr(node, "op", other())
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        value = node.value
        yield f"{value} becomes {value + 1}", lambda: setattr(node, "value", value + 1)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        turned = ast.Sub if isinstance(node.op, ast.Add) else ast.Add
        yield f"`{ast.unparse(node)}` with {turned.__name__}", lambda: setattr(node, "op", turned())
    elif isinstance(node, ast.Dict) and node.keys and isinstance(node.keys[0], ast.Tuple):
        yield from _without_each(node)
    elif isinstance(node, ast.FunctionDef):
        yield from _whole_functions(node)


def _without_each(table: ast.Dict) -> Iterator[tuple[str, Callable[[], None]]]:
    """Drop one transition of a table."""
    for place, key in enumerate(table.keys):
        assert key is not None

        def drop(place: int = place) -> None:
            del table.keys[place], table.values[place]

        yield f"without {ast.unparse(key)}", drop


def _whole_functions(function: ast.FunctionDef) -> Iterator[tuple[str, Callable[[], None]]]:
    """A policy that says yes or no to everybody; a check that lets everybody pass."""
    answers = function.returns and ast.unparse(function.returns)
    if answers == "bool":
        for answer in (True, False):

            def always(answer: bool = answer) -> None:
                function.body = [ast.Return(ast.Constant(answer))]

            yield f"{function.name} is always {answer}", always
    elif answers == "None" and function.name.startswith(("ensure_", "_ensure_")):
        yield f"{function.name} checks nothing", lambda: setattr(function, "body", [ast.Pass()])


def all_mutants() -> list[Mutant]:
    found = []
    for module in COVERED_BY:
        found += mutants_of(module, (ROOT / "marketplace" / module).read_text())
    return found


def unlisted() -> list[str]:
    """Modules of rules that nobody said the tests of."""
    rules = [*(ROOT / "marketplace").glob("*/states.py"), *(ROOT / "marketplace").glob("*/policies.py")]
    names = {str(path.relative_to(ROOT / "marketplace")) for path in rules}
    return sorted(names - set(COVERED_BY))


def run(chosen: Sequence[Mutant], possible: int) -> Outcome:
    """Try mutants in copies of the project; RuntimeError when the tests fail without any mutant."""
    with tempfile.TemporaryDirectory(prefix="lapak-mutants-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(WORKERS):
            copies.put(_copy_to(Path(folder) / str(number)))
        _ensure_green(copies.queue[0], {mutant.module for mutant in chosen})

        def survives(mutant: Mutant) -> bool:
            place = copies.get()
            try:
                return _unnoticed(place, mutant)
            finally:
                copies.put(place)

        with ThreadPoolExecutor(WORKERS) as pool:
            alive = list(pool.map(survives, chosen))
    survivors = tuple(mutant for mutant, unnoticed in zip(chosen, alive, strict=True) if unnoticed)
    return Outcome(possible, len(chosen), survivors)


def _copy_to(place: Path) -> Path:
    for name in COPIED:
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "long"))
    for path in ROOT.glob("*.*"):
        if path.is_file():
            shutil.copy(path, place / path.name)
    return place


def _ensure_green(place: Path, modules: set[str]) -> None:
    tests = {test for module in modules for test in COVERED_BY[module]}
    if not _passes(place, sorted(tests), LIMIT_SECONDS * 4):
        raise RuntimeError("the tests fail without any mutant")


def _unnoticed(place: Path, mutant: Mutant) -> bool:
    target = place / "marketplace" / mutant.module
    before = target.read_text()
    target.write_text(mutant.source)
    try:
        return _passes(place, COVERED_BY[mutant.module], LIMIT_SECONDS)
    finally:
        target.write_text(before)


def _passes(place: Path, tests: Sequence[str], limit: int) -> bool:
    marks = "not browser and not two_connections and not long"
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", marks]
    command += [f"tests/{test}" for test in tests]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("TEST_DATABASE_URL", None)
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def sample(count: int, seed: int) -> tuple[list[Mutant], int]:
    """`count` mutants, the same for the same seed and sources, and how many there are; 0 takes all."""
    every = all_mutants()
    chosen = random.Random(seed).sample(every, min(count or len(every), len(every)))
    return chosen, len(every)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--module", default="")
    given = parser.parse_args()
    chosen, possible = sample(given.sample, given.seed)
    chosen = [mutant for mutant in chosen if given.module in mutant.module]
    outcome = run(chosen, possible)
    for mutant in outcome.survivors:
        print(f"survived: {mutant}")
    print(f"{outcome.tried - len(outcome.survivors)} of {outcome.tried} noticed, {outcome.possible} possible")


if __name__ == "__main__":
    main()

"""What law or the house sets is a dated row with its basis; a room keeps one table of them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from marketplace.kernel.policy_rules import RuleTable

TABLES = sorted((Path(__file__).parents[2] / "marketplace").glob("*/data/policy_rules.json"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parts[-3])
def test_every_rule_names_its_basis_and_never_holds_twice_on_a_day(path: Path) -> None:
    table = RuleTable(path)
    assert table.version
    assert table.rules
    assert all(row.basis and row.unit for row in table.rules)
    for first, second in combinations(table.rules, 2):
        assert first.key != second.key or not first.period.overlaps(second.period), first.key


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parts[-3])
def test_every_rule_of_the_house_is_read_by_its_room(path: Path) -> None:
    room = path.parents[1]
    code = "".join(file.read_text(encoding="utf-8") for file in room.rglob("*.py"))
    # Law is kept whole, also for methods that no page offers yet; what the house made up must be in use.
    ours = {row.key for row in RuleTable(path).rules if row.basis.startswith("Kebijakan sistem")}
    unread = {key for key in ours if f'"{key}"' not in code}
    assert not unread

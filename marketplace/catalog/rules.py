"""Days and divisors of the catalogue, with their dates and basis (`data/policy_rules.json`)."""

from __future__ import annotations

from pathlib import Path

from marketplace.kernel.policy_rules import RuleTable

POLICY = RuleTable(Path(__file__).parent / "data" / "policy_rules.json")
rule = POLICY.rule

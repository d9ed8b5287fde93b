"""The tests of the rules notice when a rule is changed."""

from __future__ import annotations

import pytest

from tests.long.measures import SCALE, tell
from tools import mutants

pytestmark = pytest.mark.long

SAMPLE = 40 * SCALE
SEED = 20261124
NOTICED = 0.9
"""Some changes change nothing: a bound moved where no value lies, a wider `or` of two equal sides."""


def test_every_module_of_rules_has_its_tests():
    assert mutants.unlisted() == []


def test_changed_rules_are_noticed():
    chosen, possible = mutants.sample(SAMPLE, SEED)
    outcome = mutants.run(chosen, possible)
    noticed = outcome.tried - len(outcome.survivors)
    lost = "; ".join(str(mutant).replace("|", "or") for mutant in outcome.survivors) or "none"
    tell("mutants", f"{outcome.tried} of {possible}", f"{noticed} noticed, survivors: {lost}")
    assert noticed >= outcome.tried * NOTICED, lost

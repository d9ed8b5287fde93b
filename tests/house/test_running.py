"""What the closing of `make test` says of its parts."""

from __future__ import annotations

import pytest

from tools.run_tests import verdict

FINE = ("SQLite", 0, "9 passed")


@pytest.mark.parametrize("code", [1, 2, 5, -9])
def test_a_part_that_failed_was_killed_or_found_no_test_fails_the_whole(code):
    assert verdict([FINE, ("Chromium", code, ""), FINE]) == 1


def test_parts_that_all_passed_pass():
    assert verdict([FINE, FINE]) == 0

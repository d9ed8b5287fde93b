"""Every write has a policy, is noted or says why not, and stands in docs/writes.md."""

from __future__ import annotations

import pytest

from tools import writes


@pytest.fixture(scope="module")
def found(app):
    return writes.writes(app)


def test_the_page_is_what_the_code_does(found):
    assert writes.PAGE.read_text() == writes.page(found), "run `python -m tools.writes`"


def test_every_write_is_noted_or_says_why_not(found):
    assert [one.endpoint for one in found if not one.audit and one.endpoint not in writes.UNAUDITED] == []


def test_no_reason_is_given_for_what_is_noted_or_gone(found):
    silent = {one.endpoint for one in found if not one.audit}
    assert set(writes.UNAUDITED) - silent == set()


def test_what_others_may_be_harmed_by_is_done_once(found):
    """Money, stock, price, state: whatever leaves a step in the timeline has a key, or is a state's own."""
    open_doors = [one.endpoint for one in found if one.state and not one.key]
    assert open_doors == ["businesses.submit_case"]


def test_the_calls_of_a_known_write_are_found(found):
    known = next(one for one in found if one.endpoint == "businesses.bank_account")
    assert known.use_cases == ("businesses.set_bank_account",)
    assert (known.policy, known.key, known.audit) == ("is_owner +2FA", True, True)

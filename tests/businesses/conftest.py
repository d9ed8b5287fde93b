"""What the pages of a business are opened with."""

from __future__ import annotations

import pytest

from marketplace.kernel.actor import PartyKind, PartyRef, Role


@pytest.fixture
def owner_of(as_actor):
    """`owner_of(business, owner)`: the owner's browser in that seat."""

    def open_browser(business, owner, *, stepped_up=True):
        party = PartyRef(PartyKind.BUSINESS, business.id)
        return as_actor(
            owner.user_id, Role.OWNER, party, code=business.code, label=business.name, stepped_up=stepped_up
        )

    return open_browser

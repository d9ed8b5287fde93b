"""Every test of this room begins on one Tuesday morning, so that deadlines are the same on every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from marketplace.kernel import clock

TUESDAY_TEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""10.00 WIB on a working day of a week without holidays."""


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Iterator[None]:
    with clock.frozen(TUESDAY_TEN):
        yield

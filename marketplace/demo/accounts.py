"""The demo's accounts as a newcomer needs them: whom to sign in as, the password, the second factor."""

from __future__ import annotations

from collections.abc import Iterator

import pyotp

from marketplace.demo import content
from marketplace.infra.sessions import wall_clock

TOTP_SECRET = "PAHLAWANDIGITALUMKMLAPAKNUSADEMO"  # noqa: S105 - public, for the demo's people only


def code_now() -> str:
    """The second factor of every demo account at this moment."""
    return pyotp.TOTP(TOTP_SECRET).at(wall_clock())


def lines(password: str) -> Iterator[str]:
    """What `make run` prints."""
    yield f"Mulai dari /demo. Sandi semua akun: {password}   Kode TOTP sekarang: {code_now()}"
    for person in content.load().people:
        if person.email:
            yield f"  {person.email:26} {person.name}: {person.roles[0]}"

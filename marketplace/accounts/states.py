"""Recovery in person as a table: seen by one, confirmed by another, a day to refuse, handed over."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.states import Transitions


class InPersonState(StrEnum):
    """How far it has come to give an account back to a person who stands before the staff."""

    OPENED = "opened"
    CONFIRMED = "confirmed"
    HANDED = "handed"
    USED = "used"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


IN_PERSON = Transitions[InPersonState](
    {
        (InPersonState.OPENED, "confirm"): InPersonState.CONFIRMED,
        (InPersonState.OPENED, "refuse"): InPersonState.REFUSED,
        (InPersonState.OPENED, "withdraw"): InPersonState.WITHDRAWN,
        (InPersonState.CONFIRMED, "hand_over"): InPersonState.HANDED,
        (InPersonState.CONFIRMED, "refuse"): InPersonState.REFUSED,
        (InPersonState.CONFIRMED, "withdraw"): InPersonState.WITHDRAWN,
        (InPersonState.HANDED, "hand_over"): InPersonState.HANDED,
        (InPersonState.HANDED, "use"): InPersonState.USED,
        (InPersonState.HANDED, "refuse"): InPersonState.REFUSED,
        (InPersonState.HANDED, "withdraw"): InPersonState.WITHDRAWN,
    },
    labels={
        InPersonState.OPENED: "Menunggu petugas kedua",
        InPersonState.CONFIRMED: "Menunggu sehari",
        InPersonState.HANDED: "Kode sudah diserahkan",
        InPersonState.USED: "Selesai",
        InPersonState.REFUSED: "Ditolak pemilik akun",
        InPersonState.WITHDRAWN: "Dibatalkan petugas",
    },
)

RUNNING = (InPersonState.OPENED, InPersonState.CONFIRMED, InPersonState.HANDED)
"""The states in which whoever holds the account may still say that it was not them."""

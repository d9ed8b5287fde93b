"""What this room tells people of itself: that somebody asks for their account before the staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from marketplace.infra.outbox import Delivery
from marketplace.kernel.actor import Actor
from marketplace.notifications import services

OWN_PAGE = "/akun/pemulihan"
TEXTS = {
    "open": "Seseorang meminta akun Anda di depan petugas. Bukan Anda? Tolak sekarang.",
    "confirm": "Dua petugas setuju. Sehari lagi sandi akun Anda bisa diganti. Bukan Anda? Tolak sekarang.",
    "hand_over": "Petugas menyerahkan kode untuk sandi baru akun Anda. Bukan Anda? Tolak sekarang.",
    "withdraw": "Petugas membatalkan permintaan sandi baru untuk akun Anda.",
    "refuse": "Permintaan sandi baru untuk akun Anda sudah Anda tolak.",
    "use": "Akun Anda mendapat sandi baru di depan petugas.",
}


def on_recovery_moved(session: Session, _actor: Actor, deliveries: Sequence[Delivery]) -> None:
    """Every address known until now hears of every step; nothing is left out because somebody reads here."""
    for delivery in deliveries:
        moved = delivery.payload
        services.notify(
            session,
            user_ids=[moved.user_id],
            kind=f"accounts.recovery_{moved.event}",
            text=TEXTS[moved.event],
            url=OWN_PAGE,
            key=f"recovery:{delivery.fact}",
        )

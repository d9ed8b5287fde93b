"""The timeline of a purchase in words: what happened, who did it in which role, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.infra.timeline import StateChange
from marketplace.kernel.actor import Role
from marketplace.kernel.money import Rupiah
from marketplace.procurement import wording

EVENTS = MappingProxyType(
    {
        ("package", "open"): "Paket disusun",
        ("package", "invite"): "Penyedia diundang bernegosiasi",
        ("package", "offer"): "Tawaran dikirim",
        ("package", "agree"): "Kedua pihak sepakat",
        ("package", "approve"): "PPK menyetujui paket",
        ("package", "return"): "PPK mengembalikan paket",
        ("package", "cancel"): "Paket dibatalkan",
        ("package", "lapse"): "Paket gugur",
        ("contract", "sign"): "SPK ditandatangani PPK",
        ("contract", "accept"): "Penyedia menerima SPK",
        ("contract", "decline"): "Penyedia menolak SPK",
        ("contract", "lapse"): "SPK gugur",
        ("contract", "ship"): "Barang dikirim",
        ("contract", "receive"): "Kiriman dihitung",
        ("contract", "draw_up_bast"): "BAST ditandatangani PPK",
        ("contract", "hand_over"): "BAST ditandatangani penyedia",
        ("contract", "bill"): "Tagihan dikirim",
        ("contract", "pay"): "Pembayaran dicatat",
        ("contract", "rate"): "Kinerja penyedia dinilai",
        ("contract", "reply_to_rating"): "Penyedia menjawab penilaian",
    }
)
"""What people read for each step; a kind and event that is not here shows the event."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One step as `timeline` shows it; `who` names the person and the role they acted in."""

    title: str
    at: datetime
    who: str
    note: str


def entries(session: Session, subjects: Sequence[tuple[str, int]]) -> list[Entry]:
    """All steps of these things together, oldest first; two statements."""
    wanted = or_(
        *(
            (StateChange.subject_kind == kind) & (StateChange.subject_id == subject_id)
            for kind, subject_id in subjects
        )
    )
    steps = session.scalars(select(StateChange).where(wanted).order_by(StateChange.id)).all()
    names = accounts.names_of(session, [step.actor_user_id for step in steps if step.actor_user_id])
    return [_entry(step, names) for step in steps]


def _entry(step: StateChange, names: dict[int, str]) -> Entry:
    role = Role(step.actor_role).label
    name = names.get(step.actor_user_id or 0, "")
    return Entry(
        title=EVENTS.get((step.subject_kind, step.event), step.event),
        at=step.at,
        who=f"{name}, {role}" if name else role,
        note=step.reason or _note(step),
    )


def _note(step: StateChange) -> str:
    """The amount of a step; of a rating, the total that its details hold in hundredths."""
    amount = step.details.get("total") or step.details.get("value")
    if not isinstance(amount, int):
        return ""
    return f"Nilai {wording.hundredths(amount)}" if step.event == "rate" else str(Rupiah(amount))

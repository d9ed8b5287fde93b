"""What a person may take along, and what is erased when an account closes (UU 27/2022 Pasal 7, 8, 13)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import in_person
from marketplace.accounts.models import Account, Consent, InPersonRecovery, PlatformRole, RecoveryCard
from marketplace.infra import sessions
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

TABLES = {"account", "consent", "phone_proof", "in_person_recovery"}
ERASED_NAME = "Akun ditutup"
ERASER = Actor.system("erasure")


def export(session: Session, user_id: int) -> dict[str, Any]:
    """The person's own data, roles, consents and signed-in browsers as plain values."""
    account = session.get_one(Account, user_id)
    consents = session.scalars(select(Consent).where(Consent.user_id == user_id).order_by(Consent.id))
    roles = session.scalars(
        select(PlatformRole).where(PlatformRole.user_id == user_id).order_by(PlatformRole.id)
    )
    rows = session.scalars(
        select(sessions.WebSession)
        .where(sessions.WebSession.user_id == user_id)
        .order_by(sessions.WebSession.id)
    )
    return {
        "akun": {
            "kode": account.code,
            "nama": account.name,
            "sapaan": account.honorific,
            "nomor_hp": account.phone,
            "surel": account.email,
            "dibuat": account.created_at.isoformat(),
        },
        "peran": [{"peran": role.role.label, "wilayah": role.region_code} for role in roles],
        "persetujuan": [
            {
                "tujuan": consent.purpose,
                "versi": consent.text_version,
                "teks": consent.text,
                "cara": consent.channel,
                "pada": consent.given_at.isoformat(),
            }
            for consent in consents
        ],
        "pemulihan_di_depan_petugas": [
            {
                "keadaan": case.state.value,
                "surat": case.paper,
                "catatan": case.seen,
                "alasan_berhenti": case.reason,
                "pada": case.opened_at.isoformat(),
            }
            for case in session.scalars(
                select(InPersonRecovery)
                .where(InPersonRecovery.user_id == user_id)
                .order_by(InPersonRecovery.id)
            )
        ],
        "sesi": [{"peramban": row.browser, "mulai": row.created_at.isoformat()} for row in rows],
    }


def leave(session: Session, actor: Actor) -> None:
    """Roles on the platform end with the account."""
    held = select(PlatformRole).where(PlatformRole.user_id == actor.user_id, PlatformRole.ended_at.is_(None))
    for role in session.scalars(held.with_for_update()):
        role.ended_at = clock.now()
    session.flush()


def erase(session: Session, user_id: int) -> None:
    """Close the account and take away what points at the person; consents stay as proof (Pasal 24)."""
    account = session.get_one(Account, user_id, with_for_update=True)
    account.name, account.honorific = ERASED_NAME, ""
    account.phone = account.phone_index = account.email = account.email_index = None
    account.password_hash = ""
    account.totp_secret = account.totp_pending_secret = None
    account.closed_at = clock.now()
    for card in session.scalars(
        select(RecoveryCard).where(RecoveryCard.user_id == user_id, RecoveryCard.replaced_at.is_(None))
    ):
        card.replaced_at = account.closed_at
    in_person.end_for(session, ERASER, user_id)
    sessions.revoke_all(session, user_id)

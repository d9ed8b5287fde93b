"""Whether a seller may sell to government on a day, and the evidence that this was asked."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.services.sanctions import hold_sanctions, sanctions_in_force
from marketplace.kernel import clock
from marketplace.kernel.errors import Refused
from marketplace.procurement import rows, wording
from marketplace.procurement.models import SanctionCheck
from marketplace.procurement.package_models import Package


def ensure_not_sanctioned(session: Session, business_id: int, on: date) -> None:
    """Refused, with the decision and its end, while a sanction on the seller is in force.

    Nothing can be imposed on her between this answer and the end of the transaction.
    """
    hold_sanctions(session, business_id)
    found = sanctions_in_force(session, business_id, on)
    if found:
        until = f"sampai {wording.day(found[0].until_on)}" if found[0].until_on else "sampai dicabut"
        raise Refused(
            f"Penyedia ini dihentikan sementara {until} (keputusan {found[0].decision_number}). "
            "Tidak ada yang berubah; pilih penyedia lain."
        )


def ensure_may_sell(session: Session, business_id: int, on: date) -> None:
    """Refused unless the seller is verified for government, complete that day, and without a sanction."""
    ensure_not_sanctioned(session, business_id, on)
    if not businesses.is_government_ready(session, business_id, on):
        raise Refused(
            "Penyedia ini belum siap pengadaan: syaratnya belum lengkap, belum diperiksa, atau sudah lewat "
            "masa berlakunya. Pilih penyedia lain."
        )


def record_check(session: Session, package: Package, moment: str) -> None:
    """Ask again whether the seller is sanctioned and keep the answer as evidence; Refused if so.

    moment: agreement, approval or acceptance.
    """
    ensure_not_sanctioned(session, package.business_id, rows.today_at(session, package.work_unit_id))
    session.add(
        SanctionCheck(
            package_id=package.id,
            moment=moment,
            clean=True,
            found={"sanctions": []},
            checked_at=clock.now(),
        )
    )

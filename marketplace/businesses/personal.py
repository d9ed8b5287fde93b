"""What this room gives a person of their own data, and what it erases (UU 27/2022 Pasal 7, 8, 13)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Account
from marketplace.businesses import queries
from marketplace.businesses.models import BankAccount, Business, Member, MemberRole, ProposedChange
from marketplace.businesses.sanction_models import Sanction, SanctionObjection
from marketplace.businesses.services.keeping import erase_papers
from marketplace.businesses.team_models import MemberInvitation
from marketplace.businesses.verification_models import Evidence

TABLES = {
    "business",
    "proposed_change",
    "bank_account",
    "evidence",
    "member_invitation",
    "sanction_objection",
}
ERASED = "(dihapus atas permintaan pemilik)"


def export(session: Session, user_id: int) -> dict[str, Any]:
    """The person's businesses with their numbers, and the mandates that they hold as a helper."""
    return {
        "usaha": [
            {
                "nama": business.name,
                "peran": role.value,
                "izin": _permissions(session, business.id, user_id),
                "alamat": business.street,
                "nib": business.nib,
                "npwp": business.npwp,
                "rekening": _accounts(session, business.id) if role is MemberRole.OWNER else [],
                "keberatan": _objections(session, business.id) if role is MemberRole.OWNER else [],
            }
            for business, role in queries.businesses_of(session, user_id)
        ],
        "surat_kuasa": [
            {"usaha": mandate.business_name, "sampai": mandate.ends_on.isoformat(), "untuk": mandate.scopes}
            for mandate in queries.mandates_of_helper(session, user_id)
        ],
    }


def erase(session: Session, user_id: int) -> None:
    """Remove the numbers of the businesses that the person alone owns; papers already issued keep theirs."""
    for business_id in _owned_alone(session, user_id):
        business = session.get_one(Business, business_id)
        business.street, business.nib, business.nib_index = ERASED, None, None
        business.npwp, business.npwp_index = None, None
        for account in session.scalars(select(BankAccount).where(BankAccount.business_id == business_id)):
            account.number, account.number_index, account.holder = ERASED, "", ERASED
        for change in session.scalars(
            select(ProposedChange).where(ProposedChange.business_id == business_id)
        ):
            change.arguments_json, change.diff_json = "{}", "[]"
        for evidence in session.scalars(select(Evidence).where(Evidence.business_id == business_id)):
            evidence.statement = ""
        for objection in session.scalars(
            select(SanctionObjection)
            .join(Sanction, Sanction.id == SanctionObjection.sanction_id)
            .where(Sanction.business_id == business_id)
        ):
            objection.text = ERASED
        erase_papers(session, business_id)
    for invitation in _invitations_to(session, user_id):
        invitation.phone = invitation.phone_index = ""
    session.flush()


def _permissions(session: Session, business_id: int, user_id: int) -> list[str]:
    query = select(Member.permissions).where(
        Member.business_id == business_id, Member.user_id == user_id, Member.left_at.is_(None)
    )
    return list(session.scalar(query) or [])


def _invitations_to(session: Session, user_id: int) -> list[MemberInvitation]:
    """Those that wait for the person's number; an answered one keeps no number."""
    query = select(MemberInvitation).join(Account, Account.phone_index == MemberInvitation.phone_index)
    return list(session.scalars(query.where(Account.id == user_id, MemberInvitation.phone_index != "")))


def _accounts(session: Session, business_id: int) -> list[dict[str, str]]:
    rows = session.scalars(select(BankAccount).where(BankAccount.business_id == business_id))
    return [{"bank": row.bank, "nomor": row.number, "atas_nama": row.holder} for row in rows]


def _objections(session: Session, business_id: int) -> list[dict[str, str]]:
    rows = session.execute(
        select(Sanction.decision_number, SanctionObjection.text, SanctionObjection.answer)
        .join(Sanction, Sanction.id == SanctionObjection.sanction_id)
        .where(Sanction.business_id == business_id)
    )
    return [{"keputusan": number, "keberatan": said, "jawaban": answer} for number, said, answer in rows]


def _owned_alone(session: Session, user_id: int) -> list[int]:
    present = Member.left_at.is_(None)
    owned = select(Member.business_id).where(
        Member.user_id == user_id, Member.role == MemberRole.OWNER, present
    )
    shared = select(Member.business_id).where(
        Member.user_id != user_id, Member.role == MemberRole.OWNER, present
    )
    return list(session.scalars(owned.where(Member.business_id.not_in(shared))))

"""What this room gives a person of their own data, and what it erases (UU 27/2022 Pasal 7, 8, 13)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Account
from marketplace.businesses import pledges, queries
from marketplace.businesses.models import BankAccount, Business, Member, MemberRole, ProposedChange
from marketplace.businesses.register_models import RegisterLookup
from marketplace.businesses.sanction_models import Sanction, SanctionObjection
from marketplace.businesses.seats import load_business
from marketplace.businesses.services import size_renewal
from marketplace.businesses.services.keeping import erase_papers
from marketplace.businesses.team_models import MemberInvitation
from marketplace.businesses.verification_models import Evidence
from marketplace.documents import queries as documents
from marketplace.documents.models import IssuedDocument
from marketplace.documents.services import record_download
from marketplace.infra import files
from marketplace.infra.files import StoredFile
from marketplace.infra.personal_data import Belonging
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import NotFound

TABLES = {
    "business",
    "proposed_change",
    "bank_account",
    "evidence",
    "member_invitation",
    "sanction_objection",
    "register_lookup",
}
IDENTITY = "owner_identity"
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
                "skala": _size(session, business) if role is MemberRole.OWNER else {},
                "rekening": _accounts(session, business.id) if role is MemberRole.OWNER else [],
                "pencarian_daftar_resmi": _lookups(session, business.id) if role is MemberRole.OWNER else [],
                "pernyataan": _signed(session, business.id, user_id) if role is MemberRole.OWNER else [],
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
        business.npwp, business.npwp_index, business.size_amount = None, None, None
        for account in session.scalars(select(BankAccount).where(BankAccount.business_id == business_id)):
            account.number, account.number_index, account.holder = ERASED, "", ERASED
        for change in session.scalars(
            select(ProposedChange).where(ProposedChange.business_id == business_id)
        ):
            change.arguments_json, change.diff_json = "{}", "[]"
        for evidence in session.scalars(select(Evidence).where(Evidence.business_id == business_id)):
            evidence.statement, evidence.declared = "", {}
            evidence.signed_name = evidence.relations_json = None
        for objection in session.scalars(
            select(SanctionObjection)
            .join(Sanction, Sanction.id == SanctionObjection.sanction_id)
            .where(Sanction.business_id == business_id)
        ):
            objection.text = ERASED
        for lookup in session.scalars(
            select(RegisterLookup).where(RegisterLookup.business_id == business_id)
        ):
            lookup.words = ERASED
        erase_papers(session, business_id)
    for invitation in _invitations_to(session, user_id):
        invitation.phone = invitation.phone_index = ""
    session.flush()


def belongings(session: Session, user_id: int) -> list[Belonging]:
    """The papers that an owner handed in, and those that were issued to her business."""
    found: list[Belonging] = []
    for business, role in queries.businesses_of(session, user_id):
        if role is MemberRole.OWNER:
            party = PartyRef(PartyKind.BUSINESS, business.id)
            folder = f"usaha-{business.code}"
            found += [_paper(folder, party, stored) for stored in _papers(session, business.id, user_id)]
            found += [_issued(folder, party, paper) for paper in _issued_to(session, party, user_id)]
    return found


def _papers(session: Session, business_id: int, user_id: int) -> list[StoredFile]:
    """The papers of the business but for the identity of another person."""
    query = select(StoredFile).join(Evidence, Evidence.file_id == StoredFile.id)
    theirs = or_(Evidence.requirement != IDENTITY, Evidence.submitted_by == user_id)
    kept = query.where(Evidence.business_id == business_id, theirs, StoredFile.erased_at.is_(None))
    return list(session.scalars(kept.order_by(StoredFile.id)))


def _paper(folder: str, party: PartyRef, stored: StoredFile) -> Belonging:
    def read(session: Session, actor: Actor) -> bytes:
        return files.read_private(session, _as_owner(session, actor, party), stored.code)[1]

    ending = "".join(character for character in stored.filename.rpartition(".")[2] if character.isalnum())
    return Belonging(f"{folder}/berkas/{stored.code}.{ending[:5] or 'bin'}", read, private=True)


def _issued_to(session: Session, party: PartyRef, user_id: int) -> list[IssuedDocument]:
    """The papers of the business but for signatures of another owner, which name that person."""
    of_others = select(Evidence.id).where(
        Evidence.business_id == party.id, Evidence.submitted_by != user_id, Evidence.text_version != ""
    )
    theirs = {(pledges.PAPER_SUBJECT, evidence_id) for evidence_id in session.scalars(of_others)}
    papers = documents.of_party(session, party)
    return [paper for paper in papers if (paper.subject_kind, paper.subject_id) not in theirs]


def _issued(folder: str, party: PartyRef, paper: IssuedDocument) -> Belonging:
    def read(session: Session, actor: Actor) -> bytes:
        owner = _as_owner(session, actor, party)
        found = documents.for_reader(session, owner, paper.code)
        record_download(session, owner, found.id)
        return found.pdf

    return Belonging(f"{folder}/surat/{paper.kind.value}-{paper.code}.pdf", read, private=True)


def _as_owner(session: Session, actor: Actor, party: PartyRef) -> Actor:
    """The person as owner of a business of theirs, whatever seat they sit in; their right is read again."""
    owner = load_business(session, replace(actor, role=Role.OWNER, party=party, mandate_id=None), False)
    if owner is None:
        raise NotFound(f"business {party.id}")
    return owner


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


def _size(session: Session, business: Business) -> dict[str, Any]:
    """What was declared of sales or capital, in rupiah, and what waits for verifiers beside it."""
    return {
        "dasar": business.size_basis.value if business.size_basis else None,
        "jumlah": business.size_amount.amount if business.size_amount else None,
        "tahun": business.size_year,
        "menunggu": size_renewal.waiting(session, business.id),
    }


def _lookups(session: Session, business_id: int) -> list[dict[str, str]]:
    rows = session.scalars(select(RegisterLookup).where(RegisterLookup.business_id == business_id))
    return [
        {
            "daftar": row.register,
            "hasil": row.result.value,
            "isi": row.words,
            "saat": row.looked_at.isoformat(),
        }
        for row in rows
    ]


def _signed(session: Session, business_id: int, user_id: int) -> list[dict[str, Any]]:
    """What the person signed; what another owner signed names the other one and their relatives."""
    signed = Evidence.business_id == business_id, Evidence.text_version != ""
    own = select(Evidence).where(*signed, Evidence.submitted_by == user_id)
    rows = session.scalars(own.order_by(Evidence.id))
    return [
        {
            "syarat": row.requirement,
            "teks": row.text_version,
            "nama": row.signed_name,
            "saat": row.submitted_at.isoformat(),
            "hubungan": [
                {"kantor": one.office, "jenis": one.kind_name, "nama": one.name}
                for one in pledges.read(row.relations_json)
            ],
        }
        for row in rows
    ]


def _objections(session: Session, business_id: int) -> list[dict[str, str]]:
    rows = session.execute(
        select(Sanction.decision_number, SanctionObjection.text, SanctionObjection.answer)
        .join(Sanction, Sanction.id == SanctionObjection.sanction_id)
        .where(Sanction.business_id == business_id)
    )
    return [{"keputusan": number, "keberatan": said, "jawaban": answer} for number, said, answer in rows]


def _owned_alone(session: Session, user_id: int) -> list[int]:
    """The businesses that nobody else owns, and those that the person owned until they closed."""
    present = Member.left_at.is_(None)
    as_owner = select(Member.business_id).where(Member.role == MemberRole.OWNER)
    shared = as_owner.where(Member.user_id != user_id, present)
    owned = as_owner.where(Member.user_id == user_id, present, Member.business_id.not_in(shared))
    closed = (
        as_owner.where(Member.user_id == user_id)
        .join(Business, Business.id == Member.business_id)
        .where(Business.closed_at.is_not(None), Member.left_at == Business.closed_at)
    )
    return sorted({*session.scalars(owned), *session.scalars(closed)})

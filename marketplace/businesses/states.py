"""The state machines of a business: mandates, its people, proposals, evidence, verification, sanctions."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.states import Transitions


class MandateState(StrEnum):
    """A helper's right to act for a business, from the request to its end."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


MANDATE = Transitions[MandateState](
    {
        (MandateState.PROPOSED, "grant"): MandateState.ACTIVE,
        (MandateState.PROPOSED, "refuse"): MandateState.REFUSED,
        (MandateState.PROPOSED, "withdraw"): MandateState.WITHDRAWN,
        (MandateState.ACTIVE, "revoke"): MandateState.REVOKED,
        (MandateState.ACTIVE, "withdraw"): MandateState.WITHDRAWN,
    },
    labels={
        MandateState.PROPOSED: "Menunggu persetujuan pemilik",
        MandateState.ACTIVE: "Berlaku",
        MandateState.REFUSED: "Ditolak pemilik",
        MandateState.WITHDRAWN: "Dilepas pendamping",
        MandateState.REVOKED: "Dicabut pemilik",
    },
)


class InvitationState(StrEnum):
    """An invitation to work for a business, sent to a phone number."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


INVITATION = Transitions[InvitationState](
    {
        (InvitationState.WAITING, "accept"): InvitationState.ACCEPTED,
        (InvitationState.WAITING, "refuse"): InvitationState.REFUSED,
        (InvitationState.WAITING, "withdraw"): InvitationState.WITHDRAWN,
    },
    labels={
        InvitationState.WAITING: "Menunggu jawaban",
        InvitationState.ACCEPTED: "Diterima",
        InvitationState.REFUSED: "Ditolak",
        InvitationState.WITHDRAWN: "Dibatalkan",
    },
)


class TransferState(StrEnum):
    """A business passes to another owner: offered, accepted, and after a waiting time done."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


TRANSFER = Transitions[TransferState](
    {
        (TransferState.PROPOSED, "accept"): TransferState.ACCEPTED,
        (TransferState.PROPOSED, "refuse"): TransferState.REFUSED,
        (TransferState.PROPOSED, "cancel"): TransferState.CANCELLED,
        (TransferState.ACCEPTED, "refuse"): TransferState.REFUSED,
        (TransferState.ACCEPTED, "cancel"): TransferState.CANCELLED,
        (TransferState.ACCEPTED, "complete"): TransferState.COMPLETED,
    },
    labels={
        TransferState.PROPOSED: "Menunggu calon pemilik",
        TransferState.ACCEPTED: "Diterima, menunggu sehari",
        TransferState.COMPLETED: "Selesai",
        TransferState.REFUSED: "Ditolak calon pemilik",
        TransferState.CANCELLED: "Dibatalkan pemilik",
    },
)


class ChangeState(StrEnum):
    """A change that somebody proposed and somebody else must confirm.

    checked: one of two curators agreed. withdrawn: taken back by the seller before a curator decided.
    """

    WAITING = "waiting"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


CHANGE_OPEN = (ChangeState.WAITING, ChangeState.CHECKED)
"""The states in which a change is not decided."""


class Decider(StrEnum):
    """Who answers a proposed change: the owner, or a curator where a curated listing would change."""

    OWNER = "owner"
    CURATOR = "curator"


CHANGE = Transitions[ChangeState](
    {
        (ChangeState.WAITING, "confirm"): ChangeState.CONFIRMED,
        (ChangeState.WAITING, "refuse"): ChangeState.REFUSED,
        (ChangeState.WAITING, "replace"): ChangeState.REPLACED,
        (ChangeState.WAITING, "check"): ChangeState.CHECKED,
        (ChangeState.WAITING, "withdraw"): ChangeState.WITHDRAWN,
        (ChangeState.CHECKED, "confirm"): ChangeState.CONFIRMED,
        (ChangeState.CHECKED, "refuse"): ChangeState.REFUSED,
        (ChangeState.CHECKED, "replace"): ChangeState.REPLACED,
        (ChangeState.CHECKED, "withdraw"): ChangeState.WITHDRAWN,
    },
    labels={
        ChangeState.WAITING: "Menunggu Anda",
        ChangeState.CHECKED: "Menunggu pemeriksa kedua",
        ChangeState.WITHDRAWN: "Ditarik penjual",
        ChangeState.CONFIRMED: "Disetujui",
        ChangeState.REFUSED: "Ditolak",
        ChangeState.REPLACED: "Diganti usulan baru",
    },
)


class EvidenceState(StrEnum):
    """What a business shows for one requirement.

    Accepted and waived count until their last day; expiry is read from the date and is no state.
    """

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAIVED = "waived"
    SUPERSEDED = "superseded"


EVIDENCE = Transitions[EvidenceState](
    {
        (EvidenceState.SUBMITTED, "accept"): EvidenceState.ACCEPTED,
        (EvidenceState.SUBMITTED, "reject"): EvidenceState.REJECTED,
        (EvidenceState.SUBMITTED, "waive"): EvidenceState.WAIVED,
        (EvidenceState.SUBMITTED, "supersede"): EvidenceState.SUPERSEDED,
        (EvidenceState.ACCEPTED, "supersede"): EvidenceState.SUPERSEDED,
        (EvidenceState.ACCEPTED, "reject"): EvidenceState.REJECTED,
        (EvidenceState.ACCEPTED, "reopen"): EvidenceState.SUBMITTED,
        (EvidenceState.WAIVED, "supersede"): EvidenceState.SUPERSEDED,
        (EvidenceState.WAIVED, "reject"): EvidenceState.REJECTED,
        (EvidenceState.WAIVED, "reopen"): EvidenceState.SUBMITTED,
        (EvidenceState.REJECTED, "supersede"): EvidenceState.SUPERSEDED,
    },
    labels={
        EvidenceState.SUBMITTED: "Sudah ada, belum diperiksa",
        EvidenceState.ACCEPTED: "Diterima",
        EvidenceState.REJECTED: "Perlu diperbaiki",
        EvidenceState.WAIVED: "Dibebaskan",
        EvidenceState.SUPERSEDED: "Diganti",
    },
)


class CaseState(StrEnum):
    """One request of a business to be verified for a level: one verifier proposes, another confirms."""

    SUBMITTED = "submitted"
    PROPOSED = "proposed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


CASE = Transitions[CaseState](
    {
        (CaseState.SUBMITTED, "propose"): CaseState.PROPOSED,
        (CaseState.SUBMITTED, "return"): CaseState.RETURNED,
        (CaseState.SUBMITTED, "reject"): CaseState.REJECTED,
        (CaseState.PROPOSED, "accept"): CaseState.ACCEPTED,
        (CaseState.PROPOSED, "return"): CaseState.RETURNED,
        (CaseState.PROPOSED, "reject"): CaseState.REJECTED,
        (CaseState.PROPOSED, "send_back"): CaseState.SUBMITTED,
        (CaseState.PROPOSED, "change"): CaseState.SUBMITTED,
        (CaseState.RETURNED, "submit"): CaseState.SUBMITTED,
    },
    labels={
        CaseState.SUBMITTED: "Menunggu verifikator",
        CaseState.PROPOSED: "Menunggu verifikator kedua",
        CaseState.RETURNED: "Dikembalikan untuk diperbaiki",
        CaseState.ACCEPTED: "Diterima",
        CaseState.REJECTED: "Ditolak",
    },
)

CASE_OPEN = frozenset(CaseState) - {CaseState.ACCEPTED, CaseState.REJECTED}
"""The states in which a case is not decided: its verifier may read what the business shows."""


class ProposalState(StrEnum):
    """A sanction, or the end of one, that one person proposed and another decides."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


PROPOSAL = Transitions[ProposalState](
    {
        (ProposalState.PROPOSED, "approve"): ProposalState.APPROVED,
        (ProposalState.PROPOSED, "refuse"): ProposalState.REFUSED,
        (ProposalState.PROPOSED, "withdraw"): ProposalState.WITHDRAWN,
    },
    labels={
        ProposalState.PROPOSED: "Menunggu keputusan",
        ProposalState.APPROVED: "Disetujui",
        ProposalState.REFUSED: "Tidak disetujui",
        ProposalState.WITHDRAWN: "Ditarik pengusul",
    },
)


class ObjectionState(StrEnum):
    """What an owner says against a sanction."""

    FILED = "filed"
    UPHELD = "upheld"
    DENIED = "denied"


OBJECTION = Transitions[ObjectionState](
    {
        (ObjectionState.FILED, "uphold"): ObjectionState.UPHELD,
        (ObjectionState.FILED, "deny"): ObjectionState.DENIED,
    },
    labels={
        ObjectionState.FILED: "Menunggu jawaban",
        ObjectionState.UPHELD: "Diterima, sanksi dicabut",
        ObjectionState.DENIED: "Tidak diterima",
    },
)

"""How somebody comes to work for a business, and how a business passes to another owner."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.businesses.states import InvitationState, TransferState
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal

OPEN_TRANSFER = "state IN ('proposed', 'accepted')"


class MemberInvitation(Base):
    """An invitation to work for a business. Its code travels to the number; both together open it.

    The number is emptied once the invitation is answered. permissions: keys of `policies.PERMISSIONS`.
    """

    __tablename__ = "member_invitation"
    __table_args__ = (Index(None, "business_id", "state"), Index(None, "phone_index"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    phone: Mapped[str] = mapped_column(EncryptedText("member_invitation.phone"), info=personal("phone"))
    phone_index: Mapped[str]
    permissions: Mapped[list[str]]
    state: Mapped[InvitationState] = mapped_column(stored_enum(InvitationState))
    invited_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class OwnershipTransfer(Base):
    """A business on its way from one owner to another; done at `effective_at`, stoppable until then."""

    __tablename__ = "ownership_transfer"
    __table_args__ = (
        Index(
            "uq_ownership_transfer_open",
            "business_id",
            unique=True,
            sqlite_where=text(OPEN_TRANSFER),
            postgresql_where=text(OPEN_TRANSFER),
        ),
        Index(None, "to_user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    from_user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    to_user_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    state: Mapped[TransferState] = mapped_column(stored_enum(TransferState))
    proposed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    effective_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

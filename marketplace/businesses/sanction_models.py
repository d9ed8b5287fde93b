"""What was imposed on a business, who proposed and who decided it, and what its owner objected."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.businesses.states import ObjectionState, ProposalState
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal


class SanctionKind(StrEnum):
    """`warning` changes nothing; `freeze` and `delist` are the platform's; `blacklist` the national list."""

    WARNING = "warning"
    FREEZE = "freeze"
    DELIST = "delist"
    BLACKLIST = "blacklist"


STOPPING = (SanctionKind.FREEZE, SanctionKind.DELIST, SanctionKind.BLACKLIST)
"""The kinds that stop trade while they are in force."""


class ProposedAct(StrEnum):
    """What a proposal would do once somebody else says yes."""

    IMPOSE = "impose"
    LIFT = "lift"


class Sanction(Base):
    """A sanction from a day to a day (null: until lifted), with its ground and the decision behind it."""

    __tablename__ = "sanction"
    __table_args__ = (Index(None, "business_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    kind: Mapped[SanctionKind] = mapped_column(stored_enum(SanctionKind))
    ground: Mapped[str]
    basis: Mapped[str]
    decision_number: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    imposed_at: Mapped[datetime]
    imposed_by: Mapped[int | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None]
    lift_reason: Mapped[str] = mapped_column(default="")


class SanctionProposal(Base):
    """What one of the staff proposes and another decides: a new sanction, or the end of `sanction_id`.

    Once it is approved, `sanction_id` is the sanction that came of it.
    """

    __tablename__ = "sanction_proposal"
    __table_args__ = (
        Index(None, "state", "proposed_at"),
        Index(
            "uq_sanction_proposal_waiting",
            "business_id",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    act: Mapped[ProposedAct] = mapped_column(stored_enum(ProposedAct))
    state: Mapped[ProposalState] = mapped_column(stored_enum(ProposalState))
    sanction_id: Mapped[int | None] = mapped_column(ForeignKey("sanction.id"))
    kind: Mapped[SanctionKind] = mapped_column(stored_enum(SanctionKind))
    ground: Mapped[str]
    basis: Mapped[str]
    decision_number: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class SanctionObjection(Base):
    """What the owner says against a sanction, once, and the answer of somebody who had no part in it."""

    __tablename__ = "sanction_objection"
    __table_args__ = (Index(None, "state", "filed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanction.id"), unique=True)
    state: Mapped[ObjectionState] = mapped_column(stored_enum(ObjectionState))
    text: Mapped[str] = mapped_column(EncryptedText("sanction_objection.text"), info=personal("objection"))
    filed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    filed_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

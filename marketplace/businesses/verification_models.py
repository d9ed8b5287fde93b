"""What a business shows, how it was judged, and what was imposed on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.businesses.requirements import Level
from marketplace.businesses.states import CaseState, EvidenceState
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, stored_enum
from marketplace.infra.personal_data import personal


class Evidence(Base):
    """What was shown for one requirement: a file, a declaration, or the verifier's own look-up.

    `ends_on` is the end written on the paper; `expires_on` the last day on which accepted or waived evidence
    counts. `waiver_asked`: the owner has no such paper and says why in `statement`; `waiver_basis` is what
    a waiver rests on. A declaration with a text names its version and who signed it; `relations_json` lists
    relations to officials, rows of `{name, office, relation}`. One row per requirement is present; an older
    one is superseded. `outlasts`: superseded, yet it counts until `expires_on` or until the newer one is
    accepted. `declared`: values of the profile that take effect when this is accepted.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index(
            "uq_evidence_present",
            "business_id",
            "requirement",
            unique=True,
            sqlite_where=text("state <> 'superseded'"),
            postgresql_where=text("state <> 'superseded'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    requirement: Mapped[str]
    state: Mapped[EvidenceState] = mapped_column(stored_enum(EvidenceState))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    number: Mapped[str] = mapped_column(default="")
    statement: Mapped[str] = mapped_column(
        EncryptedText("evidence.statement"), default="", info=personal("declaration")
    )
    issued_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[int | None]
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    expires_on: Mapped[date | None]
    requirements_version: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    waiver_asked: Mapped[bool] = mapped_column(default=False, server_default=false())
    waiver_basis: Mapped[str] = mapped_column(default="", server_default=text("''"))
    text_version: Mapped[str] = mapped_column(default="", server_default=text("''"))
    signed_name: Mapped[str | None] = mapped_column(
        EncryptedText("evidence.signed_name"), info=personal("signature")
    )
    relations_json: Mapped[str | None] = mapped_column(
        EncryptedText("evidence.relations_json"), info=personal("relations to officials")
    )
    outlasts: Mapped[bool] = mapped_column(default=False, server_default=false())
    declared: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))


class VerificationCase(Base):
    """One request to be verified for a level, and the decision with the version it was judged by.

    `proposed_*`: the word of the first verifier, which stays after the second confirmed it (`decided_by`).
    `sent_back_*`: why the second one did not. `held_by` reads the case alone until `held_until`.
    """

    __tablename__ = "verification_case"
    __table_args__ = (
        Index(None, "state", "submitted_at"),
        Index(
            "uq_verification_case_open",
            "business_id",
            unique=True,
            sqlite_where=text("state IN ('submitted', 'proposed', 'returned')"),
            postgresql_where=text("state IN ('submitted', 'proposed', 'returned')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    level: Mapped[Level] = mapped_column(stored_enum(Level))
    state: Mapped[CaseState] = mapped_column(stored_enum(CaseState))
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[int | None]
    requirements_version: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proposed_decision: Mapped[str] = mapped_column(default="", server_default=text("''"))
    proposed_at: Mapped[datetime | None]
    proposed_by: Mapped[int | None]
    sent_back_by: Mapped[int | None]
    sent_back_to: Mapped[int | None]
    sent_back_reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    held_by: Mapped[int | None]
    held_until: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

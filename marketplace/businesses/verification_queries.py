"""Reading readiness and verification: the ladder of an owner, the queue and the case of a verifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.queries import PAGE_SIZE
from marketplace.businesses.requirements import Level, Requirement, level_name, requirements
from marketplace.businesses.services.readiness import FOREVER, stored
from marketplace.businesses.services.verification import is_partial
from marketplace.businesses.states import CASE, CASE_OPEN, EVIDENCE, CaseState, EvidenceState
from marketplace.businesses.texts import day_words
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden, NotFound

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One requirement and where it stands. state: ok, wait, todo, bad (as the checklist macro says them)."""

    requirement: Requirement
    state: str
    note: str
    evidence: Evidence | None
    file: StoredFile | None

    @property
    def who_next(self) -> str:
        """Who acts next: owner, owner_or_helper, verifier or office (`requirement.office`); "" when done."""
        if self.state == "ok":
            return ""
        if self.state == "wait":
            return "verifier"
        return self.requirement.who_next if self.state == "todo" else self.requirement.acts

    @property
    def owner_acts(self) -> bool:
        """The owner has something to show or to put right here."""
        return self.state in {"todo", "bad"} and self.requirement.acts != "verifier"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder: its own requirements, whether it is reached, and until when.

    may_submit: not reached, and the owner has shown everything for it and the levels below.
    """

    level: Level
    name: str
    steps: Sequence[Step]
    reached: bool
    until: date | None
    ends_soon: bool
    may_submit: bool

    @property
    def done(self) -> int:
        return sum(step.state == "ok" for step in self.steps)

    @property
    def missing(self) -> int:
        return len(self.steps) - self.done

    @property
    def next_actor(self) -> str:
        """Who acts next, in words; "" when the level is complete."""
        if any(step.owner_acts for step in self.steps):
            return "Pemilik"
        return "Verifikator" if self.missing else ""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the queue. waits_days: whole days since it was submitted."""

    code: str
    business_name: str
    region_code: str
    level_name: str
    state: CaseState
    state_label: str
    submitted_at: datetime
    waits_days: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with everything that its checklist asks about, by the version in force today."""

    id: int
    code: str
    business: Business
    level: Level
    level_name: str
    state: CaseState
    state_label: str
    submitted_at: datetime
    steps: Sequence[Step]
    requirements_version: str
    reason: str
    decided_by_name: str
    decided_at: datetime | None
    answers: Mapping[str, Any]

    @property
    def open(self) -> bool:
        """It waits for the verifier."""
        return self.state is CaseState.SUBMITTED


def ladder(session: Session, business: Business) -> list[Rung]:
    """The four levels with what each needs beyond the one below it."""
    shown, today = _shown(session, business.id), clock.today()
    until_of, all_shown = stored(business), True
    rungs = []
    for level in Level:
        needed = [
            row for row in requirements(business.legal_form, today, pkp=business.pkp) if row.level is level
        ]
        until = until_of[level]
        reached = until is not None and until >= today
        steps = [_step(row, shown.get(row.key), today) for row in needed]
        all_shown = all_shown and not any(step.owner_acts for step in steps)
        rungs.append(
            Rung(
                level=level,
                name=level_name(level),
                steps=steps,
                reached=reached,
                until=None if until == FOREVER else until,
                ends_soon=reached and until is not None and (until - today).days < SOON_DAYS,
                may_submit=all_shown and not reached,
            )
        )
    return rungs


def step_of(session: Session, business: Business, slug: str) -> Step:
    """One requirement that the owner shows herself, by the slug of its page; NotFound for any other."""
    today = clock.today()
    for row in requirements(business.legal_form, today, pkp=business.pkp):
        if row.slug == slug and row.evidence != "check":
            return _step(row, _shown(session, business.id).get(row.key), today)
    raise NotFound(f"requirement {slug}")


def open_case(session: Session, business_id: int) -> VerificationCase | None:
    """The case that waits for the verifier or, returned, for the owner."""
    return session.scalar(
        select(VerificationCase).where(
            VerificationCase.business_id == business_id,
            VerificationCase.state.in_([CaseState.SUBMITTED, CaseState.RETURNED]),
        )
    )


def queue(
    session: Session, actor: Actor, *, state: CaseState = CaseState.SUBMITTED, page: int = 1
) -> tuple[list[CaseRow], int]:
    """A page of the cases in one state inside the verifier's region, the oldest first, and how many."""
    if not policies.is_verifier(actor):
        raise Forbidden("only verifiers read the queue")
    which = [VerificationCase.state == state]
    if actor.region_code:
        which.append(
            (Business.region_code == actor.region_code)
            | Business.region_code.startswith(f"{actor.region_code}.", autoescape=True)
        )
    of_business = VerificationCase.business_id == Business.id
    count = select(func.count()).select_from(VerificationCase).join(Business, of_business).where(*which)
    query = (
        select(VerificationCase, Business.name, Business.region_code)
        .join(Business, of_business)
        .where(*which)
        .order_by(VerificationCase.submitted_at, VerificationCase.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    now = clock.now()
    rows = [
        CaseRow(
            code=case.code,
            business_name=name,
            region_code=region,
            level_name=level_name(case.level),
            state=case.state,
            state_label=CASE.label(case.state),
            submitted_at=case.submitted_at,
            waits_days=(now - case.submitted_at).days,
        )
        for case, name, region in session.execute(query)
    ]
    return rows, session.scalar(count) or 0


def case(session: Session, actor: Actor, code: str) -> CaseView:
    """A case with its checklist. NotFound outside the verifier's region; Forbidden for other roles."""
    if not policies.is_verifier(actor):
        raise Forbidden("only verifiers read cases")
    row = session.execute(
        select(VerificationCase, Business)
        .join(Business, Business.id == VerificationCase.business_id)
        .where(VerificationCase.code == code)
    ).one_or_none()
    if row is None or not _reaches(actor, row.Business.region_code):
        raise NotFound(f"case {code}")
    found, business, today = row.VerificationCase, row.Business, clock.today()
    shown = _shown(session, business.id)
    names = accounts.names_of(session, [found.decided_by] if found.decided_by else [])
    return CaseView(
        id=found.id,
        code=found.code,
        business=business,
        level=found.level,
        level_name=level_name(found.level),
        state=found.state,
        state_label=CASE.label(found.state),
        submitted_at=found.submitted_at,
        steps=[
            _step(need, shown.get(need.key), today)
            for need in requirements(business.legal_form, today, level=found.level, pkp=business.pkp)
        ],
        requirements_version=found.requirements_version,
        reason=found.reason,
        decided_by_name=names.get(found.decided_by or 0, ""),
        decided_at=found.decided_at,
        answers=found.answers,
    )


def why_read_evidence(session: Session, actor: Actor, stored_file: StoredFile) -> str:
    """Owners read the papers of their business, verifiers those of a business in their region they judge now.

    A helper uploads blind: what the owner's papers hold is not theirs to read. Answers the reason that the
    owner will read in her list, "" for nobody's business.
    """
    business_id = stored_file.party_id
    if policies.may_own(actor, business_id):
        return "Membuka berkas sendiri"
    if not policies.is_verifier(actor):
        return ""
    newest_case = (
        select(Business.region_code, VerificationCase.level, VerificationCase.state)
        .join(VerificationCase, VerificationCase.business_id == Business.id)
        .where(Business.id == business_id)
        .order_by(VerificationCase.id.desc())
        .limit(1)
    )
    row = session.execute(newest_case).first()
    if row is None or not _reaches(actor, row.region_code) or is_partial(session, actor.user_id, business_id):
        return ""
    if row.state in CASE_OPEN:
        return f"Memeriksa pengajuan “{level_name(row.level)}”"
    waits = select(Evidence.id).where(
        Evidence.file_id == stored_file.id, Evidence.state == EvidenceState.SUBMITTED
    )
    return "Memeriksa berkas yang diperbarui" if session.scalar(waits) is not None else ""


def _reaches(actor: Actor, region_code: str) -> bool:
    bound = actor.region_code
    return bound is None or region_code == bound or region_code.startswith(f"{bound}.")


def _shown(session: Session, business_id: int) -> dict[str, tuple[Evidence, StoredFile | None]]:
    query = (
        select(Evidence, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
        .where(Evidence.business_id == business_id, Evidence.state != EvidenceState.SUPERSEDED)
    )
    return {evidence.requirement: (evidence, stored_file) for evidence, stored_file in session.execute(query)}


def _step(requirement: Requirement, shown: tuple[Evidence, StoredFile | None] | None, today: date) -> Step:
    if shown is None:
        by_verifier = requirement.acts == "verifier"
        note = "Diperiksa verifikator setelah Anda mengajukan." if by_verifier else requirement.bring
        return Step(requirement, "todo", note, None, None)
    evidence, stored_file = shown
    state, note = _standing(evidence, today)
    if stored_file is not None and stored_file.erased_at is not None:
        note = f"{note} Gambarnya sudah dihapus {day_words(stored_file.erased_at.date())}.".strip()
        stored_file = None
    return Step(requirement, state, note, evidence, stored_file)


def _standing(evidence: Evidence, today: date) -> tuple[str, str]:
    if evidence.state is EvidenceState.SUBMITTED:
        return "wait", ""
    if evidence.state is EvidenceState.REJECTED:
        return "bad", evidence.reason or EVIDENCE.label(evidence.state)
    if evidence.expires_on is None:
        return "ok", ""
    if evidence.expires_on < today:
        return "bad", f"Habis berlaku {day_words(evidence.expires_on)}. Perbarui."
    return "ok", f"Berlaku sampai {day_words(evidence.expires_on)}."

"""Reading readiness: the ladder of an owner, what each requirement still needs, who may read its papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import Level, Requirement, level_name, requirements
from marketplace.businesses.services._cases import is_partial
from marketplace.businesses.services.readiness import COUNTING, FOREVER, counts, stored
from marketplace.businesses.states import CASE_OPEN, EVIDENCE, CaseState, EvidenceState
from marketplace.businesses.texts import day_words
from marketplace.businesses.verification_models import Evidence, VerificationCase
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound
from marketplace.kernel.masking import mask

SOON_DAYS = 30
OWN_NUMBER = frozenset({"owner_identity", "bank_account", "tax_number", "nib"})
"""Papers whose number is the person's or the business's own: whole only where showing it is noted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One requirement and where it stands. state: ok, wait, todo, bad (as the checklist macro says them).

    outlasting: what was accepted before and counts until its end, while `evidence` renews it.
    """

    requirement: Requirement
    state: str
    note: str
    evidence: Evidence | None
    file: StoredFile | None
    outlasting: Evidence | None = None

    @property
    def word(self) -> str:
        """The state in words; what ended by its date is expired from the day after it, without any job."""
        if self.evidence is None:
            return "Belum ada"
        if self.state == "wait" and self.evidence.waiver_asked:
            return "Minta dibebaskan"
        expired = self.state == "bad" and self.evidence.state in COUNTING
        return "Habis berlaku" if expired else EVIDENCE.label(self.evidence.state)

    @property
    def number(self) -> str:
        """The number typed with the paper, or ""; what is one's own is masked."""
        typed = self.evidence.number if self.evidence else ""
        return mask(typed) if self.requirement.key in OWN_NUMBER else typed

    @property
    def who_next(self) -> str:
        """Who acts next: owner, owner_or_helper, verifier or office (`requirement.office`); "" when done."""
        if self.state == "ok":
            return ""
        if self.state == "wait":
            return "verifier"
        return self.requirement.who_next if self.state == "todo" else self.requirement.acts

    @property
    def may_be_waived(self) -> bool:
        """A paper is missing or was refused, and verifiers judge it: the owner may ask to do without."""
        need = self.requirement
        wanted = need.evidence == "file" and need.accepted_by == "verifier"
        return wanted and self.state in {"todo", "bad"}

    @property
    def counts(self) -> bool:
        """Accepted or waived, be it beside a newer one that is not accepted."""
        return self.state == "ok" or self.outlasting is not None

    @property
    def renews(self) -> bool:
        """A newer one waits to be judged beside what counts."""
        return self.state == "wait" and self.outlasting is not None

    @property
    def asked(self) -> bool:
        """A verifier of the case judges it: it counts not yet, or a newer one waits."""
        return not self.counts or self.renews

    @property
    def may_be_taken_back(self) -> bool:
        """People accepted or waived it; what proved itself is not theirs to take back."""
        return self.counts and self.requirement.accepted_by == "verifier"

    @property
    def owner_acts(self) -> bool:
        """The owner has something to show or to put right here."""
        return self.state in {"todo", "bad"} and self.requirement.acts != "verifier"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder: its own requirements, whether it is reached, and until when.

    may_submit: not reached or renewed early, and the owner has shown everything for it and the levels below.
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
        return sum(step.counts for step in self.steps)

    @property
    def missing(self) -> int:
        return len(self.steps) - self.done

    @property
    def next_actor(self) -> str:
        """Who acts next, in words; "" when the level is complete."""
        if any(step.owner_acts for step in self.steps):
            return "Pemilik"
        return "Verifikator" if self.missing else ""


def ladder(session: Session, business: Business) -> list[Rung]:
    """The four levels with what each needs beyond the one below it."""
    (shown, older), today = shown_for(session, business.id), clock.today()
    asked = with_verifier(session, business) if older else False
    until_of, all_shown = stored(business), True
    rungs = []
    for level in Level:
        needed = [
            row for row in requirements(business.legal_form, today, pkp=business.pkp) if row.level is level
        ]
        until = until_of[level]
        reached = until is not None and until >= today
        steps = [step(row, shown.get(row.key), today, older.get(row.key), asked=asked) for row in needed]
        all_shown = all_shown and not any(step.owner_acts and not step.counts for step in steps)
        rungs.append(
            Rung(
                level=level,
                name=level_name(level),
                steps=steps,
                reached=reached,
                until=None if until == FOREVER else until,
                ends_soon=reached and until is not None and (until - today).days < SOON_DAYS,
                may_submit=all_shown and (not reached or any(step.renews for step in steps)),
            )
        )
    return rungs


def lacking_to_sell(session: Session, business_id: int) -> list[str]:
    """The names of what still keeps a shop from selling to shoppers; nothing once it may."""
    business = session.get_one(Business, business_id)
    until = business.ready_until_retail
    if until is not None and until >= clock.today():
        return []
    first = ladder(session, business)[0]
    return [step.requirement.label for step in first.steps if step.state != "ok"] or [first.name]


def step_of(session: Session, business: Business, slug: str) -> Step:
    """One requirement that the owner shows herself, by the slug of its page; NotFound for any other."""
    today = clock.today()
    for row in requirements(business.legal_form, today, pkp=business.pkp):
        if row.slug == slug and row.evidence != "check":
            shown, older = shown_for(session, business.id)
            asked = with_verifier(session, business) if older else False
            return step(row, shown.get(row.key), today, older.get(row.key), asked=asked)
    raise NotFound(f"requirement {slug}")


def with_verifier(session: Session, business: Business) -> bool:
    """Verifiers have a case of the business before them."""
    case = open_case(session, business.id)
    return case is not None and case.state is not CaseState.RETURNED


def open_case(session: Session, business_id: int) -> VerificationCase | None:
    """The case that waits for the verifier or, returned, for the owner."""
    return session.scalar(
        select(VerificationCase).where(
            VerificationCase.business_id == business_id,
            VerificationCase.state.in_(CASE_OPEN),
        )
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


Shown = dict[str, tuple[Evidence, StoredFile | None]]


def shown_for(session: Session, business_id: int) -> tuple[Shown, dict[str, Evidence]]:
    """What a business shows now, each with its file, and what still counts beside it; by requirement."""
    query = (
        select(Evidence, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
        .where(
            Evidence.business_id == business_id,
            or_(Evidence.state != EvidenceState.SUPERSEDED, Evidence.outlasts),
        )
    )
    shown: Shown = {}
    older = {}
    for evidence, stored_file in session.execute(query):
        if not evidence.outlasts:
            shown[evidence.requirement] = (evidence, stored_file)
        elif counts(evidence):
            older[evidence.requirement] = evidence
    return shown, older


def step(
    requirement: Requirement,
    shown: tuple[Evidence, StoredFile | None] | None,
    today: date,
    older: Evidence | None = None,
    *,
    asked: bool = True,
) -> Step:
    """Where one requirement stands on a day; older: what counts beside it. asked: a verifier has the case."""
    if shown is None:
        by_verifier = requirement.acts == "verifier"
        note = "Diperiksa verifikator setelah Anda mengajukan." if by_verifier else requirement.bring
        return Step(requirement, "todo", note, None, None, older)
    evidence, stored_file = shown
    state, note = _standing(evidence, today)
    if stored_file is not None and stored_file.erased_at is not None:
        gone = f"Gambarnya sudah dihapus {day_words(stored_file.erased_at.date())}"
        note = f"{note} {gone}{'; kirim foto baru' if state == 'bad' else ''}.".strip()
        stored_file = None
    if older is not None:
        progress = "sedang diperiksa" if asked else "belum diajukan"
        renewal = f"pembaruan {progress}." if state == "wait" else f"pembaruan perlu diperbaiki: {note}"
        until = f"Berlaku sampai {day_words(older.expires_on)}" if older.expires_on else "Tetap berlaku"
        note = f"{until} · {renewal}"
    return Step(requirement, state, note, evidence, stored_file, older)


def _standing(evidence: Evidence, today: date) -> tuple[str, str]:
    if evidence.state is EvidenceState.SUBMITTED:
        return "wait", "Anda minta dibebaskan; verifikator memutuskan." if evidence.waiver_asked else ""
    if evidence.state is EvidenceState.REJECTED:
        return "bad", evidence.reason or EVIDENCE.label(evidence.state)
    if evidence.expires_on is not None and evidence.expires_on < today:
        return "bad", f"Habis berlaku {day_words(evidence.expires_on)}. Perbarui."
    why = evidence.reason if evidence.state is EvidenceState.WAIVED else ""
    until = f"Berlaku sampai {day_words(evidence.expires_on)}." if evidence.expires_on else ""
    return "ok", f"{why} {until}".strip()

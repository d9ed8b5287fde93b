"""Reading what a business signed: its owner, its verifier, and those who buy from it or audit them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from marketplace.businesses import pledges, policies
from marketplace.businesses.models import Business
from marketplace.businesses.pledges import PAPER_SUBJECT, PledgeText, Relation, text_of_version
from marketplace.businesses.requirements import requirements
from marketplace.businesses.services._cases import is_partial
from marketplace.businesses.services.readiness import counts
from marketplace.businesses.states import EVIDENCE, EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.documents.models import IssuedDocument
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound

EARLIER_SHOWN = 10
_TONES = {EvidenceState.ACCEPTED: "daun", EvidenceState.SUBMITTED: "kunyit", EvidenceState.WAIVED: "kunyit"}


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature. word: how it stands, in words; tone: of its badge. paper: the code of its paper, or "".

    relations: what was declared; () for none. text: None where it was declared before there were texts.
    """

    requirement: str
    label: str
    name: str
    signed_at: datetime
    version: str
    text: PledgeText | None
    word: str
    tone: str
    counts: bool
    relations: tuple[Relation, ...]
    paper: str

    @property
    def asks_relations(self) -> bool:
        return self.text is not None and self.text.asks_relations


def signed_by(session: Session, business: Business) -> dict[str, Signed]:
    """The newest that a business signed, by requirement, in the order of the requirements."""
    newest: dict[str, Signed] = {}
    for one in standing(session, business):
        newest.setdefault(one.requirement, one)
    return newest


def standing(session: Session, business: Business) -> list[Signed]:
    """What a business signed and not replaced, each followed by what counts beside it until its end."""
    labels = _labels(business)
    keys = list(labels)
    present = or_(Evidence.state != EvidenceState.SUPERSEDED, Evidence.outlasts)
    query = _with_papers(business.id).where(Evidence.requirement.in_(labels), present)
    found = session.execute(query.order_by(Evidence.id.desc())).all()
    rows = [(row, code) for row, code in found if counts(row) or not row.outlasts]
    rows.sort(key=lambda pair: keys.index(pair[0].requirement))
    return [_signed(row, code, labels[row.requirement]) for row, code in rows]


def earlier(session: Session, business: Business, requirement: str) -> list[Signed]:
    """The signatures that were replaced, the newest first; at most `EARLIER_SHOWN`."""
    query = _with_papers(business.id).where(
        Evidence.requirement == requirement, Evidence.state == EvidenceState.SUPERSEDED
    )
    rows = session.execute(query.order_by(Evidence.id.desc()).limit(EARLIER_SHOWN))
    label = _labels(business).get(requirement, "")
    return [_signed(row, code, label) for row, code in rows]


def may_read_paper(session: Session, actor: Actor, evidence_id: int) -> bool:
    """A verifier who may judge the business reads its signed paper."""
    if not policies.is_verifier(actor):
        return False
    business = session.get(Business, business_of(session, evidence_id))
    if business is None or is_partial(session, actor.user_id, business.id):
        return False
    try:
        policies.ensure_reaches(actor, business.region_code)
    except NotFound:
        return False
    return True


def business_of(session: Session, evidence_id: int) -> int:
    """Whose signature a paper is of; 0 for none."""
    return session.scalar(select(Evidence.business_id).where(Evidence.id == evidence_id)) or 0


def _labels(business: Business) -> dict[str, str]:
    rows = requirements(business.legal_form, clock.today(), pkp=business.pkp)
    return {row.key: row.label for row in rows if row.evidence == "pledge"}


def _with_papers(business_id: int) -> Select[Evidence, str]:
    """Rows of a signature and the code of its paper, or None."""
    of_it = IssuedDocument.subject_kind == PAPER_SUBJECT, IssuedDocument.subject_id == Evidence.id
    query = select(Evidence, IssuedDocument.code).outerjoin(IssuedDocument, and_(*of_it))
    return query.where(Evidence.business_id == business_id, Evidence.text_version != "")


def _signed(row: Evidence, paper: str | None, label: str) -> Signed:
    ended = row.expires_on is not None and row.expires_on < clock.today()
    word, tone = EVIDENCE.label(row.state), _TONES.get(row.state, "mengkudu")
    if row.outlasts:
        word, tone = "Berlaku sampai yang baru diterima", "daun"
    if ended:
        word, tone = "Habis berlaku", "mengkudu"
    return Signed(
        requirement=row.requirement,
        label=label,
        name=row.signed_name or "",
        signed_at=row.submitted_at,
        version=row.text_version,
        text=text_of_version(row.requirement, row.text_version),
        word=word,
        tone=tone,
        counts=(row.state is EvidenceState.ACCEPTED or row.outlasts) and not ended,
        relations=pledges.read(row.relations_json),
        paper=paper or "",
    )

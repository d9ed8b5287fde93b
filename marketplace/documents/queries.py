"""Papers of a thing, a paper for its readers, and what the public may know of one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from marketplace.documents import policies
from marketplace.documents.models import DocumentParty, IssuedDocument
from marketplace.kernel.actor import Actor, PartyRef
from marketplace.kernel.errors import NotFound

Reader = Callable[[Session, Actor, int], bool]
_readers: dict[str, dict[Reader, None]] = {}


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What `/cek/<code>` shows: nothing about any person."""

    code: str
    kind: str
    number: str
    issued_on: date
    parties: tuple[str, ...]
    total: str
    sha256: str
    void: bool


def register_readers(subject_kind: str, may_read: Reader) -> None:
    """A room lets more people read the papers of a kind of thing; several rooms may, each its own people."""
    _readers.setdefault(subject_kind, {})[may_read] = None


def of_subjects(session: Session, subjects: Sequence[tuple[str, int]]) -> list[IssuedDocument]:
    """All papers of these things, in the order of issue."""
    kinds = {kind for kind, _id in subjects}
    ids = {subject_id for _kind, subject_id in subjects}
    query = select(IssuedDocument).where(
        IssuedDocument.subject_kind.in_(kinds), IssuedDocument.subject_id.in_(ids)
    )
    wanted = set(subjects)
    papers = session.scalars(query.order_by(IssuedDocument.id))
    return [paper for paper in papers if (paper.subject_kind, paper.subject_id) in wanted]


def of_party(session: Session, party: PartyRef) -> list[IssuedDocument]:
    """Every paper issued to a party, in the order of issue, without its bytes."""
    query = select(IssuedDocument).join(DocumentParty, DocumentParty.document_id == IssuedDocument.id)
    theirs = query.where(DocumentParty.party_kind == party.kind, DocumentParty.party_id == party.id)
    return list(session.scalars(theirs.order_by(IssuedDocument.id)))


def for_reader(session: Session, actor: Actor, code: str) -> IssuedDocument:
    """A paper with its bytes, for one of its parties or whom its room lets in; else NotFound."""
    paper = session.scalar(
        select(IssuedDocument).where(IssuedDocument.code == code).options(undefer(IssuedDocument.pdf))
    )
    if paper is None or not _may_read(session, actor, paper):
        raise NotFound(f"document {code}")
    return paper


def _may_read(session: Session, actor: Actor, paper: IssuedDocument) -> bool:
    if actor.party is not None and policies.reads_papers_of_party(actor):
        listed = select(DocumentParty.id).where(
            DocumentParty.document_id == paper.id,
            DocumentParty.party_kind == actor.party.kind,
            DocumentParty.party_id == actor.party.id,
        )
        if session.scalar(listed) is not None:
            return True
    readers = _readers.get(paper.subject_kind, {})
    return any(may_read(session, actor, paper.subject_id) for may_read in readers)


def public_facts(session: Session, code: str) -> PublicFacts:
    """What anybody may learn of a paper by its code; NotFound for an unknown code."""
    paper = session.scalar(select(IssuedDocument).where(IssuedDocument.code == code))
    if paper is None:
        raise NotFound(f"document {code}")
    shown = paper.snapshot
    total = shown.get("total") or shown.get("amount") or {}
    return PublicFacts(
        code=paper.code,
        kind=paper.kind.label,
        number=paper.number,
        issued_on=paper.issued_on,
        parties=_parties(shown),
        total=total.get("text", "") if isinstance(total, dict) else "",
        sha256=paper.sha256,
        void=paper.voided_at is not None,
    )


def _parties(snapshot: dict[str, object]) -> tuple[str, ...]:
    letterhead, seller = snapshot.get("letterhead"), snapshot.get("seller")
    names = []
    if isinstance(letterhead, dict):
        names.append(" · ".join(letterhead.get("lines", [])))
    if isinstance(seller, dict):
        names.append(str(seller.get("name", "")))
    return tuple(filter(None, names))


def same_bytes(facts: PublicFacts, content: bytes) -> bool:
    """Whether a file is byte for byte the paper that was issued."""
    return hashlib.sha256(content).hexdigest() == facts.sha256

"""Issue a paper, void it, and set how an office numbers its letters."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.documents.kinds import PaperKind
from marketplace.documents.models import DocumentParty, IssuedDocument, NumberSeries
from marketplace.documents.papers import Head, Snapshot
from marketplace.documents.render import CURRENT_VERSIONS, render_pdf
from marketplace.infra import audit, outbox
from marketplace.infra.upserts import insert_new
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.kernel.events import DocumentIssued

DEFAULT_PATTERN = "{seq}/{kind}/{roman_month}/{year}"
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
Build = Callable[[Head], Snapshot]

_origin: list[str] = []


def use_origin(origin: str) -> None:
    """The address that the codes on papers lead to (done by the room)."""
    _origin[:] = [origin]


def set_number_pattern(
    session: Session, actor: Actor, *, owner: PartyRef, kind: PaperKind, pattern: str, year: int
) -> NumberSeries:
    """How an office numbers its papers of a kind in a year; only before the first one is issued."""
    if "{seq}" not in pattern:
        raise DomainError("Pola nomor harus memuat {seq}.", field="pattern")
    series = _locked_series(session, owner, kind, year)
    if series.last:
        raise Conflict("Nomor sudah terbit pada tahun ini; pola baru berlaku tahun depan.")
    series.pattern = pattern
    session.flush()
    audit.record(
        session,
        actor,
        "documents.pattern_set",
        subject=f"series:{kind}/{year}",
        parties=[owner],
        data={"pattern": pattern},
    )
    return series


def issue(
    session: Session,
    actor: Actor,
    *,
    kind: PaperKind,
    owner: PartyRef,
    subject: tuple[str, int],
    parties: Sequence[PartyRef],
    issued_on: date,
    place: str,
    build: Build,
) -> IssuedDocument:
    """Issue a paper: number from `owner`'s locked series, snapshot by `build(head)`, PDF, hash.

    `parties` may read it. The number, the snapshot and the bytes stand in the caller's transaction, so a
    paper exists exactly when what it attests does.
    """
    series = _locked_series(session, owner, kind, issued_on.year)
    series.last += 1
    code = new_code()
    number = _number(series, issued_on)
    snapshot = build(Head(number, issued_on, place, code, f"{_origin[0]}/cek/{code}"))
    version = CURRENT_VERSIONS[kind]
    pdf = render_pdf(kind, version, snapshot, issued_on)
    document = IssuedDocument(
        code=code,
        kind=kind,
        series_id=series.id,
        seq=series.last,
        number=number,
        subject_kind=subject[0],
        subject_id=subject[1],
        template_version=version,
        snapshot=snapshot,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        issued_on=issued_on,
        issued_at=clock.now(),
    )
    session.add(document)
    session.flush()
    for party in dict.fromkeys([owner, *parties]):
        session.add(DocumentParty(document_id=document.id, party_kind=party.kind, party_id=party.id))
    _announce(session, actor, document, list(dict.fromkeys([owner, *parties])))
    return document


def _announce(session: Session, actor: Actor, document: IssuedDocument, parties: list[PartyRef]) -> None:
    audit.record(
        session,
        actor,
        "documents.issued",
        subject=f"document:{document.code}",
        parties=parties,
        data={"kind": document.kind, "number": document.number, "sha256": document.sha256},
    )
    outbox.record(session, DocumentIssued(document_id=document.id, kind=document.kind))


def void(session: Session, actor: Actor, document_id: int, *, reason: str) -> None:
    """Declare a paper void. It keeps its number and its bytes; `/cek` says that it no longer holds."""
    document = session.scalar(
        select(IssuedDocument).where(IssuedDocument.id == document_id).with_for_update()
    )
    if document is None:
        raise NotFound(f"document {document_id}")
    if document.voided_at is not None:
        return
    document.voided_at, document.void_reason = clock.now(), reason
    session.flush()
    parties = list(session.scalars(select(DocumentParty).where(DocumentParty.document_id == document_id)))
    audit.record(
        session,
        actor,
        "documents.voided",
        subject=f"document:{document.code}",
        parties=[PartyRef(_kind(party), party.party_id) for party in parties],
        data={"reason": reason},
    )


def record_download(session: Session, actor: Actor, document_id: int) -> None:
    """Note in the reader's chain (and the paper's owner's) that the paper was taken."""
    document = session.get_one(IssuedDocument, document_id)
    series = session.get_one(NumberSeries, document.series_id)
    audit.record(
        session,
        actor,
        "documents.read",
        subject=f"document:{document.code}",
        parties=[PartyRef(_kind(series), series.party_id)],
        data={"kind": document.kind},
    )


def _kind(row: DocumentParty | NumberSeries) -> PartyKind:
    return PartyKind(row.party_kind)


def _locked_series(session: Session, owner: PartyRef, kind: PaperKind, year: int) -> NumberSeries:
    query = (
        select(NumberSeries)
        .where(
            NumberSeries.party_kind == owner.kind,
            NumberSeries.party_id == owner.id,
            NumberSeries.kind == kind,
            NumberSeries.year == year,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    series = session.scalar(query)
    if series is None:
        previous = session.scalar(
            select(NumberSeries.pattern)
            .where(
                NumberSeries.party_kind == owner.kind,
                NumberSeries.party_id == owner.id,
                NumberSeries.kind == kind,
            )
            .order_by(NumberSeries.year.desc())
            .limit(1)
        )
        pattern = previous or DEFAULT_PATTERN.replace("{kind}", kind.upper())
        insert_new(
            session,
            NumberSeries,
            party_kind=owner.kind,
            party_id=owner.id,
            kind=kind,
            year=year,
            pattern=pattern,
            last=0,
        )
        series = session.scalars(query).one()
    return series


def _number(series: NumberSeries, day: date) -> str:
    return (
        series.pattern.replace("{seq}", f"{series.last:03d}")
        .replace("{roman_month}", ROMAN_MONTHS[day.month - 1])
        .replace("{year}", str(day.year))
    )

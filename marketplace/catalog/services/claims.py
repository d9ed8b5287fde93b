"""Claims of a product: what the seller says, and what verifiers found true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.services.evidence import LARGEST, sniff
from marketplace.catalog import claim_kinds, policies
from marketplace.catalog.claim_kinds import KindRule
from marketplace.catalog.models import Claim, ClaimKind, Product
from marketplace.catalog.rules import rule
from marketplace.catalog.services.listing import loaded, record_act, tell_change
from marketplace.catalog.snapshots import verified_claims
from marketplace.catalog.states import CLAIM, ClaimState
from marketplace.infra import files, timeline
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import PirtNumber
from marketplace.kernel.text import clean_line

PURPOSE = "claim"
NUMBER_LENGTH, FILENAME_LENGTH = 60, 120
WHOLE_BP = 10_000
WAITING = (ClaimState.SUBMITTED, ClaimState.CHECKED)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on the paper of a claim, as typed. share_bp, bmp_bp: basis points, for TKDN only.

    content, filename: a picture or PDF of it; empty keeps the one that was sent before.
    """

    number: str = ""
    share_bp: int | None = None
    bmp_bp: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    content: bytes = b""
    filename: str = ""


def claim(session: Session, actor: Actor, product_id: int, *, kind: ClaimKind, paper: Certificate) -> Claim:
    """Claim something of a product, with the number under which it can be looked up.

    It is shown to nobody until found true. A verified claim of the same kind stays until the new one takes
    its place; a waiting or rejected one is sent again. Raises DomainError beside the field of `paper`.
    """
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    row = _to_send(session, product_id, kind)
    before = row.status if row else None
    rules = claim_kinds.kind_rule(kind, clock.today())
    number = _checked(rules, paper, has_file=row is not None and row.file_id is not None)
    if row is None:
        row = Claim(code=new_code(), product_id=product_id, kind=kind)
        session.add(row)
    row.status = CLAIM.after(before, "submit") if before else ClaimState.SUBMITTED
    row.number, row.issued_on, row.expires_on = number, paper.issued_on, paper.expires_on
    row.share_bp, row.bmp_bp = (paper.share_bp, paper.bmp_bp) if kind is ClaimKind.TKDN else (None, None)
    row.submitted_by, row.submitted_at, row.reason = actor.user_id, clock.now(), ""
    row.checked_by = row.checked_at = row.decided_by = row.decided_at = None
    row.checked_seen = row.seen = ""
    if paper.content:
        row.file_id = _kept(session, actor, product, kind, paper)
    after_step(session, actor, product, row, "submit", before)
    return row


def claim_alike(session: Session, actor: Actor, product_id: int, origin: Claim) -> None:
    """Claim of another product of the seller what the paper of `origin` says; it is checked anew."""
    product = loaded(session, product_id)
    policies.ensure_may_change(actor, product)
    row = Claim(
        code=new_code(),
        product_id=product_id,
        kind=origin.kind,
        status=ClaimState.SUBMITTED,
        number=origin.number,
        issued_on=origin.issued_on,
        expires_on=origin.expires_on,
        share_bp=origin.share_bp,
        bmp_bp=origin.bmp_bp,
        file_id=origin.file_id,
        submitted_by=actor.user_id,
        submitted_at=clock.now(),
    )
    session.add(row)
    after_step(session, actor, product, row, "submit", None)


def after_step(
    session: Session, actor: Actor, product: Product, row: Claim, event: str, before: ClaimState | None
) -> None:
    """What follows every step of a claim: badges, the listing version, timeline, audit."""
    session.flush()
    product.shown_claims = [
        {
            "kind": one.kind.value,
            "number": one.number,
            "share_bp": one.share_bp,
            "expires_on": one.expires_on.isoformat() if one.expires_on else None,
        }
        for one in verified_claims(session, product.id)
    ]
    waiting = select(Claim.id).where(Claim.product_id == product.id, Claim.status.in_(WAITING)).limit(1)
    product.curating = session.scalar(waiting) is not None
    tell_change(session, product)
    timeline.record(
        session,
        actor,
        ("claim", row.id),
        event=event,
        before=before.value if before else None,
        after=row.status.value,
        reason=row.doubt or row.reason or None,
        details={"seen": row.seen or row.checked_seen} if row.seen or row.checked_seen else None,
    )
    record_act(session, actor, f"claim_{event}", product, {"kind": row.kind.value, "claim": row.code})


def _to_send(session: Session, product_id: int, kind: ClaimKind) -> Claim | None:
    """The claim that is sent again: the waiting one, else the one rejected last."""
    rows = session.scalars(
        select(Claim)
        .where(
            Claim.product_id == product_id,
            Claim.kind == kind,
            Claim.status.in_([*WAITING, ClaimState.REJECTED]),
        )
        .order_by(Claim.id)
    ).all()
    waiting = [row for row in rows if row.status in WAITING]
    return next(iter([*waiting, *reversed(rows)]), None)


def _checked(rules: KindRule, paper: Certificate, *, has_file: bool) -> str:
    """The number in its canonical spelling; DomainError for what the rule of its kind does not allow."""
    number, today = clean_line(paper.number, NUMBER_LENGTH), clock.today()
    if rules.number_label:
        if not number:
            raise DomainError(f"Isi {rules.number_label[0].lower()}{rules.number_label[1:]}.", field="number")
        try:
            number = claim_kinds.number_of(rules.kind, number)
        except DomainError as error:
            raise DomainError(error.message, field="number") from error
    if rules.kind is ClaimKind.TKDN:
        _ensure_shares(paper, today)
    _ensure_dates(rules, paper, today)
    if rules.kind is ClaimKind.PIRT:
        _ensure_same_end(PirtNumber(number), paper.expires_on)
    if rules.paper == "required" and not (paper.content or has_file):
        raise DomainError("Lampirkan foto atau PDF sertifikatnya.", field="content")
    if len(paper.content) > LARGEST:
        raise DomainError("Berkas paling besar 8 MB. Foto ulang atau kecilkan dulu.", field="content")
    return number


def _ensure_shares(paper: Certificate, today: date) -> None:
    if paper.share_bp is None or not 0 < paper.share_bp <= WHOLE_BP:
        raise DomainError(
            "Isi nilai TKDN dalam persen, lebih dari 0 sampai 100, misalnya 42,5. Lihat tabel di sertifikat.",
            field="share",
        )
    most = rule("tkdn.bmp.max", today).number
    if paper.bmp_bp is not None and not 0 <= paper.bmp_bp <= most:
        raise DomainError(
            f"Bobot manfaat perusahaan (BMP) paling tinggi {most // 100}%. Lihat sertifikat BMP.", field="bmp"
        )


def _ensure_dates(rules: KindRule, paper: Certificate, today: date) -> None:
    if paper.issued_on is not None and paper.issued_on > today:
        raise DomainError("Tanggal terbit belum sampai. Periksa lagi.", field="issued_on")
    if rules.expiry == "required" and paper.expires_on is None:
        raise DomainError("Isi tanggal berakhirnya, seperti tertulis pada surat.", field="expires_on")
    if paper.expires_on is None:
        return
    if paper.expires_on < today:
        raise DomainError("Masa berlakunya sudah lewat. Isi tanggal yang masih berlaku.", field="expires_on")
    if paper.issued_on is not None and paper.expires_on <= paper.issued_on:
        raise DomainError("Tanggal berakhir harus sesudah tanggal terbit.", field="expires_on")


def _ensure_same_end(number: PirtNumber, expires_on: date | None) -> None:
    if expires_on is not None and expires_on.year != number.ends_in:
        raise DomainError(
            f"Menurut nomornya, izin ini habis tahun {number.ends_in}. Periksa dua angka terakhir nomor, "
            "atau tanggalnya.",
            field="expires_on",
        )


def _kept(session: Session, actor: Actor, product: Product, kind: ClaimKind, paper: Certificate) -> int:
    mime, ending = sniff(paper.content)
    stem = paper.filename.replace("\\", "/").rpartition("/")[2][:FILENAME_LENGTH].rpartition(".")[0]
    stored = files.keep_private(
        session,
        actor,
        content=paper.content,
        purpose=PURPOSE,
        mime=mime,
        filename=f"{clean_line(stem, FILENAME_LENGTH) or kind.value}.{ending}",
        party=PartyRef(PartyKind.BUSINESS, product.business_id),
    )
    return stored.id

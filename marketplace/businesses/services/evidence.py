"""What a business shows: papers that are uploaded, and declarations that its owner makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from marketplace.accounts import services as account_services
from marketplace.accounts.models import Consent
from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import Requirement, requirements
from marketplace.businesses.services import facts, readiness, size_renewal
from marketplace.businesses.services._cases import data_changed
from marketplace.businesses.services._rows import locked_business, note, party_of
from marketplace.businesses.texts import consent_text
from marketplace.businesses.verification_models import Evidence
from marketplace.infra import files
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from marketplace.kernel.text import clean_line, clean_text

PURPOSE = "evidence"
LARGEST = 8 * 1024 * 1024
NUMBER_LENGTH, FILENAME_LENGTH, STATEMENT_LENGTH = 60, 120, 2000

# The content decides, never the name or what the browser says.
_SIGNATURES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """An uploaded paper: its bytes, the name it had, and what stands on it."""

    content: bytes
    filename: str
    number: str = ""
    issued_on: date | None = None
    ends_on: date | None = None


def submit_evidence(
    session: Session,
    actor: Actor,
    business_id: int,
    *,
    requirement: str,
    paper: Paper | None = None,
    statement: str = "",
    waiver_asked: bool = False,
) -> Evidence:
    """Show something for a requirement: a `paper` where a file is wanted, else a declaration (`statement`).

    waiver_asked: the owner has nothing to show and says why in `statement`; the verifiers decide.
    The submission before it is superseded, also an accepted one: what counts must be what is shown. Only the
    size class is renewed early: the accepted one counts beside the new one until its end.
    Raises DomainError beside `content`, `statement`, `number` or `ends_on`.
    """
    policies.ensure_may_act_for(actor, business_id, "document.upload")
    business = locked_business(session, business_id)
    wanted = requirement_of(business, requirement)
    if wanted.evidence == "pledge":
        raise NotFound(f"{requirement} is signed, see sign_pledge")
    if policies.is_helper(actor) and wanted.acts != "owner_or_helper":
        raise Forbidden(f"{requirement} is shown by the owner herself")
    if waiver_asked:
        paper = None
    elif (wanted.evidence == "file") is not (paper is not None):
        raise DomainError("Pilih berkas PDF, JPG, atau PNG.", field="content")
    mime = _checked(paper) if paper else ""
    if requirement == "consent":
        policies.ensure_may_own(actor, business_id)
        business.consent_id = consent_to_data(session, actor).id
    text = _within(statement, STATEMENT_LENGTH, field="statement")
    if waiver_asked and not text:
        raise DomainError("Tulis mengapa Anda tidak punya surat ini.", field="statement")
    data_changed(session, actor, business_id, {requirement})
    if requirement == size_renewal.SIZE:
        evidence = size_renewal.declare_beside(session, actor, business_id, statement=text)
    else:
        facts.set_aside(session, actor, business_id, requirement)
        evidence = facts.declare(session, actor, business_id, requirement, statement=text)
    evidence.waiver_asked = waiver_asked
    if paper:
        _keep(session, actor, evidence, paper, mime)
    readiness.recompute(session, business)
    subject = f"evidence:{evidence.code}"
    note(session, actor, "businesses.submit_evidence", business_id, subject, requirement=requirement)
    return evidence


def consent_to_data(session: Session, actor: Actor, *, channel: str = "layar sendiri") -> Consent:
    """The owner agrees to the present text about the data of her business."""
    text = consent_text("business_data")
    return account_services.record_consent(
        session, actor, purpose=text.purpose, text_version=text.version, text=text.text, channel=channel
    )


def sniff(content: bytes) -> tuple[str, str]:
    """MIME type and ending of a PDF, JPEG or PNG by its first bytes; DomainError for anything else."""
    for signature, mime, ending in _SIGNATURES:
        if content.startswith(signature):
            return mime, ending
    raise DomainError("Berkas ini bukan PDF, JPG, atau PNG. Simpan ulang, lalu pilih lagi.", field="content")


def _checked(paper: Paper) -> str:
    if not paper.content:
        raise DomainError("Pilih berkas PDF, JPG, atau PNG.", field="content")
    if len(paper.content) > LARGEST:
        raise DomainError("Berkas paling besar 8 MB. Foto ulang atau kecilkan dulu.", field="content")
    if paper.ends_on is not None and paper.ends_on < clock.today():
        raise DomainError(
            "Surat ini sudah habis masa berlakunya. Unggah yang masih berlaku.", field="ends_on"
        )
    if paper.issued_on is not None and paper.issued_on > clock.today():
        raise DomainError("Tanggal terbit belum sampai. Periksa lagi.", field="issued_on")
    return sniff(paper.content)[0]


def _keep(session: Session, actor: Actor, evidence: Evidence, paper: Paper, mime: str) -> None:
    stored = files.keep_private(
        session,
        actor,
        content=paper.content,
        purpose=PURPOSE,
        mime=mime,
        filename=_filename(paper.filename, evidence.requirement, sniff(paper.content)[1]),
        party=party_of(evidence.business_id),
    )
    evidence.file_id = stored.id
    evidence.number = _within(paper.number, NUMBER_LENGTH, field="number")
    evidence.issued_on, evidence.ends_on = paper.issued_on, paper.ends_on
    session.flush()


def _filename(given: str, requirement: str, ending: str) -> str:
    """The name without folders and invisible characters, with the ending that its content has."""
    plain = given.replace("\\", "/").rpartition("/")[2]
    stem = clean_line(plain[:FILENAME_LENGTH], FILENAME_LENGTH).rpartition(".")[0] or requirement
    return f"{stem}.{ending}"


def requirement_of(business: Business, key: str) -> Requirement:
    """What the owner shows under this key today; NotFound for any other, and for what verifiers look up."""
    for row in requirements(business.legal_form, clock.today(), pkp=business.pkp):
        if row.key == key and row.evidence != "check":
            return row
    raise NotFound(f"requirement {key} of {business.legal_form}")


def _within(text: str, length: int, *, field: str) -> str:
    try:
        return clean_text(text, length)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error

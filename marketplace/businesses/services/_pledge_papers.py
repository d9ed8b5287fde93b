"""The paper of a signed integrity pact: issued with the signature, void once the signature ends."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.businesses.addresses import written_address
from marketplace.businesses.models import Business
from marketplace.businesses.pledges import PAPER_SUBJECT, PledgeText
from marketplace.businesses.requirements import signer_title
from marketplace.businesses.services._rows import party_of
from marketplace.businesses.verification_models import Evidence
from marketplace.documents import queries as papers
from marketplace.documents import services as documents
from marketplace.documents.kinds import PaperKind
from marketplace.documents.papers import Head, IntegrityPact, Seller, Snapshot, integrity_pact
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.text import day_text

PAPER_OF = {"integrity_pact": PaperKind.INTEGRITY_PACT}
"""Requirements whose signature is a paper too; relations to officials are printed nowhere."""


def issue_paper(
    session: Session, actor: Actor, business: Business, evidence: Evidence, text: PledgeText
) -> None:
    """Issue what was just signed, numbered by the business, where its requirement has a paper."""
    kind = PAPER_OF.get(evidence.requirement)
    if kind is None:
        return
    zone = clock.zone_of_region(business.region_code)
    local = evidence.submitted_at.astimezone(zone)
    when = f"{day_text(local.date())} pukul {local:%H.%M} {clock.zone_label(zone)}"
    seller = Seller(
        legal_name=business.name,
        address=written_address(business),
        npwp="",
        nib=business.nib or "",
        representative=evidence.signed_name or "",
        representative_position=signer_title(business.legal_form),
    )

    def build(head: Head) -> Snapshot:
        mark = f"Ditandatangani secara elektronik {when}"
        return integrity_pact(
            IntegrityPact(head, seller, text.version, text.basis, text.opening, text.points, mark)
        )

    documents.issue(
        session,
        actor,
        kind=kind,
        owner=party_of(business.id),
        subject=(PAPER_SUBJECT, evidence.id),
        parties=[],
        issued_on=local.date(),
        place=regions.name_of(".".join(business.region_code.split(".")[:2])),
        build=build,
    )


def void_paper(session: Session, actor: Actor, evidence: Evidence, *, reason: str) -> None:
    """The signature does not count any more: nor does its paper, which keeps number and bytes."""
    if evidence.requirement in PAPER_OF:
        for paper in papers.of_subjects(session, [(PAPER_SUBJECT, evidence.id)]):
            documents.void(session, actor, paper.id, reason=reason)

"""The seller's page of what government needs of one product, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses.models import ProposedChange
from marketplace.catalog import claim_kinds, eligibility, selling
from marketplace.catalog.claim_kinds import KindRule
from marketplace.catalog.curation_queries import staged_change
from marketplace.catalog.eligibility import Gap
from marketplace.catalog.models import Claim, ClaimKind, Curation, Product
from marketplace.catalog.queries import EditView, edit_page
from marketplace.catalog.rules import rule
from marketplace.catalog.services.standing import standing_of
from marketplace.catalog.states import CLAIM, CURATION, ClaimState, CurationState
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

IN_CHECK = "Sudah Anda kirim dan sedang diperiksa petugas. Anda tidak perlu berbuat apa-apa."
_TONES = {
    ClaimState.SUBMITTED: "kunyit",
    ClaimState.CHECKED: "kunyit",
    ClaimState.VERIFIED: "daun",
    ClaimState.REJECTED: "mengkudu",
}
_CURATION_TONES = {CurationState.APPROVED: "daun", CurationState.RETURNED: "mengkudu"}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as its seller reads it. state, tone: expired by the calendar included. soon: ends soon."""

    claim: Claim
    label: str
    state: str
    tone: str
    expired: bool
    soon: bool

    @property
    def to_fix(self) -> bool:
        """The seller acts next: rejected, expired, or about to end."""
        return self.claim.status is ClaimState.REJECTED or self.expired or self.soon


@dataclass(frozen=True, slots=True)
class GovernmentView:
    """What the page shows. may_submit: all but curation is there or sent, and curation was not asked for."""

    edit: EditView
    claims: Sequence[ClaimRow]
    gaps: Sequence[Gap]
    curation: Curation | None
    curation_label: str
    curation_tone: str
    may_submit: bool
    staged: ProposedChange | None


def government_page(session: Session, actor: Actor, code: str) -> GovernmentView:
    """Claims with their state, what keeps government from buying, and curation; NotFound for a stranger."""
    edit = edit_page(session, actor, code)
    product, today = edit.product, clock.today()
    curation = session.scalar(select(Curation).where(Curation.product_id == product.id))
    wanted = eligibility.wants_curation(product.category, today)
    return GovernmentView(
        edit=edit,
        claims=[_row(claim) for claim in edit.claims],
        gaps=_gaps(session, product),
        curation=curation if wanted else None,
        curation_label=CURATION.label(curation.state) if curation else "",
        curation_tone=_CURATION_TONES.get(curation.state, "kunyit") if curation else "",
        may_submit=_may_ask(session, product, curation),
        staged=staged_change(session, product),
    )


def may_ask_curation(session: Session, product_id: int) -> bool:
    """All that government needs but a curator's look is there or sent, and nobody asked for that look yet."""
    product = session.get_one(Product, product_id)
    curation = session.scalar(select(Curation).where(Curation.product_id == product_id))
    return _may_ask(session, product, curation)


def claim_to_send(session: Session, product: Product, kind: ClaimKind) -> tuple[KindRule, Claim | None]:
    """The rule of a kind and what was sent of it last, to fill its form with."""
    newest = select(Claim).where(Claim.product_id == product.id, Claim.kind == kind).order_by(Claim.id.desc())
    return claim_kinds.kind_rule(kind, clock.today()), session.scalar(newest.limit(1))


def file_of(session: Session, claim: Claim | None) -> StoredFile | None:
    """The paper that came with a claim."""
    return session.get(StoredFile, claim.file_id) if claim and claim.file_id else None


def _gaps(session: Session, product: Product) -> list[Gap]:
    """What keeps government from buying; of what was sent already, that the seller only has to wait."""
    lacking = {gap.key for gap in standing_of(session, product, sent=True).gaps}
    found = standing_of(session, product).gaps
    return [gap if gap.key in lacking else replace(gap, remedy=IN_CHECK, claim=None) for gap in found]


def _may_ask(session: Session, product: Product, curation: Curation | None) -> bool:
    open_to_ask = curation is None or curation.state is CurationState.RETURNED
    lacks_only_this = [gap.key for gap in standing_of(session, product, sent=True).gaps] == ["curation"]
    return open_to_ask and lacks_only_this and selling.is_on_sale(product, clock.today())


def _row(claim: Claim) -> ClaimRow:
    today = clock.today()
    left = (claim.expires_on - today).days if claim.expires_on else None
    verified = claim.status is ClaimState.VERIFIED
    expired = verified and left is not None and left < 0
    return ClaimRow(
        claim=claim,
        label=claim_kinds.label_of(claim.kind, today),
        state="Habis masa berlaku" if expired else CLAIM.label(claim.status),
        tone="mengkudu" if expired else _TONES[claim.status],
        expired=expired,
        soon=verified and left is not None and 0 <= left <= rule("claim.soon_days", today).number,
    )

"""Numbers are masked on every page; whoever may see them whole asks, and the owner reads that they did."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.profile_values import LABELS, in_words
from marketplace.businesses.requirements import level_name
from marketplace.businesses.services._cases import ensure_impartial
from marketplace.businesses.services._rows import note, party_of
from marketplace.businesses.states import CASE_OPEN
from marketplace.businesses.verification_models import VerificationCase
from marketplace.infra import disclosures
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import NotFound

NUMBERS = ("nib", "npwp")


def reveal_own_numbers(session: Session, actor: Actor, business_id: int) -> list[tuple[str, str]]:
    """The owner sees the numbers of her business whole: pairs of label and number."""
    policies.ensure_may_own(actor, business_id)
    return _reveal(session, actor, business_id, why="Membuka nomor sendiri")


def reveal_case_numbers(session: Session, actor: Actor, case_code: str) -> list[tuple[str, str]]:
    """A verifier sees the numbers of a business whose case is open. NotFound for every other case."""
    case = session.scalar(
        select(VerificationCase).where(
            VerificationCase.code == case_code, VerificationCase.state.in_(CASE_OPEN)
        )
    )
    if case is None or not policies.is_verifier(actor):
        raise NotFound(f"case {case_code}")
    ensure_impartial(session, actor, case.business_id)
    why = f"Memeriksa pengajuan “{level_name(case.level)}”"
    return _reveal(session, actor, case.business_id, why=why)


def _reveal(session: Session, actor: Actor, business_id: int, *, why: str) -> list[tuple[str, str]]:
    business = session.get_one(Business, business_id)
    shown = {key: in_words(key, getattr(business, key)) for key in NUMBERS}
    for key, number in shown.items():
        if number:
            disclosures.record(session, actor, party_of(business_id), what=key, why=why)
    note(session, actor, "businesses.reveal_numbers", business_id, f"business:{business.code}")
    return [(LABELS[key], number) for key, number in shown.items()]

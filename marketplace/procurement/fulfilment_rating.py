"""The PPK rates the seller's performance in the dated aspects; the owner may answer for some days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.infra import outbox
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Conflict, DomainError, Refused
from marketplace.kernel.events import RatingGiven
from marketplace.kernel.text import clean_text
from marketplace.procurement import fulfilment_notices as notices
from marketplace.procurement import fulfilment_rows, policies, rows, wording
from marketplace.procurement.contract_models import Contract, Rating
from marketplace.procurement.reference import (
    RatingAspect,
    rating_aspects,
    rating_name,
    rating_total,
    rating_version,
    rating_words,
)
from marketplace.procurement.rules import rule
from marketplace.procurement.states import ContractState

RATED_AFTER = frozenset({ContractState.HANDED_OVER, ContractState.PAID})
LOWEST = 1


def rate(
    session: Session,
    actor: Actor,
    contract_code: str,
    *,
    scores: Mapping[str, int],
    reasons: Mapping[str, str],
) -> Rating:
    """Rate once after the handover: 1 to 3 for every aspect, with a reason for each lowest score.

    Raises DomainError beside the aspect, Conflict before the handover or when rated already.
    """
    contract = fulfilment_rows.locked(session, actor, contract_code)
    policies.ensure_ppk_of(actor, contract.package)
    ppk_id = fulfilment_rows.ensure_office(session, actor, contract, "ppk")
    if contract.state not in RATED_AFTER:
        raise Conflict("Penilaian bisa diisi setelah BAST ditandatangani kedua pihak.")
    if contract.rating is not None:
        raise Conflict("Kontrak ini sudah dinilai.")
    today = fulfilment_rows.today_of(contract)
    aspects = rating_aspects(today)
    given = {aspect.key: _score(aspect, scores.get(aspect.key)) for aspect in aspects}
    why = {aspect.key: _reason(aspect, given[aspect.key], reasons.get(aspect.key, "")) for aspect in aspects}
    rating = Rating(
        contract_id=contract.id,
        business_id=contract.business_id,
        scores=given,
        reasons={key: text for key, text in why.items() if text},
        total=rating_total(given, today),
        rules=_rules(aspects),
        rated_by=ppk_id,
        rated_at=clock.now(),
    )
    session.add(rating)
    session.flush()
    fulfilment_rows.note(session, actor, contract, "rate", total=rating.total, scores=given)
    _announce(session, contract, rating)
    return rating


def reply(session: Session, actor: Actor, contract_code: str, *, text: str) -> Rating:
    """The owner's right of reply: once, within the days of the dated rule. Refused afterwards."""
    contract = fulfilment_rows.locked(session, actor, contract_code)
    fulfilment_rows.ensure_owner(session, actor, contract)
    rating = contract.rating
    if rating is None:
        raise Conflict("Kontrak ini belum dinilai.")
    if rating.replied_at is not None:
        raise Conflict("Anda sudah menjawab penilaian ini.")
    until = reply_until(contract, rating)
    if fulfilment_rows.today_of(contract) > until:
        raise Refused(f"Hak jawab berakhir {wording.day(until)}. Penilaian sudah terkunci.")
    rating.reply = rows.reason_text(text, field="text", wanted="Tulis jawaban Anda.")
    rating.replied_at = clock.now()
    session.flush()
    fulfilment_rows.note(session, actor, contract, "reply_to_rating")
    notices.replied(session, contract)
    return rating


@dataclass(frozen=True, slots=True)
class RatedAspect:
    """One aspect of a rating as pages show it."""

    name: str
    score: str
    reason: str


@dataclass(frozen=True, slots=True)
class RatingView:
    """A rating with the words of its scores, by the table it was given by."""

    total: str
    name: str
    aspects: Sequence[RatedAspect]
    rated_at: datetime
    reply: str | None
    replied_at: datetime | None
    reply_until: date


def shown(contract: Contract) -> RatingView | None:
    """The rating of a contract for its pages; None when it has none."""
    rating = contract.rating
    if rating is None:
        return None
    words = rating_words()
    return RatingView(
        total=wording.hundredths(rating.total),
        name=rating_name(rating.total),
        aspects=[
            RatedAspect(row["name"], words[rating.scores[row["key"]]], rating.reasons.get(row["key"], ""))
            for row in rating.rules["aspects"]
        ],
        rated_at=rating.rated_at,
        reply=rating.reply,
        replied_at=rating.replied_at,
        reply_until=reply_until(contract, rating),
    )


def may_reply(contract: Contract) -> bool:
    """Whether the right of reply is open: rated, not yet answered, and in time."""
    rating = contract.rating
    if rating is None or rating.replied_at is not None:
        return False
    return fulfilment_rows.today_of(contract) <= reply_until(contract, rating)


def reply_until(contract: Contract, rating: Rating) -> date:
    """The last day of the right of reply, where the work unit is."""
    rated_on = rows.zone_day(rating.rated_at, contract.package.work_unit)
    return rated_on + timedelta(days=rule("rating.lock_days", rated_on).number)


def _announce(session: Session, contract: Contract, rating: Rating) -> None:
    outbox.record(
        session,
        RatingGiven(
            contract_id=contract.id,
            business_id=contract.business_id,
            work_unit_id=contract.work_unit_id,
            rating_id=rating.id,
        ),
    )
    notices.rated(session, contract, rating, rating_name(rating.total), reply_until(contract, rating))


def _score(aspect: RatingAspect, score: int | None) -> int:
    if score is None or score not in aspect.guide:
        raise DomainError(f"Pilih nilai untuk {aspect.name.lower()}.", field=f"score-{aspect.key}")
    return score


def _reason(aspect: RatingAspect, score: int, text: str) -> str:
    field = f"reason-{aspect.key}"
    if score == LOWEST:
        wanted = f"Tulis alasan nilai terendah untuk {aspect.name.lower()}."
        return rows.reason_text(text, field=field, wanted=wanted)
    try:
        return clean_text(text, rows.REASON_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error


def _rules(aspects: tuple[RatingAspect, ...]) -> dict[str, object]:
    """Version, weights and basis that the rating was given by."""
    return {
        "version": rating_version(),
        "aspects": [
            {
                "key": aspect.key,
                "name": aspect.name,
                "weight": aspect.weight,
                "basis": aspect.basis,
                "verified": aspect.verified,
            }
            for aspect in aspects
        ],
    }

"""Looking a business up in an official register, and what the newest look says."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.register_models import RegisterLookup
from marketplace.businesses.registers import LookupResult, Register, Seen, adapter_of, register_named
from marketplace.businesses.services._cases import ensure_impartial
from marketplace.businesses.services._rows import note, party_of
from marketplace.businesses.services.evidence import LARGEST, sniff
from marketplace.infra import files
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from marketplace.kernel.text import clean_text

PURPOSE = "register_lookup"
"""Pictures of a verifier's look, which belong to the business."""
OFFICIAL_PURPOSE = "official_lookup"
"""Pictures of an official's look, which belong to the work unit that buys."""
LONGEST = 600
BLACKLIST = "blacklist"


def record_lookup(
    session: Session, actor: Actor, business_id: int, register: Register, *, seen: Seen
) -> RegisterLookup:
    """Keep what somebody saw in a register, with the picture if there is one. Raises DomainError by field.

    A verifier looks in his region, and never after a business that he belonged to or helped. That an
    official buys from the business is asked by whoever calls.
    """
    business = session.get(Business, business_id)
    if business is None:
        raise NotFound(f"business {business_id}")
    if not policies.may_look_up(actor):
        raise Forbidden(f"{actor.role} looks into no registers")
    if policies.is_verifier(actor):
        ensure_impartial(session, actor, business_id)
    finding = adapter_of(register).ask(register, Seen(seen.result, _words(seen.words), seen.picture))
    lookup = RegisterLookup(
        code=new_code(),
        business_id=business_id,
        register=register.key,
        source=finding.source,
        result=finding.result,
        words=finding.words,
        file_id=_kept_picture(session, actor, business_id, register, seen.picture),
        looked_for=_mark(business),
        looked_by=actor.user_id,
        looked_at=clock.now(),
        valid_until=register.valid_until(clock.today()),
    )
    session.add(lookup)
    session.flush()
    about = {"register": register.key, "result": finding.result.value, "source": finding.source}
    note(session, actor, "businesses.record_lookup", business_id, f"lookup:{lookup.code}", **about)
    return lookup


def newest_lookup(session: Session, business_id: int, register_key: str) -> RegisterLookup | None:
    """The last look into a register, whether or not it still counts."""
    query = select(RegisterLookup).where(
        RegisterLookup.business_id == business_id, RegisterLookup.register == register_key
    )
    return session.scalar(query.order_by(RegisterLookup.id.desc()).limit(1))


def is_listed(lookup: RegisterLookup | None) -> bool:
    """The newest look into the Daftar Hitam found the business there; until somebody looks again."""
    return lookup is not None and lookup.result is LookupResult.MATCHES


def counts(business: Business, lookup: RegisterLookup | None) -> bool:
    """The look is good, its time is not over, and name and NPWP are still those that were looked for."""
    if lookup is None or lookup.valid_until < clock.today() or lookup.looked_for != _mark(business):
        return False
    return lookup.result is register_named(lookup.register, clock.today()).good


def was_seen_clean(session: Session, business: Business) -> bool:
    """Somebody looked into the Daftar Hitam, did not find the business there, and that still counts."""
    return counts(business, newest_lookup(session, business.id, BLACKLIST))


def _mark(business: Business) -> str:
    """A short text that changes with the name and the NPWP."""
    return hashlib.sha256(f"{business.name}\n{business.npwp_index}".encode()).hexdigest()[:16]


def _kept_picture(
    session: Session, actor: Actor, business_id: int, register: Register, picture: bytes | None
) -> int | None:
    if not picture:
        return None
    if len(picture) > LARGEST:
        raise DomainError("Gambar paling besar 8 MB.", field="content")
    mime, ending = sniff(picture)
    of_unit = actor.party if policies.in_work_unit(actor) else None
    stored = files.keep_private(
        session,
        actor,
        content=picture,
        purpose=OFFICIAL_PURPOSE if of_unit else PURPOSE,
        mime=mime,
        filename=f"{register.slug}.{ending}",
        party=of_unit or party_of(business_id),
    )
    return stored.id


def _words(text: str) -> str:
    try:
        return clean_text(text, LONGEST)
    except DomainError as error:
        raise DomainError(error.message, field="words") from error

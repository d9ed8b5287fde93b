"""Reading looks into official registers: the list of a case, and who may open their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.register_models import RegisterLookup
from marketplace.businesses.registers import Register, registers
from marketplace.businesses.services import lookups
from marketplace.businesses.services._cases import is_partial
from marketplace.businesses.texts import day_words
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor

SHOWN = 5
"""How many looks into one register a page shows."""


@dataclass(frozen=True, slots=True)
class LookupView:
    """One look: its result in words, by whom, when, until when it counts; file_code "" without a picture."""

    result_label: str
    good: bool
    words: str
    who: str
    looked_at: datetime
    valid_until: date
    still_counts: bool
    listed: bool
    file_code: str


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register with the newest looks into it, the newest first."""

    register: Register
    lookups: Sequence[LookupView]


def lookups_of(session: Session, business_id: int) -> list[RegisterView]:
    """Every register in use with its newest looks; three statements however many there are."""
    place = func.row_number().over(partition_by=RegisterLookup.register, order_by=RegisterLookup.id.desc())
    newest = (
        select(RegisterLookup.id, place.label("place"))
        .where(RegisterLookup.business_id == business_id)
        .subquery()
    )
    rows = session.execute(
        select(RegisterLookup, StoredFile.code)
        .join(newest, newest.c.id == RegisterLookup.id)
        .outerjoin(StoredFile, StoredFile.id == RegisterLookup.file_id)
        .where(newest.c.place <= SHOWN)
        .order_by(RegisterLookup.id.desc())
    ).all()
    names = accounts.names_of(session, [row.RegisterLookup.looked_by or 0 for row in rows])
    business = session.get_one(Business, business_id)
    found = []
    for register in registers(clock.today()):
        own = [row for row in rows if row.RegisterLookup.register == register.key]
        views = [_view(business, register, row.RegisterLookup, row.code or "", names) for row in own]
        found.append(RegisterView(register, views))
    return found


def blacklist_of(session: Session, business_id: int) -> RegisterView:
    """The Daftar Hitam with the newest looks after a business."""
    found = lookups_of(session, business_id)
    return next(one for one in found if one.register.key == lookups.BLACKLIST)


def spoken_blacklist(session: Session, business_id: int) -> list[tuple[str, str]]:
    """The newest look into the Daftar Hitam, as the checklist shows what it compares."""
    looks = blacklist_of(session, business_id).lookups
    if not looks:
        return [("Pencarian terakhir", "Belum ada. Catat lewat “Lihat daftar resmi”.")]
    said = looks[0].result_label if looks[0].still_counts else f"{looks[0].result_label}, perlu dilihat lagi"
    day = day_words(looks[0].looked_at.astimezone(clock.JAKARTA).date())
    return [("Pencarian terakhir", f"{said} ({looks[0].who}, {day})")]


def why_read_lookup(session: Session, actor: Actor, stored: StoredFile) -> str:
    """Owners see what was found about them; verifiers in their region, unless tied to the business."""
    if policies.may_own(actor, stored.party_id):
        return "Membuka hasil pencarian tentang usaha sendiri"
    if not policies.is_verifier(actor) or is_partial(session, actor.user_id, stored.party_id):
        return ""
    region = session.scalar(select(Business.region_code).where(Business.id == stored.party_id))
    reaches = actor.region_code is None or regions.is_within(region or "", actor.region_code)
    return "Memeriksa daftar resmi" if reaches else ""


def why_read_official_lookup(_session: Session, actor: Actor, stored: StoredFile) -> str:
    """The officials and the auditor of the work unit whose official looked."""
    return "Memeriksa bukti Daftar Hitam" if actor.party == stored.party else ""


def _view(
    business: Business, register: Register, row: RegisterLookup, file_code: str, names: dict[int, str]
) -> LookupView:
    return LookupView(
        result_label=register.labels[row.result],
        good=row.result is register.good,
        words=row.words,
        who=names.get(row.looked_by or 0, "Sistem"),
        looked_at=row.looked_at,
        valid_until=row.valid_until,
        still_counts=row.result is not register.good or lookups.counts(business, row),
        listed=register.key == lookups.BLACKLIST and lookups.is_listed(row),
        file_code=file_code,
    )

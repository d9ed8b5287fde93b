"""Vacation, opening hours and the regions that a shop serves; each counts in the second it is saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.businesses import policies
from marketplace.businesses.models import Business
from marketplace.businesses.services._rows import locked_business, note, tell_change
from marketplace.businesses.shop_times import WEEKDAYS
from marketplace.businesses.vacation_models import Vacation
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, NotFound
from marketplace.kernel.text import clean_text

SCOPE = "profile.write"
LONGEST_DAYS, MESSAGE_LENGTH, MOST_REGIONS = 180, 200, 60
_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def take_vacation(
    session: Session, actor: Actor, business_id: int, *, from_on: date, to_on: date, message: str = ""
) -> Vacation:
    """Rest from a day to a day, both included; buyers read the message. Contracts already signed run on.

    Raises DomainError beside its field, and beside `from_on` where another vacation lies.
    """
    _own(session, actor, business_id)
    if from_on < clock.today():
        raise DomainError("Libur paling cepat mulai hari ini.", field="from_on")
    if to_on < from_on:
        raise DomainError("Hari terakhir tidak boleh sebelum hari pertama.", field="to_on")
    if to_on - from_on >= timedelta(days=LONGEST_DAYS):
        raise DomainError(f"Sekali libur paling lama {LONGEST_DAYS} hari.", field="to_on")
    overlap = select(Vacation.id).where(
        Vacation.business_id == business_id,
        Vacation.cancelled_at.is_(None),
        Vacation.from_on <= to_on,
        Vacation.to_on >= from_on,
    )
    if session.scalar(overlap.limit(1)) is not None:
        raise DomainError("Hari itu sudah masuk libur lain. Batalkan yang lama dulu.", field="from_on")
    try:
        words = clean_text(message, MESSAGE_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field="message") from error
    vacation = Vacation(
        code=new_code(),
        business_id=business_id,
        from_on=from_on,
        to_on=to_on,
        message=words,
        set_by=actor.user_id,
        set_at=clock.now(),
    )
    session.add(vacation)
    session.flush()
    data = {"from": from_on.isoformat(), "to": to_on.isoformat()}
    note(session, actor, "businesses.take_vacation", business_id, f"vacation:{vacation.code}", **data)
    tell_change(session, business_id)
    return vacation


def cancel_vacation(session: Session, actor: Actor, business_id: int, *, code: str) -> Vacation:
    """Work again, at once where the vacation has begun. Conflict when it was cancelled before."""
    _own(session, actor, business_id)
    which = Vacation.code == code, Vacation.business_id == business_id
    vacation = session.scalar(select(Vacation).where(*which).with_for_update())
    if vacation is None:
        raise NotFound(f"vacation {code}")
    if vacation.cancelled_at is not None:
        raise Conflict("Libur ini sudah dibatalkan.")
    vacation.cancelled_at = clock.now()
    session.flush()
    note(session, actor, "businesses.cancel_vacation", business_id, f"vacation:{code}")
    tell_change(session, business_id)
    return vacation


def set_hours(
    session: Session,
    actor: Actor,
    business_id: int,
    *,
    hours: Mapping[str, Sequence[str]],
    closed_on_holidays: bool,
) -> Business:
    """Opening and closing time by weekday ("0" is Monday), as typed; a day with both empty is closed.

    Raises DomainError beside `opens_<weekday>` or `closes_<weekday>`.
    """
    business = _own(session, actor, business_id)
    found = {}
    for number in range(len(WEEKDAYS)):
        opens, closes = (text.strip() for text in hours.get(str(number), ("", "")))
        if opens or closes:
            found[str(number)] = [_time(opens, f"opens_{number}"), _time(closes, f"closes_{number}")]
            if found[str(number)][0] >= found[str(number)][1]:
                raise DomainError("Jam tutup harus sesudah jam buka.", field=f"closes_{number}")
    business.opening_hours, business.closed_on_holidays = found, closed_on_holidays
    session.flush()
    note(session, actor, "businesses.set_hours", business_id, f"business:{business.code}", hours=found)
    tell_change(session, business_id)
    return business


def set_area(session: Session, actor: Actor, business_id: int, *, codes: Iterable[str]) -> Business:
    """The provinces and regencies that the shop delivers to or serves; none means all of Indonesia.

    What lies inside another region of the list is left out. Raises DomainError beside `regencies`.
    """
    business = _own(session, actor, business_id)
    wanted = sorted(set(codes))
    if any(not regions.exists(code) or code.count(".") > 1 for code in wanted):
        raise DomainError("Pilih provinsi, kabupaten, atau kota dari daftar.", field="regencies")
    if len(wanted) > MOST_REGIONS:
        raise DomainError(f"Paling banyak {MOST_REGIONS} daerah. Pilih provinsinya saja.", field="regencies")
    kept = [code for code in wanted if not any(regions.is_within(code, one) for one in wanted if one != code)]
    business.serves = kept
    session.flush()
    note(session, actor, "businesses.set_area", business_id, f"business:{business.code}", regions=kept)
    tell_change(session, business_id)
    return business


def _own(session: Session, actor: Actor, business_id: int) -> Business:
    """The business, locked, for its own people who may change its profile; never a helper."""
    policies.ensure_works_at(actor, business_id)
    policies.ensure_may_act_for(actor, business_id, SCOPE)
    return locked_business(session, business_id)


def _time(text: str, field: str) -> str:
    """ "8:00" as "08.00"; DomainError beside its field."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise DomainError("Isi jam seperti 08.00, atau kosongkan bila tutup.", field=field)
    return f"{int(found[1]):02d}.{found[2]}"

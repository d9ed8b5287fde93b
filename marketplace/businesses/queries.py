"""Reading businesses: what others may know of them, and what those who act for them see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, and_, bindparam, cast, func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import policies, vacations
from marketplace.businesses.models import (
    Business,
    BusinessKbli,
    Mandate,
    Member,
    MemberRole,
    ProposedChange,
)
from marketplace.businesses.services._rows import owner_ids
from marketplace.businesses.shop_times import area_words, hours_words, serves_region
from marketplace.businesses.states import CHANGE, MANDATE, ChangeState, Decider, MandateState
from marketplace.businesses.texts import WRONG_WORDS, normal_words
from marketplace.businesses.trading import sanctioned_clause, trading_clause
from marketplace.businesses.vacation_models import Vacation
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import slug_with_code
from marketplace.kernel.errors import DomainError, NotFound

__all__ = ["owner_ids", "trading_clause"]

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class BusinessBrief:
    """What everybody may know; region_label is regency and province, size_class "" while unknown.

    Equal businesses are equal keys, so lists come as the JSON that they are kept as.

    registered_on: since when she is a vendor at INAPROC, as she herself said. away_until: the last day of the
    vacation that the shop is on today.
    """

    id: int
    code: str
    slug: str
    name: str
    region_code: str
    region_label: str
    size_class: str
    government_ready: bool
    frozen: bool
    registered_on: date | None
    hours_json: str
    rests_on_holidays: bool
    serves_json: str
    away_until: date | None
    away_message: str

    @property
    def serves(self) -> list[str]:
        """Codes of the regions it serves; none for all."""
        found: list[str] = json.loads(self.serves_json)
        return found

    @property
    def opening(self) -> list[tuple[str, str]]:
        """Rows of days and times; [] while the shop says nothing."""
        return hours_words(json.loads(self.hours_json))

    @property
    def area(self) -> str:
        """Where it delivers or serves, in words."""
        return area_words(self.serves)

    def reaches(self, region_code: str) -> bool:
        """It delivers to or serves a region."""
        return serves_region(self.serves, region_code)


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as its owner, its helper or an auditor reads it."""

    id: int
    code: str
    business_id: int
    business_code: str
    business_name: str
    helper_id: int
    helper_name: str
    state: MandateState
    state_label: str
    scopes: tuple[str, ...]
    scope_labels: tuple[str, ...]
    starts_on: date
    ends_on: date
    words: str
    requested_at: datetime
    ended_at: datetime | None
    active: bool

    @property
    def answered(self) -> bool:
        """The owner said yes or no, or the helper took the request back."""
        return self.state is not MandateState.PROPOSED


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A proposed change with its differences, rows of {label, before, after}."""

    id: int
    code: str
    title: str
    target: str
    command: str
    state: ChangeState
    state_label: str
    proposed_by_name: str
    proposed_at: datetime
    expires_at: datetime
    diff: Sequence[dict[str, str]]
    reason: str


def by_id(session: Session, business_id: int) -> Business:
    """Raises NotFound."""
    business = session.get(Business, business_id)
    if business is None:
        raise NotFound(f"business {business_id}")
    return business


def by_code(session: Session, code: str) -> Business:
    """Raises NotFound."""
    business = session.scalar(select(Business).where(Business.code == code))
    if business is None:
        raise NotFound(f"business {code}")
    return business


def own(session: Session, actor: Actor) -> Business:
    """The business that the actor acts for; NotFound for everybody else."""
    if not policies.is_seller(actor) or actor.party is None:
        raise NotFound("acts for no business")
    return by_id(session, actor.party.id)


BRIEF_COLUMNS: Sequence[ColumnElement[Any]] = (
    Business.id.label("seller_id"),
    Business.code.label("seller_code"),
    Business.name.label("seller_name"),
    Business.region_code.label("seller_region"),
    Business.size_class.label("seller_size"),
    Business.ready_until_government_small.label("seller_ready_until"),
    trading_clause().label("seller_trades"),
    Business.inaproc_registered_on.label("seller_registered_on"),
    cast(Business.opening_hours, Text).label("seller_hours"),
    Business.closed_on_holidays.label("seller_rests_on_holidays"),
    cast(Business.serves, Text).label("seller_serves"),
    vacations.of_today(Vacation.to_on).label("seller_away_until"),
    vacations.of_today(Vacation.message).label("seller_away_message"),
)
"""What `brief_of` reads, for statements that join businesses. Nothing is encrypted; JSON comes as text."""


_BRIEFS = select(*BRIEF_COLUMNS).where(Business.id.in_(bindparam("ids", expanding=True)))


def brief(session: Session, ids: Iterable[int]) -> dict[int, BusinessBrief]:
    """What cards and papers show of businesses, in one statement."""
    rows = session.execute(_BRIEFS, {"ids": list(set(ids))})
    return {row.seller_id: brief_of(row) for row in rows}


def brief_of(row: Row[Any]) -> BusinessBrief:
    """The brief of a business from a row that holds `BRIEF_COLUMNS`."""
    until = row.seller_ready_until
    frozen = not row.seller_trades
    return BusinessBrief(
        id=row.seller_id,
        code=row.seller_code,
        slug=slug_with_code(row.seller_name, row.seller_code),
        name=row.seller_name,
        region_code=row.seller_region,
        region_label=regions.label_of(".".join(row.seller_region.split(".")[:2])),
        size_class=row.seller_size.value if row.seller_size else "",
        government_ready=until is not None and until >= clock.today() and not frozen,
        frozen=frozen,
        registered_on=row.seller_registered_on,
        hours_json=row.seller_hours,
        rests_on_holidays=row.seller_rests_on_holidays,
        serves_json=row.seller_serves,
        away_until=row.seller_away_until,
        away_message=row.seller_away_message or "",
    )


def kbli_of(session: Session, business_id: int) -> list[tuple[str, str]]:
    """Pairs of edition and code, in the order they were given."""
    query = select(BusinessKbli.edition, BusinessKbli.code).where(BusinessKbli.business_id == business_id)
    return [(edition, code) for edition, code in session.execute(query.order_by(BusinessKbli.id))]


def government_ready_clause(on: date, *, small: bool = True) -> ColumnElement[bool]:
    """SQL: the business of the row may sell to government on this day; `small` up to the small packages."""
    until = Business.ready_until_government_small if small else Business.ready_until_government_all
    return and_(until.is_not(None), until >= on, ~sanctioned_clause(on))


def is_government_ready(session: Session, business_id: int, on: date, *, small: bool = True) -> bool:
    """May sell to government on this day: complete, verified, nothing expired, no sanction."""
    query = select(Business.id).where(Business.id == business_id, government_ready_clause(on, small=small))
    return session.scalar(query) is not None


def sanctioned(session: Session, business_id: int, on: date) -> bool:
    """Whether a sanction is in force on this day."""
    query = select(Business.id).where(Business.id == business_id, sanctioned_clause(on))
    return session.scalar(query) is not None


def businesses_of(session: Session, user_id: int) -> list[tuple[Business, MemberRole]]:
    """The businesses whose owner or staff a person is, oldest first."""
    query = (
        select(Business, Member.role)
        .join(Member, Member.business_id == Business.id)
        .where(Member.user_id == user_id, Member.left_at.is_(None))
        .order_by(Member.id)
    )
    return [(business, role) for business, role in session.execute(query)]


def mandates(session: Session, business_id: int) -> list[MandateView]:
    """Every mandate of a business, the newest first; at most 50."""
    return _mandates(session, Mandate.business_id == business_id)


def mandates_of_helper(session: Session, user_id: int, *, active: bool = False) -> list[MandateView]:
    """The mandates of a helper, the newest first, at most 50; `active`: only those in force today."""
    if not active:
        return _mandates(session, Mandate.helper_id == user_id)
    return _mandates(session, Mandate.helper_id == user_id, in_force_clause(clock.today()))


def mandate_by_code(session: Session, code: str) -> MandateView:
    """Raises NotFound. Whoever shows it asks first whose it is."""
    found = _mandates(session, Mandate.code == code)
    if not found:
        raise NotFound(f"mandate {code}")
    return found[0]


def mandate_by_id(session: Session, mandate_id: int) -> MandateView:
    """Raises NotFound."""
    found = _mandates(session, Mandate.id == mandate_id)
    if not found:
        raise NotFound(f"mandate {mandate_id}")
    return found[0]


def own_mandate(session: Session, actor: Actor, code: str) -> MandateView:
    """A mandate of the owner's business; NotFound for others."""
    business = own(session, actor)
    found = _mandates(session, Mandate.business_id == business.id, Mandate.code == code)
    if not found:
        raise NotFound(f"mandate {code}")
    return found[0]


def asked_by_words(session: Session, actor: Actor, typed: str) -> str:
    """The code of the request to the owner's business with these six words; DomainError beside `words`."""
    business = own(session, actor)
    waits = Mandate.business_id == business.id, Mandate.state == MandateState.PROPOSED
    for mandate in session.scalars(select(Mandate).where(*waits)):
        if mandate.words == normal_words(typed):
            return mandate.code
    raise DomainError(WRONG_WORDS, field="words")


def in_force_clause(on: date) -> ColumnElement[bool]:
    """SQL: the mandate of the row gives its right on this day."""
    return and_(Mandate.state == MandateState.ACTIVE, Mandate.starts_on <= on, Mandate.ends_on >= on)


def _mandates(session: Session, *which: ColumnElement[bool]) -> list[MandateView]:
    query = (
        select(Mandate, Business.code, Business.name)
        .join(Business, Business.id == Mandate.business_id)
        .where(*which)
        .order_by(Mandate.id.desc())
        .limit(50)
    )
    rows = session.execute(query).all()
    names = accounts.names_of(session, [mandate.helper_id for mandate, _, _ in rows])
    today = clock.today()
    return [
        MandateView(
            id=mandate.id,
            code=mandate.code,
            business_id=mandate.business_id,
            business_code=code,
            business_name=name,
            helper_id=mandate.helper_id,
            helper_name=names.get(mandate.helper_id, ""),
            state=mandate.state,
            state_label=_mandate_label(mandate, today),
            scopes=tuple(mandate.scopes),
            scope_labels=tuple(policies.SCOPES[scope] for scope in mandate.scopes),
            starts_on=mandate.starts_on,
            ends_on=mandate.ends_on,
            words=mandate.words,
            requested_at=mandate.requested_at,
            ended_at=mandate.ended_at,
            active=_in_force(mandate, today),
        )
        for mandate, code, name in rows
    ]


def _in_force(mandate: Mandate, on: date) -> bool:
    return mandate.state is MandateState.ACTIVE and mandate.starts_on <= on <= mandate.ends_on


def _mandate_label(mandate: Mandate, on: date) -> str:
    ended_by_itself = mandate.state is MandateState.ACTIVE and mandate.ends_on < on
    return "Sudah berakhir" if ended_by_itself else MANDATE.label(mandate.state)


def changes(
    session: Session, business_id: int, *, state: ChangeState | None = None, page: int = 1
) -> tuple[list[ChangeView], int]:
    """A page of what was proposed to the owner of a business, the newest first, and how many there are."""
    which = [ProposedChange.business_id == business_id]
    if state is not None:
        which.append(ProposedChange.state == state)
    return _changes(session, which, page)


def changes_of_helper(session: Session, user_id: int) -> list[ChangeView]:
    """The newest proposals that a person made and that still wait."""
    which = [ProposedChange.proposed_by == user_id, ProposedChange.state == ChangeState.WAITING]
    return _changes(session, which, 1)[0]


def change_by_code(session: Session, actor: Actor, code: str) -> ChangeView:
    """A proposed change of the actor's business; NotFound for others."""
    business = own(session, actor)
    which = [ProposedChange.business_id == business.id, ProposedChange.code == code]
    found, _ = _changes(session, which, 1)
    if not found:
        raise NotFound(f"change {code}")
    return found[0]


def waiting_changes(session: Session, business_id: int) -> int:
    """How many proposed changes wait for the owner."""
    query = select(func.count()).select_from(ProposedChange)
    waits = (
        ProposedChange.business_id == business_id,
        ProposedChange.decider == Decider.OWNER,
        ProposedChange.state == ChangeState.WAITING,
    )
    return session.scalar(query.where(*waits)) or 0


def _changes(
    session: Session, asked: Sequence[ColumnElement[bool]], page: int
) -> tuple[list[ChangeView], int]:
    which = [*asked, ProposedChange.decider == Decider.OWNER]
    total = session.scalar(select(func.count()).select_from(ProposedChange).where(*which)) or 0
    query = select(ProposedChange).where(*which).order_by(ProposedChange.id.desc())
    rows = session.scalars(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    names = accounts.names_of(session, [row.proposed_by for row in rows])
    views = [
        ChangeView(
            id=row.id,
            code=row.code,
            title=row.title,
            target=row.target,
            command=row.command,
            state=row.state,
            state_label=CHANGE.label(row.state),
            proposed_by_name=names.get(row.proposed_by, ""),
            proposed_at=row.proposed_at,
            expires_at=row.expires_at,
            diff=row.diff,
            reason=row.reason,
        )
        for row in rows
    ]
    return views, total

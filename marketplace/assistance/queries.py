"""Reading about help: a helper's day, the requests near her, the businesses she accompanies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from marketplace.assistance import policies
from marketplace.assistance.models import Engagement, HelperArea, HelperProfile, HelpRequest, Visit
from marketplace.assistance.states import REQUEST, RequestState
from marketplace.businesses import queries as businesses
from marketplace.businesses.queries import BusinessBrief, MandateView
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.codes import code_from_slug
from marketplace.kernel.errors import NotFound

PAGE_SIZE = 20
MOST_RUNNING = 50
ENDS_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with the owner's own words. waits_days: whole days since it was asked."""

    id: int
    code: str
    business: BusinessBrief
    place: str
    topic: str
    text: str
    state: RequestState
    state_label: str
    asked_at: datetime
    waits_days: int

    @property
    def over(self) -> bool:
        """Nothing more comes of it; the owner may ask anew."""
        return self.state in {RequestState.DONE, RequestState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class EngagementView:
    """A business that the helper accompanies, with the mandate in force, if any."""

    id: int
    code: str
    business: BusinessBrief
    request: RequestView
    mandate: MandateView | None
    started_at: datetime
    ended_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class VisitView:
    """A meeting, planned or held."""

    id: int
    code: str
    business_name: str
    business_slug: str
    zone: ZoneInfo
    at: datetime
    place: str
    note: str
    held_at: datetime | None


def requests_near(session: Session, actor: Actor, *, page: int = 1) -> tuple[list[RequestView], int]:
    """A page of the open requests in the helper's areas, the oldest first, and how many there are."""
    which = [HelpRequest.state == RequestState.OPEN, _in_areas(session, policies.ensure_helper(actor))]
    total = session.scalar(select(func.count()).select_from(HelpRequest).where(*which)) or 0
    query = select(HelpRequest).where(*which).order_by(HelpRequest.asked_at, HelpRequest.id)
    rows = session.scalars(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    return _request_views(session, rows), total


def open_in_region(session: Session, region_code: str, *, page: int = 1) -> tuple[list[RequestView], int]:
    """A page of the open requests of a region and below, the oldest first, and how many there are."""
    here = (HelpRequest.region_code == region_code) | HelpRequest.region_code.startswith(
        f"{region_code}.", autoescape=True
    )
    which = [HelpRequest.state == RequestState.OPEN, here]
    total = session.scalar(select(func.count()).select_from(HelpRequest).where(*which)) or 0
    query = select(HelpRequest).where(*which).order_by(HelpRequest.asked_at, HelpRequest.id)
    rows = session.scalars(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    return _request_views(session, rows), total


def request_by_code(session: Session, actor: Actor, code: str) -> RequestView:
    """An open request in the helper's areas, or one that she took; NotFound for any other."""
    profile_id = policies.ensure_helper(actor)
    taken = select(Engagement.id).where(
        Engagement.help_request_id == HelpRequest.id, Engagement.helper_profile_id == profile_id
    )
    open_here = (HelpRequest.state == RequestState.OPEN) & _in_areas(session, profile_id)
    row = session.scalar(select(HelpRequest).where(HelpRequest.code == code, or_(open_here, taken.exists())))
    if row is None:
        raise NotFound(f"help request {code}")
    return _request_views(session, [row])[0]


def request_of_business(session: Session, business_id: int) -> RequestView | None:
    """The newest request of a business, whatever became of it."""
    query = select(HelpRequest).where(HelpRequest.business_id == business_id)
    row = session.scalar(query.order_by(HelpRequest.id.desc()).limit(1))
    return _request_views(session, [row])[0] if row else None


def engagements(session: Session, actor: Actor) -> list[EngagementView]:
    """The businesses that the helper accompanies, the newest first; her capacity bounds them."""
    mine = Engagement.helper_profile_id == policies.ensure_helper(actor)
    return _engagement_views(session, actor, [mine, Engagement.ended_at.is_(None)], size=MOST_RUNNING)


def ended_engagements(session: Session, actor: Actor, *, page: int) -> tuple[list[EngagementView], int]:
    """A page of the businesses that the helper accompanied, the newest first, and how many there are."""
    mine = Engagement.helper_profile_id == policies.ensure_helper(actor)
    which = [mine, Engagement.ended_at.is_not(None)]
    total = session.scalar(select(func.count()).select_from(Engagement).where(*which)) or 0
    return _engagement_views(session, actor, which, page=page), total


def engagement_by_slug(session: Session, actor: Actor, slug: str) -> EngagementView:
    """The helper's newest engagement with the business of a slug; NotFound for any other."""
    profile_id = policies.ensure_helper(actor)
    code = code_from_slug(slug)
    if code is None:
        raise NotFound(f"business {slug}")
    business = businesses.by_code(session, code)
    which = [Engagement.helper_profile_id == profile_id, Engagement.business_id == business.id]
    found = _engagement_views(session, actor, which)
    if not found:
        raise NotFound(f"engagement with {code}")
    return found[0]


def engagement_of_request(session: Session, actor: Actor, request_id: int) -> EngagementView | None:
    """The helper's own engagement that answers a request."""
    profile_id = policies.ensure_helper(actor)
    which = [Engagement.helper_profile_id == profile_id, Engagement.help_request_id == request_id]
    found = _engagement_views(session, actor, which)
    return found[0] if found else None


def ending_mandates(session: Session, actor: Actor) -> list[MandateView]:
    """The helper's mandates that end within two weeks, the first to end first."""
    until = clock.today() + ENDS_SOON
    held = businesses.mandates_of_helper(session, actor.user_id or 0, active=True)
    return sorted((one for one in held if one.ends_on <= until), key=lambda one: (one.ends_on, one.id))


def next_visits(session: Session, actor: Actor) -> list[VisitView]:
    """The helper's meetings that are not yet held, the next first, at most 20."""
    mine = Engagement.helper_profile_id == policies.ensure_helper(actor)
    ahead = [mine, Visit.held_at.is_(None), Engagement.ended_at.is_(None)]
    return _visits(session, ahead, order=(Visit.at, Visit.id))


def visits_of(session: Session, engagement_id: int, *, page: int) -> tuple[list[VisitView], int]:
    """A page of the meetings of one engagement, the last first, and how many there are."""
    which = [Visit.engagement_id == engagement_id]
    total = session.scalar(select(func.count()).select_from(Visit).where(*which)) or 0
    return _visits(session, which, order=(Visit.at.desc(), Visit.id.desc()), page=page), total


def visit_by_code(session: Session, actor: Actor, code: str) -> VisitView:
    """One of the helper's own meetings; NotFound for any other."""
    mine = Engagement.helper_profile_id == policies.ensure_helper(actor)
    found = _visits(session, [mine, Visit.code == code], order=(Visit.id,))
    if not found:
        raise NotFound(f"visit {code}")
    return found[0]


def helper_of(session: Session, actor: Actor) -> HelperProfile:
    """The helper's own profile."""
    return session.get_one(HelperProfile, policies.ensure_helper(actor))


def areas_of(session: Session, profile_id: int) -> list[str]:
    """The names of the regions in which a helper visits businesses."""
    query = select(HelperArea.region_code).where(HelperArea.helper_profile_id == profile_id)
    return [regions.name_of(code) for code in session.scalars(query.order_by(HelperArea.region_code))]


def _in_areas(session: Session, profile_id: int) -> ColumnElement[bool]:
    codes = session.scalars(select(HelperArea.region_code).where(HelperArea.helper_profile_id == profile_id))
    parts = [
        (HelpRequest.region_code == code) | HelpRequest.region_code.startswith(f"{code}.", autoescape=True)
        for code in codes
    ]
    return or_(*parts) if parts else HelpRequest.id.is_(None)


def _request_views(session: Session, rows: Sequence[HelpRequest]) -> list[RequestView]:
    briefs = businesses.brief(session, [row.business_id for row in rows])
    now = clock.now()
    return [
        RequestView(
            id=row.id,
            code=row.code,
            business=briefs[row.business_id],
            place=regions.label_of(row.region_code),
            topic=row.topic,
            text=row.text,
            state=row.state,
            state_label=REQUEST.label(row.state),
            asked_at=row.asked_at,
            waits_days=(now - row.asked_at).days,
        )
        for row in rows
    ]


def _engagement_views(
    session: Session,
    actor: Actor,
    which: Sequence[ColumnElement[bool]],
    *,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> list[EngagementView]:
    query = (
        select(Engagement, HelpRequest)
        .join(HelpRequest, HelpRequest.id == Engagement.help_request_id)
        .where(*which)
        .order_by(Engagement.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    rows = session.execute(query).all()
    views = {view.id: view for view in _request_views(session, [row.HelpRequest for row in rows])}
    newest: dict[int, MandateView] = {}
    for mandate in businesses.mandates_of_helper(session, actor.user_id or 0):
        newest.setdefault(mandate.business_id, mandate)
    return [
        EngagementView(
            id=engagement.id,
            code=engagement.code,
            business=views[request.id].business,
            request=views[request.id],
            mandate=newest.get(engagement.business_id),
            started_at=engagement.started_at,
            ended_at=engagement.ended_at,
            result=engagement.result,
        )
        for engagement, request in rows
    ]


def _visits(
    session: Session,
    which: Sequence[ColumnElement[bool]],
    *,
    order: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]],
    page: int = 1,
) -> list[VisitView]:
    query = (
        select(Visit, Engagement)
        .join(Engagement, Engagement.id == Visit.engagement_id)
        .where(*which)
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    rows = session.execute(query).all()
    briefs = businesses.brief(session, [row.Engagement.business_id for row in rows])
    return [
        VisitView(
            id=visit.id,
            code=visit.code,
            business_name=briefs[engagement.business_id].name,
            business_slug=briefs[engagement.business_id].slug,
            zone=clock.zone_of_region(briefs[engagement.business_id].region_code),
            at=visit.at,
            place=visit.place,
            note=visit.note,
            held_at=visit.held_at,
        )
        for visit, engagement in rows
    ]

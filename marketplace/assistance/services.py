"""Use cases of help: who may help, who asks, who goes there, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.assistance import policies
from marketplace.assistance.models import Engagement, HelperArea, HelperProfile, HelpRequest, Visit
from marketplace.assistance.states import REQUEST, RequestState
from marketplace.businesses import policies as business_policies
from marketplace.businesses import queries as businesses
from marketplace.businesses import services as business_services
from marketplace.businesses.models import Business, Mandate
from marketplace.infra import audit, outbox, timeline
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor, PartyKind, PartyRef
from marketplace.kernel.codes import new_code
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from marketplace.kernel.events import HelpRequested
from marketplace.kernel.text import clean_line, clean_text
from marketplace.notifications.services import notify

MOST_TOLD = 50
TOPIC_LENGTH, TEXT_LENGTH, PLACE_LENGTH, NOTE_LENGTH = 80, 600, 120, 600


def admit_helper(
    session: Session,
    actor: Actor,
    *,
    user_id: int,
    region_code: str,
    areas: Sequence[str] = (),
    capacity: int = 8,
    bio: str = "",
) -> HelperProfile:
    """Admit a person as a helper, living in `region_code`, for the regions `areas` (default: the regency)."""
    if not policies.may_admit(actor):
        raise Forbidden("only admins admit helpers")
    accounts.account(session, user_id)
    profile = HelperProfile(
        code=new_code(),
        user_id=user_id,
        region_code=regions.region(region_code).code,
        bio=clean_text(bio, NOTE_LENGTH * 2),
        capacity=capacity,
        admitted_at=clock.now(),
        admitted_by=actor.user_id,
    )
    session.add(profile)
    session.flush()
    home = ".".join(region_code.split(".")[:2])
    for code in dict.fromkeys(areas or (home,)):
        session.add(HelperArea(helper_profile_id=profile.id, region_code=regions.region(code).code))
    session.flush()
    audit.record(
        session, actor, "assistance.admit", subject=f"helper:{profile.code}", parties=[_party(profile.id)]
    )
    return profile


def ask_for_help(session: Session, actor: Actor, business_id: int, *, topic: str, text: str) -> HelpRequest:
    """An owner asks for a helper, in her own words. Conflict while an earlier request is not over."""
    business_policies.ensure_may_own(actor, business_id)
    # Locked, so that of two requests sent at once the second sees the first.
    locked = select(Business).where(Business.id == business_id).with_for_update()
    business = session.scalars(locked).one()
    running = select(HelpRequest.id).where(
        HelpRequest.business_id == business_id,
        HelpRequest.state.in_([RequestState.OPEN, RequestState.ACCEPTED, RequestState.ACTIVE]),
    )
    if session.scalar(running) is not None:
        raise Conflict("Permintaan Anda yang sebelumnya masih berjalan.")
    request = HelpRequest(
        code=new_code(),
        business_id=business_id,
        topic=_line(topic, TOPIC_LENGTH, "topic", "Pilih atau tulis yang perlu dibantu."),
        text=_text(text, "text", "Ceritakan sedikit, supaya pendamping tahu yang Anda perlukan."),
        region_code=business.region_code,
        state=RequestState.OPEN,
        asked_by=actor.user_id,
        asked_at=clock.now(),
    )
    session.add(request)
    session.flush()
    _note(session, actor, request, "ask", before=None)
    event = HelpRequested(
        help_request_id=request.id, business_id=business_id, region_code=request.region_code
    )
    outbox.record(session, event)
    return request


def tell_helpers_near(session: Session, request_id: int) -> None:
    """Tell the helpers of the region that somebody waits, while she does. Safe to repeat."""
    request = session.get_one(HelpRequest, request_id)
    if request.state is not RequestState.OPEN:
        return
    business = businesses.brief(session, [request.business_id])[request.business_id]
    around = [request.region_code, *(region.code for region in regions.parents(request.region_code))]
    near = (
        select(HelperProfile.user_id)
        .join(HelperArea, HelperArea.helper_profile_id == HelperProfile.id)
        .where(HelperArea.region_code.in_(around), HelperProfile.suspended_at.is_(None))
        .order_by(HelperProfile.id)
        .limit(MOST_TOLD)
    )
    notify(
        session,
        user_ids=session.scalars(near).all(),
        kind="help_request",
        text=f"{business.name} meminta pendamping: {request.topic}.",
        url=f"/pendamping/permintaan/{request.code}",
        key=f"help:{request.code}",
    )


def withdraw_request(session: Session, actor: Actor, request_id: int) -> HelpRequest:
    """The owner needs no helper any more."""
    request = _locked_request(session, request_id)
    business_policies.ensure_may_own(actor, request.business_id)
    _move(session, actor, request, "withdraw")
    engagement = _running(session, request.id)
    if engagement is not None:
        engagement.ended_at, engagement.result = clock.now(), "Permintaan dibatalkan pemilik."
        session.flush()
    return request


def accept_request(session: Session, actor: Actor, request_id: int) -> Engagement:
    """A helper takes an open request in her area, while she has room for one more business."""
    profile = _own_profile(session, actor)
    request = _locked_request(session, request_id)
    if not _covers(session, profile.id, request.region_code):
        raise NotFound(f"help request {request_id}")
    if actor.user_id in businesses.owner_ids(session, request.business_id):
        raise Refused("Ini permintaan usaha Anda sendiri. Biarkan pendamping lain yang mengambilnya.")
    running = select(func.count()).where(
        Engagement.helper_profile_id == profile.id, Engagement.ended_at.is_(None)
    )
    if (session.scalar(running) or 0) >= profile.capacity:
        raise Refused(f"Anda sudah mendampingi {profile.capacity} usaha. Selesaikan satu lebih dulu.")
    _move(session, actor, request, "accept")
    engagement = Engagement(
        code=new_code(),
        help_request_id=request.id,
        business_id=request.business_id,
        helper_profile_id=profile.id,
        started_at=clock.now(),
    )
    session.add(engagement)
    session.flush()
    return engagement


def ask_mandate(
    session: Session, actor: Actor, engagement_id: int, *, scopes: Sequence[str], ends_on: date
) -> Mandate:
    """Ask the owner of an accompanied business for a mandate; see `businesses.services.request_mandate`."""
    engagement = _own_engagement(session, actor, engagement_id)
    return business_services.request_mandate(
        session, actor, business_id=engagement.business_id, scopes=scopes, ends_on=ends_on
    )


def start_engagements(session: Session, actor: Actor, *, business_id: int, helper_id: int) -> None:
    """The owner gave this helper a mandate: the request is being worked on. Safe to repeat."""
    waiting = (
        select(HelpRequest)
        .join(Engagement, Engagement.help_request_id == HelpRequest.id)
        .join(HelperProfile, HelperProfile.id == Engagement.helper_profile_id)
        .where(
            HelpRequest.business_id == business_id,
            HelpRequest.state == RequestState.ACCEPTED,
            HelperProfile.user_id == helper_id,
            Engagement.ended_at.is_(None),
        )
    )
    for request in session.scalars(waiting.with_for_update()).all():
        _move(session, actor, request, "start")


def plan_visit(
    session: Session, actor: Actor, engagement_id: int, *, at: datetime, place: str, note: str = ""
) -> Visit:
    """Agree on a meeting at an instant (aware)."""
    engagement = _own_engagement(session, actor, engagement_id)
    visit = Visit(
        code=new_code(),
        engagement_id=engagement.id,
        at=at,
        place=_line(place, PLACE_LENGTH, "place", "Tulis tempat bertemu."),
        note=_text(note, "note", ""),
    )
    session.add(visit)
    session.flush()
    _note_visit(session, actor, engagement, visit, "plan_visit")
    return visit


def hold_visit(session: Session, actor: Actor, visit_id: int, *, note: str = "") -> Visit:
    """The meeting took place; `note` says what was done."""
    visit = session.scalar(select(Visit).where(Visit.id == visit_id).with_for_update())
    if visit is None:
        raise NotFound(f"visit {visit_id}")
    engagement = _own_engagement(session, actor, visit.engagement_id)
    if visit.held_at is not None:
        raise Conflict("Kunjungan ini sudah dicatat.")
    visit.held_at = clock.now()
    visit.note = _text(note, "note", "") or visit.note
    session.flush()
    _note_visit(session, actor, engagement, visit, "hold_visit")
    return visit


def give_back(session: Session, actor: Actor, engagement_id: int, *, reason: str) -> Engagement:
    """The helper can't go on before a mandate was given: the request is open again for others."""
    engagement = _own_engagement(session, actor, engagement_id)
    request = _locked_request(session, engagement.help_request_id)
    _move(session, actor, request, "give_back")
    engagement.ended_at = clock.now()
    engagement.result = _text(reason, "reason", "Tulis alasannya.")
    session.flush()
    return engagement


def finish(session: Session, actor: Actor, engagement_id: int, *, result: str) -> Engagement:
    """What was asked for is done; the helper's mandate, if there is one, stays until its day or its end."""
    engagement = _own_engagement(session, actor, engagement_id)
    request = _locked_request(session, engagement.help_request_id)
    _move(session, actor, request, "finish")
    request.closed_at = clock.now()
    engagement.ended_at = clock.now()
    engagement.result = _text(result, "result", "Tulis hasilnya dengan satu kalimat.")
    session.flush()
    return engagement


def _own_profile(session: Session, actor: Actor) -> HelperProfile:
    """The helper's profile, locked, so that two requests taken at once both count."""
    profile_id = policies.ensure_helper(actor)
    profile = session.scalar(select(HelperProfile).where(HelperProfile.id == profile_id).with_for_update())
    if profile is None:
        raise Forbidden("no helper profile")
    return profile


def _own_engagement(session: Session, actor: Actor, engagement_id: int) -> Engagement:
    profile_id = policies.ensure_helper(actor)
    engagement = session.scalar(
        select(Engagement)
        .where(Engagement.id == engagement_id, Engagement.helper_profile_id == profile_id)
        .with_for_update()
    )
    if engagement is None:
        raise NotFound(f"engagement {engagement_id}")
    if engagement.ended_at is not None:
        raise Conflict("Pendampingan ini sudah selesai.")
    return engagement


def _running(session: Session, request_id: int) -> Engagement | None:
    return session.scalar(
        select(Engagement)
        .where(Engagement.help_request_id == request_id, Engagement.ended_at.is_(None))
        .with_for_update()
    )


def _locked_request(session: Session, request_id: int) -> HelpRequest:
    query = select(HelpRequest).where(HelpRequest.id == request_id).with_for_update()
    request = session.scalar(query.execution_options(populate_existing=True))
    if request is None:
        raise NotFound(f"help request {request_id}")
    return request


def _covers(session: Session, profile_id: int, region_code: str) -> bool:
    areas = session.scalars(select(HelperArea.region_code).where(HelperArea.helper_profile_id == profile_id))
    return any(regions.is_within(region_code, area) for area in areas)


def _move(session: Session, actor: Actor, request: HelpRequest, event: str) -> None:
    before = request.state
    request.state = REQUEST.after(before, event)
    session.flush()
    _note(session, actor, request, event, before=before)


def _note(
    session: Session, actor: Actor, request: HelpRequest, event: str, *, before: RequestState | None
) -> None:
    timeline.record(
        session, actor, ("help_request", request.id), event=event, before=before, after=request.state
    )
    parties = [PartyRef(PartyKind.BUSINESS, request.business_id)]
    audit.record(session, actor, f"assistance.{event}", subject=f"help:{request.code}", parties=parties)


def _note_visit(session: Session, actor: Actor, engagement: Engagement, visit: Visit, verb: str) -> None:
    """A meeting is held for somebody else, so it stands in the chain of her business."""
    parties = [PartyRef(PartyKind.BUSINESS, engagement.business_id), _party(engagement.helper_profile_id)]
    audit.record(session, actor, f"assistance.{verb}", subject=f"visit:{visit.code}", parties=parties)


def _party(profile_id: int) -> PartyRef:
    return PartyRef(PartyKind.HELPER, profile_id)


def _line(text: str, length: int, field: str, wanted: str) -> str:
    try:
        line = clean_line(text, length)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if not line:
        raise DomainError(wanted, field=field)
    return line


def _text(text: str, field: str, wanted: str) -> str:
    """Several lines; `wanted` is the message when nothing is written, "" where that is allowed."""
    try:
        clean = clean_text(text, TEXT_LENGTH)
    except DomainError as error:
        raise DomainError(error.message, field=field) from error
    if wanted and not clean:
        raise DomainError(wanted, field=field)
    return clean

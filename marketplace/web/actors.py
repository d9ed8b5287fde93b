"""Who asks: the session cookie, the person behind it, and the Actor that policies are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Flask, Response, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.orm import Session

from marketplace.infra import sessions
from marketplace.infra.db import db
from marketplace.infra.sessions import WebSession
from marketplace.infra.uow import set_actor_source, unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Forbidden

STEP_UP_NOTED_EVERY = timedelta(minutes=1)

login_manager = LoginManager()


@dataclass(frozen=True, slots=True)
class Seat:
    """One role that a person may take: for which party, and how it is called on screen."""

    role: Role
    party: PartyRef
    party_code: str
    party_label: str
    home: str
    mandate_id: int | None = None


class Person(UserMixin):  # type: ignore[misc]
    """The signed-in person as Flask-Login knows them; `row` is their session."""

    def __init__(self, row: WebSession, name: str) -> None:
        self.row = row
        self.name = name

    def get_id(self) -> str:
        return str(self.row.user_id)


# (session, row, lock) -> the actor with party facts filled in; None when the relation no longer holds.
PartyLoader = Callable[[Session, Actor, bool], Actor | None]
SeatLister = Callable[[Session, int], Sequence[Seat]]
NameOf = Callable[[Session, int], str | None]

_loaders: dict[PartyKind, PartyLoader] = {}
_listers: list[SeatLister] = []
_names: list[NameOf] = []


def register(kind: PartyKind, loader: PartyLoader, seats: SeatLister) -> None:
    """A room says how a party's right is read (`lock`: in a writing transaction) and who has seats there."""
    _loaders[kind] = loader
    if seats not in _listers:
        _listers.append(seats)


def register_names(name_of: NameOf) -> None:
    """The accounts room says how people are called (None: the account is closed)."""
    _names[:] = [name_of]


def seats_of(session: Session, user_id: int) -> list[Seat]:
    """Every role a person may take now."""
    return [seat for lister in _listers for seat in lister(session, user_id)]


def _load_person(_request: object) -> Person | None:
    token = request.cookies.get(cookie_name())
    row = sessions.find(db.session(), token) if token else None
    g.session_row = row
    if row is None or row.user_id is None:
        return None
    name = _names[0](db.session(), row.user_id) if _names else None
    return Person(row, name) if name else None


def session_row() -> WebSession | None:
    """The session of this request, signed in or anonymous."""
    if "session_row" not in g:
        _ = current_user.is_authenticated
    row: WebSession | None = g.get("session_row")
    return row


def current_actor() -> Actor:
    """The actor for showing pages. Writes use the one that `unit_of_work` reads again."""
    if "actor" not in g:
        row = session_row()
        signed_in = current_user.is_authenticated
        g.actor = _actor(db.session(), row, lock=False) if row is not None and signed_in else Actor.visitor()
    actor: Actor = g.actor
    return actor


def _actor(session: Session, row: WebSession, *, lock: bool) -> Actor:
    """The actor of a signed-in session; without a room that vouches for the party there is no right."""
    person = PartyRef(PartyKind.PERSON, row.user_id or 0)
    base = Actor(
        user_id=row.user_id,
        session_id=row.id,
        role=row.role,
        party=row.party or person,
        mandate_id=row.mandate_id,
        stepped_up_at=row.stepped_up_at,
    )
    loader = _loaders.get(row.party_kind or PartyKind.PERSON)
    checked = loader(session, base, lock) if loader else None
    if checked is not None:
        return checked
    if lock:
        raise Forbidden("the right to act for this party has ended")
    return replace(base, role=Role.SHOPPER, party=person, mandate_id=None, scopes=frozenset())


def _actor_in_transaction(session: Session) -> Actor:
    token = g.get("new_token") or request.cookies.get(cookie_name())
    row = sessions.find(session, token) if token else None
    if row is None:
        return Actor.visitor()
    if row.user_id is None:
        return replace(Actor.visitor(), session_id=row.id)
    actor = _actor(session, row, lock=True)
    used_at, now = row.stepped_up_at, sessions.wall_clock()
    if used_at and STEP_UP_NOTED_EVERY < now - used_at <= sessions.STEP_UP_IDLE:
        # The thirty minutes are idle time: whoever goes on working is not asked again.
        row.stepped_up_at = now
    return actor


def stepped_up(actor: Actor) -> bool:
    """Whether the second factor (or password) was given, or used for an act, in the last thirty minutes."""
    at: datetime | None = actor.stepped_up_at
    return at is not None and sessions.wall_clock() - at <= sessions.STEP_UP_IDLE


def cookie_name() -> str:
    name: str = request_settings().cookie_name
    return name


@dataclass(frozen=True, slots=True)
class CookieSettings:
    """How the session cookie is set: `__Host-sid` with Secure exactly when the origin is https."""

    https: bool

    @property
    def cookie_name(self) -> str:
        return "__Host-sid" if self.https else "sid"


def request_settings() -> CookieSettings:
    found: CookieSettings = current_app.extensions["lapak.cookies"]
    return found


def give_token(token: str) -> None:
    """Let this answer hand a new session token to the browser."""
    g.new_token = token


def take_token_away() -> None:
    """Let this answer remove the session cookie."""
    g.new_token = ""


def ensure_session() -> WebSession:
    """The session of this request; opens an anonymous one for forms that need a token before sign-in."""
    row = session_row()
    if row is None:
        with unit_of_work(actor=Actor.visitor()) as (session, _actor):
            row, token = sessions.open_session(
                session, user_id=None, role=Role.VISITOR, browser=request.user_agent.string
            )
        give_token(token)
        g.session_row = row
    return row


def _hand_over(response: Response) -> Response:
    token = g.get("new_token")
    if token is None:
        return response
    settings = request_settings()
    if token == "":
        response.delete_cookie(settings.cookie_name, path="/", secure=settings.https, httponly=True)
    else:
        response.set_cookie(
            settings.cookie_name,
            token,
            max_age=int(sessions.LIFETIME.total_seconds()),
            path="/",
            secure=settings.https,
            httponly=True,
            samesite="Lax",
        )
    response.cache_control.no_store = True
    return response


def init_app(app: Flask, *, https: bool) -> None:
    """Set up Flask-Login on server-side sessions and give the unit of work its actor."""
    app.extensions["lapak.cookies"] = CookieSettings(https)
    login_manager.session_protection = None
    login_manager.request_loader(_load_person)
    login_manager.init_app(app)
    app.after_request(_hand_over)
    set_actor_source(_actor_in_transaction)

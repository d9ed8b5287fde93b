"""What the layout shows on every page: who you are, where you can go, for whom you act, small counters."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app, get_flashed_messages, request
from flask_login import current_user

from marketplace.kernel.actor import Actor, Role
from marketplace.web import actors
from marketplace.web.addresses import url_for


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the rail and the bottom bar, for the roles that have use for it.

    only: narrows it where one role has two kinds of seat, as a helper's own and acting for a business.
    """

    label: str
    endpoint: str
    icon: str
    roles: frozenset[Role]
    order: int
    only: Callable[[Actor], bool] | None = None

    def is_for(self, actor: Actor) -> bool:
        return actor.role in self.roles and (self.only is None or self.only(actor))


@dataclass(frozen=True, slots=True)
class ActorView:
    """The actor as the header shows it."""

    signed_in: bool
    name: str
    role: str
    role_label: str
    party_label: str
    party_code: str
    home: str
    mark: str
    """Tells the people of one device apart and says nothing of them; empty for visitors."""


_nav: dict[str, NavItem] = {}
_homes: dict[tuple[Role, bool], str] = {}
_context: dict[str, Callable[[Actor], Any]] = {}
_counters: dict[str, Callable[[Actor], int]] = {}


def add_nav(*items: NavItem) -> None:
    """A room adds its pages to the consoles."""
    _nav.update({f"{item.endpoint}": item for item in items})


def set_home(endpoint: str, *roles: Role, mandated: bool = False) -> None:
    """The first page of a role, where signing in and switching lead; `mandated`: under somebody's mandate."""
    _homes.update({(role, mandated): endpoint for role in roles})


def home_of(role: Role, *, mandated: bool = False) -> str:
    """The address of a role's first page; the shop window for a role whose room set none."""
    endpoint = _homes.get((role, mandated), "storefront.home")
    return url_for(endpoint) if endpoint in current_app.view_functions else "/"


def add_context(name: str, make: Callable[[Actor], Any]) -> None:
    """A room adds a small value to every page (acting-for banner, demo bar, where to go on after a save)."""
    _context[name] = make


def add_counter(name: str, make: Callable[[Actor], int]) -> None:
    """A room adds a number for the header: `counters.<name>`, counted only where a page shows it."""
    _counters[name] = make


class Counters(dict[str, int]):
    """The header's numbers of one actor; a counter that no room keeps is 0."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.actor = actor

    def __missing__(self, name: str) -> int:
        self[name] = _counters[name](self.actor) if name in _counters else 0
        return self[name]


def actor_view() -> ActorView:
    actor = actors.current_actor()
    row = actors.session_row() if actor.signed_in else None
    return ActorView(
        signed_in=actor.signed_in,
        name=current_user.name if actor.signed_in else "",
        role=actor.role.value,
        role_label=actor.role.label,
        party_label=row.party_label if row and actor.party else "",
        party_code=row.party_code if row else "",
        home=home_of(actor.role, mandated=actor.mandate_id is not None) if actor.signed_in else "",
        mark=_mark_of(actor.user_id) if actor.signed_in else "",
    )


def _mark_of(user_id: int | None) -> str:
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"device:{user_id}".encode(), "sha256").hexdigest()[:12]


def navigation() -> list[dict[str, Any]]:
    """The entries for the present role, in order; the present page is marked."""
    actor = actors.current_actor()
    items = sorted((item for item in _nav.values() if item.is_for(actor)), key=lambda item: item.order)
    return [
        {
            "label": item.label,
            "url": url_for(item.endpoint),
            "icon": item.icon,
            "current": request.endpoint == item.endpoint,
            "badge": None,
        }
        for item in items
    ]


def notices() -> list[dict[str, str]]:
    """What `see_other(notice=…)` left for this page."""
    flashed = cast(list[tuple[str, str]], get_flashed_messages(with_categories=True))
    return [{"kind": kind, "text": text} for kind, text in flashed]


def init_app(app: Flask, *, site_name: str) -> None:
    def context() -> dict[str, Any]:
        actor = actors.current_actor()
        values = {name: make(actor) for name, make in _context.items()}
        return (
            {"acting_for": None, "demo_bar": None, "follow_up": lambda: None}
            | values
            | {
                "site_name": site_name,
                "actor": actor_view(),
                "nav": navigation(),
                "counters": Counters(actor),
                "flashes": notices,
                "lang": "id",
                "data_saver": request.headers.get("Save-Data", "").lower() == "on",
            }
        )

    app.context_processor(context)

"""Every view says who may call it: `@requires(policy)` or `@public`. Without one the app does not start."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote, urlsplit

from flask import Flask, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from marketplace.kernel.actor import Actor
from marketplace.kernel.errors import Forbidden
from marketplace.web import actors
from marketplace.web.hx import see_other, wants_fragment

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
Policy = Callable[[Actor], bool]

LONGEST_RETURN = 500
NOT_IN_PATH = re.compile(r"[\\\x00-\x1f\x7f]")


class UndeclaredAccess(Exception):
    """A view says neither @requires nor @public; the app does not start."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declared: its policy (None: public), and how its answers may be kept.

    whose: for a page that public pages link to, the sentence that tells others whose it is.
    """

    policy: Policy | None
    cached: bool = False
    step_up: bool = False
    step_up_to_read: bool = False
    cross_site: bool = False
    whose: str = ""

    @property
    def name(self) -> str:
        return "public" if self.policy is None else getattr(self.policy, "__name__", "policy")


def requires(
    policy: Policy, *, step_up: bool = False, step_up_to_read: bool = False, whose: str = ""
) -> Callable[[View], View]:
    """Only actors the policy accepts; visitors are sent to sign in, others get 403.

    `step_up`: a POST also wants the second factor (or password) within the last thirty minutes;
    `step_up_to_read`: so does opening the page, where it reveals something or its form could not be kept;
    `whose`: what those read whom the policy refuses.
    """
    access = Access(policy, step_up=step_up or step_up_to_read, step_up_to_read=step_up_to_read, whose=whose)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            return _guard(access) or view(*args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def public(view: View) -> View:
    """Anybody. The answer is not kept by caches."""
    return _open(view, Access(None))


def public_cached(view: View) -> View:
    """Anybody, the same for every visitor: answered with an ETag and no cookie."""
    return _open(view, Access(None, cached=True))


def public_form(view: View) -> View:
    """Anybody, with a form that needs a token before sign-in: opens an anonymous session if there is none."""

    @wraps(view)
    def prepared(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        actors.ensure_session()
        return view(*args, **kwargs)

    return _open(cast(View, prepared), Access(None))


def signed_webhook(view: View) -> View:
    """A machine whose signature the view checks itself; the only kind of write without a CSRF token."""
    return _open(view, Access(None, cross_site=True))


def public_reading(view: View) -> View:
    """Anybody, with a form that changes nothing and asks nothing of a session: neither row, cookie nor token.

    Whoever makes a browser send it from elsewhere learns nothing and moves nothing.
    """
    return _open(view, Access(None, cross_site=True))


def _open(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _guard(access: Access) -> Response | None:
    actor = actors.current_actor()
    policy = access.policy
    if policy is None or policy(actor):
        asks = access.step_up and (request.method == "POST" or access.step_up_to_read)
        if asks and not actors.stepped_up(actor):
            return step_up()
        return None
    if not actor.signed_in:
        return sign_in()
    raise Forbidden(f"{request.endpoint} refuses {actor.role}")


def sign_in() -> Response:
    """To the sign-in page, and back to where the person was."""
    return see_other(f"{url_for('accounts.sign_in')}?lanjut={quote(page_open())}")


def step_up() -> Response:
    """To the page that asks for the second factor again, and back."""
    return see_other(f"{url_for('accounts.confirm')}?lanjut={quote(page_open())}")


def page_open() -> str:
    """The page the person has open: where to lead back to. A write is sent from the page that showed it."""
    if request.method == "GET" and not wants_fragment():
        return request.full_path.rstrip("?")
    sender = urlsplit(request.referrer or "")
    return f"{sender.path}?{sender.query}".rstrip("?") if sender.netloc == request.host else request.path


def local_path(text: str | None) -> str | None:
    """`text` when it is the address of one of our pages, for leading back to it; else None.

    Refuses whatever a browser could read as another site: `//`, backslashes, control characters, schemes.
    """
    if not text or len(text) > LONGEST_RETURN or NOT_IN_PATH.search(unquote(text)):
        return None
    if not text.startswith("/") or unquote(text).startswith("//"):
        return None
    try:
        current_app.url_map.bind(request.host).match(unquote(urlsplit(text).path), method="GET")
    except (HTTPException, ValueError):
        return None
    return text


def access_of(app: Flask, endpoint: str | None) -> Access | None:
    """What the view behind an endpoint declared."""
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "access", None)


def current_access() -> Access | None:
    return access_of(current_app, request.endpoint)


def require_declarations(app: Flask) -> None:
    """Refuse to start with a view that declares no access; raises UndeclaredAccess naming every one."""
    missing = [str(rule) for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]
    if missing:
        raise UndeclaredAccess(", ".join(missing))

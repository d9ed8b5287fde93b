"""The whole htmx policy: nowhere else is such a header read or written."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template
from htmx_flask import make_response, request

VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment() -> bool:
    """True only when htmx will swap the answer into a part of an open page."""
    hx = request.htmx
    return bool(hx) and not hx.boosted and not hx.history_restore_request


def render(page: str, /, *, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """Answer with `fragment` when htmx asks for a part, else with the whole `page`; one context for both."""
    partial = fragment if fragment and wants_fragment() else None
    body = render_template(partial or page, **context)
    response: Response = make_response(body)
    response.status_code = status
    response.vary.update(VARY)
    if partial:
        response.cache_control.no_store = True
    return response


def see_other(url: str, *, notice: str | None = None) -> Response:
    """Send the browser on after a change: 303, or HX-Redirect when htmx asked (fetch would follow a 303).

    `notice` is shown once on the next page.
    """
    if notice:
        flash(notice, "sukses")
    response: Response = (
        make_response("", redirect=url) if wants_fragment() else make_response(redirect(url, 303))
    )
    response.cache_control.no_store = True
    return response


def led_to(response: Response) -> str | None:
    """Where `see_other` sends the browser; None for an answer that stays on its page."""
    found: str | None = response.headers.get("HX-Redirect") or (
        response.location if response.status_code == 303 else None
    )
    return found


def push_url(response: Response, url: str) -> Response:
    """Let htmx show `url` as the address of the page whose part it swaps; a whole page has its own."""
    if not wants_fragment():
        return response
    moved: Response = make_response(response, push_url=url)
    return moved


def retarget(response: Response, target: str) -> Response:
    """Let htmx put this answer into `target` (a selector) instead of where the request aimed."""
    moved: Response = make_response(response, retarget=target, reswap="innerHTML")
    return moved


def announce(response: Response, event: str) -> Response:
    """Fire a browser event after the swap, for parts of the page that listen to it."""
    triggered: Response = make_response(response, trigger=event)
    return triggered

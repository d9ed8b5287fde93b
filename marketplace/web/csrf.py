"""Cross-site guards: Fetch-Metadata or Origin where the browser sends them, and the session's token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest

from marketplace.infra.sessions import WebSession
from marketplace.kernel.codes import new_code
from marketplace.web import actors
from marketplace.web.access import current_access

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_FIELD, PARTY_FIELD, KEY_FIELD = "_csrf", "_party", "_key"
LOOPBACK = frozenset({"localhost", "127.0.0.1"})
PAD_BYTES = 16


class WrongParty(Exception):
    """The form was opened for another party than the session now acts for (409)."""


def csrf_token() -> str:
    """The session's token, masked anew for each page so that compression gives nothing away."""
    row = actors.session_row()
    if row is None:
        return ""
    pad = secrets.token_bytes(PAD_BYTES)
    masked = bytes(a ^ b for a, b in zip(_secret(row), pad, strict=True))
    return base64.urlsafe_b64encode(pad + masked).decode()


def party_code() -> str:
    """The party the session acts for; every form carries it, so that a stale one is noticed."""
    row = actors.session_row()
    return row.party_code if row is not None else ""


def form_key() -> str:
    """A fresh idempotency key for a form."""
    return new_code()


def _secret(row: WebSession) -> bytes:
    return hashlib.sha256(row.csrf_secret.encode()).digest()[:PAD_BYTES]


def _matches(row: WebSession, token: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(token.encode())
    except ValueError:
        return False
    if len(raw) != 2 * PAD_BYTES:
        return False
    unmasked = bytes(a ^ b for a, b in zip(raw[:PAD_BYTES], raw[PAD_BYTES:], strict=True))
    return hmac.compare_digest(unmasked, _secret(row))


def same_origin(value: str, origin: str, *, development: bool) -> bool:
    """Whether an Origin header is ours; in development localhost counts as 127.0.0.1."""
    sent, ours = urlsplit(value), urlsplit(origin)
    if development and {sent.hostname, ours.hostname} <= LOOPBACK:
        return sent.scheme == ours.scheme
    return (sent.scheme, sent.hostname, sent.port) == (ours.scheme, ours.hostname, ours.port)


def init_app(app: Flask, *, origin: str, development: bool) -> None:
    """Check every write before its view runs."""

    def check() -> Response | None:
        access = current_access()
        if request.method in SAFE_METHODS or access is None or access.cross_site:
            return None
        site, sent = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        if site is not None and site != "same-origin":
            raise BadRequest("cross-site write")
        if sent is not None and not same_origin(sent, origin, development=development):
            raise BadRequest("foreign origin")
        row = actors.session_row()
        if row is None:
            if access.policy is None:
                raise BadRequest("no session")
            return None
        if not _matches(row, request.form.get(TOKEN_FIELD, "")):
            raise BadRequest("no valid token")
        if row.user_id is not None and request.form.get(PARTY_FIELD) != row.party_code:
            raise WrongParty
        g.form_key = request.form.get(KEY_FIELD)
        return None

    app.before_request(check)
    app.jinja_env.globals.update(csrf_token=csrf_token, form_key=form_key, party_code=party_code)

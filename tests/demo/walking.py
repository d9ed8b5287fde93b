"""Walks the interface as its people do: from the first page along the links, one page of each kind."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import sqlalchemy as sa
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from marketplace.accounts import queries as accounts
from marketplace.accounts import signing_in
from marketplace.demo import content
from marketplace.infra import counting, sessions
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, Role
from marketplace.web import access
from marketplace.web.actors import Seat, seats_of

VISITOR = "visitor"
START = ("/akun/mulai", "/")
SILENT = {"script", "style", "code", "textarea"}
SAID = {"alt", "aria-label", "placeholder", "title"}

SEEN_ALONE = {"penjual@demo.test", "penjual2@demo.test", "pendamping2@demo.test", "pp3@demo.test"}
"""Whose pages are walked too, though somebody before them had the same role: their things stand elsewhere."""
NAMED = {"businesses.section"}
"""Where each value of the address is a page of its own."""

Kind = tuple[str, tuple[str, ...], str]
"""Endpoint, the state of what the address names (else the kind of its part), and one name of the query."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as one person got it.

    statements: SQL statements it cost; whence: the page with the link; token: of the person's session, or "".
    """

    email: str
    role: str
    url: str
    kind: Kind
    status: int
    text: str
    led_to: str
    statements: int
    whence: str
    token: str

    @property
    def endpoint(self) -> str:
        return self.kind[0]


@dataclass
class Read(HTMLParser):
    """A page as it is read: where it leads (by link, by a form that only asks, by a part), and its words,
    those of labels too that only a screen reader says or that stand in empty fields.
    """

    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _silent: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self._silent += tag in SILENT
        asks = tag == "form" and (known.get("method") or "get").lower() == "get"
        self.words.extend(str(known[name]) for name in SAID if known.get(name))
        for name in ("href" if tag == "a" else "", "action" if asks else "", "hx-get"):
            if known.get(name):
                self.links.append(str(known[name]))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def read(text: str) -> Read:
    page = Read()
    page.feed(text)
    return page


def everybody() -> list[tuple[str, Seat | None]]:
    """Everybody of the demo in each of their seats, and the visitor first."""
    found: list[tuple[str, Seat | None]] = [(VISITOR, None)]
    for person in content.load().people:
        if person.email and (account := accounts.account_by_email(db.session(), person.email)):
            found += [(person.email, seat) for seat in seats_of(db.session(), account.id)]
    db.session.rollback()
    return found


def token_of(email: str, seat: Seat) -> str:
    """The token of a new session of this person, stepped up and in this seat."""
    with unit_of_work(actor=Actor.system("tests")) as (session, _actor):
        account = accounts.account_by_email(session, email)
        assert account is not None
        row, token = sessions.open_session(session, user_id=account.id, role=seat.role)
        signing_in.sit(
            row,
            seat.role,
            seat.party,
            code=seat.party_code,
            label=seat.party_label,
            mandate_id=seat.mandate_id,
        )
        row.stepped_up_at = sessions.wall_clock()
    return token


def walk_all(app: Flask) -> list[Seen]:
    """Every kind of page, once for each role that may see it, public ones once signed in and once not."""
    done: set[tuple[str, Kind]] = set()
    states = _states()
    with app.test_request_context():
        people = everybody()
    return [seen for email, seat in people for seen in _walk(app, email, seat, states, done)]


def _states() -> dict[str, str]:
    """The state of everything that has a code: two pages of one address that differ in it are two kinds."""
    known: dict[str, str] = {}
    for table in db.metadata.sorted_tables:
        if "code" in table.c and "state" in table.c:
            rows = db.session.execute(sa.select(table.c.code, table.c.state))
            known |= {str(code): f"{table.name} {state}" for code, state in rows}
    db.session.rollback()
    return known


def _walk(
    app: Flask, email: str, seat: Seat | None, states: dict[str, str], done: set[tuple[str, Kind]]
) -> Iterator[Seen]:
    client = app.test_client()
    token = token_of(email, seat) if seat is not None else ""
    if token:
        client.set_cookie("sid", token)
    role = seat.role.value if seat else VISITOR
    waiting = deque((url, "") for url in START)
    while waiting:
        url, whence = waiting.popleft()
        for kind in _kinds(app, url, states):
            declared = access.access_of(app, kind[0])
            public = declared is not None and declared.policy is None and seat is not None
            own = email if email in SEEN_ALONE and role != Role.SHOPPER else role
            key = ("anybody" if public else own, kind)
            if key in done and whence:
                continue
            done.add(key)
            response = client.get(url)
            text = response.text if response.mimetype == "text/html" else ""
            led_to = response.headers.get("Location", "")
            yield Seen(
                email=email,
                role=role,
                url=url,
                kind=kind,
                status=response.status_code,
                text=text,
                led_to=led_to,
                statements=counting.current(),
                whence=whence,
                token=token,
            )
            waiting.extend((urljoin(url, link), url) for link in read(text).links)
            if led_to:
                waiting.append((urljoin(url, led_to), url))
            break


def _kinds(app: Flask, url: str, states: dict[str, str]) -> list[Kind]:
    """What the address is an example of; nothing when it leads out of the program."""
    parts = urlsplit(url)
    if parts.netloc or parts.scheme or not parts.path or parts.path.startswith("/static/"):
        return []
    try:
        endpoint, values = app.url_map.bind("localhost").match(parts.path, method="GET")
    except RequestRedirect:
        return []
    except HTTPException:
        return [("", (parts.path,), "")]
    of = tuple(
        states.get(str(value)[-10:], str(value) if endpoint in NAMED else name)
        for name, value in sorted(values.items())
    )
    names = {name for name, _value in parse_qsl(parts.query)}
    return [(endpoint, of, name) for name in sorted(names) or [""]]

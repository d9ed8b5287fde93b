"""The same form sent several times at the same moment, by one session: one effect, and one answer for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from marketplace.catalog.models import Product
from marketplace.infra import audit, sessions
from marketplace.infra.db import db
from marketplace.infra.timeline import StateChange
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.procurement.contract_models import Acceptance, Contract, Delivery, PaymentRecord, Rating
from marketplace.procurement.models import Appointment
from marketplace.procurement.package_models import NegotiationRound, Package
from tests.client import KEY, PARTY, TOKEN, StrictClient
from tests.long.crowd import together
from tests.long.measures import SCALE, tell
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after
from tests.procurement.browsing import code_of
from tests.procurement.steps import Story

pytestmark = [pytest.mark.long, pytest.mark.db, pytest.mark.two_connections]

SYSTEM = Actor.system("tests")
AT_ONCE = 3 + SCALE
COUNTED = (Package, NegotiationRound, Contract, Delivery, Acceptance, PaymentRecord, Rating, StateChange)


@dataclass(frozen=True, slots=True)
class Post:
    """A form of a page: who sends it where, and which tables it adds one row to."""

    who: Actor
    page: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)
    adds: tuple[type, ...] = (StateChange,)


def sign_in(of: Story, actor: Actor) -> str:
    """The cookie of a signed-in, stepped-up session of somebody in the story."""
    assert actor.user_id is not None
    assert actor.party is not None
    with unit_of_work(actor=SYSTEM) as (session, _actor):
        row, token = sessions.open_session(session, user_id=actor.user_id, role=actor.role)
        row.party_kind, row.party_id = actor.party.kind, actor.party.id
        row.party_code, row.party_label = code_of(of, actor), "Kursi"
        row.stepped_up_at = sessions.wall_clock()
    return token


def browser(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("sid", token)
    return client


def rows_of(tables: tuple[type, ...]) -> dict[str, int]:
    session = db.session()
    session.rollback()
    return {table.__name__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def send_at_once(app: Flask, token: str, post: Post) -> None:
    """Open the page once, send its form several times at once, and count what came of it."""
    shown = browser(app, token).get(post.page)
    assert shown.status_code == 200, f"{post.page}: {shown.status_code}"
    found = {"_csrf": TOKEN, "_party": PARTY, "_key": KEY}
    hidden = {name: pattern.search(shown.text) for name, pattern in found.items()}
    form = {name: match[1] for name, match in hidden.items() if match} | dict(post.fields)
    assert form.get("_key"), f"{post.page} has no form with a key"
    before = rows_of(COUNTED)
    db.session.remove()
    answers = together(app, [lambda: browser(app, token).post(post.url, data=form)] * AT_ONCE)
    statuses = [getattr(answer, "status_code", answer) for answer in answers]
    assert statuses == [303] * AT_ONCE, f"{post.url}: {statuses}"
    added = {name: count - before[name] for name, count in rows_of(COUNTED).items()}
    for table in COUNTED:
        expected = sum(1 for one in post.adds if one is table)
        assert added[table.__name__] == expected, f"{post.url}: {added}"


def only(model: type) -> str:
    session = db.session()
    session.rollback()
    return str(session.scalars(select(model.code)).one())  # type: ignore[attr-defined]


def purchase(of: Story) -> Iterator[Post]:
    """Every form of a purchase, from the first line to the reply to the rating."""
    pp, ppk, owner, treasurer = of.unit.pp, of.unit.ppk, of.shop.owner, of.unit.treasurer
    day = (clock.today() + timedelta(days=20)).isoformat()
    chosen = select(Appointment.code).where(Appointment.user_id == ppk.user_id)
    wanted = {
        "aksi": "simpan",
        "budget_account": f"{of.entry.code}:{factories.ACCOUNT}",
        "produk": of.product.code,
        f"jumlah-{of.product.code}": "1.200",
        "needed_on": day,
        "delivery_place": "Lapangan Krajan, Mejayan",
        "choice_reason": "Jarak kirim dekat.",
        "ppk": str(db.session.scalar(chosen)),
    }
    new = "/pengadaan/paket/baru"
    yield Post(pp, new, new, wanted, (Package, StateChange))
    package = only(Package)
    office, deal = f"/pengadaan/paket/{package}", f"/penjual/pengadaan/{package}"
    yield Post(pp, office, f"{office}/undang")
    offer = {"price_1": "52.000", "deliver_on": day, "message": "Termasuk antar."}
    yield Post(owner, deal, f"{deal}/tawar", offer, (NegotiationRound, StateChange))
    yield Post(pp, f"{office}/nego", f"{office}/nego/sepakat", {"round_number": "1"})
    version = db.session.scalar(select(Package.version))
    made = db.session.scalars(select(Package)).one()
    given = {f"answer-{key}": text for key, text in steps.answers(of, made).items()}
    url = f"{office}/setuju"
    yield Post(ppk, url, url, given | {"version": str(version)}, (Contract, StateChange, StateChange))
    yield Post(owner, deal, f"{deal}/terima")
    yield Post(owner, f"{deal}/kirim", f"{deal}/kirim", {"quantity-1": "1200"}, (Delivery, StateChange))
    running = f"/pengadaan/kontrak/{only(Contract)}"
    url = f"{running}/terima/{only(Delivery)}"
    yield Post(ppk, url, url, {"received-1": "1200", "refused-1": "0"})
    yield Post(ppk, f"{running}/bast", f"{running}/bast", {}, (Acceptance, StateChange))
    yield Post(owner, f"{deal}/bast", f"{deal}/bast")
    yield Post(owner, f"{deal}/uang", f"{deal}/tagih", {"number": "TG/1"})
    money = {"route": "LS", "reference": "SP2D-7", "paid_on": after.payment().paid_on.isoformat()}
    yield Post(treasurer, f"{running}/bayar", f"{running}/bayar", money, (PaymentRecord, StateChange))
    scores = {f"score-{aspect}": str(score) for aspect, score in after.GOOD.items()}
    yield Post(ppk, f"{running}/nilai", f"{running}/nilai", scores, (Rating, StateChange))
    yield Post(owner, f"{deal}/uang", f"{deal}/jawab-nilai", {"text": "Kami perbaiki."})


@pytest.fixture
def strict(own_database: Flask) -> Flask:
    own_database.test_client_class = StrictClient
    return own_database


def test_every_form_of_a_purchase_acts_once(strict, tuesday_morning):
    story = steps.story()
    tokens = {
        id(actor): sign_in(story, actor)
        for actor in (story.unit.pp, story.unit.ppk, story.unit.treasurer, story.shop.owner)
    }
    db.session.remove()
    sent = 0
    for post in purchase(story):
        send_at_once(strict, tokens[id(post.who)], post)
        sent += 1
    assert list(audit.verify(db.session())) == []
    tell("double posts, purchase", f"{sent} forms, each {AT_ONCE} times at once", "0 done twice, 0 errors")


def test_a_new_product_is_made_and_published_once(strict):
    story = steps.story()
    token = sign_in(story, story.shop.owner)
    db.session.remove()
    client = browser(strict, token)
    first = {"name": "Sambal pecel 200 g", "price": "18.000", "stock": "24", "aksi": "draf"}
    shown = client.get("/penjual/produk/baru").text
    form = {"_csrf": TOKEN.search(shown)[1], "_key": KEY.search(shown)[1], "_party": PARTY.search(shown)[1]}
    before = rows_of((Product,))["Product"]
    db.session.remove()
    url = "/penjual/produk/baru"
    answers = together(strict, [lambda: browser(strict, token).post(url, data=form | first)] * AT_ONCE)
    assert [answer.status_code for answer in answers] == [303] * AT_ONCE
    assert rows_of((Product,))["Product"] == before + 1
    db.session.remove()
    made = db.session.scalars(select(Product.code).order_by(Product.id.desc())).first()
    page = f"/penjual/produk/{made}"
    details = {"category": "bumbu-sambal", "unit": "botol", "without_photo": "1", "description": "Pedas."}
    version = re.search(r'name="version" value="(\d+)"', client.get(page).text)
    details |= {"version": version[1], "name": first["name"]} if version else {}
    assert client.submit(page, details).status_code == 303
    send_at_once(strict, token, Post(story.shop.owner, page, f"{page}/tayang"))
    tell("double posts, product", f"2 forms, each {AT_ONCE} times at once", "0 done twice, 0 errors")

"""The inbox: told once, to each person, with reminders before deadlines until the matter is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.infra import jobs
from marketplace.infra.jobs import Job
from marketplace.infra.messages import Message
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import NotFound
from marketplace.notifications import queries, services
from marketplace.notifications.models import Notice
from tests.accounts.factories import make_account

pytestmark = pytest.mark.db


def tell(uow, *people, key="contract:A:signed", url="/akun", deadline=None):
    with uow() as (session, _actor):
        services.notify(
            session,
            user_ids=[person.id for person in people],
            kind="procurement.signed",
            text="SPK menunggu persetujuan Anda.",
            url=url,
            deadline=deadline,
            key=key,
        )


def actor_of(account):
    return Actor(user_id=account.id, session_id=None, role=Role.SHOPPER)


def texts(session, account):
    rows, _total = queries.inbox(session, actor_of(account), page=1)
    return [row.text for row in rows]


def test_the_same_fact_is_told_once_to_each_person(uow, session):
    sari, rina = make_account(), make_account()
    tell(uow, sari)
    tell(uow, sari, rina)
    assert queries.unread_count(session, actor_of(sari)) == 1
    assert queries.unread_count(session, actor_of(rina)) == 1


def test_the_news_also_travels_to_phone_and_email_with_a_whole_address(uow, session):
    tell(uow, make_account(phone="0812-3456-7890", email="sari@contoh.id"))
    sent = session.scalars(select(Message).order_by(Message.id)).all()
    assert [(message.channel.value, message.recipient) for message in sent] == [
        ("mail", "sari@contoh.id"),
        ("whatsapp", "+6281234567890"),
    ]
    assert {message.url for message in sent} == {"http://127.0.0.1:8000/akun"}


@pytest.mark.parametrize("url", ["https://jahat.example", "//jahat.example", "akun"])
def test_a_notice_leads_to_our_own_pages_only(uow, session, url):
    with pytest.raises(ValueError, match="page of ours"):
        tell(uow, make_account(), url=url)


def run_due(at):
    with clock.frozen(at):
        return jobs.run_due()


def test_reminders_come_two_days_one_day_and_four_hours_before(uow, session):
    sari, now = make_account(), clock.now()
    with clock.frozen(now):
        tell(uow, sari, deadline=now + timedelta(days=3))
    assert run_due(now + timedelta(hours=23)) == 0
    for hours, words in ((24, "Tinggal 2 hari"), (48, "Tinggal 1 hari"), (68, "Tinggal 4 jam")):
        assert run_due(now + timedelta(hours=hours)) == 1
        session.expire_all()
        assert texts(session, sari)[0].startswith(words)


def test_reminders_that_would_already_be_late_are_not_planned(uow, session):
    now = clock.now()
    with clock.frozen(now):
        tell(uow, make_account(), deadline=now + timedelta(hours=30))
    hours = [job.payload["hours"] for job in session.scalars(select(Job).order_by(Job.due_at))]
    assert hours == [24, 4]


def test_a_reminder_run_twice_tells_once(uow, session):
    sari = make_account()
    tell(uow, sari, deadline=clock.now() + timedelta(days=3))
    notice_id = session.scalar(select(Notice.id))
    for _ in range(2):
        with uow() as (inside, actor):
            services.remind(inside, actor, {"notice_id": notice_id, "hours": 24})
    assert len(texts(session, sari)) == 2


def test_a_settled_matter_is_read_and_brings_no_reminder(uow, session):
    sari, now = make_account(), clock.now()
    with clock.frozen(now):
        tell(uow, sari, deadline=now + timedelta(days=3))
    run_due(now + timedelta(hours=24))
    with uow() as (inside, _actor):
        services.settle(inside, key="contract:A:signed")
    assert run_due(now + timedelta(hours=48)) == 1
    session.expire_all()
    assert len(texts(session, sari)) == 2
    assert queries.unread_count(session, actor_of(sari)) == 0


def test_opening_a_notice_reads_it_and_leads_to_its_page(as_actor, uow, session):
    sari = make_account()
    tell(uow, sari, url="/akun/keamanan")
    client = as_actor(sari.id)
    assert "SPK menunggu" in client.get("/akun/kabar").get_data(as_text=True)
    code = session.scalar(select(Notice.code))
    assert client.submit(f"/akun/kabar/{code}", {}, page="/akun/kabar").location == "/akun/keamanan"
    assert queries.unread_count(session, actor_of(sari)) == 0


def test_somebody_elses_notice_is_not_found(as_actor, uow, session):
    sari, rina = make_account(), make_account()
    tell(uow, sari)
    code = session.scalar(select(Notice.code))
    assert as_actor(rina.id).submit(f"/akun/kabar/{code}", {}, page="/akun").status_code == 404
    with pytest.raises(NotFound), uow(actor_of(rina)) as (inside, actor):
        services.read(inside, actor, code)
    assert texts(session, rina) == []


def test_everything_is_read_at_once_but_only_ones_own(as_actor, uow, session):
    sari, rina = make_account(), make_account()
    for key in ("a", "b"):
        tell(uow, sari, rina, key=key)
    as_actor(sari.id).submit("/akun/kabar/baca-semua", {}, page="/akun/kabar")
    assert queries.unread_count(session, actor_of(sari)) == 0
    assert queries.unread_count(session, actor_of(rina)) == 2


def test_the_inbox_shows_thirty_a_page(as_actor, uow, session):
    sari = make_account()
    for number in range(31):
        tell(uow, sari, key=f"k{number}")
    client = as_actor(sari.id)
    assert client.get("/akun/kabar").get_data(as_text=True).count("data-notice=") == 30
    assert client.get("/akun/kabar?hal=2").get_data(as_text=True).count("data-notice=") == 1


def test_an_empty_inbox_says_what_belongs_there(as_actor):
    assert "Belum ada kabar" in as_actor(make_account().id).get("/akun/kabar").get_data(as_text=True)


def test_visitors_have_no_unread_news(session):
    assert queries.unread_count(session, Actor.visitor()) == 0
    assert session.scalar(select(func.count()).select_from(Notice)) == 0

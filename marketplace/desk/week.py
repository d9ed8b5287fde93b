"""A seller's week in three things: one price, one stock, and what waits for her answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from marketplace.businesses import queries as businesses
from marketplace.businesses.models import Business
from marketplace.catalog import attention
from marketplace.catalog.attention import PriceWanted, StockWanted
from marketplace.desk import today
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.text import dotted
from marketplace.notifications import queries as notifications
from marketplace.notifications import weeks
from marketplace.procurement import wording
from marketplace.procurement.inbox import Task

KIND = "desk.week"
PAGE = "/penjual/minggu-ini"


@dataclass(frozen=True, slots=True)
class Week:
    """The three things of one shop: those that wait stand as *giliran*, the others as *selesai*."""

    shop: str
    monday: date
    things: list[Task]

    @property
    def waiting(self) -> list[Task]:
        return [thing for thing in self.things if thing.state == "giliran"]

    @property
    def done(self) -> int:
        return len(self.things) - len(self.waiting)


def of_shop(session: Session, actor: Actor) -> Week:
    """This week of the business that the actor owns."""
    business = businesses.own(session, actor)
    zone = clock.zone_of_region(business.region_code)
    monday = weeks.monday_of(clock.today(zone))
    since = weeks.begins(monday, zone)
    things = [_price(session, business, since, zone), _stock(session, business, since, zone)]
    return Week(business.name, monday, [*things, _answer(session, actor, business)])


def key_of(business_code: str, monday: date) -> str:
    """What names the letter of a shop's week, so that it is told once."""
    return f"week:{business_code}:{monday.isoformat()}"


def next_step(session: Session, actor: Actor) -> tuple[str, str] | None:
    """Where the letter of this week goes on, and in which words; None without a letter or at its end."""
    business = businesses.own(session, actor)
    monday = weeks.monday_of(clock.today(clock.zone_of_region(business.region_code)))
    if not notifications.told(session, actor, key_of(business.code, monday)):
        return None
    week = of_shop(session, actor)
    if not week.waiting:
        return PAGE, "Pesan minggu ini sudah beres semua."
    return PAGE, f"Kembali ke pesan minggu ini: {week.done} dari {len(week.things)} beres."


def first_answer(session: Session, actor: Actor) -> str | None:
    """The page of what waits longest for the actor's answer; None when nothing does."""
    waiting = today.answers(session, actor, businesses.own(session, actor))
    return waiting[0].url if waiting else None


def _done(title: str) -> Task:
    return Task(title, "", "", "", state="selesai", glyph="circle-check")


def _price(session: Session, business: Business, since: datetime, zone: ZoneInfo) -> Task:
    if attention.price_was_seen(session, business.id, since):
        return _done("Harga sudah Anda lihat")
    wanted = attention.price_wanted(session, business.id, clock.today(zone))
    if wanted is None:
        return _done("Semua harga masih baru")
    url = f"{PAGE}/harga/{wanted.code}"
    return Task(f"Harga {wanted.name}", _why_price(wanted, zone), url, "Lihat harga", glyph="tag")


def _why_price(wanted: PriceWanted, zone: ZoneInfo) -> str:
    if wanted.ends_on:
        over = "sudah " if wanted.ends_on < clock.today(zone) else ""
        return f"Harga untuk instansi {over}berakhir {wording.day(wanted.ends_on)}."
    if wanted.price is None:
        return "Belum ada harganya. Pembeli membaca “Tanya harga”."
    if wanted.seen_at is None:
        return f"{wanted.price}. Masih benar?"
    return f"{wanted.price} sejak {wording.day(wanted.seen_at.astimezone(zone).date())}. Masih benar?"


def _stock(session: Session, business: Business, since: datetime, zone: ZoneInfo) -> Task:
    if attention.stock_was_counted(session, business.id, since):
        return _done("Stok sudah Anda hitung")
    wanted = attention.stock_wanted(session, business.id, clock.today(zone))
    if wanted is None:
        return _done("Tidak ada stok yang perlu dihitung")
    url = f"{PAGE}/stok/{wanted.code}"
    return Task(f"Stok {wanted.name}", _why_stock(wanted, zone), url, "Hitung stok", glyph="package")


def _why_stock(wanted: StockWanted, zone: ZoneInfo) -> str:
    if wanted.sold_out:
        return "Habis. Pembeli tidak bisa memesan."
    if wanted.counted_at is None:
        return f"Tercatat {dotted(wanted.stock)}, belum pernah dihitung."
    day = wording.day(wanted.counted_at.astimezone(zone).date())
    return f"Tercatat {dotted(wanted.stock)}, terakhir dihitung {day}."


def _answer(session: Session, actor: Actor, business: Business) -> Task:
    waiting = today.answers(session, actor, business)
    if not waiting:
        return _done("Tidak ada yang menunggu jawaban Anda")
    first, others = waiting[0], len(waiting) - 1
    text = f"{first.text} {dotted(others)} hal lain juga menunggu." if others else first.text
    return Task(first.title, text, f"{PAGE}/jawab", first.action, glyph=first.glyph)

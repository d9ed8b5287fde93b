"""Load the whole demo: a year of scenes, played in the order in which they happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from marketplace.demo import attempts, content
from marketplace.demo.loading import cast, events, listings, offices, shops, times
from marketplace.demo.loading.stage import MORNING, SYSTEM, Scene, Stage, instant, same_every_time
from marketplace.infra import demo_clock, jobs, outbox, snapshot
from marketplace.infra.db import db
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.search import live

PLAYERS = (cast, shops, times, offices, listings, events)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def load(data_dir: Path, tell: Callable[[str], None]) -> Stage:
    """Fill an empty database. `tell` hears how far it is; the clock then stands at the demo's own day."""
    stage = Stage(content.load())
    play(stage, instant(stage.content.story.today, MORNING), tell)
    tell("Demo: indeks pencarian ...")
    live.rebuild()
    attempts.forget(data_dir)
    demo_clock.store(data_dir, start_offset(stage.content))
    snapshot.take(data_dir)
    db.session.remove()
    return stage


def play(stage: Stage, until: datetime, tell: Callable[[str], None]) -> None:
    """Play what happens before an instant, in the order in which it happens, without writing the index."""
    clock.set_offset(timedelta(0))
    scenes = (scene for player in PLAYERS for scene in player.scenes(stage) if scene.at < until)
    with same_every_time(), live.paused():
        for month, of_month in groupby(sorted(scenes, key=lambda one: one.at), key=_month):
            tell(f"Demo: {MONTHS[month.month - 1]} {month.year} ...")
            for _day_of_month, todays in groupby(of_month, key=_day):
                _play_day(stage, list(todays))
        _let_time_pass(until)


def reset(data_dir: Path) -> None:
    """Put the demo back to its first state: database, index and clock.

    The clock goes back first: a worker that still lived in the moved time would at once do to the restored
    rows what falls due in it. It is set again at the end, so that the morning begins when all is ready.
    """
    demo_clock.store(data_dir, start_offset(content.load()))
    snapshot.restore(data_dir)
    attempts.forget(data_dir)
    demo_clock.store(data_dir, start_offset(content.load()))
    live.rebuild()
    db.session.remove()


def start_offset(played: content.Content) -> timedelta:
    """How far the application clock must stand from the real one to show the morning of the demo's day."""
    return instant(played.story.today, MORNING) - (clock.now() - clock.offset())


def _month(scene: Scene) -> date:
    return _day(scene).replace(day=1)


def _day(scene: Scene) -> date:
    return scene.at.astimezone(clock.JAKARTA).date()


def _play_day(stage: Stage, scenes: Sequence[Scene]) -> None:
    """One unit of work for a day of many people: each scene at its own time, as its own actor."""
    _let_time_pass(scenes[0].at)
    with clock.frozen(scenes[-1].at), unit_of_work(actor=SYSTEM) as (session, _actor):
        for scene in scenes:
            with clock.frozen(scene.at):
                scene.play(session, stage)
    with clock.frozen(scenes[-1].at):
        while outbox.drain():
            pass
    db.session.remove()


def _let_time_pass(until: datetime) -> None:
    """Do the timed work (reminders, deadlines) that falls due meanwhile, each at its own time."""
    while (due := jobs.next_due(db.session())) is not None and due <= until:
        with clock.frozen(due):
            jobs.run_due()
            outbox.drain()
    db.session.remove()

"""When shops are open, where they deliver, and one that rests: of those that sell to shoppers only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session

from marketplace.businesses import services as businesses
from marketplace.demo.loading.shops import joined_on
from marketplace.demo.loading.stage import Scene, Stage, instant
from marketplace.demo.shapes import Business
from marketplace.kernel import clock

HOURS = {str(day): ("08.00", "16.00") for day in range(5)} | {"5": ("08.00", "12.00")}
RESTS = timedelta(days=5)
MESSAGE = "Keluarga kami pulang kampung. Pesanan dijawab setelah libur."


def scenes(stage: Stage) -> Iterator[Scene]:
    """Each says its hours and its province when it joins; the first one rests on the day of the demo."""
    to_shoppers = [
        (number, business)
        for number, business in enumerate(stage.content.businesses)
        if business.readiness == "retail"
    ]
    for number, business in to_shoppers:
        joined = joined_on(stage, business, number)
        yield Scene(joined + timedelta(minutes=50), partial(_say, business=business))
    eve = instant(stage.content.story.today - timedelta(days=1), "19:00")
    yield Scene(eve, partial(_rest, business=to_shoppers[0][1]))


def _say(session: Session, stage: Stage, *, business: Business) -> None:
    owner, key = stage.owner(business.id), stage.businesses[business.id]
    businesses.set_hours(session, owner, key, hours=HOURS, closed_on_holidays=True)
    businesses.set_area(session, owner, key, codes=[business.village[:2]])


def _rest(session: Session, stage: Stage, *, business: Business) -> None:
    businesses.take_vacation(
        session,
        stage.owner(business.id),
        stage.businesses[business.id],
        from_on=clock.today(),
        to_on=clock.today() + RESTS,
        message=MESSAGE,
    )

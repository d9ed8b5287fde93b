"""The stage of the play: who is who in the database, and units of work at the time of the story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.demo.content import Content
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock, codes
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

PASSWORD = "pahlawan-digital-2026"  # noqa: S105
SEED = 2026
SYSTEM = Actor.system("demo")
PLATFORM = PartyRef(PartyKind.PLATFORM, 1)


@dataclass
class Stage:
    """Database keys of what the content names by its own ids."""

    content: Content
    people: dict[str, int] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    businesses: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    unit_codes: dict[str, str] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, int] = field(default_factory=dict)

    def person(self, person_id: str, role: Role, party: PartyRef | None = None) -> Actor:
        """Somebody of the story in one of their roles, freshly confirmed."""
        user_id = self.people[person_id]
        party = party or PartyRef(PartyKind.PERSON, user_id)
        return Actor(user_id=user_id, session_id=None, role=role, party=party, stepped_up_at=clock.now())

    def owner(self, business_id: str) -> Actor:
        """The owner of a business, acting for it."""
        party = PartyRef(PartyKind.BUSINESS, self.businesses[business_id])
        return Actor(
            user_id=self.owners[business_id],
            session_id=None,
            role=Role.OWNER,
            party=party,
            stepped_up_at=clock.now(),
        )

    def verifier(self) -> Actor:
        """The verifier of the story, who helps nobody and sells nothing."""
        return self.person(self.by_account("verifikator"), Role.VERIFIER, PLATFORM)

    def by_account(self, name: str) -> str:
        """The person with the account `<name>@demo.test`."""
        address = f"{name}@demo.test"
        return next(person.id for person in self.content.people if person.email == address)


def instant(day: date, at: str = "09:00") -> datetime:
    """A time of day of the story, in WIB."""
    hour, minute = (int(part) for part in at.split(":")[:2])
    return datetime.combine(day, time(hour, minute), tzinfo=clock.JAKARTA)


@contextmanager
def acting(actor: Actor, at: datetime) -> Iterator[tuple[Session, Actor]]:
    """One unit of work as this person, at this time of the story."""
    with clock.frozen(at), unit_of_work(actor=actor) as (session, doer):
        yield session, doer


@contextmanager
def same_every_time() -> Iterator[Random]:
    """Codes are drawn from a seed, so that two loads give the same addresses."""
    random = Random(SEED)  # noqa: S311 - demo data must be the same each time
    previous = codes.set_source(random.randrange)
    try:
        yield random
    finally:
        codes.set_source(previous)


def is_empty(session: Session) -> bool:
    """Whether nobody has an account here yet."""
    return accounts.count(session) == 0

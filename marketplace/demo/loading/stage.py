"""The stage of the play: who is who in the database, and what happens when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.demo.content import Content
from marketplace.demo.story import StoryEvent
from marketplace.kernel import clock, codes
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role

PASSWORD = "pahlawan-digital-2026"  # noqa: S105
SEED = 2026
SYSTEM = Actor.system("demo")
PLATFORM = PartyRef(PartyKind.PLATFORM, 1)
MORNING = "08:30"
"""The time of day at which the demo begins."""


@dataclass
class Stage:
    """Database keys (`int`) and public codes (`str`) of what the content names by its own ids."""

    content: Content
    people: dict[str, int] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    helpers: dict[str, int] = field(default_factory=dict)
    businesses: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    product_codes: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[int]] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    engagements: dict[str, int] = field(default_factory=dict)
    mandates: dict[str, int] = field(default_factory=dict)
    mandate_codes: dict[str, str] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    sanctions: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    contracts: dict[str, str] = field(default_factory=dict)
    deliveries: dict[str, str] = field(default_factory=dict)

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

    def official(self, person_id: str, role: Role, unit_id: str) -> Actor:
        """Somebody appointed in a work unit, in that office."""
        return self.person(person_id, role, PartyRef(PartyKind.WORK_UNIT, self.units[unit_id]))

    def helper(self, person_id: str) -> Actor:
        """A helper in their own seat."""
        return self.person(person_id, Role.HELPER, PartyRef(PartyKind.HELPER, self.helpers[person_id]))

    def verifier(self, person_id: str | None = None) -> Actor:
        """A verifier, who helps nobody and sells nothing; the story's own unless somebody else is named."""
        return self.person(person_id or self.by_account("verifikator"), Role.VERIFIER, PLATFORM)

    def second_verifier(self, first: Actor) -> Actor:
        """The verifier who confirms what the first one proposed."""
        own, other = self.verifier(), self.verifier(self.by_account("verifikator2"))
        return other if first.user_id == own.user_id else own

    def by_account(self, name: str) -> str:
        """The person with the account `<name>@demo.test`."""
        address = f"{name}@demo.test"
        return next(person.id for person in self.content.people if person.email == address)

    def event(self, verb: str, **subject: str) -> StoryEvent | None:
        """The first event of the story of this verb about these subjects."""
        events = (event for event in self.content.story.events if event.verb == verb)
        return next((event for event in events if subject.items() <= event.subject.items()), None)


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens at an instant: `play` calls services inside the unit of work of that day."""

    at: datetime
    play: Callable[[Session, Stage], None]


def instant(day: date, at: str = "09:00") -> datetime:
    """A time of day of the story, in WIB."""
    hour, minute = (int(part) for part in at.split(":")[:2])
    return datetime.combine(day, time(hour, minute), tzinfo=clock.JAKARTA)


@contextmanager
def same_every_time() -> Iterator[None]:
    """Codes are drawn from a seed, so that two loads give the same addresses."""
    previous = codes.set_source(Random(SEED).randrange)  # noqa: S311 - demo data must be the same each time
    try:
        yield
    finally:
        codes.set_source(previous)


def is_empty(session: Session) -> bool:
    """Whether nobody has an account here yet."""
    return accounts.count(session) == 0

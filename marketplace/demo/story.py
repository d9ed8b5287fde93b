"""The story of the demo year and the chapters of its tour, as the data files spell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.demo.shapes import Line


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A product in a package: how many, listed at what, agreed at what (rupiah each)."""

    product: str
    quantity: int
    list_price: int
    price: int


@dataclass(frozen=True, slots=True)
class StoryPackage:
    """A government package; the events of the story bring it to `final_state`."""

    id: str
    title: str
    work_unit: str
    rup: str
    method: str
    business: str
    pp: str
    ppk: str
    treasurer: str
    delivery_by: date | None
    lines: tuple[PackageLine, ...]
    value: int
    final_state: str
    note: str


@dataclass(frozen=True, slots=True)
class StoryMandate:
    """A helper's mandate and the state it is in on the demo day."""

    id: str
    business: str
    helper: str
    scopes: tuple[str, ...]
    starts_on: date
    ends_on: date
    state: str


@dataclass(frozen=True, slots=True)
class StoryRequest:
    """An owner's request for help."""

    id: str
    business: str
    topic: str
    text: str
    state: str
    helper: str | None


@dataclass(frozen=True, slots=True)
class StoryProposal:
    """A change a helper proposed and the owner answers."""

    id: str
    business: str
    mandate: str
    state: str
    summary: str


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """A document or dossier handed to the verifiers."""

    id: str
    business: str
    kind: str
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class StorySanction:
    """A sanction of the platform against a business."""

    id: str
    business: str
    level: str
    starts_on: date
    ends_on: date
    state: str


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """Something that happened: `verb` names the service, `subject` the ids, `values` the inputs.

    `actor` is a person's id, "owner:<business>" for an owner without a biography, or "system".
    """

    id: str
    date: date
    time: str
    actor: str
    verb: str
    subject: Mapping[str, str]
    values: Mapping[str, Any]
    note: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first page of an account shows on the demo day."""

    what: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A year of dated events up to `today`."""

    today: date
    packages: tuple[StoryPackage, ...]
    mandates: tuple[StoryMandate, ...]
    requests: tuple[StoryRequest, ...]
    proposals: tuple[StoryProposal, ...]
    documents: tuple[StoryDocument, ...]
    sanctions: tuple[StorySanction, ...]
    events: tuple[StoryEvent, ...]
    waiting: Mapping[str, tuple[Waiting, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in words for people and, in `do`, as acts for whoever plays the tour (see `acts`).

    account: who does it, where that is not the person of the chapter.
    """

    text: str
    account: str | None = None
    do: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something the tour tries and the program refuses: what is expected, and the key that proves it.

    before: the number of the chapter's step before which this can be tried (from 1); None: after them all.
    """

    id: str
    title: str
    account: str
    steps: tuple[Step, ...]
    expect: str
    done: str
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the tour: a person, what to look at, what to do, and the key that says it is done."""

    number: int
    id: str
    title: str
    person: str
    account: str
    url: str
    look: str
    steps: tuple[Step, ...]
    done: str
    refusals: tuple[Refusal, ...]
    next_note: str


@dataclass(frozen=True, slots=True)
class Fixtures:
    """What the visitor of the tour is asked to type: profile, products, package and mandate of the story."""

    business: str
    profile: Mapping[str, Any]
    bank: Mapping[str, str]
    help_request: str
    mandate: Mapping[str, Any]
    lines: tuple[Line, ...]
    package: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tour:
    """The ten chapters; `done_conditions` says in words what each key means."""

    today: date
    done_conditions: Mapping[str, str]
    fixtures: Fixtures
    chapters: tuple[Chapter, ...]

"""The authored content of the demo as typed, immutable values.

`load()` reads `marketplace/demo/data/` and refuses what does not fit: an unknown or missing field, an id used
twice, a reference to nothing. It holds no database and no Flask; the demo's player turns these values into
calls of services.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from marketplace.demo.decoding import ContentError, decode
from marketplace.demo.selling import Selling
from marketplace.demo.shapes import Agency, Business, Line, Person, PlanLine, Product, WorkUnit
from marketplace.demo.story import Story, Tour

DATA = Path(__file__).parent / "data"

T = TypeVar("T")


@dataclass(frozen=True)
class Content:
    """Everything the demo is made of. `lines` are live from the start, the tour's own are in its fixtures."""

    people: tuple[Person, ...]
    businesses: tuple[Business, ...]
    lines: tuple[Line, ...]
    agencies: tuple[Agency, ...]
    story: Story
    tour: Tour
    selling: Selling

    @cached_property
    def products(self) -> dict[str, Product]:
        """Every live product by id, in the order of the files."""
        return {product.id: product for line in self.lines for product in line.products()}

    @cached_property
    def work_units(self) -> dict[str, WorkUnit]:
        """Every buying unit by id."""
        return {unit.id: unit for agency in self.agencies for unit in agency.work_units}

    @cached_property
    def plan_lines(self) -> dict[str, PlanLine]:
        """Every line of every plan by id."""
        return {line.id: line for unit in self.work_units.values() for line in unit.rup}


@cache
def load() -> Content:
    """Read and check the data files; raises ContentError with the place of the first fault."""
    content = Content(
        people=_read("people.json", "people", Person),
        businesses=_read_folder("businesses", Business),
        lines=_read_folder("lines", Line),
        agencies=_read("agencies.json", "agencies", Agency),
        story=decode(Story, _json(DATA / "story.json"), "story.json"),
        tour=decode(Tour, _json(DATA / "tour.json"), "tour.json"),
        selling=decode(Selling, _json(DATA / "selling.json"), "selling.json"),
    )
    _check_ids(content)
    _check_shops(content)
    _check_story(content)
    _check_selling(content)
    return content


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _read(name: str, key: str, shape: type[T]) -> tuple[T, ...]:
    raw = _json(DATA / name)[key]
    return tuple(decode(shape, item, f"{name}.{key}[{number}]") for number, item in enumerate(raw))


def _read_folder(folder: str, shape: type[T]) -> tuple[T, ...]:
    names = sorted(f"{folder}/{path.name}" for path in (DATA / folder).glob("*.json"))
    return tuple(item for name in names for item in _read(name, folder, shape))


def _check_ids(content: Content) -> None:
    _unique("person", (person.id for person in content.people))
    _unique("business", (business.id for business in content.businesses))
    _unique("line", (line.id for line in (*content.lines, *content.tour.fixtures.lines)))
    _unique("package", (package.id for package in content.story.packages))
    _unique("event", (event.id for event in content.story.events))


def _check_shops(content: Content) -> None:
    people = {person.id for person in content.people}
    businesses = {business.id for business in content.businesses}
    _known("owner", (b.owner.person for b in content.businesses if b.owner.person), people)
    _known("helper", (b.helper for b in content.businesses if b.helper), people)
    _known("seller of a line", (line.business for line in content.lines), businesses)
    officials = (o.person for unit in content.work_units.values() for o in unit.officials)
    _known("official", officials, people)


def _check_story(content: Content) -> None:
    people = {person.id for person in content.people}
    businesses = {business.id for business in content.businesses}
    actors = people | {f"owner:{business}" for business in businesses} | {"system"}
    story = content.story
    _known("actor", (event.actor for event in story.events), actors)
    _known("plan line", (package.rup for package in story.packages), set(content.plan_lines))
    _known("work unit", (package.work_unit for package in story.packages), set(content.work_units))
    bought = (line.product for package in story.packages for line in package.lines)
    _known("product", bought, set(content.products))
    subjects = {
        "business": businesses,
        "package": {package.id for package in story.packages},
        "mandate": {mandate.id for mandate in story.mandates},
        "request": {request.id for request in story.requests},
        "proposal": {proposal.id for proposal in story.proposals},
        "document": {document.id for document in story.documents},
        "sanction": {sanction.id for sanction in story.sanctions},
    }
    for kind, ids in subjects.items():
        _known(kind, (event.subject[kind] for event in story.events if kind in event.subject), ids)


def _check_selling(content: Content) -> None:
    selling, lines = content.selling, {line.id: line for line in content.lines}
    shops = (basket.business for basket in selling.baskets)
    _known("shop", shops, {business.id for business in content.businesses})
    named = [one.line for one in selling.wholesale] + [varied.line for varied in selling.varied]
    _known("line", (*named, *(basket.picture for basket in selling.baskets)), set(lines))
    _known("part", (part for basket in selling.baskets for part in basket.parts), set(content.products))
    for varied in selling.varied:
        if len(varied.values) != len(lines[varied.line].variants):
            raise ContentError(f"{varied.line} has other products than options")


def _unique(what: str, ids: Iterable[str]) -> None:
    if twice := [id for id, times in Counter(ids).items() if times > 1]:
        raise ContentError(f"{what} used twice: {twice}")


def _known(what: str, ids: Iterable[str], known: set[str]) -> None:
    if strange := sorted(set(ids) - known):
        raise ContentError(f"{what} refers to nothing: {strange}")

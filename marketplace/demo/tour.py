"""The tour as its page shows it: chapters with their standing, whose turn it is, what to do in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.demo import acts, attempts, content, places
from marketplace.demo.progress import Scene, done
from marketplace.demo.shapes import Person
from marketplace.demo.story import Chapter, Refusal, Step

DONE, NOW, NEXT = "selesai", "kini", "belum"
LAST = len(content.load().tour.chapters)


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: in a sentence, and act by act. `enter`: who must be signed in for it, where that changes."""

    text: str
    account: str
    enter: str
    acts: Sequence[str]


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Something to try in vain; `done` once the program has refused it here."""

    id: str
    title: str
    person: str
    account: str
    url: str
    steps: Sequence[StepView]
    expect: str
    done: bool


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter with its standing: selesai, kini or belum."""

    number: int
    title: str
    person: Person
    account: str
    url: str
    look: str
    state: str
    steps: Sequence[StepView]
    refusals: Sequence[RefusalView]
    next_note: str


def chapters(session: Session, data_dir: Path) -> tuple[list[ChapterView], dict[str, str]]:
    """All chapters, of which the first that is not done is now; and the names that addresses use."""
    scene = Scene(session, attempts.seen(data_dir))
    known = places.names(scene)
    shown: list[ChapterView] = []
    for chapter in scene.tour.chapters:
        finished = done(scene, chapter.done)
        waits = all(one.state == DONE for one in shown)
        state = DONE if finished else NOW if waits else NEXT
        shown.append(_chapter(scene, chapter, state, known))
    return shown, known


def chapter_done(session: Session, data_dir: Path, number: int) -> bool:
    """Whether one chapter is done, for the bar."""
    return done(Scene(session, attempts.seen(data_dir)), chapter(number).done)


def chapter(number: int) -> Chapter:
    """A chapter by its number from 1; raises IndexError."""
    return content.load().tour.chapters[number - 1]


def person_of(account: str) -> Person:
    """Who has an account of the demo; raises StopIteration for nobody."""
    return next(person for person in content.load().people if person.email == account)


def called(person: Person) -> str:
    """How people address somebody: "Bu Sari"."""
    return f"{person.honorific} {person.name.split()[0]}".strip()


def _chapter(scene: Scene, chapter: Chapter, state: str, known: dict[str, str]) -> ChapterView:
    return ChapterView(
        number=chapter.number,
        title=chapter.title,
        person=person_of(chapter.account),
        account=chapter.account,
        url=places.address(chapter.url, known),
        look=chapter.look,
        state=state,
        steps=_steps(chapter.steps, chapter.account, known),
        refusals=[_refusal(scene, refusal, known) for refusal in chapter.refusals],
        next_note=chapter.next_note,
    )


def _refusal(scene: Scene, refusal: Refusal, known: dict[str, str]) -> RefusalView:
    opened = (act[1] for step in refusal.steps for act in step.do if act[0] == "open")
    return RefusalView(
        id=refusal.id,
        title=refusal.title,
        person=called(person_of(refusal.account)),
        account=refusal.account,
        url=places.address(next(opened, "/demo"), known),
        steps=_steps(refusal.steps, refusal.account, known),
        expect=refusal.expect,
        done=done(scene, refusal.done),
    )


def _steps(steps: Sequence[Step], account: str, known: dict[str, str]) -> list[StepView]:
    """The steps with who does each; `enter` is set where somebody else takes over."""
    shown, present = [], account
    for step in steps:
        by = step.account or account
        enter = called(person_of(by)) if by != present else ""
        present = by
        shown.append(StepView(step.text, by, enter, [acts.in_words(act, known) for act in step.do]))
    return shown

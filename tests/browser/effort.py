"""Counts what a journey costs a person, by the browser's own events and not by what a test says it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, Page

PHONE = {"width": 360, "height": 740}

# A press is a real finger or mouse down; what scripts click counts for nothing. Choosing a file is one press.
WATCH = """
addEventListener("pointerdown", (event) => { if (event.isTrusted) noteEffort("press", ""); }, true);
addEventListener("input", ({ target }) => {
  if (target.type === "file") noteEffort("press", "");
  const typed = target.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])");
  if (typed) noteEffort("field", `${location.pathname}#${target.name}`);
}, true);
"""


@dataclass
class Effort:
    """presses: taps on controls. fields: those typed into, each once. screens: paths seen, in order."""

    presses: int = 0
    fields: set[str] = field(default_factory=set)
    screens: list[str] = field(default_factory=list)

    def note(self, kind: str, what: str) -> None:
        if kind == "press":
            self.presses += 1
        else:
            self.fields.add(what)

    def see(self, frame: Frame) -> None:
        path = urlsplit(frame.url).path
        if frame.parent_frame is None and frame.url.startswith("http") and self.screens[-1:] != [path]:
            self.screens.append(path)


@contextmanager
def on_a_phone(browser: Browser, origin: str, *, scripts: bool = True) -> Iterator[Page]:
    """A phone of 360 px that nobody used before."""
    context = browser.new_context(
        viewport=PHONE, base_url=origin, locale="id-ID", java_script_enabled=scripts, has_touch=True
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def watch(page: Page) -> Effort:
    """From now on everything that is done on this page is counted."""
    effort = Effort()
    page.expose_binding("noteEffort", lambda _source, kind, what: effort.note(kind, what))
    page.add_init_script(WATCH)
    page.on("framenavigated", effort.see)
    return effort

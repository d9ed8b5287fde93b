"""Plays the steps of the tour in a real browser, as a person would: by labels, buttons and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from marketplace.demo.loading.scans import scan
from marketplace.demo.story import Chapter, Refusal, Step

PICTURES = Path(__file__).resolve().parents[2] / "static" / "pictures" / "heroes"
# What says itself when it is sent to the server, as a form that saves itself does, is pressed as usual.
HTMX = "e => !!e.closest('[hx-post]:not([hx-trigger]), [hx-get]:not([hx-trigger])')"
BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass
class Player:
    """One person at one screen, who becomes the people of the story one after the other.

    looked: called with every page that is shown.
    """

    browser: Browser
    origin: str
    width: int
    scripts: bool
    looked: Callable[[Page], None]
    noted: dict[str, str] = field(default_factory=dict)
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)
    _entered: set[tuple[int, str]] = field(default_factory=set)
    _loads: dict[Page, int] = field(default_factory=dict)
    _file: bytes = b""

    def play_steps(self, chapter: Chapter, steps: tuple[Step, ...], account: str) -> None:
        for step in steps:
            page = self._page_of(chapter, step.account or account)
            for act in step.do:
                try:
                    self._act(page, chapter, act)
                except Exception as error:
                    error.add_note(f"chapter {chapter.number}, {step.text!r}: {act} on {page.url}")
                    raise

    def play_refusal(self, chapter: Chapter, refusal: Refusal) -> None:
        self.play_steps(chapter, refusal.steps, refusal.account)

    def standing(self) -> tuple[dict[int, str], dict[str, bool]]:
        """What the page of the tour says: the state of each chapter, which refusals were tried."""
        page = self._new_page("visitor@")
        page.goto("/demo")
        chapters = {
            int(card.get_attribute("data-chapter") or 0): card.get_attribute("data-state") or ""
            for card in page.locator("[data-chapter]").all()
        }
        refusals = {
            card.get_attribute("data-refusal") or "": card.get_attribute("data-done") == "ya"
            for card in page.locator("[data-refusal]").all()
        }
        self.looked(page)
        page.close()
        return chapters, refusals

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _page_of(self, chapter: Chapter, account: str) -> Page:
        """The open page of a person, who enters once in each chapter, by the button of the tour."""
        if account not in self._pages:
            self._pages[account] = self._new_page(account)
        page = self._pages[account]
        if (chapter.number, account) not in self._entered:
            self._entered.add((chapter.number, account))
            page.goto("/demo")
            form = page.locator(
                f'[data-chapter="{chapter.number}"] form:has(input[name="account"][value="{account}"])'
            ).first
            for closed in form.locator("xpath=ancestor::details[not(@open)]").all():
                closed.locator("summary").first.click()
            self._submit(page, form.get_by_role("button"))
        return page

    def _new_page(self, account: str) -> Page:
        if account not in self._contexts:
            self._contexts[account] = self.browser.new_context(
                base_url=self.origin,
                viewport={"width": self.width, "height": 800},
                java_script_enabled=self.scripts,
                locale="id-ID",
            )
            self._contexts[account].set_default_timeout(8_000)
        page = self._contexts[account].new_page()
        self._loads[page] = 0
        page.on("domcontentloaded", self._count)
        return page

    def _count(self, page: Page) -> None:
        self._loads[page] += 1

    def _act(self, page: Page, chapter: Chapter, act: tuple[str, ...]) -> None:
        verb, *values = act
        known = self._names(values)
        values = [BRACES.sub(lambda found: known[found[1]], value) for value in values]
        getattr(self, f"_{verb}")(page, *values)

    def _names(self, values: list[str]) -> dict[str, str]:
        """What the words in braces stand for in the running program, as the page of the tour knows them."""
        if not any(BRACES.search(value) for value in values):
            return {}
        other = self._new_page("visitor@")
        other.goto("/demo")
        found = other.locator("#jam").evaluate("e => Object.assign({}, e.dataset)")
        other.close()
        return {key.removeprefix("name").lower(): value for key, value in found.items()} | self.noted

    def _open(self, page: Page, address: str) -> None:
        page.goto(address)
        self.looked(page)

    def _press(self, page: Page, name: str) -> None:
        self._submit(page, _only(page.get_by_role("button", name=name, exact=True)))

    def _pressat(self, page: Page, name: str, row: str) -> None:
        """The button of the row (list item, card, line of a table) that holds these words."""
        button = page.get_by_role("button", name=name, exact=True)
        rows = page.locator("li, tr, article, .card").filter(has_text=row).filter(has=button)
        self._submit(page, rows.last.get_by_role("button", name=name, exact=True).first)

    def _follow(self, page: Page, name: str) -> None:
        self._submit(page, _only(page.get_by_role("link", name=name)))

    def _submit(self, page: Page, control: Locator) -> None:
        """Press a button or link, and wait for the whole page or the part of it that comes back."""
        before = self._loads[page]
        partly = self.scripts and bool(control.evaluate(HTMX))
        if not partly:
            control.click()
            self._wait_for_page(page, before)
            return
        with page.expect_response(
            lambda answer: answer.request.headers.get("hx-request") == "true"
        ) as answers:
            control.click()
        if "hx-redirect" in answers.value.headers:
            self._wait_for_page(page, before)
        else:
            page.wait_for_timeout(120)
            self.looked(page)

    def _wait_for_page(self, page: Page, before: int) -> None:
        for _try in range(400):
            if self._loads[page] > before:
                break
            page.wait_for_timeout(20)
        else:
            raise AssertionError("no new page came")
        self.looked(page)

    def _fill(self, page: Page, label: str, text: str) -> None:
        _field(page, label).fill(text)

    def _choose(self, page: Page, label: str, option: str) -> None:
        _unfold(page, label)
        choices = page.get_by_role("group", name=label)
        if choices.count():
            choices.get_by_label(re.compile(rf"^\s*{re.escape(option)}")).check(force=True)
        else:
            _field(page, label).select_option(label=option)

    def _tick(self, page: Page, label: str) -> None:
        _field(page, label).check(force=True)

    def _answerall(self, page: Page, text: str) -> None:
        for box in page.locator('textarea[name^="answer-"]').all():
            box.fill(text)

    def _attach(self, page: Page, label: str, picture: str) -> None:
        _field(page, label).set_input_files(PICTURES / f"{picture}-800.webp")

    def _paper(self, page: Page, label: str, name: str) -> None:
        file = FilePayload(name="surat.pdf", mimeType="application/pdf", buffer=scan(name))
        _field(page, label).set_input_files(file)

    def _see(self, page: Page, text: str) -> None:
        expect(page.locator("body")).to_contain_text(text)

    def _note(self, page: Page, name: str, selector: str) -> None:
        self.noted[name] = page.locator(selector).first.inner_text().strip()

    def _download(self, page: Page, name: str) -> None:
        with page.expect_download() as downloads:
            _only(page.get_by_role("link", name=name)).click()
        self._file = Path(downloads.value.path()).read_bytes()
        assert self._file.startswith(b"%PDF"), "not a PDF"

    def _spoil(self, page: Page, label: str) -> None:
        changed = bytearray(self._file)
        changed[len(changed) // 2] ^= 1
        file = FilePayload(name="surat.pdf", mimeType="application/pdf", buffer=bytes(changed))
        _field(page, label).set_input_files(file)

    def _clock(self, page: Page, shift: str) -> None:
        """On a page of its own: what is open stays open."""
        other = self._new_page(next(name for name, known in self._pages.items() if known is page))
        other.goto("/demo")
        self._submit(other, other.locator(f'button[name="shift"][value="{shift}"]'))
        other.close()


def _unfold(page: Page, label: str) -> None:
    """Open the section of the form that holds these words, as somebody does who looks for them."""
    closed = page.locator("form details:not([open])").filter(has_text=label).locator("> summary")
    while closed.count():
        closed.first.click()


def _field(page: Page, label: str) -> Locator:
    _unfold(page, label)
    exact = page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(boleh kosong\))?\s*$"))
    return _only(exact if exact.count() else page.get_by_label(label))


def _only(found: Locator) -> Locator:
    """The first that people can see."""
    visible = found.filter(visible=True)
    expect(visible.or_(found).first).to_be_attached()
    return visible.first if visible.count() else found.first

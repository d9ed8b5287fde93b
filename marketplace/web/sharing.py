"""A page to pass on: its words and whole address, and the plain link that opens WhatsApp with both."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Share:
    """`url` is whole; `text` are the words before it."""

    title: str
    text: str
    url: str

    @property
    def whatsapp(self) -> str:
        """Opens WhatsApp, which asks whom to send it to; nothing of theirs is loaded here."""
        return f"https://wa.me/?text={quote(f'{self.text} {self.url}', safe='')}"

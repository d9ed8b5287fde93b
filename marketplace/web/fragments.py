"""Pieces of pages that follow from their values alone: made once, then remembered by those values.

A macro that is remembered looks at nothing but its arguments (and the language), so what is remembered is
never stale: another price is another value. Nothing of a person may pass through here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from marketplace.web import language

MOST = 6000
"""Pieces kept in a process; a card is about a kilobyte."""

Macro = Callable[..., Markup]


@lru_cache(maxsize=MOST)
def _made(macro: Macro, _language: str, values: tuple[Hashable, ...]) -> Markup:
    return macro(*values)


def remembered(macro: Macro, *values: Hashable) -> Markup:
    """What `macro(*values)` makes. The macro must come from an import without context; values hashable."""
    return _made(macro, language.current(), values)


def init_app(app: Flask) -> None:
    """Give templates `remembered(macro, …)`."""
    app.jinja_env.globals["remembered"] = remembered

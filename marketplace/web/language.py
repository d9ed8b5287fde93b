"""Texts of templates in the language of the request: each text is looked up once per language, then kept.

Flask-Babel's own function finds the catalogue of translations anew for each of the fifty texts of a page.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache

from flask import Flask
from flask_babel import get_locale, gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

_of_request: ContextVar[str] = ContextVar("language", default="")


def current() -> str:
    """The language of the request, such as `id`."""
    return _of_request.get() or str(get_locale() or "")


@lru_cache(maxsize=4096)
def _message(_language: str, text: str) -> Markup:
    """The text in the language of the request, which must be `_language`; placeholders still open."""
    return Markup(gettext(text))  # noqa: S704 - texts stand in our templates and translations


@lru_cache(maxsize=4096)
def _whole(language: str, text: str) -> Markup:
    """As `_message`, for a text without placeholders."""
    return _message(language, text) % ()


@pass_eval_context
def translated(within: EvalContext, text: str, **values: object) -> str:
    """`_('…')` of templates: the text with its `%(name)s` filled in, each value escaped as Jinja does.

    A per cent sign is written `%%`, with and without values.
    """
    language = current()
    if not within.autoescape:
        return str(_message(language, text)) % values
    return _message(language, text) % values if values else _whole(language, text)


def init_app(app: Flask) -> None:
    """Call after Flask-Babel was set up."""

    def begin() -> None:
        _of_request.set(str(get_locale() or ""))

    app.before_request(begin)
    app.jinja_env.globals["_"] = translated

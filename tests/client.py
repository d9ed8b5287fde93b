"""A test client that reads pages as strictly as the worst browser: HTML5, ids, form actions, one h1."""

from __future__ import annotations

import re
from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.infra.db import db

HTMX = {"HX-Request": "true"}
TOKEN = re.compile(r'name="_csrf" value="([^"]*)"')
PARTY = re.compile(r'name="_party" value="([^"]*)"')
KEY = re.compile(r'name="_key" value="([^"]*)"')


class StrictClient(FlaskClient):
    """Checks every HTML answer; `submit` posts a form as its page would."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.rollback()
        # A context of its own, as a server gives each request: what the last one kept in `g` must end.
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data:
            check_html(response.get_data(as_text=True))
        db.session.rollback()
        db.session.expire_all()
        return response

    def submit(
        self, url: str, fields: dict[str, Any], *, page: str | None = None, **kwargs: Any
    ) -> TestResponse:
        """Open `page` (default: the url), take its hidden fields, and post `fields` to `url`."""
        shown = self.get(page or url).get_data(as_text=True)
        hidden = {name: match[1] for name, pattern in _HIDDEN.items() if (match := pattern.search(shown))}
        return self.post(url, data=hidden | fields, **kwargs)


_HIDDEN = {"_csrf": TOKEN, "_party": PARTY, "_key": KEY}


def check_html(text: str) -> None:
    """Fail on broken markup, double ids, a form without action, a page without exactly one h1."""
    whole = "<html" in text
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(text) if whole else parser.parseFragment(text)
    problems = [
        (position, code)
        for position, code, _data in parser.errors
        if code not in {"expected-doctype-but-got-start-tag"}
    ]
    assert not problems, f"broken HTML: {problems[:5]}"
    ids = [element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id")]
    doubled = {one for one in ids if ids.count(one) > 1}
    assert not doubled, f"double ids: {doubled}"
    for element in tree.iter("form"):
        assert element.get("action") is not None, "a form without action"
    if whole:
        assert len(list(tree.iter("h1"))) == 1, "a page has one h1"
        title = tree.find(".//title")
        assert title is not None, "a page has a title"
        assert (title.text or "").strip(), "a title says something"

"""Typed URL parts: whatever does not have the form of the thing is 404 before any view runs."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter


class CodeConverter(BaseConverter):
    """A public code: ten Crockford base32 characters."""

    regex = "[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{10}"

    def to_python(self, value: str) -> str:
        return value.upper()


class SlugConverter(BaseConverter):
    """`<words>-<code>`, or words alone (categories): lower-case words, the code in either case."""

    regex = "[0-9A-Za-z][0-9A-Za-z-]{0,120}"


class RegionConverter(BaseConverter):
    """A Kemendagri code of a province or regency: `35` or `35.19`."""

    regex = r"\d{2}(?:\.\d{2})?"


class DigestConverter(BaseConverter):
    """A SHA-256 in hex."""

    regex = "[0-9a-f]{64}"


def init_app(app: Flask) -> None:
    app.url_map.converters.update(
        code=CodeConverter, slug=SlugConverter, region=RegionConverter, digest=DigestConverter
    )

"""What browsers send, without the characters that no page may contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict

# Controls and noncharacters are parse errors in HTML (WHATWG HTML 13.2.3.5), and PostgreSQL stores no NUL.
_BEYOND = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_UNSHOWABLE = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_BEYOND}]")


class TypedValues(ImmutableMultiDict[str, Any]):
    """Values of a query or a form; nobody can type what is left out. Files pass untouched."""

    def __init__(self, mapping: Any = None) -> None:
        super().__init__(_showable(mapping) if mapping is not None else None)


def init_app(app: Flask) -> None:
    """Let requests, of whichever class they are by now, hold only what a page may contain."""
    app.request_class = type("HouseRequest", (app.request_class,), {"parameter_storage_class": TypedValues})


def _showable(mapping: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    if isinstance(mapping, ImmutableMultiDict):
        pairs: Iterable[tuple[str, Any]] = mapping.items(multi=True)
    else:
        pairs = mapping.items() if isinstance(mapping, Mapping) else mapping
    return [
        (_UNSHOWABLE.sub("", name), _UNSHOWABLE.sub("", value) if isinstance(value, str) else value)
        for name, value in pairs
    ]

"""Addresses of our pages: Flask's `url_for`, put together once for each endpoint and its values."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import flask
from flask import Flask, has_request_context, request


@lru_cache(maxsize=4000)
def _path(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    """The path below `_root` (where the program is mounted), which must be that of the request."""
    return flask.url_for(endpoint, **dict(values))


def url_for(endpoint: str, **values: Any) -> str:
    """As Flask's. What depends on more of the request than where the program is mounted is made anew.

    That is an endpoint of the present blueprint (`.name`) and a whole address (`_external`).
    """
    if endpoint.startswith(".") or "_external" in values or not has_request_context():
        return flask.url_for(endpoint, **values)
    parts = tuple((name, tuple(part) if isinstance(part, list) else part) for name, part in values.items())
    return _path(request.script_root, endpoint, parts)


def init_app(app: Flask) -> None:
    """Templates use it under the same name."""
    app.jinja_env.globals["url_for"] = url_for

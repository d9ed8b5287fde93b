"""Around each request: an id, the demo clock in development, and one log line at the end."""

from __future__ import annotations

import logging
import re
import time
from ipaddress import ip_address, ip_network
from pathlib import Path

from flask import Flask, Response, g, request
from werkzeug.exceptions import SecurityError

from marketplace.infra import counting, demo_clock
from marketplace.infra.logs import request_id
from marketplace.kernel.actor import Role
from marketplace.kernel.codes import new_code

log = logging.getLogger(__name__)

GIVEN_ID = re.compile(r"[A-Za-z0-9-]{6,40}")


def client_network() -> str:
    """Where a request comes from, as rate limits count it: an IPv4 address, or the /64 of an IPv6 one."""
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - "unknown", nothing binds to it
    bits = 64 if address.version == 6 else 32
    return str(ip_network(f"{address}/{bits}", strict=False))


def init_app(app: Flask, *, data_dir: Path, demo: bool) -> None:
    def begin() -> Response | None:
        given = request.headers.get("X-Request-Id", "")
        request_id.set(given if GIVEN_ID.fullmatch(given) else new_code())
        g.started = time.perf_counter()
        counting.start()
        if isinstance(request.routing_exception, SecurityError):
            # Asked for under a name that is not ours: no page, because no address on it would be ours.
            return Response("Alamat ini bukan milik kami.", 400, mimetype="text/plain")
        if demo:
            demo_clock.refresh(data_dir)
        return None

    def finish(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id.get()
        actor = g.get("actor")
        log.info(
            "%s %s",
            request.method,
            request.path,
            extra={
                "endpoint": request.endpoint,
                "status": response.status_code,
                "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
                "queries": counting.current(),
                "actor_id": actor.user_id if actor else None,
                "role": actor.role.value if actor else Role.VISITOR.value,
            },
        )
        return response

    app.before_request(begin)
    app.after_request(finish)

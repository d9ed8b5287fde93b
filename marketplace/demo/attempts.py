"""What was tried in vain: the demo watches the program refuse, so that the tour can say "tried, and refused".

A refusal changes nothing in the database, so what proves it is the answer itself: the demo looks at answers
with an error status and keeps the keys of those that the tour waits for in a small file beside the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from flask import Flask, Response, request

from marketplace.infra import demo_clock
from marketplace.kernel.actor import Role
from marketplace.web.actors import current_actor

WRITES = frozenset({"POST"})
ANY = frozenset({"GET", "POST"})


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an answer must be to count: for this role (None: anybody), of these pages, with this status."""

    role: Role | None
    endpoints: frozenset[str]
    statuses: frozenset[int]
    methods: frozenset[str] = WRITES
    words: str = ""

    def is_it(self, role: Role, response: Response) -> bool:
        return (
            request.endpoint in self.endpoints
            and request.method in self.methods
            and response.status_code in self.statuses
            and self.role in {None, role}
            and self.words in response.get_data(as_text=True)
        )


def _attempt(
    role: Role | None, *endpoints: str, on: tuple[int, ...], get: bool = False, words: str = ""
) -> Attempt:
    return Attempt(role, frozenset(endpoints), frozenset(on), ANY if get else WRITES, words)


SELLER_PAGES = ("businesses.section", "businesses.profile", "catalog.product", "catalog.price", "catalog.new")
PACKAGE_PAGES = ("procurement.package", "procurement.contract", "documents.paper")

ATTEMPTS: Mapping[str, Attempt] = MappingProxyType(
    {
        "refused_bank": _attempt(Role.HELPER, "businesses.bank_account", on=(403,), get=True),
        "refused_revoked": _attempt(None, *SELLER_PAGES, on=(403, 409)),
        "refused_helper_verifies": _attempt(Role.HELPER, "businesses.queue", on=(403, 404), get=True),
        "refused_over_pagu": _attempt(Role.PP, "procurement.new_package", on=(422,), words="melebihi pagu"),
        "refused_sanctioned": _attempt(
            Role.PP, "procurement.new_package", on=(422,), words="dihentikan sementara"
        ),
        "refused_same_person": _attempt(Role.PP, "procurement.approval", on=(403, 422), get=True),
        "refused_late_accept": _attempt(Role.OWNER, "procurement.accept", on=(409, 422)),
        "refused_stranger": _attempt(Role.SHOPPER, *PACKAGE_PAGES, on=(403, 404), get=True),
        "refused_changed_byte": _attempt(None, "documents.check", on=(200, 422), words="tidak sama"),
        "audited": _attempt(Role.AUDITOR, "procurement.audit_package", on=(200,), get=True),
        "refused_auditor_writes": _attempt(
            Role.AUDITOR, "procurement.approval", "procurement.pay", on=(403, 404), get=True
        ),
    }
)


def path_in(data_dir: Path) -> Path:
    return data_dir / "demo-attempts"


def seen(data_dir: Path) -> frozenset[str]:
    """The keys of what was tried and refused since the demo began."""
    try:
        return frozenset(path_in(data_dir).read_text().split())
    except FileNotFoundError:
        return frozenset()


def forget(data_dir: Path) -> None:
    """Begin anew."""
    path_in(data_dir).unlink(missing_ok=True)


def watch(app: Flask, data_dir: Path) -> None:
    """Look at every answer of the app and keep the keys of the tour's refusals."""

    def look(response: Response) -> Response:
        candidates = [key for key, attempt in ATTEMPTS.items() if request.endpoint in attempt.endpoints]
        if candidates and not response.direct_passthrough and demo_clock.path_in(data_dir).exists():
            role = current_actor().role
            for key in candidates:
                if ATTEMPTS[key].is_it(role, response) and key not in seen(data_dir):
                    with path_in(data_dir).open("a") as file:
                        file.write(f"{key}\n")
        return response

    app.after_request(look)

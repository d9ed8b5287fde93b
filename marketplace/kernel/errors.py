"""What can go wrong, told apart by who can put it right."""

from __future__ import annotations


class DomainError(Exception):
    """Something the person can correct; a form shows it beside the field (status 422).

    message: one or two Indonesian sentences addressed to the person, with the remedy.
    field: the name of the form field it belongs to, or None for the whole form.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(DomainError):
    """The thing is in another state, or somebody else was faster; nothing was changed (status 409)."""


class Refused(DomainError):
    """A rule of law or policy refuses, however the form is filled in (status 422, or 409 for a state)."""


class Forbidden(Exception):
    """The actor may not do this. Outside `DomainError`, so that no form swallows it (status 403)."""


class NotFound(Exception):
    """It does not exist, or is somebody else's and the actor may not learn that it does (status 404)."""

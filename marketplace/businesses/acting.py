"""The banner that a helper sees on every page while they act for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for

from marketplace.businesses import policies, queries
from marketplace.infra.db import db
from marketplace.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class ActingFor:
    """For whom a helper acts, until when, and where they stop."""

    business_name: str
    helper_name: str
    ends_at: date
    leave_url: str


def acting_for(actor: Actor) -> ActingFor | None:
    """None for everybody who acts in their own right."""
    if not policies.is_helper(actor) or actor.mandate_id is None:
        return None
    mandate = queries.mandate_by_id(db.session(), actor.mandate_id)
    return ActingFor(mandate.business_name, mandate.helper_name, mandate.ends_on, url_for("accounts.seats"))

"""Pages of people: signing in and up, recovering, own account, security."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)

"""Pages of government buying: the agency's console and the seller's deals."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("procurement", __name__)

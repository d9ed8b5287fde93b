"""What every section of the profile has in common."""

from __future__ import annotations

from flask import request

from marketplace.businesses.profile_values import ProfileValues
from marketplace.web.forms import Form


class SectionForm(Form):
    """One section of the profile; `values` gives what was typed."""

    @property
    def version(self) -> int | None:
        """The version of the profile that the page showed."""
        text = request.form.get("versi", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None

    @property
    def saved(self) -> str:
        """What is said when the values were written."""
        return "Perubahan disimpan."

    def values(self) -> ProfileValues:
        raise NotImplementedError

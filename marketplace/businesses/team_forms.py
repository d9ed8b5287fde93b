"""Forms of the people of a business."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from marketplace.businesses.policies import PERMISSIONS
from marketplace.businesses.team_queries import MemberView
from marketplace.web.forms import Form, TextField

_CHOICES = [(key, row.label) for key, row in PERMISSIONS.items()]
NOTES = {key: row.note for key, row in PERMISSIONS.items()}
"""What each permission lets somebody do, for the second line of its card."""


class PermissionsForm(Form):
    """What a person of staff may do."""

    permissions = SelectMultipleField("Yang boleh dilakukan", choices=_CHOICES)

    @property
    def chosen(self) -> list[str]:
        """The keys that were ticked."""
        return list(self.permissions.data or [])


class InviteForm(PermissionsForm):
    """Whom to invite."""

    phone = TextField(
        "Nomor HP orangnya",
        description="Contoh: 0812-3456-7890. Ia menjawab dari akunnya sendiri.",
        validators=[InputRequired("Isi nomor HP."), Length(max=30)],
    )


class TransferForm(Form):
    """To whom the business passes."""

    member = RadioField("Kepada siapa", validators=[InputRequired("Pilih orangnya.")])

    @classmethod
    def of(cls, team: list[MemberView]) -> TransferForm:
        """Only staff can be chosen."""
        form = cls()
        form.member.choices = [(person.code, person.name) for person in team if not person.is_owner]
        return form


class AnswerForm(Form):
    """Yes or no, by the button that was pressed."""

    answer = TextField("Jawaban", validators=[InputRequired("Pilih jawaban.")])

    @property
    def accepts(self) -> bool:
        return self.answer.data == "terima"

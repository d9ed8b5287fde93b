"""Forms of the tour: one button each."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import AnyOf, NumberRange

from marketplace.demo import content
from marketplace.demo.moves import SHIFTS
from marketplace.web.forms import Form, TextField


class EnterForm(Form):
    account = TextField(
        validators=[AnyOf([person.email for person in content.load().people if person.email])]
    )
    chapter = IntegerField(validators=[NumberRange(1, 10)])
    to = TextField()


class ClockForm(Form):
    shift = TextField(validators=[AnyOf(list(SHIFTS))])

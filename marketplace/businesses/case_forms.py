"""Forms of a case: the checklist of the first verifier, the yes or no of the second."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import StringField
from wtforms.validators import AnyOf, InputRequired

from marketplace.businesses.case_queries import CaseView
from marketplace.businesses.services import Answer, Decision
from marketplace.web.forms import Form, TextField

PRESS = "Pilih salah satu tombol keputusan."
CONFIRM, SEND_BACK = "setuju", "kembali"


class CaseForm(Form):
    """What both forms of a case share."""

    @property
    def seen(self) -> str:
        """The mark of the page that was shown; "" fits no case."""
        return request.form.get("dilihat", "")


class DecisionForm(CaseForm):
    """The checklist; which button was pressed says what is decided."""

    decision = StringField("Keputusan", validators=[AnyOf(list(Decision), message=PRESS)])
    reason = TextField("Alasan", description="Wajib bila dikembalikan atau ditolak. Dibaca pemilik usaha.")

    @property
    def ticking(self) -> bool:
        """The button that ticks every box was pressed: show the form again, save nothing."""
        return "tandai" in request.form

    def submitted(self) -> bool:
        return not self.ticking and super().submitted()

    @property
    def status(self) -> int:
        return 200 if self.ticking else super().status

    def values(self) -> dict[str, Any]:
        """What was decided, as `decide` takes it."""
        return {"decision": Decision(self.decision.data or ""), "reason": self.reason.data, "seen": self.seen}


class SecondForm(CaseForm):
    """The second verifier's word."""

    answer = StringField("Keputusan", validators=[AnyOf([CONFIRM, SEND_BACK], message=PRESS)])
    reason = TextField(
        "Alasan bila dikembalikan", description="Dibaca pemeriksa pertama, tidak oleh pemilik usaha."
    )

    @property
    def confirms(self) -> bool:
        """Which of the two buttons was pressed."""
        return bool(self.answer.data == CONFIRM)


class TakeBackForm(Form):
    reason = TextField(
        "Mengapa tidak diterima lagi",
        description="Dibaca pemilik. Contoh: NIB ini ternyata milik usaha lain.",
        validators=[InputRequired("Tulis alasannya, supaya pemilik tahu apa yang diperbaiki.")],
    )


def form_for(case: CaseView) -> DecisionForm | SecondForm:
    """The form that was posted; on opening, the one for what the reader may do here."""
    posted = request.method == "POST"
    second = "answer" in request.form if posted else case.part == "second"
    return SecondForm() if second else DecisionForm()


def answers(case: CaseView) -> dict[str, Answer]:
    """The posted answers to everything that does not count yet."""
    asked = (step.requirement for step in case.steps if step.state != "ok")
    return {row.key: _answer(row.key, len(row.checks)) for row in asked}


def _answer(requirement: str, count: int) -> Answer:
    return Answer(
        yes=tuple(f"{requirement}.{number}" in request.form for number in range(count)),
        remark=request.form.get(f"{requirement}.catatan", "").strip(),
        waive=f"{requirement}.bebas" in request.form,
        basis=request.form.get(f"{requirement}.dasar", "").strip(),
    )


def boxes(case: CaseView, form: CaseForm) -> tuple[set[str], dict[str, str]]:
    """Names of the boxes to tick, and texts by field name: as posted, or as the case remembers them.

    A page that lost a race keeps its texts and no ticks: they attested what was shown before. The second
    verifier posts none of them, and reads those of the first.
    """
    if request.method != "POST" or not isinstance(form, DecisionForm):
        return _remembered(case)
    if form.ticking:
        asked = (step.requirement for step in case.steps if step.state != "ok")
        return {f"{row.key}.{n}" for row in asked for n in range(len(row.checks))}, dict(request.form)
    ticked = set(request.form) if form.seen == case.seen else set()
    return ticked, dict(request.form)


def _remembered(case: CaseView) -> tuple[set[str], dict[str, str]]:
    ticked: set[str] = set()
    texts: dict[str, str] = {}
    for key, answer in case.answers.items():
        ticked |= {f"{key}.{number}" for number, yes in enumerate(answer["yes"]) if yes}
        ticked |= {f"{key}.bebas"} if answer.get("waive") else set()
        texts |= {f"{key}.catatan": answer["remark"], f"{key}.dasar": answer.get("basis", "")}
    return ticked, texts

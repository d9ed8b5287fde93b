"""Every act after the accepted SPK, in every state, by every role: what is left is one cell each."""

from __future__ import annotations

import pytest

from marketplace.kernel.actor import Actor
from marketplace.procurement import (
    fulfilment_delivery,
    fulfilment_handover,
    fulfilment_payment,
    fulfilment_rating,
)
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.fulfilment_delivery import Count
from tests.procurement import fulfilment_steps as after
from tests.procurement import steps
from tests.procurement.test_who_may_when import everybody, let_through

ACTS = {
    "ship": lambda session, actor, contract, _: fulfilment_delivery.ship(
        session, actor, contract, quantities={1: 1}
    ),
    "receive": lambda session, actor, _, given: fulfilment_delivery.receive(
        session, actor, given["delivery"], counts={1: Count(1)}
    ),
    "draw up": lambda session, actor, contract, _: fulfilment_handover.draw_up_bast(session, actor, contract),
    "sign": lambda session, actor, contract, _: fulfilment_handover.sign_bast(session, actor, contract),
    "bill": lambda session, actor, contract, _: fulfilment_payment.send_invoice(
        session, actor, contract, number="TG/1"
    ),
    "pay": lambda session, actor, contract, _: fulfilment_payment.record_payment(
        session, actor, contract, payment=after.payment()
    ),
    "rate": lambda session, actor, contract, _: fulfilment_rating.rate(
        session, actor, contract, scores=after.GOOD, reasons={}
    ),
    "reply": lambda session, actor, contract, _: fulfilment_rating.reply(
        session, actor, contract, text="Terima kasih."
    ),
}

MAY: dict[str, dict[str, set[str]]] = {
    "waiting seller": {},
    "accepted": {"ship": {"owner", "staff"}},
    "on its way": {
        "ship": {"owner", "staff"},
        "receive": {"ppk", "treasurer", "other pp", "other ppk"},
    },
    "all received": {"draw up": {"ppk"}},
    "drawn up": {"sign": {"owner"}},
    "handed over": {"bill": {"owner"}, "pay": {"treasurer"}, "rate": {"ppk"}},
    "billed": {"pay": {"treasurer"}, "rate": {"ppk"}},
    "paid": {"rate": {"ppk"}},
    "rated": {"pay": {"treasurer"}, "bill": {"owner"}, "reply": {"owner"}},
    "answered": {"pay": {"treasurer"}, "bill": {"owner"}},
}


def reach(stage: str, story: steps.Story) -> tuple[Contract, dict[str, str]]:
    """A contract at a stage, and its consignment where there is one to name."""
    contract = steps.signed(story)
    if stage == "waiting seller":
        return contract, {"delivery": "0000000000"}
    steps.accepted(story, contract)
    if stage == "accepted":
        return contract, {"delivery": "0000000000"}
    if stage == "on its way":
        return contract, {"delivery": after.shipped(story, contract, 1).code}
    given = {"delivery": after.delivered(story, contract).code}
    for reached, step in LATER:
        if stage == reached:
            break
        step(story, contract)
    return contract, given


LATER = [
    ("all received", after.drawn_up),
    ("drawn up", after.signed_bast),
    ("handed over", lambda story, contract: None),
]
AFTER_HANDOVER = {
    "billed": [after.billed],
    "paid": [after.billed, after.paid],
    "rated": [after.rated],
    "answered": [after.rated, after.replied],
}


@pytest.mark.parametrize("stage", list(MAY))
def test_each_act_is_for_whom_the_table_names_and_for_nobody_else(session, database, stage):
    story = steps.story()
    contract, given = reach(stage, story)
    for step in AFTER_HANDOVER.get(stage, []):
        step(story, contract)
    around: dict[str, Actor] = everybody(story)
    before = after.everything(session, story)
    for event, act in ACTS.items():
        may = {name for name, actor in around.items() if let_through(act, actor, contract.code, given)}
        assert may == MAY[stage].get(event, set()), event
    assert after.everything(session, story) == before

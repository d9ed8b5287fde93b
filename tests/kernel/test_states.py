"""A state machine moves only along its table and says in which state it refused."""

from __future__ import annotations

from enum import StrEnum

import pytest

from marketplace.kernel.errors import Conflict
from marketplace.kernel.states import Transitions


class Parcel(StrEnum):
    PACKED = "packed"
    SENT = "sent"
    RETURNED = "returned"


PARCELS = Transitions(
    {
        (Parcel.PACKED, "send"): Parcel.SENT,
        (Parcel.PACKED, "unpack"): Parcel.RETURNED,
        (Parcel.SENT, "return"): Parcel.RETURNED,
    },
    labels={Parcel.PACKED: "Dikemas", Parcel.SENT: "Dikirim"},
)


def test_an_event_leads_to_the_state_of_the_table():
    assert PARCELS.after(Parcel.PACKED, "send") is Parcel.SENT


@pytest.mark.parametrize(
    ("state", "event", "label"),
    [
        (Parcel.SENT, "send", "Dikirim"),
        (Parcel.PACKED, "fly", "Dikemas"),
        (Parcel.RETURNED, "send", "returned"),
    ],
)
def test_anything_else_is_a_conflict_that_names_the_present_state(state, event, label):
    with pytest.raises(Conflict, match=f"statusnya sekarang “{label}”"):
        PARCELS.after(state, event)


def test_the_events_of_a_state_in_the_order_of_the_table():
    assert PARCELS.events(Parcel.PACKED) == ("send", "unpack")
    assert PARCELS.events(Parcel.RETURNED) == ()


def test_the_table_can_be_read_but_not_changed():
    assert len(PARCELS.table) == 3
    with pytest.raises(TypeError):
        PARCELS.table[(Parcel.SENT, "send")] = Parcel.SENT

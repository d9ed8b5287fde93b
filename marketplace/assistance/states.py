"""The state machine of a request for help."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.states import Transitions


class RequestState(StrEnum):
    """From the owner's call for help to the end of the engagement."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    DONE = "done"
    WITHDRAWN = "withdrawn"


REQUEST = Transitions[RequestState](
    {
        (RequestState.OPEN, "accept"): RequestState.ACCEPTED,
        (RequestState.OPEN, "withdraw"): RequestState.WITHDRAWN,
        (RequestState.ACCEPTED, "withdraw"): RequestState.WITHDRAWN,
        (RequestState.ACTIVE, "withdraw"): RequestState.WITHDRAWN,
        (RequestState.ACCEPTED, "give_back"): RequestState.OPEN,
        (RequestState.ACCEPTED, "start"): RequestState.ACTIVE,
        (RequestState.ACCEPTED, "finish"): RequestState.DONE,
        (RequestState.ACTIVE, "finish"): RequestState.DONE,
    },
    labels={
        RequestState.OPEN: "Menunggu pendamping",
        RequestState.ACCEPTED: "Diambil, menunggu surat kuasa",
        RequestState.ACTIVE: "Sedang didampingi",
        RequestState.DONE: "Selesai",
        RequestState.WITHDRAWN: "Dibatalkan",
    },
)

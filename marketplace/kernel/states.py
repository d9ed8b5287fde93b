"""A room's state machine as a table: which event leads from which state to which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from marketplace.kernel.errors import Conflict

StateT = TypeVar("StateT", bound=StrEnum)


class Transitions(Generic[StateT]):
    """`{(state, event): new_state}`; what is not in the table is refused.

    labels: what people read for each state, in Indonesian; a state without one shows its value.
    """

    def __init__(
        self, table: Mapping[tuple[StateT, str], StateT], *, labels: Mapping[StateT, str] | None = None
    ) -> None:
        self.table: Mapping[tuple[StateT, str], StateT] = MappingProxyType(dict(table))
        self._labels = dict(labels or {})

    def after(self, state: StateT, event: str) -> StateT:
        """The state that `event` leads to from `state`; raises Conflict where the table has no such step."""
        new_state = self.table.get((state, event))
        if new_state is None:
            raise Conflict(
                f"Langkah ini tidak bisa dilakukan karena statusnya sekarang “{self.label(state)}”. "
                "Muat ulang halaman untuk melihat keadaan terbaru."
            )
        return new_state

    def events(self, state: StateT) -> tuple[str, ...]:
        """The events possible in `state`, in the order of the table; empty when the state is final."""
        return tuple(event for (start, event) in self.table if start is state)

    def label(self, state: StateT) -> str:
        """What people read for `state`."""
        return self._labels.get(state, state.value)

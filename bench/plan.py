"""How long and how often to measure, and on which data."""

from __future__ import annotations

from dataclasses import dataclass

from bench.folders import Folders


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` of load at a time, `rounds` of the pairs A/B, over `connections` at once.

    `times`: how often a single thing is done (publish, update one product).
    """

    folders: Folders
    seconds: float = 6.0
    rounds: int = 5
    connections: int = 20
    times: int = 50

"""The 48 pictures composed by hand: every hero is one short function of placed parts."""

from __future__ import annotations

from collections.abc import Callable

from tools.pictures.heroes import (
    care,
    catering,
    cloths,
    crafts,
    desk,
    dishes,
    furniture,
    harvest,
    services,
    snacks,
    spices,
)
from tools.pictures.scene import Scene

HEROES: dict[str, Callable[[Scene], None]] = dict(
    sorted(
        {
            **snacks.HEROES,
            **dishes.HEROES,
            **catering.HEROES,
            **cloths.HEROES,
            **crafts.HEROES,
            **furniture.HEROES,
            **harvest.HEROES,
            **spices.HEROES,
            **care.HEROES,
            **desk.HEROES,
            **services.HEROES,
        }.items()
    )
)
"""Hero id, as in the list of hero products -> the function that draws it on an empty scene."""

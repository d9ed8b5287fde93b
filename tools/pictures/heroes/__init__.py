"""The 48 pictures composed by hand: every hero is one short function of placed parts."""

from __future__ import annotations

from collections.abc import Callable

from tools.pictures.heroes import (
    bars,
    batik,
    care,
    catering,
    cleaning,
    cloths,
    crafts,
    desk,
    dishes,
    furniture,
    gadgets,
    harvest,
    market_cakes,
    model_ship,
    pottery,
    services,
    shoes,
    snacks,
    spices,
    sweets,
)
from tools.pictures.scene import Scene

_MODULES = (
    bars,
    batik,
    care,
    catering,
    cleaning,
    cloths,
    crafts,
    desk,
    dishes,
    furniture,
    gadgets,
    harvest,
    market_cakes,
    model_ship,
    pottery,
    services,
    shoes,
    snacks,
    spices,
    sweets,
)
HEROES: dict[str, Callable[[Scene], None]] = dict(
    sorted((name, draw) for module in _MODULES for name, draw in module.HEROES.items())
)
"""Hero id, as in the list of hero products -> the function that draws it on an empty scene."""

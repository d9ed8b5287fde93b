"""Every picture of the project: the heroes composed by hand and those composed from recipes."""

from __future__ import annotations

import importlib.util
import pathlib
from collections.abc import Callable

from PIL import Image

from tools.pictures import store
from tools.pictures.scene import WHOLE, Scene

_HERE = pathlib.Path(__file__).parent
HERO_WIDTHS = (800, 480, 240)
COMPOSED_WIDTHS = (480, 240)


def _draw_hero(draw: Callable[[Scene], None]) -> Image.Image:
    scene = Scene(1, WHOLE)
    draw(scene)
    return scene.finish()


def hero_pictures() -> list[store.Picture]:
    """The pictures composed by hand; each is keyed by the program and by the hero's own module."""
    from tools.pictures.heroes import HEROES

    base = store.program_key(*_HERE.glob("*.py"))
    pictures = []
    for name, draw in HEROES.items():
        spec = importlib.util.find_spec(draw.__module__)
        origin = pathlib.Path(spec.origin) if spec and spec.origin else _HERE / "heroes" / "__init__.py"
        key = store.recipe_key(base, [name, store.program_key(origin, *_HERE.glob("heroes/parts*.py"))])
        pictures.append(
            store.Picture(name, "heroes", HERO_WIDTHS, key, lambda draw=draw: _draw_hero(draw))  # type: ignore[misc]
        )
    return pictures


def all_pictures() -> list[store.Picture]:
    """Heroes first, then the composed ones."""
    return hero_pictures()

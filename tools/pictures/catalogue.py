"""Every picture of the project: the heroes composed by hand and those composed from recipes."""

from __future__ import annotations

import functools
import importlib.util
import pathlib
from collections.abc import Callable
from dataclasses import asdict

from PIL import Image

from tools.pictures import store
from tools.pictures.composed.composer import CONTAINERS, compose
from tools.pictures.composed.planner import plan, read_lines
from tools.pictures.scene import WHOLE, Scene

_HERE = pathlib.Path(__file__).parent
_HAND = ("colour", "fields", "ground", "labels", "light", "motifs", "scene", "shapes", "textures", "vector")
"""Modules that decide how every picture looks."""
HERO_WIDTHS = (800, 480, 240)
COMPOSED_WIDTHS = (480, 240)


def _hand_key() -> str:
    return store.program_key(*(_HERE / f"{name}.py" for name in _HAND))


def _source_of(module: str) -> pathlib.Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise LookupError(module)
    return pathlib.Path(spec.origin)


def _draw_hero(draw: Callable[[Scene], None]) -> Image.Image:
    scene = Scene(1, WHOLE)
    draw(scene)
    return scene.finish()


def hero_pictures() -> list[store.Picture]:
    """The pictures composed by hand, each keyed by the shared program and by its own module."""
    from tools.pictures.heroes import HEROES

    hand = _hand_key()
    pictures = []
    for name, draw in HEROES.items():
        own = store.program_key(_source_of(draw.__module__), *_HERE.glob("heroes/parts*.py"))
        key = store.recipe_key(hand, [name, own])
        pictures.append(store.Picture(name, "heroes", HERO_WIDTHS, key, functools.partial(_draw_hero, draw)))
    return pictures


def composed_pictures() -> list[store.Picture]:
    """The pictures composed from the lines' recipes, each keyed by its recipe and its container's module."""
    hand = _hand_key()
    shared = [_HERE / "composed" / f"{name}.py" for name in ("contents", "recipe", "staging")]
    keys: dict[str, str] = {}
    pictures = []
    for recipe in plan(read_lines()):
        module = CONTAINERS[recipe.container].__module__
        if module not in keys:
            keys[module] = store.recipe_key(hand, store.program_key(_source_of(module), *shared))
        key = store.recipe_key(keys[module], asdict(recipe))
        pictures.append(
            store.Picture(recipe.name, "composed", COMPOSED_WIDTHS, key, functools.partial(compose, recipe))
        )
    return pictures


def all_pictures() -> list[store.Picture]:
    """Heroes first, then the composed ones."""
    return [*hero_pictures(), *composed_pictures()]

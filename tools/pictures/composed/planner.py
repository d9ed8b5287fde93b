"""From product lines to recipes: category and words pick the container, the region the motif, the neighbours
the ground. The rules are data (`rules.json`); a line gets the same picture in the same company."""

from __future__ import annotations

import functools
import hashlib
import json
import pathlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.pictures.colour import rgb
from tools.pictures.composed.recipe import Content, Recipe
from tools.pictures.labels import Words
from tools.pictures.motifs import MOTIFS

LINES = pathlib.Path(__file__).parents[3] / "marketplace" / "demo" / "data" / "lines"
_LEAST_DISTANCE = 0.42
"""Least distance between the colours of ground and product, in RGB from 0 to 1."""


@dataclass(frozen=True)
class Ground:
    """A ground by its parts: linen, wood or room; one or two colours; a motif tone on tone or a runner."""

    surface: str
    colour: str
    dark: str = ""
    trim: str = ""
    tone: bool = False
    runner: bool = False


@functools.lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """The rules as they stand in `rules.json`."""
    told: dict[str, Any] = json.loads((pathlib.Path(__file__).parent / "rules.json").read_text("utf-8"))
    return told


def ground_named(name: str) -> Ground:
    """The ground of a recipe; rooms are named `room:<name>`."""
    kind, _, rest = name.rpartition(":")
    return Ground(**rules()["rooms" if kind else "grounds"][rest])


def read_lines(folder: pathlib.Path = LINES) -> list[dict[str, Any]]:
    """Every line, in the order of category and picture name.

    A line whose own picture is composed by hand gets a composed one besides, as its second view.
    """
    lines = [
        line
        for path in sorted(folder.glob("*.json"))
        for line in json.loads(path.read_text("utf-8"))["lines"]
    ]
    return sorted(lines, key=lambda line: (line["picture"]["category"], picture_name(line)))


def picture_name(line: dict[str, Any]) -> str:
    """The name of a line's composed picture."""
    return f"p-{line['id']}"


def _number(name: str, purpose: str) -> int:
    """A number that stands for a picture's name: the same on every machine."""
    return int.from_bytes(hashlib.blake2b(f"{purpose} {name}".encode(), digest_size=6).digest())


def _matching_rule(picture: dict[str, Any], plain: str, name: str) -> dict[str, Any] | None:
    """The first rule whose words the label says; else, for a vague hint, the first that the name says."""
    fitting = [
        rule
        for rule in rules()["words"]
        if picture["category"] in rule["in"] and plain in rule.get("only", [plain])
    ]
    label = f" {picture['kind']} {picture['word']} ".lower()
    for rule in fitting:
        if any(f" {word}" in label for word in rule["say"]):
            return dict(rule)
    told = f" {name} ".lower() if picture["container"] in rules()["vague"] else ""
    for rule in fitting:
        if not rule.get("label") and any(f" {word}" in told for word in rule["say"]):
            return dict(rule)
    return None


def _container(line: dict[str, Any]) -> str:
    """The drawing that suits a line best: by its words, else by its hint in its category."""
    picture = line["picture"]
    hint = picture["container"]
    own: dict[str, str] = rules()["category_containers"].get(picture["category"], {})
    plain: str = own.get(hint) or rules()["containers"][hint]
    rule = _matching_rule(picture, plain, line["name"])
    draw: str | list[str] | None = rule["draw"] if rule else None
    if draw is None:
        draw = rules()["variants"].get(plain, [plain])
    options = [draw] if isinstance(draw, str) else list(draw or [])
    return options[_number(picture_name(line), "variant") % len(options)]


def _distance(first: str, second: str) -> float:
    return float(np.linalg.norm(rgb(first) - rgb(second)))


def _in_order(names: list[str], name: str, purpose: str) -> list[str]:
    """The names in an order that belongs to this picture."""
    return sorted(names, key=lambda option: _number(name, f"{purpose} {option}"))


def _choose_ground(name: str, container: str, body: str, recent: list[str]) -> str:
    """A ground that differs from the neighbours' and from the product; quiet under a patterned product."""
    if container in rules()["standing"]:
        rooms = [f"room:{room}" for room in _in_order(list(rules()["rooms"]), name, "room")]
        return next(room for room in rooms if room not in recent)
    seen = rules()["own_colours"].get(container, body)
    options = _in_order(list(rules()["grounds"]), name, "ground")
    for option in options:
        ground = ground_named(option)
        loud = ground.runner and container in rules()["patterned"]
        if option not in recent and not loud and _distance(ground.colour, seen) >= _LEAST_DISTANCE:
            return option
    return next(option for option in options if option not in recent)


def plan(lines: list[dict[str, Any]]) -> list[Recipe]:
    """A recipe for each line; neighbours within a category never share their ground or their colours."""
    recipes: list[Recipe] = []
    for line in lines:
        picture = line["picture"]
        name, category = picture_name(line), picture["category"]
        near = [recipe for recipe in recipes[-3:] if recipe.category == category]
        container = _container(line)
        schemes = [
            rules()["schemes"][scheme]
            for scheme in _in_order(rules()["categories"][category], name, "scheme")
        ]
        body, second, accent, paper = next(
            scheme for scheme in schemes if scheme[0] not in {recipe.body for recipe in near[-2:]}
        )
        motif = rules()["motifs"].get(picture["region_motif"], picture["region_motif"])
        recipes.append(
            Recipe(
                name=name,
                category=category,
                container=container,
                words=Words(picture["kind"], picture["word"], picture["place"], picture["net"]),
                content=Content(picture["content"]["shape"], picture["content"]["palette"]),
                motif=motif if motif in MOTIFS else "truntum",
                ground=_choose_ground(name, container, body, [recipe.ground for recipe in near]),
                body=body,
                second=second,
                accent=accent,
                paper=paper,
                seed=_number(name, "seed") % 1_000_000,
            )
        )
    return recipes

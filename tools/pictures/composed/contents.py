"""Pieces of food and of other things: single, heaped in an opening, strewn beside the product."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from tools.pictures import shapes
from tools.pictures.colour import Array, mix
from tools.pictures.composed.recipe import Content
from tools.pictures.fields import noise
from tools.pictures.scene import Scene
from tools.pictures.shapes import Point, placed

PALETTES: dict[str, tuple[str, str, str]] = {
    "gold": ("#D9993F", "#EFC877", "#A9651F"),
    "brown": ("#8A4A16", "#B9742A", "#5A2C0C"),
    "white": ("#FFFDF6", "#EADFC4", "#C9B78F"),
    "green": ("#3F7D3A", "#7FAE56", "#275423"),
    "red": ("#A31A12", "#D63F22", "#6E0F0A"),
    "dark": ("#3E2113", "#6B3A1C", "#1D0E07"),
    "purple": ("#5B2A63", "#8A4B8E", "#3A1840"),
    "pink": ("#E58A8A", "#F4C1B4", "#B85A5A"),
    "orange": ("#E07A1F", "#F2A94A", "#A34E10"),
}
"""Palette -> two tones between which pieces vary, and the tone of an edge."""

SIZES: dict[str, float] = {
    "disc": 33,
    "oval": 25,
    "bean": 17,
    "stick": 29,
    "cube": 30,
    "ring": 29,
    "ball": 30,
    "leaf": 22,
    "curl": 21,
    "chilli": 23,
    "tempe": 36,
    "grain": 10,
    "fruit": 38,
}
"""Shape -> half the length of one piece in units."""

Draw = Callable[[random.Random, float, str, str], str]


def _disc(rng: random.Random, q: float, fill: str, edge: str) -> str:
    outline = shapes.blob(rng, q, 11, 0.06, rng.uniform(0.8, 1))
    spots = "".join(
        f'<circle cx="{rng.uniform(-0.5, 0.5) * q:.1f}" cy="{rng.uniform(-0.5, 0.5) * q:.1f}" '
        f'r="{q * 0.06:.1f}" fill="{edge}" opacity=".6"/>'
        for _ in range(5)
    )
    return (
        f'<path d="{outline}" fill="{fill}"/><path d="{outline}" fill="none" stroke="{edge}" '
        f'stroke-opacity=".6" stroke-width="{q * 0.1:.1f}"/>{spots}'
    )


def _oval(_: random.Random, q: float, fill: str, edge: str) -> str:
    return (
        f'<ellipse rx="{q * 1.25:.1f}" ry="{q * 0.62:.1f}" fill="{fill}"/><ellipse rx="{q:.1f}" '
        f'ry="{q * 0.4:.1f}" fill="none" stroke="{edge}" stroke-opacity=".4" stroke-width="{q * 0.07:.1f}"/>'
    )


def _bean(rng: random.Random, q: float, fill: str, _: str) -> str:
    return shapes.coffee_bean(rng, q / 17, fill)


def _stick(_: random.Random, q: float, fill: str, edge: str) -> str:
    return (
        f'<rect x="{-q * 1.25:.1f}" y="{-q * 0.26:.1f}" width="{q * 2.5:.1f}" height="{q * 0.52:.1f}" '
        f'rx="{q * 0.24:.1f}" fill="{fill}"/><path d="M{-q} {q * 0.06:.1f}H{q}" stroke="{edge}" '
        f'stroke-opacity=".3" stroke-width="{q * 0.06:.1f}"/>'
    )


def _cube(_: random.Random, q: float, fill: str, __: str) -> str:
    return (
        f'<rect x="{-q * 0.75:.1f}" y="{-q * 0.6:.1f}" width="{q * 1.5:.1f}" height="{q * 1.2:.1f}" '
        f'rx="{q * 0.2:.1f}" fill="{fill}"/>'
    )


def _ring(_: random.Random, q: float, fill: str, __: str) -> str:
    return (
        f'<ellipse rx="{q * 0.8:.1f}" ry="{q * 0.66:.1f}" fill="none" stroke="{fill}" '
        f'stroke-width="{q * 0.42:.1f}"/>'
    )


def _ball(rng: random.Random, q: float, fill: str, _: str) -> str:
    seeds = "".join(
        f'<ellipse cx="{rng.uniform(-0.55, 0.55) * q:.1f}" cy="{rng.uniform(-0.55, 0.55) * q:.1f}" '
        f'rx="{q * 0.07:.1f}" ry="{q * 0.045:.1f}" fill="#FFF3D6" opacity=".8"/>'
        for _ in range(9)
    )
    return f'<circle r="{q * 0.8:.1f}" fill="{fill}"/>{seeds}'


def _leaf(_: random.Random, q: float, fill: str, edge: str) -> str:
    return (
        f'<path d="M{-q:.1f} 0C{-q * 0.4:.1f} {-q * 0.42:.1f} {q * 0.4:.1f} {-q * 0.36:.1f} {q:.1f} 0'
        f'C{q * 0.4:.1f} {q * 0.3:.1f} {-q * 0.4:.1f} {q * 0.3:.1f} {-q:.1f} 0Z" fill="{fill}"/>'
        f'<path d="M{-q * 0.9:.1f} 0H{q * 0.8:.1f}" stroke="{edge}" stroke-width="{q * 0.07:.1f}"/>'
    )


def _curl(_: random.Random, q: float, fill: str, __: str) -> str:
    return (
        f'<path d="M{-q:.1f} {q * 0.2:.1f}C{-q * 0.5:.1f} {-q * 0.8:.1f} {q * 0.1:.1f} {q * 0.9:.1f} '
        f'{q:.1f} {-q * 0.2:.1f}" fill="none" stroke="{fill}" stroke-width="{q * 0.34:.1f}" '
        'stroke-linecap="round"/>'
    )


def _chilli(_: random.Random, q: float, fill: str, __: str) -> str:
    return "".join(shapes.chilli(q * 2.6, fill, 0.14, q / 22))


def _tempe(rng: random.Random, q: float, _: str, __: str) -> str:
    return shapes.tempe_chip(rng, q)


def _grain(_: random.Random, q: float, fill: str, __: str) -> str:
    return f'<ellipse rx="{q:.1f}" ry="{q * 0.42:.1f}" fill="{fill}"/>'


def _fruit(rng: random.Random, q: float, fill: str, edge: str) -> str:
    outline = shapes.blob(rng, q * 0.9, 10, 0.04, rng.uniform(0.9, 1))
    return (
        f'<path d="{outline}" fill="{fill}"/><circle cx="{q * 0.1:.1f}" cy="{-q * 0.12:.1f}" '
        f'r="{q * 0.1:.1f}" '
        f'fill="{edge}"/><path d="M{q * 0.1:.1f} {-q * 0.14:.1f}C{q * 0.2:.1f} {-q * 0.6:.1f} {q * 0.7:.1f} '
        f"{-q * 0.7:.1f} {q * 0.85:.1f} {-q * 0.5:.1f}C{q * 0.7:.1f} {-q * 0.25:.1f} {q * 0.35:.1f} "
        f'{-q * 0.1:.1f} {q * 0.1:.1f} {-q * 0.14:.1f}Z" fill="#3F7D3A"/>'
    )


PIECES: dict[str, Draw] = {
    "disc": _disc,
    "oval": _oval,
    "bean": _bean,
    "stick": _stick,
    "cube": _cube,
    "ring": _ring,
    "ball": _ball,
    "leaf": _leaf,
    "curl": _curl,
    "chilli": _chilli,
    "tempe": _tempe,
    "grain": _grain,
    "fruit": _fruit,
}


def piece(rng: random.Random, content: Content, x: float, y: float, size: float) -> str:
    """One piece at a point, its tint and turn left to chance."""
    light, dark, edge = PALETTES[content.palette]
    drawn = PIECES[content.shape](rng, size, mix(light, dark, rng.random()), edge)
    return placed(drawn, x, y, rng.uniform(0, 360))


def lay(
    scene: Scene,
    content: Content,
    groups: Sequence[Sequence[Point]],
    size: float,
    *,
    lift: float = 6,
    within: Array | None = None,
    form: Array | None = None,
) -> None:
    """Lay groups of pieces, one group over the other; `form` is the height they lie on."""
    round_body = content.shape in ("ball", "fruit")
    bump = noise(4, 84) * 0.25 if form is None else noise(4, 84) * 0.25 + form
    for group in groups:
        scene.add(
            "".join(piece(scene.rng, content, x, y, size) for x, y in group),
            radius=size * 0.78 if round_body else max(4, size * 0.36),
            height=size * 0.62 if round_body else size * 0.2 + 2.5,
            threshold=0.36 if round_body else 0.48,
            lift=lift,
            gloss=0.38,
            shine=16,
            bump=bump,
            within=within,
        )


def heap(
    scene: Scene,
    content: Content,
    mask: Array,
    box: tuple[float, float, float, float],
    *,
    scale: float = 1,
    lift: float = 6,
    layers: int = 7,
    form: Array | None = None,
    loose: bool = False,
) -> None:
    """Fill an opening: `box` is left, top, right, bottom; `mask` what may be seen; `form` a heap's height.

    A `loose` heap is not cut at the mask: its pieces only have their middles inside.
    """
    size = SIZES[content.shape] * scale
    left, top, right, bottom = box
    rng = scene.rng
    area = (right - left) * (bottom - top)
    count = int(min(240, area / (size * size) * 1.5)) + 8
    points = shapes.spread(
        lambda: (rng.uniform(left, right), rng.uniform(top, bottom)), count, size * 0.72, 1600
    )
    if loose:
        points = [(x, y) for x, y in points if scene.value(mask, x, y) > 0.5]
    groups = shapes.sublayers(points, size * 2.3)[:layers]
    lay(scene, content, groups, size, lift=lift, within=None if loose else mask, form=form)


def strew(
    scene: Scene,
    content: Content,
    areas: list[tuple[float, float, float, float]],
    count: int,
    *,
    scale: float = 1,
) -> None:
    """A few loose pieces within areas (left, top, right, bottom)."""
    rng = scene.rng
    size = SIZES[content.shape] * scale

    def propose() -> Point:
        left, top, right, bottom = rng.choice(areas)
        return rng.uniform(left, right), rng.uniform(top, bottom)

    points = shapes.spread(propose, count, size * 2.0)
    lay(scene, content, shapes.sublayers(points, size * 2.4), size, lift=8)


CORNERS = [(40.0, 520.0, 180.0, 760.0), (640.0, 560.0, 770.0, 770.0)]
"""Where loose pieces lie beside an upright product: lower left and lower right."""

"""Ways to place and repeat parts: frames, heaps of pieces, drawn lines, cords and ribbons."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.pictures.colour import CORD, Array, darker
from tools.pictures.fields import blur, noise
from tools.pictures.scene import Scene, Texture
from tools.pictures.shapes import Point, placed, sublayers
from tools.pictures.textures import cord_twist

Piece = Callable[[random.Random], str]
"""Draws one piece of a content about the origin, as SVG."""


@dataclass(frozen=True)
class Place:
    """A frame on the picture: origin in units, turn in degrees clockwise, scale."""

    x: float
    y: float
    turn: float = 0
    scale: float = 1

    @property
    def transform(self) -> str:
        """The frame as an SVG transform."""
        return f"translate({self.x:.1f} {self.y:.1f}) rotate({self.turn:.1f}) scale({self.scale:.3f})"

    def put(self, body: str) -> str:
        """The SVG body drawn in this frame."""
        return f'<g transform="{self.transform}">{body}</g>'

    def axes(self, scene: Scene) -> tuple[Array, Array]:
        """Every pixel's coordinates in this frame: along and down."""
        angle = math.radians(self.turn)
        right, down = scene.x - self.x, scene.y - self.y
        along = (right * math.cos(angle) + down * math.sin(angle)) / self.scale
        across = (-right * math.sin(angle) + down * math.cos(angle)) / self.scale
        return np.asarray(along, np.float32), np.asarray(across, np.float32)

    def barrel(self, scene: Scene, half_width: float, height: float, lying: bool = False) -> Array:
        """Height of a round body about the frame's upright axis, or its lying one."""
        along, down = self.axes(scene)
        across = (down if lying else along) / half_width
        return np.asarray(height * np.sqrt(np.clip(1 - across**2, 0, 1)), np.float32)


Relief = tuple[float, float, float]
"""Rounding of the edge (radius and height of its dome) and lift above what lies below, in pixels."""
Sheen = tuple[float, float]
"""Gloss 0 to 1, and shine: the higher, the narrower the light."""


def model(
    scene: Scene,
    part: str | Array,
    relief: Relief,
    sheen: Sheen = (0, 40),
    *,
    texture: Texture | None = None,
    bump: Array | None = None,
    within: Array | None = None,
    rough: float = 0,
    shadow: float = 0.55,
    threshold: float = 0.48,
    smooth: float = 0.8,
    amount: float = 1,
) -> Array:
    """Lay a part with its relief and sheen given in short; the rest as in `Scene.add`. Returns its mask."""
    radius, height, lift = relief
    return scene.add(
        part,
        radius=radius,
        height=height,
        lift=lift,
        gloss=sheen[0],
        shine=sheen[1],
        texture=texture,
        bump=bump,
        within=within,
        rough=rough,
        shadow=shadow,
        threshold=threshold,
        smooth=smooth,
        amount=amount,
    )


def in_box(rng: random.Random, left: float, top: float, right: float, bottom: float) -> Callable[[], Point]:
    """Draws points anywhere in a box."""
    return lambda: (rng.uniform(left, right), rng.uniform(top, bottom))


def in_disc(rng: random.Random, x: float, y: float, radius: float) -> Callable[[], Point]:
    """Draws points evenly in a disc."""

    def draw() -> Point:
        angle, away = rng.uniform(0, math.tau), radius * math.sqrt(rng.random())
        return x + away * math.cos(angle), y + away * math.sin(angle)

    return draw


def about(rng: random.Random, x: float, y: float, wide: float, high: float) -> Callable[[], Point]:
    """Draws points thickest at a middle, thinning out over `wide` and `high` units."""
    return lambda: (rng.gauss(x, wide), rng.gauss(y, high))


def lay(
    scene: Scene,
    rng: random.Random,
    points: list[Point],
    piece: Piece,
    size: float,
    *,
    within: Array | None = None,
    swell: Array | None = None,
    lift: float = 7,
    gloss: float = 0.35,
    rough: float = 0.25,
    rise: float = 0.25,
    most: int = 8,
) -> None:
    """Lay pieces of about `size` units (half across), turned at random, in layers that do not touch.

    `swell` is the height of the heap they lie on; at most `most` layers are drawn.
    """
    bump = noise(4, 84) * rough
    for group in sublayers(points, size * 2.2)[:most]:
        scene.add(
            "".join(placed(piece(rng), x, y, rng.uniform(0, 360)) for x, y in group),
            radius=max(3, size * 0.36),
            height=size * rise + 2,
            lift=lift,
            gloss=gloss,
            shine=16,
            bump=bump if swell is None else bump + swell,
            within=within,
        )


def disc(x: float, y: float, radius: float, colour: str, more: str = "") -> str:
    """A filled circle."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" {more}/>'


def box(x: float, y: float, width: float, height: float, colour: str, corner: float = 0) -> str:
    """A filled rectangle with rounded corners."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{corner}" fill="{colour}"/>'


def shape(path: str, colour: str, more: str = "") -> str:
    """A filled path."""
    return f'<path d="{path}" fill="{colour}" {more}/>'


def stroke(path: str, width: float, colour: str, opacity: float = 1) -> str:
    """A drawn line with round ends."""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" '
        f'stroke-linejoin="round" stroke-opacity="{opacity}"/>'
    )


def suds(scene: Scene, rng: random.Random, spots: list[Point]) -> None:
    """Soap bubbles of many sizes at the spots: clear, with a bright rim and a window's light."""
    body = ""
    for x, y in spots:
        size = rng.uniform(8, 26)
        rim = 'fill-opacity=".42" stroke="#FFFFFF" stroke-opacity=".88" stroke-width="2.4"'
        body += disc(round(x), round(y), round(size), "#F4FAFA", rim)
        body += disc(round(x - size * 0.36), round(y - size * 0.36), round(size * 0.22, 1), "#FFFFFF")
    scene.cast_shadow(np.asarray(scene.mask(body) * 0.6, np.float32), 5, 0.4)
    scene.flat(body)


def cord(scene: Scene, body: str, width: float = 9, colour: str = CORD, place: Place | None = None) -> None:
    """A twisted cord along a path."""
    drawn = stroke(body, width, colour)
    scene.add(
        drawn if place is None else place.put(drawn),
        radius=width * 0.55,
        height=width * 0.6,
        lift=width * 0.7,
        bump=cord_twist(scene),
        shadow=0.6,
    )


def cord_bow(scene: Scene, place: Place, colour: str = CORD, width: float = 9) -> None:
    """A bow of cord, about 150 units wide."""
    cord(scene, "M0 0C-10 32 -30 62 -48 78M0 0C16 32 40 52 66 66", width, colour, place)
    cord(
        scene,
        "M0 0C-56 -58 -80 -38 -70 -14C-60 6 -20 2 0 0C24 -46 66 -66 78 -44C86 -22 40 -2 0 0",
        width,
        colour,
        place,
    )
    scene.add(place.put(disc(0, 0, width * 0.9, colour)), radius=width * 0.6, height=width * 0.7, lift=4)


def ribbon_bow(scene: Scene, place: Place, colour: str) -> None:
    """A bow of satin ribbon, about 220 units wide."""
    satin = noise(26, 17) * 1.2
    tails = "M-8 4L-64 106L-40 100L-30 122L14 12ZM8 4L58 112L70 90L94 96L20 0Z"
    scene.add(
        place.put(shape(tails, darker(colour, 0.12))), radius=7, height=5, bump=satin, gloss=0.4, shine=14
    )
    for side in (-1, 1):
        loop = f"M0 0C{side * 40} -64 {side * 110} -66 {side * 112} -18C{side * 112} 30 {side * 44} 34 0 0Z"
        scene.add(
            place.put(shape(loop, colour)),
            radius=34,
            height=26,
            lift=13,
            bump=satin,
            gloss=0.5,
            shine=14,
            threshold=0.25,
        )
        eye = (
            f"M{side * 22} -8C{side * 44} -38 {side * 86} -40 {side * 88} -20C{side * 84} 2 {side * 44} "
            f"6 {side * 22} -8Z"
        )
        scene.add(place.put(shape(eye, darker(colour, 0.42))), radius=8, height=-6, lift=0)
    knot = box(-22, -24, 44, 44, colour, 14)
    scene.add(place.put(knot), radius=16, height=14, gloss=0.5, shine=14, threshold=0.25)


def glass_sheen(scene: Scene, body: str, strength: float = 0.6, soft: float = 2.2) -> None:
    """The light that glass or film throws back, along drawn shapes."""
    scene.glow(blur(scene.mask(body), soft), strength)

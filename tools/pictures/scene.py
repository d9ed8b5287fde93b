"""A scene: parts laid one over another, each a flat drawing with a height that the light turns into form."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tools.pictures import light, vector
from tools.pictures.colour import SAND, SHADE, Array, rgb
from tools.pictures.fields import SIZE, blur, dome, noise, shift

WHOLE = (0.0, 0.0, 800.0)
"""View of 800 x 800 units, one to a pixel: for scenes composed by hand."""
CLOSE = (38.0, 38.0, 724.0)
"""View drawn a little nearer: for composed products."""

Window = tuple[slice, slice]


@dataclass(frozen=True)
class Patch:
    """The piece of the picture that a texture fills: coordinates in drawing units, colours, pixel window."""

    x: Array
    y: Array
    colour: Array
    window: Window


Texture = Callable[[Patch], tuple[Array, Array]]
"""Gives the colours and the heights of a patch."""


class Scene:
    """One picture in the making. Coordinates are drawing units; heights, radii and blurs are pixels."""

    def __init__(self, seed: int = 0, view: tuple[float, float, float] = WHOLE) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.view = view
        self.image: Array = np.ones((SIZE, SIZE, 3), np.float32) * rgb(SAND)
        rows, columns = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
        self.x: Array = view[0] + columns * view[2] / SIZE
        self.y: Array = view[1] + rows * view[2] / SIZE

    def render(self, body: str) -> Array:
        """The SVG body as RGBA, drawn on nothing."""
        return vector.render(body, self.view)

    def mask(self, body: str) -> Array:
        """How far each pixel is covered by the SVG body, 0 to 1."""
        return self.render(body)[..., 3]

    def value(self, field: Array, x: float, y: float) -> float:
        """The value of a field at a point in drawing units; 0 outside the picture."""
        column = int((x - self.view[0]) * SIZE / self.view[2])
        row = int((y - self.view[1]) * SIZE / self.view[2])
        return float(field[row, column]) if 0 <= row < SIZE and 0 <= column < SIZE else 0.0

    def add(
        self,
        part: str | Array,
        *,
        radius: float = 6,
        height: float = 5,
        lift: float = 8,
        gloss: float = 0,
        shine: float = 40,
        amount: float = 1,
        texture: Texture | None = None,
        bump: Array | None = None,
        rough: float = 0,
        shadow: float = 0.55,
        smooth: float = 0.8,
        threshold: float = 0.48,
        within: Array | None = None,
    ) -> Array:
        """Lay a part: SVG or RGBA. Returns its mask.

        `radius`, `height` and `threshold` shape the dome of its edge; `lift` is the height above what lies
        below and makes the shadows; `bump` is a further height field over the whole picture; `within` is a
        mask outside of which nothing of the part is seen.
        """
        drawn = self.render(part) if isinstance(part, str) else part
        mask = drawn[..., 3] if within is None else drawn[..., 3] * within
        self.cast_shadow(mask, lift, shadow)
        window = _window(mask, 4)
        if window is None:
            return mask
        cover, colour = mask[window], drawn[..., :3][window].copy()
        relief = np.zeros_like(cover)
        if height:
            relief = relief + dome(np.clip(cover, 0, 1), radius, height, threshold)
        if texture is not None:
            colour, woven = texture(Patch(self.x[window], self.y[window], colour, window))
            relief = relief + woven
        if bump is not None:
            relief = relief + bump[window]
        if rough:
            relief = relief + noise(1.6, 3)[window] * rough
        lit = np.clip(light.relight(colour, blur(relief, smooth), gloss, shine, amount), 0, 1)
        self.image[window] = self.image[window] * (1 - cover[..., None]) + lit * cover[..., None]
        return mask

    def cast_shadow(self, mask: Array, lift: float, strength: float = 0.55) -> None:
        """The shadows of a body `lift` pixels high: contact, soft, and a wide one above 14 pixels."""
        window = _window(mask, int(lift * 4.2) + 10) if lift > 0 else None
        if window is None:
            return
        body = mask[window]
        soft = blur(shift(body, lift * 0.75, lift * 0.9), lift * 0.42) * strength
        if lift > 14:
            wide = blur(shift(body, lift * 1.25, lift * 1.45), lift * 0.95)
            soft = np.maximum(soft, wide * strength * 0.62)
        contact = blur(shift(body, lift * 0.16 + 1, lift * 0.2 + 1), max(1.6, lift * 0.13)) * 0.5
        dark = 1 - (1 - soft) * (1 - contact)
        self.image[window] *= 1 - dark[..., None] * (1 - (rgb(SHADE) * 0.9 + 0.02))

    def flat(self, body: str, opacity: float = 1, within: Array | None = None) -> None:
        """Print: laid on the lit form without height, so that the form shows through at 0.95."""
        drawn = self.render(body)
        cover = drawn[..., 3:] * opacity
        if within is not None:
            cover = cover * within[..., None]
        self.image = self.image * (1 - cover) + drawn[..., :3] * cover

    def hollow(self, mask: Array, depth: float, strength: float = 0.55) -> None:
        """The shadow that an opening's edge throws inwards; `depth` in pixels."""
        outside = 1 - mask
        rim = blur(outside, depth * 0.8) * mask
        thrown = blur(shift(outside, depth * 0.9, depth), depth * 0.8) * mask
        self.darken(np.maximum(rim, thrown), strength)

    def darken(self, mask: Array, strength: float) -> None:
        """Shade what the mask covers."""
        self.image = self.image * (1 - (mask * strength)[..., None] * (1 - rgb(SHADE) * 0.5))

    def glow(self, mask: Array, strength: float, colour: str = "#FFFFFF") -> None:
        """Light upon what the mask covers: a sheen on glass or film."""
        self.image = 1 - (1 - self.image) * (1 - (mask * strength)[..., None] * rgb(colour))

    def finish(self) -> Image.Image:
        """The finished picture, RGB, SIZE x SIZE."""
        return light.finish(self.image)


def _window(mask: Array, margin: int) -> Window | None:
    """The rows and columns that a mask covers, with a margin; nothing when it is empty."""
    rows = np.flatnonzero(mask.max(1) > 0.003)
    columns = np.flatnonzero(mask.max(0) > 0.003)
    if not rows.size:
        return None
    return (
        slice(max(0, int(rows[0]) - margin), min(SIZE, int(rows[-1]) + margin + 1)),
        slice(max(0, int(columns[0]) - margin), min(SIZE, int(columns[-1]) + margin + 1)),
    )

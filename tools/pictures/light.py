"""One light from the upper left: it turns height into shade and sheen, and finishes the picture."""

from __future__ import annotations

import numpy as np
from PIL import Image

from tools.pictures.colour import SHADE, WARM, Array, rgb
from tools.pictures.fields import SIZE, noise, streaks

_STEEPEST = 2.2
"""Slopes are bent towards this limit, so that an edge never turns into a black line."""
_LIGHT = np.array([-0.52, -0.62, 0.60], np.float32)
_LIGHT /= np.linalg.norm(_LIGHT)
_HALFWAY = _LIGHT + np.array([0, 0, 1], np.float32)
_HALFWAY /= np.linalg.norm(_HALFWAY)
_SHADE = rgb(SHADE)
_WARM = rgb(WARM)


def relight(colour: Array, height: Array, gloss: float, shine: float, amount: float) -> Array:
    """Colours (rows x columns x 3) lit over a height field.

    `gloss` 0 to 1 adds a sheen, narrower with a higher `shine`; `amount` scales the shading.
    """
    down, right = np.gradient(height)
    steepness = np.sqrt(right * right + down * down) + 1e-6
    bent = np.tanh(steepness / _STEEPEST) * _STEEPEST / steepness
    right, down = right * bent, down * bent
    inverse = 1 / np.sqrt(right * right + down * down + 1)
    facing = (-right * _LIGHT[0] - down * _LIGHT[1] + _LIGHT[2]) * inverse / _LIGHT[2]
    facing = np.clip(1 + (facing - 1) * amount, 0.12, 1.75)[..., None]
    dark, bright = np.clip(1 - facing, 0, 1), np.clip(facing - 1, 0, 1)
    lit = colour * (1 - dark) + colour * _SHADE * 1.2 * dark
    lit = lit + (_WARM - lit) * bright * 0.42
    if gloss:
        mirror = np.clip((-right * _HALFWAY[0] - down * _HALFWAY[1] + _HALFWAY[2]) * inverse, 0, 1) ** shine
        sheen = np.clip((mirror - _HALFWAY[2] ** shine) * gloss, 0, 0.95)
        lit = lit + (1 - lit) * sheen[..., None]
    return np.asarray(lit, np.float32)


def finish(image: Array, grain: float = 0.013) -> Image.Image:
    """The finished picture: falling light, lifted ink, capped paper, and a print's grain."""
    rows, columns = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    away = (columns * 0.6 + rows * 0.8) / (SIZE * 1.4)
    image = np.clip(image * (1.045 - 0.17 * away[..., None] ** 1.5), 0, 1)
    image = rgb("#1E1712") * (1 - image) + rgb("#FFFCF5") * image
    luminance = image.mean(2)
    speckle = noise(1.35, 11) * 0.6 + noise(2.6, 12) * 0.4
    image = image + (speckle * grain * (0.55 + 0.9 * (1 - np.abs(luminance * 2 - 1))))[..., None]
    image = image + ((streaks(9, 1.6, 13) + streaks(1.6, 9, 14)) * 0.004)[..., None]
    return Image.fromarray((np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8))
